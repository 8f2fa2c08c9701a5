"""Shows a site on this machine while it is written: serves the output folder, watches the sources."""
