"""Markdown bodies, from text to sanitised HTML."""
