"""Checks built feeds by the rules of their formats.

Never: changes a file, or reports a file that is not a feed.
"""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from urllib.parse import quote
from xml.etree.ElementTree import ParseError, fromstring

from sitegen.check.feeds.atom_rules import atom_findings
from sitegen.check.feeds.feed_findings import ATOM, FeedPlace, Finding, character_findings, shortened
from sitegen.check.feeds.json_feed_rules import VERSION, json_feed_findings
from sitegen.check.feeds.rss_rules import rss_findings
from sitegen.errors import Level, Problem
from sitegen.settings import Settings

FEED_NAMES = ("feed.xml", "atom.xml", "feed.json", "rss.xml", "index.xml")
"""Files that are checked as feeds."""

_OUR_LIMIT = 1_000_000


def check_built_feeds(root: Path, settings: Settings, now: datetime, most_of_one: int = 0) -> Iterator[Problem]:
    """Yield every breach of a rule in the feeds of the output folder of the site in `root`; none without a build.

    Of one rule in one feed only `most_of_one` are given, and how many there are beyond them; 0: all.
    """
    output = root / settings.output
    files = (path for name in FEED_NAMES for path in output.rglob(name) if path.is_file())
    paths = sorted(path.relative_to(output).as_posix() for path in files)
    for path in _but_for_copies(output, paths, settings.base_url):
        place = FeedPlace(settings.base_url + quote(path), now)
        yield from _problems(
            f"{settings.output}/{path}", feed_findings((output / path).read_bytes(), place), most_of_one
        )


def _but_for_copies(output: Path, paths: Sequence[str], base_url: str) -> list[str]:
    """Return the feeds without those that stand at an old address, too, where the host has no rules: same bytes."""
    alike: dict[bytes, list[str]] = {}
    at_home: dict[bytes, str] = {}
    for path in paths:
        data = (output / path).read_bytes()
        key = blake2b(data).digest()
        alike.setdefault(key, []).append(path)
        if f'"{base_url}{quote(path)}"'.encode() in data:
            at_home.setdefault(key, path)
    return sorted(path for key, same in alike.items() for path in ([at_home[key]] if key in at_home else same))


def _problems(path: str, findings: Iterable[Finding], most_of_one: int) -> Iterator[Problem]:
    """Turn findings into problems, the first few of each rule."""
    of_rule: dict[tuple[Level, str], list[Finding]] = {}
    for found in findings:
        of_rule.setdefault((found.level, found.rule), []).append(found)
    for (level, rule), alike in of_rule.items():
        shown = alike[:most_of_one] if most_of_one else alike
        for found in shown:
            message = f'"{shortened(found.item)}": {found.message}' if found.item else found.message
            yield Problem(level, path, 0, 0, rule, message, found.hint)
        if more := len(alike) - len(shown):
            yield Problem(level, path, 0, 0, rule, f"and {more} more", "`sitegen check --json` lists all.")


def feed_findings(data: bytes, place: FeedPlace) -> Iterator[Finding]:
    """Yield what is wrong with a feed; its file name says whether it is JSON or XML."""
    if len(data) > _OUR_LIMIT:
        hint = "Lower `feed_bytes` or `feed_size`."
        yield Finding("warning", "large", "", f"it has {len(data):,} bytes, more than some readers take", hint)
    if place.url.endswith(".json"):
        yield from _json_findings(data, place)
        return
    try:
        root = fromstring(data)
    except (ParseError, ValueError, LookupError) as error:
        hint = "One illegal character or HTML entity makes the whole feed unreadable."
        yield Finding("error", "not-well-formed", "", f"it is not well-formed XML: {error}", hint)
        return
    # As read, so that characters written as references are seen too.
    yield from character_findings("".join(root.itertext()))
    yield from character_findings("".join(value for element in root.iter() for value in element.attrib.values()))
    if root.tag == "rss":
        yield from rss_findings(root, place)
    elif root.tag == f"{ATOM}feed":
        yield from atom_findings(root, place)


def _json_findings(data: bytes, place: FeedPlace) -> Iterator[Finding]:
    if data.startswith(BOM_UTF8):
        yield Finding(
            "error", "byte-order-mark", "", "it begins with a byte-order mark", "Write it as UTF-8 without one."
        )
    try:
        feed = json.loads(data.removeprefix(BOM_UTF8))
    except (ValueError, RecursionError) as error:
        yield Finding("error", "not-json", "", f"it is not JSON: {error}")
        return
    if not isinstance(feed, dict):
        yield Finding("error", "no-object", "", "there is no object at the top")
    elif not str(feed.get("version", "")).startswith(VERSION):
        yield Finding("error", "no-version", "", "it does not say which version of JSON Feed it is")
    else:
        yield from character_findings(json.dumps(feed, ensure_ascii=False))
        yield from json_feed_findings(feed, place)
