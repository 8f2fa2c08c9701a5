"""From files on disk to what they mean, parsing only those that changed."""
