"""Where a page stands on the site: its section, its URL and its old addresses."""

from __future__ import annotations

import re
from datetime import date as date_of_day
from functools import lru_cache
from posixpath import splitext
from urllib.parse import unquote

from sitegen.pages.fields.date_forms.dates import Moment
from sitegen.pages.fields.date_forms.file_dates import file_date
from sitegen.pages.fields.fields import Fields
from sitegen.pages.fields.kinds import shown
from sitegen.pages.front_matter.nodes import Scalar
from sitegen.pages.normal_forms import normalised
from sitegen.pages.urls import UNSAFE_PATH, slugify
from sitegen.permalinks import folder_of, own_pattern
from sitegen.settings import DEFAULT_PERMALINK, PLACEHOLDER, Settings
from sitegen.values import Value, is_pattern
from sitegen.withholding_words import is_drafts_folder
from sitegen.zones import time_zone

PAGE_PATTERN = "/{section}/{slug}/"

_SCHEME = re.compile(r"[^/:]+:")


class FileName(Value, frozen=True):
    """What a source's path says."""

    section: str
    """Slug of the first folder without leading `_`; empty for a file at the top."""
    date: Moment | None
    """The date of the name, or of the folders above it."""
    stem: str
    """The name without its ending, and without a date that begins it."""
    folders: tuple[str, ...]
    """Slugs of all folders."""
    is_index: bool
    """Whether it is its folder's `index.md` or `_index.md`."""
    is_draft: bool = False
    """Whether one of the folders is for drafts."""
    is_section: bool = False
    """Whether it is the `_index.md` of a folder: its title and text, never a story."""
    language: str = ""
    """Of the translation that it is; empty: of none."""


def read_file_name(path: str, timezone: str, language: str = "") -> FileName:
    """Return what a path relative to the content folder says; a `language` stands at the end of the name."""
    *parents, name = path.split("/")
    folders, is_draft = _read_folders(tuple(parents))
    stem = splitext(name)[0]
    if language:
        stem = splitext(stem)[0]
    is_section = stem.lower() == "_index"
    is_index = is_section or stem.lower() == "index"
    above = parents
    if is_index and len(parents) > 1:
        stem, above = parents[-1], parents[:-1]
    moment, rest = file_date(stem, above, time_zone(timezone))
    section = folders[0] if folders else ""
    return FileName(section, moment, rest or stem, folders, is_index, is_draft, is_section, language)


@lru_cache(maxsize=256)
def _read_folders(folders: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """Return their slugs, and whether one of them is for drafts: each has many files."""
    return tuple(map(slugify, folders)), any(map(is_drafts_folder, folders))


def page_place(name: FileName, section: str, slug: str, day: date_of_day | None, settings: Settings) -> tuple[str, str]:
    """Return the folder in which a page stands, and its file (`/2020/chips.html`) where a pattern says one, else "".

    Both begin with `/` and are decoded. `day` is None for a page that is not a story.
    """
    typed = pattern = settings.permalinks.get(section, "")
    if day is None and name.is_index:
        path = _segments("/".join(name.folders))
    else:
        if not pattern or (day is None and _asks_for_a_day(pattern)):
            pattern = PAGE_PATTERN if day is None else DEFAULT_PERMALINK
        path = _path_of_day(pattern, section, day).replace("{slug}", slug)
    folder, file = folder_of(f"{name.language.lower()}/{path}" if name.language else path)
    return folder, file if typed.endswith(".html") else ""


def own_path(typed: str, section: str, slug: str, day: date_of_day | None) -> str:
    """Return the path that the front matter of a page gives it; empty when it asks for a date that the page has not."""
    pattern = own_pattern(typed)
    if "{" not in pattern:
        return pattern
    if day is None and _asks_for_a_day(pattern):
        return ""
    return _path_of_day(pattern, section, day).replace("{slug}", slug)


def _asks_for_a_day(pattern: str) -> bool:
    return "{year}" in pattern or "{month}" in pattern or "{day}" in pattern


@lru_cache(maxsize=1024)
def _path_of_day(pattern: str, section: str, day: date_of_day | None) -> str:
    """Return a pattern with all filled in but the slug, which is never empty: a day has many stories."""
    parts = {"section": section, "slug": "{slug}"}
    if day is not None:
        parts |= {"year": f"{day.year:04}", "month": f"{day.month:02}", "day": f"{day.day:02}"}
    return _segments(PLACEHOLDER.sub(lambda found: parts.get(found[1], ""), pattern))


def _segments(path: str) -> str:
    """Return the parts of a path that count, each with its slash."""
    return "".join(segment + "/" for segment in path.split("/") if segment not in {"", ".", ".."})


def read_slug(fields: Fields, key: str) -> str:
    """Return the last part of the address where the front matter gives it; else an empty text."""
    typed = fields.text(key)
    if not typed:
        return ""
    slug = slugify(typed)
    node = fields.node(key)
    if slug != normalised("NFC", typed.strip("/").lower()) and node is not None:
        message = f'"{typed[:60]}" cannot be part of an address'
        fields.complain(key, "warning", node, message, f'"{slug}" is used.')
    return slug


def read_address(fields: Fields, key: str) -> str:
    """Return the path at which a page is to stand, decoded, or a pattern of one; empty where it cannot stand there."""
    typed = fields.text(key)
    node = fields.node(key)
    if not typed or node is None:
        return ""
    address = _alias(own_pattern(typed), fields.settings)
    odd = PLACEHOLDER.sub("x", address or "*")
    if address is None or is_pattern(odd) or "{" in odd:
        message, hint = (
            "this is not an address on this site",
            "Write a path on this site (/old/address/). It is left out.",
        )
        fields.complain(key, "warning", node, message, hint)
        return ""
    return address


def read_aliases(fields: Fields, key: str) -> dict[str, int]:
    """Return the old addresses, decoded, from the site's root (`/old/x/`), without the base path; each with its line.

    Absolute URLs below the site's own are cut to that; what is not one path on this site is left out with a warning.
    """
    found: dict[str, int] = {}
    for number, node in enumerate(fields.items(key)):
        alias = _alias(node.text, fields.settings) if type(node) is Scalar else None
        if alias is None:
            message, hint = "this is not an address on this site", "Write a path on this site (/old/address/)."
        elif is_pattern(alias):
            message = f"{shown(alias)} would redirect more than one address: hosts read * and :word as patterns"
            hint = "Write each old address out."
        else:
            found.setdefault(alias, node.line)
            continue
        fields.complain(f"{key}[{number}]", "warning", node, message, f"{hint} It is left out.")
    return found


def _alias(typed: str, settings: Settings) -> str | None:
    text = typed.strip()
    if text.startswith(settings.base_url):
        text = "/" + text[len(settings.base_url) :]
    path = unquote(text)
    if _SCHEME.match(path) or UNSAFE_PATH.search(path) or len(path) > 1000 or "\ufffd" in path:
        return None
    path = "/" + path.removeprefix("/")
    return None if path == "/" else path
