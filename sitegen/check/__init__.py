"""Judges what the build finished: content rules, output rules."""
