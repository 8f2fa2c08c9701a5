"""Opens connections to other machines, for the commands that were asked to."""
