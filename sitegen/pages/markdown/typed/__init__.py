"""What people type into Markdown besides CommonMark: math and the marks of tasks."""
