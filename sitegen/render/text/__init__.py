"""Stories as Markdown."""
