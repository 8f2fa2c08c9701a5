"""What a person asks about a site: looked up without building it, or beside a build."""
