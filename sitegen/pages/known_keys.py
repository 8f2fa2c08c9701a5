"""Which front-matter keys mean something to us, under which other names people know them, and near misses of them.

Never: reads a value.
"""

from __future__ import annotations

from functools import lru_cache

from sitegen.pages.nodes import Mapping, Node, Scalar
from sitegen.pages.problem_list import ProblemList

Entries = dict[str, tuple[Scalar, Node]]
"""Key -> the key and its value, as nodes."""

KNOWN_KEYS = (
    "category title excerpt publishedDateTime updatedDateTime originalUrl webUrl type quality heat published provider "
    "images related tags id removed language draft private expiryDate slug aliases"
).split()
OTHER_NAMES = {
    "date": "publishedDateTime",
    "pubDate": "publishedDateTime",
    "publishDate": "publishedDateTime",
    "updatedDate": "updatedDateTime",
    "updated": "updatedDateTime",
    "lastmod": "updatedDateTime",
    "modified": "updatedDateTime",
    "description": "excerpt",
    "summary": "excerpt",
    "image": "images",
    "lang": "language",
    "locale": "language",
    "expires": "expiryDate",
    "redirect_from": "aliases",
}
MOST_CHECKED_KEYS = 200
"""Unknown keys of one source that are compared with the known ones."""
OPAQUE = "secured"
"""Stays in the source, at any depth; never reaches any output."""

# Words that are keys of their own although a known key is one letter away.
_REAL_WORDS = frozenset({"data", "time", "state", "authors", "imageUrl", "items", "name", "location", "relates", "_id"})
_NEAR_LENGTH = 5


def split_known(mapping: Mapping, more: tuple[str, ...], problems: ProblemList) -> tuple[Entries, Entries]:
    """Return the entries that mean something to us, under our names, and the others.

    `more` are keys that the site's taxonomies name. A key that was given under two names counts under ours; the other
    one is kept among the unknown. Near misses of a known key are told as warnings.
    """
    known: Entries = {}
    unknown: Entries = {}
    for key, entry in mapping.entries.items():
        if key in _KNOWN:
            known[key] = entry
        elif key.lower() == OPAQUE:
            continue  # also where a taxonomy of the site names it
        elif key in more:
            known[key] = entry
        else:
            unknown[key] = entry
    for key in [key for key in unknown if key.lower() in _WITHHOLDING]:
        # What withholds a story counts however it is spelt: a draft must not be published for a capital letter.
        if (ours := _WITHHOLDING[key.lower()]) not in known:
            known[ours] = unknown.pop(key)
        elif not near_known_key(key, more):
            message = f'"{key}" does not count beside "{known[ours][0].text}"'
            problems.add("warning", unknown[key][0].place, key, message, "Keep one of them.")
    for key in [key for key in unknown if key in OTHER_NAMES]:
        if OTHER_NAMES[key] not in known:
            known[OTHER_NAMES[key]] = unknown.pop(key)
    for key in list(unknown)[:MOST_CHECKED_KEYS]:
        if near := near_known_key(key, more):
            message = f'"{key}" is not a key that means something here'
            problems.add("warning", unknown[key][0].place, key, message, f'Did you mean "{near}"?')
    return known, unknown


_KNOWN = frozenset(KNOWN_KEYS)
_WITHHOLDING = {
    "draft": "draft",
    "published": "published",
    "publish": "published",
    "publishdate": "publishedDateTime",
    "publish_date": "publishedDateTime",
    "private": "private",
    "hidden": "private",
    "unlisted": "private",
    "removed": "removed",
    "expirydate": "expiryDate",
    "expiry_date": "expiryDate",
    "expires": "expiryDate",
}


@lru_cache(maxsize=4096)
def near_known_key(key: str, more: tuple[str, ...] = ()) -> str:
    """Return the known key that was probably meant, or an empty text."""
    if key in _REAL_WORDS or key in OTHER_NAMES or len(key) > 40:
        return ""
    flat = _flat(key)
    for known in (*KNOWN_KEYS, *more, *OTHER_NAMES):
        if _flat(known) == flat:
            return known
    for known in (*KNOWN_KEYS, *more, *OTHER_NAMES):
        if _is_one_slip(flat, _flat(known)):
            return known
    return ""


def _flat(key: str) -> str:
    return key.lower().replace("_", "").replace("-", "").replace(" ", "")


def _is_one_slip(typed: str, known: str) -> bool:
    """Tell whether one letter was left out, added, changed, or two neighbours swapped."""
    if abs(len(typed) - len(known)) > 1:
        return False
    shorter = min(len(typed), len(known))
    same = next((at for at in range(shorter) if typed[at] != known[at]), shorter)
    left, right = typed[same:], known[same:]
    if left[:2] == right[1::-1] and left[2:] == right[2:] and len(left) > 1:
        return True
    if shorter < _NEAR_LENGTH:
        return {typed, known} in ({"tag", "tags"}, {"types", "type"})
    return left[1:] == right[1:] or left[1:] == right or left == right[1:]
