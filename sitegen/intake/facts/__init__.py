"""What is found about a story, and where: dates, addresses, languages, candidates."""
