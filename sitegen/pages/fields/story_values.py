"""The values that a story's fields hold: pictures, who published it, coverage elsewhere."""

from __future__ import annotations

from datetime import datetime

from sitegen.values import Value


class Image(Value, frozen=True):
    """One picture, as the front matter gives it."""

    url: str
    """Absolute http(s), or site-relative including the base path."""
    width: int | None = None
    """CSS pixels."""
    height: int | None = None
    is_cached: bool = False
    alt: str = ""


class Provider(Value, frozen=True):
    """Who published the original: the source of a story."""

    name: str
    domain: str = ""
    images: tuple[Image, ...] = ()
    """Icons or logos, as given."""


class Related(Value, frozen=True):
    """Coverage of the same story elsewhere (front matter `related`)."""

    title: str
    url: str
    excerpt: str = ""
    date: datetime | None = None
    has_time: bool = True
    type: str = ""
    provider: Provider | None = None
    quality: int | None = None
    heat: int | None = None
    images: tuple[Image, ...] = ()


class Coverage(Value, frozen=True):
    """One name in a card's "Also: Wired, China Daily"."""

    name: str
    url: str
