"""Which files shall exist, and what each one shows."""
