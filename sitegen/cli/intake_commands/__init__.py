"""The commands that bring stories in from outside, and publish them: one file a command."""
