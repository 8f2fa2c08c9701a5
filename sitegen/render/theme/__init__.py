"""What a theme consists of: folders, options, words."""
