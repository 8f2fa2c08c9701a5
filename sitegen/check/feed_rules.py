"""Checks built feeds by the rules of their formats.

Never: changes a file, or calls a file that is no feed wrong.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import quote
from xml.etree.ElementTree import Element, ParseError, fromstring

from sitegen.check.atom_rules import ATOM, atom_findings
from sitegen.check.feed_findings import FeedPlace, Finding, character_findings
from sitegen.check.json_feed_rules import VERSION, json_feed_findings
from sitegen.check.rss_rules import rss_findings
from sitegen.errors import Problem
from sitegen.settings import Settings

FEED_NAMES = ("feed.xml", "atom.xml", "feed.json", "rss.xml", "index.xml")
"""Files that are checked as feeds."""

_OUR_LIMIT = 1_000_000
_MOST_OF_ONE_RULE = 3


def check_built_feeds(root: Path, settings: Settings, now: datetime) -> Iterator[Problem]:
    """Give every breach of a rule in the feeds of the output folder of the site in `root`; none without a build."""
    output = root / settings.output
    for file in sorted(path for name in FEED_NAMES for path in output.rglob(name)):
        path = file.relative_to(output).as_posix()
        place = FeedPlace(settings.base_url + quote(path), now)
        yield from _problems(f"{settings.output}/{path}", file.read_bytes(), place)


def _problems(path: str, data: bytes, place: FeedPlace) -> Iterator[Problem]:
    """Turn findings into problems; of one rule in one feed only the first few are told."""
    told: dict[str, int] = {}
    for found in feed_findings(data, place):
        told[found.rule] = told.get(found.rule, 0) + 1
        if told[found.rule] <= _MOST_OF_ONE_RULE:
            item = found.item if len(found.item) <= 80 else found.item[:79] + "…"
            message = f'"{item}": {found.message}' if item else found.message
            yield Problem(found.level, path, 0, 0, found.rule, message, found.hint)


def feed_findings(data: bytes, place: FeedPlace) -> Iterator[Finding]:
    """Give what is wrong with a feed of any format."""
    if len(data) > _OUR_LIMIT:
        hint = "Lower `feed_bytes` or `feed_size`."
        yield Finding("warning", "large", "", f"it has {len(data):,} bytes, more than some readers take", hint)
    if data.lstrip()[:1] == b"{":
        yield from _json_findings(data, place)
        return
    try:
        root = fromstring(data)
    except (ParseError, ValueError, LookupError) as error:
        hint = "One illegal character or HTML entity makes the whole feed unreadable."
        yield Finding("error", "not-well-formed", "", f"it is no well-formed XML: {error}", hint)
        return
    yield from _xml_findings(root, data, place)


def _xml_findings(root: Element, data: bytes, place: FeedPlace) -> Iterator[Finding]:
    if b"\xc2" in data:
        yield from character_findings(data.decode("utf-8", "replace"))
    if root.tag == "rss":
        yield from rss_findings(root, place)
    elif root.tag == f"{ATOM}feed":
        yield from atom_findings(root, place)


def _json_findings(data: bytes, place: FeedPlace) -> Iterator[Finding]:
    try:
        feed = json.loads(data)
    except (ValueError, RecursionError) as error:
        yield Finding("error", "not-json", "", f"it is no JSON: {error}")
        return
    if isinstance(feed, dict) and str(feed.get("version", "")).startswith(VERSION):
        yield from json_feed_findings(feed, place)
    else:
        yield Finding("error", "no-version", "", "it does not say which version of JSON Feed it is")
