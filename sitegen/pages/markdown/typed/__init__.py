"""What people type into Markdown besides CommonMark: math, the marks of tasks, the site's own addresses in full."""
