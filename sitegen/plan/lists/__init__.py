"""Lists of stories by date and by term."""
