"""Edits of a source's bytes that leave every other byte as its owner typed it.

Each place that may be right is tried, and the first is taken that makes the source mean what it meant, but for what the
edit is to change. Where none is right nothing is changed.
"""
