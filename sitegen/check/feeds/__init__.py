"""Feeds by the rules of their formats, and against the live ones."""
