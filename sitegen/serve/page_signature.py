"""Says what a page consists of, so that one that is open knows whether it is still what the site holds.

Stylesheets count apart: a page of which nothing else changed takes the new ones without being loaded again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from hashlib import blake2b
from html import unescape
from urllib.parse import urljoin, urlsplit

from sitegen.serve.answers import Found
from sitegen.values import Value

FindAddress = Callable[[str], Found | None]

_TAG = re.compile(rb"<(?:link|script|img|source|video|audio|embed)\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"\b(href|src|poster|srcset|rel)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>\"']+)", re.IGNORECASE)


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
            styles[href.partition("?")[0]] = f"{href} {_version(href, page, find)}"
            digest.update(b"<link>")
            continue
        digest.update(tag[0])
        for address in _taken_in(attributes):
            digest.update(_version(address, page, find).encode())
    digest.update(html[end:])
    return Signature(digest.hexdigest(), styles)


def sign_words(words: str) -> Signature:
    """Return the signature of an answer that is no page: a redirect, a file."""
    return Signature(blake2b(words.encode("utf-8", "replace"), digest_size=12).hexdigest())


def _taken_in(attributes: dict[bytes, str]) -> Iterator[str]:
    for name in (b"src", b"poster"):
        if name in attributes:
            yield attributes[name]
    for candidate in attributes.get(b"srcset", "").split(","):
        yield from candidate.split()[:1]


def _value(raw: bytes) -> str:
    return unescape(raw.decode("utf-8", "replace").strip("\"'")).strip()


def _version(address: str, page: str, find: FindAddress) -> str:
    """Return what changes with a file of this site; of others nothing is known."""
    try:
        parts = urlsplit(urljoin(page, address))
    except ValueError:
        return ""
    if parts.scheme or parts.netloc:
        return ""
    found = find(parts.path)
    return found.version if found else "none"
