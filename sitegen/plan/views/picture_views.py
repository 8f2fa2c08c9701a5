"""Views of what is drawn: icons and share images."""

from __future__ import annotations

from sitegen.values import Value


class FileRef(Value, frozen=True):
    """Stands for a file until the view is filled in: then it is the file's bytes."""

    source: str
    """As in `AssetView.source`."""
    digest: str
    """Of its bytes."""


class IconView(Value, frozen=True):
    """`icon.svg`, `favicon.ico`, `icon-192.png`, ...: the site's icon in one size."""

    title: str
    """The site's: its initial is drawn."""
    ground: str
    """`#rrggbb`."""
    ink: str
    size: int = 0
    """Pixels; 0: as large as anybody likes."""
    is_whole: bool = False
    """Whether all of the square is filled: systems cut their own shape out of it."""
    own: FileRef | bytes | None = None
    """The owner's picture, which is scaled instead."""


class ShareView(Value, frozen=True):
    """`share.png` beside a story: what those see with whom it is shared. It holds what is drawn and nothing else."""

    title: str
    source: str
    """Who published the story; may be empty."""
    topic: str
    """May be empty."""
    site: str
    language: str
    """The site's: Han characters look otherwise in Japanese."""
    ground: str
    """`#rrggbb`, as the other colours."""
    ink: str
    quiet: str
    accent: str
    fonts: tuple[FileRef | bytes, ...]
    """The first that has all letters draws; empty: the font that comes with Pillow."""
