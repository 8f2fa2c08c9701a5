"""Feeds that a person subscribed to: fetched politely, seen once, offered in an inbox."""
