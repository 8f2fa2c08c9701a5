"""The files of the search."""
