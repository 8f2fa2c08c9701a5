"""Worker processes, the lock, and interrupts."""
