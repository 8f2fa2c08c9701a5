"""Addresses in feeds: absolute, ASCII, and the `tag:` URIs that identify stories for ever.

Never: trusts an address from content; what cannot be mended becomes an empty text.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from sitegen.render.feed_text import clean_text
from sitegen.settings import IDENTITY_DATE
from sitegen.values import digest_of

URL_LIMIT = 4000
"""Characters of an address; longer ones are not addresses."""

_KEPT = "/:?@!$&'()*+,;=~-._%"
_PLAIN = r"(?:[A-Za-z0-9/:@!$&'()*+,;=~._-]|%[0-9A-F]{2})*"
_PLAIN_PATH = re.compile(rf"/(?!/){_PLAIN}(?:\?{_PLAIN})?")
_PLAIN_URL = re.compile(rf"https?://[a-z0-9]+(?:[.-]+[a-z0-9]+)*/{_PLAIN}(?:\?{_PLAIN})?")
_STRAY_PERCENT = re.compile(r"%(?![0-9a-fA-F]{2})")
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
_DESCRIPTOR = re.compile(r"[0-9.]{1,9}[wx]")
_TAG_KEPT = "/:?@!$&'()*+,;=~-._"
_TAG_LIMIT = 240
_MINTED = re.compile(
    r"(?:tag:[A-Za-z0-9.@_+-]+,[0-9]{4}(?:-[0-9]{2}){0,2}:|urn:[A-Za-z0-9-]{2,32}:)"
    r"(?:[A-Za-z0-9/:?@!$&'()*+,;=~._-]|%[0-9A-Fa-f]{2})+"
)


def absolute_url(url: str, base: str) -> str:
    """Return an http(s) address made absolute against `base`, in the characters of RFC 3986; empty when it is none.

    Names in other scripts become punycode, all else non-ASCII is percent-encoded; scheme and host are lower case.
    """
    if len(url) > URL_LIMIT:
        return ""
    if "/." not in url:
        # Nearly all addresses are plain already, and taking one apart costs twenty times this look.
        if _PLAIN_URL.fullmatch(url):
            return url
        if _PLAIN_PATH.fullmatch(url) and _PLAIN_URL.fullmatch(base):
            return base[: base.index("/", 8)] + url
    url = clean_text(url).strip()
    return _mended_url(url, base) if url else ""


def _mended_url(url: str, base: str) -> str:
    try:
        scheme, _, path, query, fragment = parts = urlsplit(urljoin(base, url))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if scheme not in ("http", "https"):
        return ""
    host = _ascii_host(host)
    if not host:
        return ""
    if port and port != {"http": 80, "https": 443}[scheme]:
        host += f":{port}"
    return urlunsplit((scheme, host, _ascii_part(path) or "/", _ascii_part(query), _ascii_part(fragment)))


def _ascii_host(host: str) -> str:
    if ":" in host:
        return f"[{host}]" if re.fullmatch(r"[0-9a-f:.]+", host) else ""
    try:
        name = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""
    return name if re.fullmatch(r"[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?\.?", name) else ""


def _ascii_part(text: str) -> str:
    text = quote(_STRAY_PERCENT.sub("%25", text), safe=_KEPT)
    return _ESCAPE.sub(lambda found: found[0].upper(), text)


def absolute_srcset(srcset: str, base: str) -> str:
    """Return a `srcset` with each address absolute (HTML, section 4.8.4.2.1); candidates without one are left out."""
    kept = []
    words = srcset[: 4 * URL_LIMIT].split()
    while words:
        url = words.pop(0)
        descriptor = ""
        if url.endswith(","):
            url = url.rstrip(",")
        elif words:
            descriptor, comma, rest = words.pop(0).partition(",")
            if comma and rest:
                words.insert(0, rest)
        if url := absolute_url(url, base).replace(",", "%2C"):
            kept.append(f"{url} {descriptor}" if _DESCRIPTOR.fullmatch(descriptor) else url)
    return ", ".join(kept)


def tag_uri(identity: str, base_url: str, authority: str = "") -> str:
    """Return the `tag:` URI (RFC 4151) of a story: the same in every feed and format, whatever else changes.

    It is made of `identity` and of who minted it: `authority` (`host,date`), else the host of `base_url` and one date
    for ever. Title, slug, section and base path have no part in it. The host has: a site that moves to another host
    says its old one in the setting `feed_authority`, or every story turns up as new. An identity that is a `tag:` or
    `urn:` URI already, as another program made it, stays as it is.
    """
    if len(identity) <= _TAG_LIMIT and _MINTED.fullmatch(identity):
        return identity
    minter = clean_text(authority).strip() or f"{_tag_host(base_url)},{IDENTITY_DATE}"
    name = unicodedata.normalize("NFC", clean_text(identity).strip())
    specific = quote(name, safe=_TAG_KEPT)
    if len(specific) > _TAG_LIMIT:
        specific = digest_of(name)
    return f"tag:{minter}:{specific}"


def _tag_host(base_url: str) -> str:
    try:
        host = _ascii_host(urlsplit(base_url).hostname or "")
    except ValueError:
        host = ""
    return re.sub(r"[^a-z0-9.-]+", "-", host).strip("-.") or "localhost"
