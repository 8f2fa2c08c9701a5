"""Dates: as people and programs write them, and as names of files say them."""
