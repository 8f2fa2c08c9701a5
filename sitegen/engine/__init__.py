"""Comparing with the last build, starting processes, writing and deleting."""
