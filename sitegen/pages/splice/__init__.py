"""Edits of a source's bytes that leave every other byte as its owner typed it."""
