"""Creates a new site: its files, and the program that its host installs."""
