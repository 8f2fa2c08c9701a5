"""Keeps what the web knows of each text: the address it had, and the identity that the old feed gave it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple
from urllib.parse import unquote

from sitegen.check.feeds.live_feed import FeedEntry
from sitegen.moving_in.copied_files import path_below
from sitegen.moving_in.old_feed import Address, Rule, match, rule_of
from sitegen.moving_in.old_site import OldSite, OldText
from sitegen.pages.page import PageMeta
from sitegen.pages.parse import parse_source
from sitegen.pages.splice.field_splice import add_fields
from sitegen.pages.urls import encode_path
from sitegen.permalinks import folder_of
from sitegen.settings import Settings
from sitegen.zones import time_zone

_NO_DATE = "no date"
_FROM_FEED, _BY_RULE = "feed", "rule"


class Known(NamedTuple):
    """What is known of all texts before any is written."""

    addresses: Sequence[Address]
    entries: Mapping[str, FeedEntry]
    """Path of a text -> its item of the old feed."""
    left: Sequence[FeedEntry]
    """Items without a text."""
    rule: Rule | None


def read_all(
    texts: Sequence[OldText], contents: Callable[[OldText], bytes | None], old: OldSite, settings: Settings
) -> list[Address]:
    """Return what our site makes of each text, and the address that it had."""
    found: list[Address] = []
    for text in texts:
        data = contents(text)
        parsed = parse_source(data, text.target, settings, language=text.name_language) if data is not None else None
        if parsed is None or parsed.meta is None or parsed.page is None:
            found.append(Address(text, _safe(old, text), ""))
            continue
        card = parsed.page.card
        text = text._replace(title=card.title, date=card.date)
        found.append(Address(text, _safe(old, text), card.original_url, parsed.meta))
    return found


def _safe(old: OldSite, text: OldText) -> str:
    """Return the path that a text had; empty for one that our site could not have either."""
    path = old.address(text).strip()
    if not path.startswith("/") or "\\" in path or any(part in (".", "..") for part in path.split("/")):
        return ""
    return path if path.isprintable() and len(path) < 900 and "*" not in path and "/:" not in path else ""


def known_of(found: Sequence[Address], entries: Sequence[FeedEntry] | None, old: OldSite) -> Known:
    """Match the old feed with the texts; what it says of addresses counts before what was reckoned."""
    stories = [one for one in found if one.meta is None or one.meta.is_story or not one.meta.day or old.category]
    base = old.base_url.value
    own = Rule(old.identity_rule, old.identity)
    matched, left = match(entries or (), stories, base)
    addresses = [_with_link(address, matched.get(address.text.path), base) for address in found]
    pairs = [
        (one.text, absolute(one.path, base), matched[one.text.path])
        for one in addresses
        if one.path and base and one.text.path in matched
    ]
    return Known(addresses, matched, left, rule_of(own, pairs))


def _with_link(address: Address, entry: FeedEntry | None, base: str) -> Address:
    if entry is None or not base:
        return address
    paths = [unquote(path) for link in sorted(entry.links) if (path := path_below(link, base)) and path != "/"]
    return address if not paths or address.path in paths else address._replace(path=paths[0])


def absolute(path: str, base_url: str) -> str:
    """Return the whole address of a path that a text had."""
    return base_url.rstrip("/") + encode_path(path)


def keep(address: Address, data: bytes, known: Known, old: OldSite, settings: Settings) -> tuple[bytes, Address]:
    """Return a text with what it needs to keep its address and identity, and what is kept; all other bytes stay."""
    text, meta = address.text, address.meta
    is_undated = meta is not None and meta.withheld == _NO_DATE
    is_page = is_undated and old.has_pages and "_posts/" not in text.target
    if meta is None or (meta.withheld and not is_undated):  # it was not public, or needs its owner first
        return data, address._replace(path="" if meta else address.path)
    fields = _said_by_the_old_site(address, meta, known, settings)
    if is_page and "date" not in fields:
        fields["type"] = "page"
    how = "pattern" if address.path and stands_at(meta, address.path, settings) else ""
    if address.path and not how and "url" not in text.fields:
        fields["url"] = address.path
        how = "url"
    identity, value = _identity(address, known, old)
    if meta.guid:
        identity = "own"
    elif value and (meta.is_story or "date" in fields):
        fields["guid"] = value
    parse = partial(parse_source, path=text.target, settings=settings, language=text.name_language)
    data, meta = _with_fields(data, meta, fields, partial(add_fields, parse=parse, base_path=settings.base_path))
    if address.path and not stands_at(meta, address.path, settings):
        how = ""
    if not meta.guid:
        identity = ""
    return data, address._replace(meta=meta, how=how, identity=identity)


def _said_by_the_old_site(address: Address, meta: PageMeta, known: Known, settings: Settings) -> dict[str, str]:
    """Return the language that a folder says, and the date that only the old feed knows."""
    fields = {}
    text, entry = address.text, known.entries.get(address.text.path)
    if text.language and not text.text("language", "lang", "locale") and text.language != settings.language:
        fields["language"] = text.language
    if entry is not None and entry.moment and not meta.day:
        fields["date"] = datetime.fromtimestamp(int(entry.moment), time_zone(settings.timezone)).isoformat()
    return fields


def _with_fields(
    data: bytes, meta: PageMeta, fields: Mapping[str, str], add: Callable[..., tuple[bytes, PageMeta] | None]
) -> tuple[bytes, PageMeta]:
    """Return a text with these fields, all at once or else as many of them as can be put in, and what it means then."""
    if not fields:
        return data, meta
    if added := add(data, fields):
        return added
    for key, value in fields.items() if len(fields) > 1 else ():
        data, meta = add(data, {key: value}) or (data, meta)
    return data, meta


def stands_at(meta: PageMeta, path: str, settings: Settings) -> bool:
    """Return whether a page stands where a text stood, or that address leads to it."""
    folder, file = folder_of(path)
    if meta.url == settings.base_path + encode_path(folder[1:]):
        return not file or file in meta.aliases or path in meta.aliases or path.endswith("/")
    return path in meta.aliases


def _identity(address: Address, known: Known, old: OldSite) -> tuple[str, str]:
    entry = known.entries.get(address.text.path)
    if entry is not None:
        return _FROM_FEED, entry.id
    if known.rule is None or not address.path or not old.base_url.value:
        return "", ""
    return _BY_RULE, known.rule.identity(address.text, absolute(address.path, old.base_url.value))
