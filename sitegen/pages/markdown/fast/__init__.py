"""A fast path for the common forms of Markdown; the engine reads the rest."""
