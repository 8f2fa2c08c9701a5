"""What a process that stays keeps of its last build, and need not look for again."""
