"""Says what a page consists of, so that one that is open knows whether it is still what the site holds.

Stylesheets count apart: a page of which nothing else changed takes the new ones without being loaded again. What a
stylesheet or a script itself takes in (`@import`, `url()`, `import`) counts as a picture does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from hashlib import blake2b
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from sitegen.serve.answers import Found
from sitegen.values import Value

FindAddress = Callable[[str], Found | None]

_QUOTED = rb"""("[^"\n]*"|'[^'\n]*')"""
_TAG = re.compile(
    rb"<(?:link|script|img|source|video|audio|embed|form)\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE
)
_ATTRIBUTE = re.compile(
    rb"\b(href|src|poster|srcset|rel|data-index)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>\"']+)", re.IGNORECASE
)
_STYLE_NAMES = re.compile(rb"@import\s*" + _QUOTED + rb"|\burl\(\s*(?:" + _QUOTED + rb"|([^)\s\"']+))", re.IGNORECASE)
_SCRIPT_NAMES = re.compile(rb"\b(?:from|import)\s*\(?\s*" + _QUOTED)
_NAMES = {".css": _STYLE_NAMES, ".js": _SCRIPT_NAMES, ".mjs": _SCRIPT_NAMES}
_MOST_READ = 4_000_000


class Signature(Value, frozen=True):
    """What a page consists of."""

    text: str
    """Digest of all but its stylesheets, with what it takes in: scripts, pictures."""
    styles: dict[str, str] = {}
    """Address of each stylesheet, as the page names it but for its query -> what changes with it."""


def sign(status: int, html: bytes, page: str, find: FindAddress) -> Signature:
    """Return the signature of a page that is shown with a status at the address `page`."""
    digest = blake2b(f"{status}\n".encode(), digest_size=12)
    styles: dict[str, str] = {}
    end = 0
    for tag in _TAG.finditer(html):
        digest.update(html[end : tag.start()])
        end = tag.end()
        attributes = {match[1].lower(): _value(match[2]) for match in _ATTRIBUTE.finditer(tag[0])}
        if "stylesheet" in attributes.get(b"rel", "").lower().split() and b"href" in attributes:
            href = attributes[b"href"]
            version, *inner = _versions(href, page, find)
            styles[href.partition("?")[0]] = f"{href} {version}"
            digest.update(" ".join(["<link>", *inner]).encode())
            continue
        digest.update(tag[0])
        for address in _taken_in(attributes):
            digest.update(" ".join(_versions(address, page, find)).encode())
    digest.update(html[end:])
    return Signature(digest.hexdigest(), styles)


def sign_words(words: str) -> Signature:
    """Return the signature of an answer that is no page: a redirect, a file."""
    return Signature(blake2b(words.encode("utf-8", "replace"), digest_size=12).hexdigest())


def _taken_in(attributes: dict[bytes, str]) -> Iterator[str]:
    for name in (b"src", b"poster", b"data-index"):  # the last is what the search page asks
        if name in attributes:
            yield attributes[name]
    for candidate in attributes.get(b"srcset", "").split(","):
        yield from candidate.split()[:1]


def _value(raw: bytes) -> str:
    return unescape(raw.decode("utf-8", "replace").strip("\"'")).strip()


def _versions(address: str, page: str, find: FindAddress) -> Iterator[str]:
    """Yield what changes with a file of this site, then what changes with each file that it takes in; of others ""."""
    waiting, seen = [(page, address)], set()
    while waiting:
        path = _path(*waiting.pop())
        if path in seen:
            continue
        seen.add(path)
        found = find(path) if path else None
        yield found.version if found else "none" if path else ""
        if found is not None and found.path.suffix.lower() in _NAMES:
            waiting += [(path, name) for name in reversed(_named_in(found.path, found.version))]


def _path(page: str, address: str) -> str:
    """Return the path at which something of this site is that a page names; empty for what is elsewhere."""
    try:
        parts = urlsplit(urljoin(page, address))
    except ValueError:
        return ""
    return "" if parts.scheme or parts.netloc else parts.path


@lru_cache(maxsize=256)
def _named_in(file: Path, version: str) -> tuple[str, ...]:
    """Return the addresses that a version of a stylesheet or a script names."""
    try:
        with file.open("rb") as stream:
            text = stream.read(_MOST_READ)
    except OSError:
        return ()
    found = _NAMES[file.suffix.lower()].finditer(text)
    return tuple(_value(next(filter(None, match.groups()))) for match in found)
