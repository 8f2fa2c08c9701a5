"""Plain text: article pastes, excerpts, characters."""
