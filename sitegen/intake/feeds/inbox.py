"""The inbox: items that feeds told of and nobody has taken yet; and which items were seen before.

What was seen is a sorted text file beside `site.yaml`, a line an item, so that git merges it. What waits lies among the
captures: it holds words of others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from sitegen.intake.captures import FOLDER, captures_held
from sitegen.intake.facts.evidence import AUTHOR, DATE, EXCERPT, TITLE, Evidence
from sitegen.replace_file import replace_file

SEEN_FILE = "subscriptions.seen"
_WAITING = f"{FOLDER}/inbox.json"
_FEED = "feed"
_ITEM = "item"
_ID = re.compile(r"[0-9a-f]{8}\Z")
_MOST_BYTES = 50_000_000
_MOST_WAITING = 5_000


class FeedItem(NamedTuple):
    """One item of a feed."""

    id: str
    """Eight hexadecimal digits, made of its identity: the same on every machine."""
    address: str
    title: str
    summary: str
    date: str
    """The moment with its zone, or the day; empty where it gives none that can be read."""
    raw_date: str
    author: str
    feed: str
    source: str
    """What the source is called."""


class Seen(NamedTuple):
    """What was seen before."""

    feeds: frozenset[str]
    items: frozenset[str]
    """Their ids."""
    lines: frozenset[str]


def read_seen(root: Path) -> Seen:
    """Return what was seen before; lines that nobody understands are kept."""
    try:
        text = (root / SEEN_FILE).read_bytes()[:_MOST_BYTES].decode("utf-8", "replace")
    except FileNotFoundError:
        text = ""
    lines = frozenset(line.strip() for line in text.splitlines() if line.strip())
    parts = [line.split(" ") for line in lines]
    feeds = frozenset(part[1] for part in parts if part[0] == _FEED and len(part) > 1)
    return Seen(feeds, frozenset(part[1] for part in parts if part[0] == _ITEM and len(part) > 1), lines)


def remember(root: Path, feeds: Iterable[str], items: Iterable[FeedItem]) -> None:
    """Add feeds and items to what was seen."""
    new = {f"{_FEED} {one}" for one in feeds} | {f"{_ITEM} {one.id} {one.address}" for one in items}
    with captures_held(root):
        before = read_seen(root)
        known = {line for line in new if line.split(" ")[1] in before.items | before.feeds}
        if new - known:
            text = "\n".join(sorted(before.lines | (new - known)))
            replace_file(root / SEEN_FILE, f"{text}\n".encode("utf-8", "replace"))


def waiting_items(root: Path) -> list[FeedItem]:
    """Return what waits in the inbox; a file that cannot be read holds nothing."""
    found = read_json(root, _WAITING).get("items")
    items = []
    for one in found if isinstance(found, list) else []:
        if isinstance(one, dict) and all(isinstance(one.get(key), str) for key in FeedItem._fields):
            items.append(FeedItem(**{key: one[key] for key in FeedItem._fields}))
    return items


def let_wait(root: Path, new: Iterable[FeedItem]) -> None:
    """Put items into the inbox."""
    with captures_held(root):
        items = {one.id: one._asdict() for one in waiting_items(root)}
        items.update({one.id: one._asdict() for one in new})
        write_json(root, _WAITING, {"items": list(items.values())[-_MOST_WAITING:]})


def take(root: Path, identity: str) -> None:
    """Remove an item from the inbox, if it is in there."""
    if item_named(root, identity) is not None:
        with captures_held(root):
            left = [one._asdict() for one in waiting_items(root) if one.id != identity]
            write_json(root, _WAITING, {"items": left})


def item_named(root: Path, identity: str) -> FeedItem | None:
    """Return the item of the inbox with this id."""
    if not _ID.match(identity):
        return None
    return next((one for one in waiting_items(root) if one.id == identity), None)


def evidence_of(item: FeedItem) -> Evidence:
    """Return what a feed says of its item."""
    said = Evidence()
    said.add(TITLE, item.title, "feed title")
    said.add(DATE, item.date, f"feed date: {item.raw_date}" if item.raw_date != item.date else "feed date")
    said.add(EXCERPT, item.summary, "feed summary")
    said.add(AUTHOR, item.author, "feed author")
    return said


def read_json(root: Path, path: str) -> Mapping[str, object]:
    """Return what a file of ours among the captures holds; nothing where it is not there, or damaged."""
    try:
        found = json.loads((root / path).read_bytes()[:_MOST_BYTES])
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def write_json(root: Path, path: str, value: Mapping[str, object]) -> None:
    """Write a file of ours among the captures, which the caller holds."""
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    replace_file(root / path, f"{text}\n".encode("utf-8", "replace"))
