"""Pages, from the templates of a theme."""
