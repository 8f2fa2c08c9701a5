"""Whether a source means what it meant: an edit of its head is taken only when it changes nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from sitegen.pages.page import BodyLink, Parsed
from sitegen.values import Value, with_changes

T = TypeVar("T", bound=Value)
_OF_A_LINE_MORE = ("alias_lines", "identity_line", "identity_column", "card_digest", "page_digest", "remarks")
"""What a line more in the head may change in what the index knows of a page."""


def is_same(before: Parsed, after: Parsed, *, but: Iterable[str] = (), card: Iterable[str] = ()) -> bool:
    """Return whether a source means the same, and is told nothing more, but for these fields of its meta and its card.

    Places are not compared: a line more in the head moves all below it.
    """
    if before.meta is None or after.meta is None or before.page is None or after.page is None:
        return False
    meta = _with(after.meta, before.meta, (*_OF_A_LINE_MORE, *but))
    page = with_changes(after.page, card=_with(after.page.card, before.page.card, card))
    return (
        _placeless(meta) == _placeless(before.meta)
        and _placeless(page) == _placeless(before.page)
        and _told(after) <= _told(before)
    )


def _with(value: T, other: T, names: Iterable[str]) -> T:
    """Return a value with some fields of another one."""
    return with_changes(value, **{name: getattr(other, name) for name in names})


def _placeless(value: T) -> T:
    """Return a page, or what is known of it, whose links and files have no place."""
    named = {name: getattr(value, name) for name in value.__struct_fields__}
    links = {
        name: tuple(with_changes(link, line=0, column=0) for link in found)
        for name, found in named.items()
        if type(found) is tuple and found and type(found[0]) is BodyLink
    }
    return with_changes(value, **links) if links else value


def _told(parsed: Parsed) -> Counter[tuple[str, str, str]]:
    return Counter((problem.level, problem.field, problem.message) for problem in parsed.problems)
