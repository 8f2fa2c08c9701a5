"""Which keys of front matter that sitegen does not know the templates of a theme show."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sitegen.pages.page import PageMeta
from sitegen.pages.remarks import UNREAD
from sitegen.render.theme.theme import ThemeFolder

_KEY = re.compile(r"""\bextra\s*(?:\.\s*get\s*\(\s*|\.|\[\s*)["']?([\w-]+)""")
_ALL = re.compile(r"\bextra\b(?!\s*[.\[])|\bextra\s*\.\s*(?:items|keys|values)\b|\bextra\s*(?:\[|\.get\()\s*(?![\"'])")


def shown_keys(pages: Iterable[PageMeta], theme: Iterable[ThemeFolder]) -> set[str]:
    """Return the unread keys of some pages that templates name; all of them where a template goes through all."""
    unread = {remark.removeprefix(UNREAD) for page in pages for remark in page.remarks if remark.startswith(UNREAD)}
    if not unread:
        return set()
    shown: set[str] = set()
    for folder in theme:
        for file in sorted(folder.templates.rglob("*.html")):
            text = file.read_text("utf-8", "replace")
            if "extra" in text:
                if _ALL.search(text):
                    return unread
                shown |= set(_KEY.findall(text))
    return shown & unread
