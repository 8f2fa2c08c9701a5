"""Patterns of addresses: our own, `/{section}/{slug}/`, and as Jekyll and Hugo write them, `/:section/:slug/`."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

TOKENS = {
    "year": "{year}",
    "month": "{month}",
    "day": "{day}",
    "section": "{section}",
    "title": "{slug}",
    "slug": "{slug}",
    "filename": "{slug}",
    "contentbasename": "{slug}",
    "slugorfilename": "{slug}",
    "slugorcontentbasename": "{slug}",
    "output_ext": ".html",
}
"""Tokens of Jekyll and Hugo -> ours."""
_TOKEN = re.compile(r":([a-z_]+)")
_PAGE_FILE = re.compile(r"(.*?)(?:/index)?\.html?/?\Z", re.IGNORECASE)


def encoded_path(typed: str) -> str:
    """Return a path percent-encoded once, whatever of it is already: `/50% off/`, `/a%20b/`."""
    return quote(unquote(typed.strip()), safe="/-._~!$&'()*+,;=:@")


def own_pattern(typed: str) -> str:
    """Return a pattern in our own words; a token that nobody knows becomes a placeholder that is none."""
    return _TOKEN.sub(lambda found: TOKENS.get(found[1], f"{{{found[1]}}}"), typed) if ":" in typed else typed


def folder_of(path: str) -> tuple[str, str]:
    """Return the folder in which a page of a path stands, and the path where that is a file's: it then leads there.

    `/2020/chips.html` stands at `/2020/chips/`; both begin with `/`.
    """
    path = "/" + path.strip("/")
    found = _PAGE_FILE.match(path)
    if found is None:
        return ("/" if path == "/" else path + "/"), ""
    return f"{found[1]}/", path
