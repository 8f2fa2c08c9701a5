"""The owner's own `_redirects` and `_headers` in `static/`, merged with those of the site: theirs come first.

Never: judges them. They are the owner's, as a template is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from sitegen.hosts.host import HeaderBlock
from sitegen.hosts.hosts import host_of
from sitegen.plan.views.file_views import AssetView
from sitegen.settings import Settings

NOT_FOUND = "404.html"
ROBOTS = "robots.txt"
REDIRECTS, HEADERS = "_redirects", "_headers"
_ALWAYS_SAID = frozenset({"x-robots-tag"})
"""What keeps a preview out of search engines."""
_PART = re.compile(r"(\*)|:[A-Za-z]\w*|[^*:]+|:")


def copied_as_they_are(assets: Mapping[str, AssetView], settings: Settings) -> dict[str, AssetView]:
    """Return the files that are copied: without those that are merged, and in a preview without those of the site."""
    merged = host_of(settings).rule_files
    of_site = (ROBOTS, NOT_FOUND) if settings.preview_of else ()
    return {path: view for path, view in assets.items() if path not in merged and path not in of_site}


def with_lines(own: str, text: str) -> str:
    """Return the owner's lines and then the site's."""
    return f"{own.rstrip()}\n{text}" if own.strip() else text


def without_own_headers(blocks: Iterable[HeaderBlock], own: str) -> Iterator[HeaderBlock]:
    """Yield the header blocks of the site without what the owner says of the same path: hosts would send both."""
    said: dict[str, set[str]] = {}
    path = ""
    for line in own.splitlines():
        if line[:1].isspace():
            name = line.strip().lstrip("! ").partition(":")[0].strip().lower()
            said.setdefault(path, set()).update({name} - _ALWAYS_SAID)
        elif line.strip():
            path = line.strip()
    for pattern, lines in blocks:
        left = tuple(line for line in lines if line.partition(":")[0].lower() not in said.get(pattern, ()))
        if left:
            yield pattern, left


def answered_by_owner(own: str) -> Callable[[str], bool]:
    """Return what says whether a rule of the owner's answers at an address, percent-decoded."""
    patterns = []
    for line in own.splitlines():
        words = line.split()
        if words and words[0].startswith("/"):
            patterns.append("".join(map(_expression, _PART.finditer(words[0].rstrip("/")))) + "/?")
    rules = re.compile("|".join(patterns[:5000]) or r"(?!)")
    return lambda address: rules.fullmatch(address) is not None


def _expression(found: re.Match[str]) -> str:
    part = found[0]
    if part == "*":
        return ".*+"
    return "[^/]++" if part.startswith(":") and len(part) > 1 else re.escape(part)
