"""One file a system: what its config and folders say, and which address and identity each of its texts had."""
