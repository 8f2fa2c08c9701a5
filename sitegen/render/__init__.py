"""The render room: data becomes bytes. HTML by a theme's templates; feeds and sitemaps by their own files."""
