"""What needs more than one page at a time: the published set, the terms, the links between pages."""
