"""Moves new files into place, deletes old ones, and survives a crash in between."""
