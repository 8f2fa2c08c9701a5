"""Which outputs are stale: the plan against the last build."""
