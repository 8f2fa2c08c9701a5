"""Renders outputs in workers, with what they need from the cache."""
