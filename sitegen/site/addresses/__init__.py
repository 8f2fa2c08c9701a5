"""Published addresses: what the lock says of them, and what became of each."""
