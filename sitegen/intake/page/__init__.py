"""What one page of the web says of itself, and which of it is the article."""
