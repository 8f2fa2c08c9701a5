"""What is known of the last build, in SQLite."""
