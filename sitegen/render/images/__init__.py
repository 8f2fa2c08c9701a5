"""Icons and share images."""
