"""What each kind of output shows, as values."""
