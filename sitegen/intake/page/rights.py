"""What a page and its host reserve: signals are recorded as they stand, and those that reserve the text are obeyed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple
from urllib.parse import urlsplit

from sitegen.intake.page.meta_tags import Metas

_ROBOTS = re.compile(r"\b(noarchive|nosnippet|noai)\b|max-snippet\s*:\s*0\b", re.IGNORECASE)
_HEADERS = ("tdm-reservation", "tdm-policy", "content-signal", "content-usage", "x-robots-tag")
_METAS = (
    "tdm-reservation",
    "tdm-policy",
    "robots",
    "content-signal",
    "content-usage",
    "rights",
    "copyright",
    "license",
)
_IN_ROBOTS = re.compile(
    r"^[ \t]*(content-signal|content-usage|license)[ \t]*:[ \t]*(\S.{0,300})$", re.IGNORECASE | re.MULTILINE
)
_MOST_SIGNALS = 20
_MOST_CHARACTERS = 300


class Rights(NamedTuple):
    """What was found."""

    signals: tuple[str, ...] = ()
    """As they stand, each with its place."""
    reserved: str = ""
    """The signal that reserves the text; empty where none does."""


def read_rights(
    headers: Mapping[str, str], metas: Metas, licences: Sequence[str], robots: str, tdmrep: bool | None
) -> Rights:
    """Return what headers, the page, robots.txt and `/.well-known/tdmrep.json` say.

    Of a reservation for text and data mining the header counts before the page, the page before the file of the host.
    """
    found = [(f"header {name}", headers[name]) for name in _HEADERS if name in headers]
    found += [(f"meta {name}", content) for name, content in metas if name in _METAS]
    found += [("licence", one) for one in licences]
    found += [(f"robots.txt {name}", value.strip()) for name, value in _IN_ROBOTS.findall(robots)]
    if tdmrep is not None:
        found.append(("tdmrep.json tdm-reservation", "1" if tdmrep else "0"))
    signals = [f"{place}: {' '.join(value.split())[:_MOST_CHARACTERS]}" for place, value in found[:_MOST_SIGNALS]]
    return Rights(tuple(signals), _reserved(found))


def tdmrep_says(document: bytes, address: str) -> bool | None:
    """Return whether `/.well-known/tdmrep.json` reserves an address; None where it says nothing of it."""
    try:
        rules = json.loads(document.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    path = urlsplit(address).path or "/"
    for rule in rules if isinstance(rules, list) else []:
        location = rule.get("location") if isinstance(rule, dict) else None
        if isinstance(location, str) and fnmatchcase(
            path, f"{location.rstrip('*$')}*" if location[-1:] != "$" else path
        ):
            return str(rule.get("tdm-reservation")) == "1"
    return None


def _reserved(found: Sequence[tuple[str, str]]) -> str:
    for place, value in found:
        if place.endswith("tdm-reservation"):
            if value.strip() == "1":
                return f"{place}: 1"
            break
    for place, value in found:
        if place in ("header x-robots-tag", "meta robots") and (said := _ROBOTS.search(value)):
            return f"{place}: {said[0]}"
    return ""
