"""Finds out that something on disk has changed."""
