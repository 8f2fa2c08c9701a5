"""Talks to the person: commands, their arguments, and what they print."""
