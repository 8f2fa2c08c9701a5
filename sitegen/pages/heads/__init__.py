"""From the bytes of a source to its head of fields, of whichever kind, and its body."""
