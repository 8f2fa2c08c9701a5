"""The words about a site that moved in: what it was, what of it is kept, and what is not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sitegen.cli.report_text import counted, visible
from sitegen.errors import first_few

if TYPE_CHECKING:
    from sitegen.moving_in.move import Moved
    from sitegen.moving_in.old_feed import Address


def moved_lines(moved: Moved) -> list[str]:
    """Return what a person needs to know of a move."""
    by = f" (by {visible(moved.site.config)})" if moved.site.config else ""
    files = counted(moved.copied.files, "picture or file", "pictures and files")
    lines = [f"Moved in: {visible(moved.site.system)}{by}, {counted(len(moved.kept), 'text')}, {files}"]
    lines += _addresses(moved)
    lines += _identities(moved)
    if moved.lost:
        lines += ["Not kept:", *(f"    {visible(words)}" for words in moved.lost)]
    return [*lines, "site.yaml says beside each line where it is from: look through it."]


def _addresses(moved: Moved) -> Iterator[str]:
    stories = [one for one in moved.kept if one.path]
    by_pattern, by_url = (sum(one.how == how for one in stories) for how in ("pattern", "url"))
    if stories:
        parts = [f"{by_pattern:,} as `permalinks` says"] if by_pattern else []
        parts += [f"{by_url:,} by a line `url` in the text"] if by_url else []
        yield f"Addresses: {by_pattern + by_url:,} of {len(stories):,} kept{_in_brackets(parts)}"
    lost = [one for one in stories if not one.how]
    if lost:
        yield f"    not kept: {_named(lost, is_path=True)}"
    unknown = [one for one in moved.kept if not one.path and one.meta is not None and not one.meta.withheld]
    if unknown and stories:
        yield f"    not known of {counted(len(unknown), 'text')}: {_named(unknown)}"
    if not stories:
        yield "Addresses: those of the old site are not known"


def _identities(moved: Moved) -> Iterator[str]:
    stories = [one for one in moved.kept if one.meta is not None and one.meta.is_story and not one.meta.withheld]
    feed, rule, own = (sum(one.identity == kind for one in stories) for kind in ("feed", "rule", "own"))
    if moved.entries is not None:
        yield f"Identities: {feed:,} of {counted(moved.entries, 'item')} of the feed found their story"
        if left := moved.known.left:
            titles = [f'"{visible(entry.title[:60] or entry.id[:60])}"' for entry in left]
            yield f"    without a story: {first_few(titles)}"
    elif stories:
        yield f"Identities: {rule + own:,} of {len(stories):,} kept"
    if rule and moved.known.rule:
        yield f"    {counted(rule, 'story', 'stories')} by rule: {visible(moved.known.rule.words)}"
    if own:
        yield f"    {counted(own, 'story', 'stories')} by a `guid` of their own"
    without = len(stories) - feed - rule - own
    if without:
        words = counted(without, "story", "stories")
        yield f"    {words} without: readers may see the newest of them once more{_cure(moved)}"


def _cure(moved: Moved) -> str:
    return "" if moved.entries is not None else "; name the old feed with --feed"


def _in_brackets(parts: list[str]) -> str:
    return f" ({', '.join(parts)})" if parts else ""


def _named(some: list[Address], *, is_path: bool = False) -> str:
    return first_few([visible(unquote(one.path) if is_path else one.text.path) for one in some])
