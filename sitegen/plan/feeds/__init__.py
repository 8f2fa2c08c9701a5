"""Feeds and the selections that they hold."""
