"""What helps to type a command: examples, and the completion of names by a shell."""
