"""Files for programs: sitemaps, search, icons, host files."""
