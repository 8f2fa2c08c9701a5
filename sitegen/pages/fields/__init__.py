"""The typed fields of front matter, each declared once."""
