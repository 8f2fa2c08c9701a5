"""Front matter as a tree of texts, each with its place in the file."""
