"""Which files must exist, and what each one shows."""
