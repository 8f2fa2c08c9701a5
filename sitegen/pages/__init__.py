"""What one source's text means."""
