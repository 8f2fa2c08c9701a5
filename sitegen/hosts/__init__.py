"""What each host wants: how old addresses are answered there, which headers it reads, and what it refuses."""
