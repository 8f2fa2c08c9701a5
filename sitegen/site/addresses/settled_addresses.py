"""Which page has an address that two want: the one that had it, else none of them as it is.

Each of the others has its own address, made of its source's path: it is the same whoever else comes or goes.

Never: looks at an address that something else than a page may want (`plan/path_reservations.py` does).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import unquote

from sitegen.errors import Problem, first_few, whole_file
from sitegen.pages.normal_forms import file_key
from sitegen.pages.page import PageMeta
from sitegen.settings import Settings
from sitegen.values import short_digest

_DATE_PARTS = ("{year}", "{month}", "{day}")

Holds = Callable[[PageMeta], bool]
"""Returns whether a page stood at the address that it wants when it was last published."""


def settle_addresses(
    pages: Sequence[PageMeta], kept: Mapping[str, str], holds: Holds, settings: Settings
) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Return path -> address for the pages that cannot have the one they want, and a warning for each such address.

    `kept` says which addresses belong to a source that is not published now, and to which. Addresses that are one file
    on some system (`/A/` and `/a/`, `/straße/` and `/strasse/`) count as one.
    """
    keys = [_key(page.url) for page in pages]
    kept = {_key(address): source for address, source in kept.items()}
    wanted = {*keys}
    if len(wanted) == len(pages) and wanted.isdisjoint(kept):
        return {}, ()  # nearly always
    claims: defaultdict[str, list[PageMeta]] = defaultdict(list)
    for key, page in zip(keys, pages, strict=True):
        claims[key].append(page)
    settled: dict[str, str] = {}
    problems = []
    for key, some in sorted(claims.items()):
        if key == _key(settings.base_path) or (len(some) == 1 and key not in kept):
            continue
        holders = sorted((page for page in some if holds(page)), key=lambda page: (page.identity_digest, page.path))
        holder = "" if not holders else holders[0].path
        others = {page.path: page.url for page in sorted(some, key=lambda page: page.path) if page.path != holder}
        if others:
            settled |= {path: own_address(url, path) for path, url in others.items()}
            problems.append(_shared(kept.get(key, holder), others, settings))
    return settled, tuple(problems)


def _key(url: str) -> str:
    return file_key(unquote(url) if "%" in url else url)


def own_address(url: str, path: str) -> str:
    """Return an address like the one that a source wants, which no other source wants."""
    return f"{url.removesuffix('/')}-{short_digest(path) >> 32:08x}/"


def _shared(holder: str, others: Mapping[str, str], settings: Settings) -> Problem:
    path, url = next(iter(others.items()))
    first, *rest = map(settings.shown_path, others)
    beside = [settings.shown_path(holder), *rest] if holder else rest
    kept = f"{beside[0]} had it first and keeps it, this one is at"
    own = kept if holder else "none had it first, so each is at one of its own, this one at"
    message = f"{url} is the address of {first_few(beside)}, too; {own} {own_address(url, path)}"
    return whole_file("warning", first, message, way_out(settings), "slug")


def way_out(settings: Settings) -> str:
    """Return what to do when two sources want one address."""
    if all(part in settings.permalink(section) for section in settings.permalinks for part in _DATE_PARTS):
        return "Give one of them another `slug`, date or file name."
    return "Give one of them another `slug` or file name, or put {year}, {month} and {day} into `permalinks`."
