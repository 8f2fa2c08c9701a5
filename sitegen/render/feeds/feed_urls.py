"""Addresses in feeds: absolute and ASCII.

Never: trusts an address from content; what cannot be repaired becomes an empty text.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from sitegen.pages.text.characters import clean_text
from sitegen.values import ascii_host

URL_LIMIT = 4000
"""Characters of an address; longer ones are not addresses."""

_KEPT = "/:?@!$&'()*+,;=~-._%"
_PLAIN = r"(?:[A-Za-z0-9/:@!$&'()*+,;=~._-]|%[0-9A-F]{2})*"
_PLAIN_PATH = re.compile(rf"/(?!/){_PLAIN}(?:\?{_PLAIN})?")
_PLAIN_URL = re.compile(rf"https?://[a-z0-9]+(?:[.-]+[a-z0-9]+)*/{_PLAIN}(?:\?{_PLAIN})?")
_STRAY_PERCENT = re.compile(r"%(?![0-9a-fA-F]{2})")
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")


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
    return _repaired_url(url, base) if url else ""


def _repaired_url(url: str, base: str) -> str:
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
    name = ascii_host(host)
    return name if re.fullmatch(r"[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?\.?", name) else ""


def _ascii_part(text: str) -> str:
    text = quote(_STRAY_PERCENT.sub("%25", text), safe=_KEPT)
    return _ESCAPE.sub(lambda found: found[0].upper(), text)
