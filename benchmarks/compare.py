"""Check that two output folders hold the same stories and lists: `python -m benchmarks.compare OURS THEIRS`.

Never: forgives. What the two do by design in different ways is left out of the facts, and stands in docs/benchmarks.md.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path

from benchmarks.facts import SiteFacts, read_site

_SHOWN = 5
"""So many examples of a difference are shown."""


def compare_sites(ours: SiteFacts, theirs: SiteFacts) -> list[str]:
    """Return what differs, one line each; nothing when both hold the same stories, lists, feeds and sitemaps."""
    return [
        *_compare_stories(ours, theirs),
        *_compare_lists(ours, theirs),
        *_compare_maps("term counts", ours.terms, theirs.terms),
        *_compare_feeds(ours, theirs),
        *_compare_home(ours, theirs),
        *_compare_sitemaps(ours, theirs),
    ]


def describe_site(facts: SiteFacts) -> str:
    """Return the counts of what an output folder holds, in one line."""
    pages = sum(facts.list_pages.values())
    return (
        f"{len(facts.stories)} stories, {len(facts.lists)} lists on {pages} pages, {len(facts.feeds)} RSS feeds, "
        f"{len(facts.sitemap)} addresses in sitemaps, {facts.other_files} other files"
    )


def _compare_stories(ours: SiteFacts, theirs: SiteFacts) -> Iterator[str]:
    yield from _compare_sets("stories", set(ours.stories), set(theirs.stories))
    for part in ("title", "original_url", "excerpt", "body", "topics", "related", "neighbours"):
        left = {url: getattr(story, part) for url, story in ours.stories.items() if url in theirs.stories}
        right = {url: getattr(story, part) for url, story in theirs.stories.items() if url in ours.stories}
        yield from _compare_maps(f"stories' {part}", left, right)


def _compare_lists(ours: SiteFacts, theirs: SiteFacts) -> Iterator[str]:
    yield from _compare_sets("lists", set(ours.lists), set(theirs.lists))
    for name in sorted(set(ours.lists) & set(theirs.lists)):
        yield from _compare_sets(f"the list {name!r}", set(ours.lists[name]), set(theirs.lists[name]))


def _compare_home(ours: SiteFacts, theirs: SiteFacts) -> Iterator[str]:
    """The front page must show the newest stories; how many is the maker's choice."""
    left, right = (sorted(facts.home, reverse=True) for facts in (ours, theirs))
    shorter = min(len(left), len(right))
    if left[:shorter] != right[:shorter] or not shorter:
        yield f"home: its newest {shorter} stories are not the same"


def _compare_feeds(ours: SiteFacts, theirs: SiteFacts) -> Iterator[str]:
    """Every feed that they have, with the same items in the same order; we may have more."""
    yield from _compare_maps("feeds", {url: ours.feeds.get(url) for url in theirs.feeds}, theirs.feeds)


def _compare_sitemaps(ours: SiteFacts, theirs: SiteFacts) -> Iterator[str]:
    """Only stories' addresses: each maker has list pages of its own."""
    for facts, name in ((ours, "ours"), (theirs, "theirs")):
        paths = {"/" + url.split("://", 1)[-1].partition("/")[2] for url in facts.sitemap}
        missing = [url for url in facts.stories if url not in paths]
        if missing:
            yield f"sitemap of {name}: {len(missing)} stories are missing, {missing[:_SHOWN]}"


def _compare_sets(what: str, ours: Set[object], theirs: Set[object]) -> Iterator[str]:
    for missing, where in ((theirs - ours, "only in theirs"), (ours - theirs, "only in ours")):
        if missing:
            yield f"{what}: {len(missing)} {where}, {sorted(missing, key=repr)[:_SHOWN]}"


def _compare_maps(what: str, ours: Mapping[str, object], theirs: Mapping[str, object]) -> Iterator[str]:
    different = [key for key in sorted(ours.keys() | theirs.keys()) if ours.get(key) != theirs.get(key)]
    if different:
        key = different[0]
        shown = f"first {key!r}: {ours.get(key)!r:.300} / {theirs.get(key)!r:.300}"
        yield f"{what}: {len(different)} of {len(ours.keys() | theirs.keys())} differ, {shown}"


def main(arguments: Sequence[str]) -> int:
    """Compare the two folders named; return 1 when they differ."""
    if len(arguments) != 2:
        print("usage: python -m benchmarks.compare OURS THEIRS", file=sys.stderr)
        return 2
    ours, theirs = (read_site(Path(folder)) for folder in arguments)
    print(f"ours:   {describe_site(ours)}\ntheirs: {describe_site(theirs)}")
    differences = compare_sites(ours, theirs)
    for line in differences:
        print(line)
    print("different" if differences else "the same stories, lists and feeds")
    return 1 if differences else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
