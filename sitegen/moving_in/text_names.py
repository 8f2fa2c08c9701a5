"""What the path and the front matter of an old text say, as other systems read them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from posixpath import splitext

from sitegen.moving_in.config_files import texts_of
from sitegen.moving_in.old_site import OldText

_ABOUT_FOLDERS = frozenset({"readme", "license", "licence", "contributing", "changelog", "code_of_conduct", "security"})
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2}))?")


def is_about_the_folder(name: str) -> bool:
    """Return whether a file at the top is about the folder itself (`README.md`), and no text of the site."""
    return name_of(name).lower() in _ABOUT_FOLDERS


def name_of(place: str) -> str:
    """Return a file's name without its ending."""
    return splitext(place.rpartition("/")[2])[0]


def parents_of(place: str) -> list[str]:
    """Return the folders in front of a file."""
    return place.split("/")[:-1]


def folder_address(parts: Iterable[str]) -> str:
    """Return the address of a folder (`/a/b/`)."""
    return "/" + "".join(f"{part}/" for part in parts)


def page_address(parents: Iterable[str], name: str, ending: str) -> str:
    """Return the address of a page, which is that of its folder for an `index`."""
    return folder_address(parents) + ("" if name == "index" else name + ending)


def day_as_typed(text: OldText) -> datetime | None:
    """Return the date as it was typed, whatever its time zone; else that of our site."""
    found = _DAY.match(text.text("date", "publishdate", "pubdate"))
    if found:
        try:
            return datetime(int(found[1]), int(found[2]), int(found[3]), int(found[4] or 0), int(found[5] or 0))
        except ValueError:
            pass
    return text.date


def words_of(text: OldText, *keys: str) -> list[str]:
    """Return the names that the first of these fields lists; of a text all that stand between spaces or commas."""
    for key in keys:
        value = text.fields.get(key)
        if isinstance(value, str) and value.strip():
            return (
                [word.strip() for word in re.split(r"[,;]", value) if word.strip()] if "," in value else value.split()
            )
        if found := texts_of(value):
            return found
    return []
