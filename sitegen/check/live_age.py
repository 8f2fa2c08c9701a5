"""How new a live site is: the newest date in its feed, and how many addresses its sitemaps name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from sitegen.check.live_site import Fetch, read_live_site
from sitegen.errors import SitegenError
from sitegen.net.fetch import FetchError, fetch

_XML_DATE = re.compile(r"<(?:\w+:)?(?:pubDate|updated|published|date)\b[^>]*>\s*([^<]{6,60}?)\s*</")
_JSON_DATES = ("date_published", "date_modified")


class Live(NamedTuple):
    """What is live."""

    address: str
    newest: datetime | None
    """Of the dates in its feed; None when there is no feed, or no date in it."""
    addresses: int
    error: str = ""
    """Why it cannot be read; then nothing else is known."""


def live_age(address: str, fetch_one: Fetch = fetch) -> Live:
    """Return how new a site is, or why that cannot be known."""
    try:
        site = read_live_site(address, fetch_one)
        newest = max(_dates(fetch_one(site.feed)), default=None) if site.feed else None
    except (SitegenError, FetchError) as error:
        return Live(address, None, 0, str(error))
    return Live(address, newest, len(site.addresses))


def _dates(feed: bytes) -> Iterator[datetime]:
    text = feed.decode("utf-8", "replace")
    try:
        items = json.loads(text)["items"] if text.lstrip().startswith("{") else None
        found = _XML_DATE.findall(text) if items is None else [item.get(key) for item in items for key in _JSON_DATES]
    except (AttributeError, KeyError, TypeError, ValueError):
        return
    for one in found:
        moment = _moment(one) if isinstance(one, str) else None
        if moment is not None:
            yield moment


def _moment(text: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text)
        except (ValueError, OverflowError, TypeError, IndexError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None
