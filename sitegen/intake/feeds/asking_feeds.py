"""Fetches what is subscribed to, politely: what was not changed is not sent, and no one is asked too often.

A first fetch of a feed only records what is in it; from the second on, what is new goes into the inbox.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import NamedTuple

from sitegen.intake.captures import FOLDER, captures_held
from sitegen.intake.feeds.feed_reader import read_feed
from sitegen.intake.feeds.inbox import let_wait, read_json, read_seen, remember, write_json
from sitegen.intake.polite import OWN_NETWORK_HINT, Guest
from sitegen.intake.subscriptions import Subscription
from sitegen.net.answer_body import FetchError
from sitegen.net.fetch import Answer, NotAskedError, OwnNetworkError, RefusedError

_STATE = f"{FOLDER}/feeds.json"
LEAST_WAIT = timedelta(hours=1)
_MOST_WAIT = timedelta(days=7)
_ACCEPTED = (
    "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.1"
)
_MAX_AGE = re.compile(r"max-age=(\d{1,9})")
_GONE = 410


class Polled(NamedTuple):
    """What became of one subscription."""

    feed: str
    outcome: str
    """`new`, `recorded`, `unchanged`, `waiting` or `failed`."""
    words: str
    new: int = 0


def poll(root: Path, subscriptions: Sequence[Subscription], guest: Guest, now: datetime) -> Iterator[Polled]:
    """Ask each feed that may be asked now, one after another, and yield what became of it.

    What is known is stored after each, so that an interruption loses nothing.
    """
    for one in subscriptions:
        if one.feed:
            state = dict(_states(root).get(one.feed, {}))
            due = _moment(state.get("due"))
            if due is not None and now < due:
                yield Polled(one.feed, "waiting", f"asked again after {due:%Y-%m-%d %H:%M} UTC at the earliest")
                continue
            found = _poll_one(root, one, guest, state, now)
            with captures_held(root):
                write_json(root, _STATE, {**_states(root), one.feed: state})
            yield found


def _poll_one(root: Path, one: Subscription, guest: Guest, state: dict[str, str], now: datetime) -> Polled:
    """Ask one feed; `state` is changed to what is to be known of it next time."""
    before = state.get("due", "")
    state["due"] = _due(now, LEAST_WAIT)
    try:
        answer = guest.ask(one.feed, {"Accept": _ACCEPTED, **_conditions(state)})
    except RefusedError as error:
        wait = _retry_after(error.headers, now) or (_MOST_WAIT if error.status == _GONE else LEAST_WAIT)
        state["due"] = _due(now, wait)
        return Polled(one.feed, "failed", str(error))
    except OwnNetworkError as error:
        state["due"] = before
        return Polled(one.feed, "failed", f"{error}; {OWN_NETWORK_HINT}")
    except NotAskedError as error:
        state["due"] = before  # nobody was asked, so nobody is spared by waiting
        return Polled(one.feed, "failed", str(error))
    except FetchError as error:
        return Polled(one.feed, "failed", str(error))
    state["due"] = _due(now, _max_age(answer.headers))
    if answer.status == 304:
        return Polled(one.feed, "unchanged", "nothing new")
    return _taken(root, one, answer, state, now)


def _taken(root: Path, one: Subscription, answer: Answer, state: dict[str, str], now: datetime) -> Polled:
    reading = read_feed(answer.body, one.feed, answer.headers, one.zone, one.name)
    if not reading.is_feed:
        named = f"; the page names {' and '.join(reading.feeds)}" if reading.feeds else ""
        return Polled(one.feed, "failed", f"what it answers is not a feed{named}")
    for key, header in (("etag", "etag"), ("modified", "last-modified")):
        state[key] = answer.headers.get(header, "")
    state["due"] = _due(now, max(_max_age(answer.headers), timedelta(minutes=reading.least_minutes)))
    seen = read_seen(root)
    new = [item for item in reading.items if item.id not in seen.items]
    is_first = one.feed not in seen.feeds
    if not is_first and new:
        let_wait(root, new)
    remember(root, [one.feed], new)
    notes = "".join(f"; {note}" for note in reading.notes)
    if is_first:
        return Polled(one.feed, "recorded", f"{len(new):,} there already; what comes after them is new{notes}")
    words = f"{len(new)} new" if new else "nothing new"
    return Polled(one.feed, "new" if new else "unchanged", words + notes, len(new))


def _states(root: Path) -> dict[str, dict[str, str]]:
    return {feed: value for feed, value in read_json(root, _STATE).items() if isinstance(value, dict)}


def _conditions(state: Mapping[str, str]) -> dict[str, str]:
    """Return what a feed said of its version, sent back as it was."""
    said = {"If-None-Match": state.get("etag"), "If-Modified-Since": state.get("modified")}
    return {name: value for name, value in said.items() if isinstance(value, str) and value and value.isprintable()}


def _due(now: datetime, wait: timedelta) -> str:
    return (now.astimezone(UTC) + min(max(wait, LEAST_WAIT), _MOST_WAIT)).isoformat(timespec="seconds")


def _max_age(headers: Mapping[str, str]) -> timedelta:
    found = _MAX_AGE.search(headers.get("cache-control", ""))
    return timedelta(seconds=int(found[1])) if found else LEAST_WAIT


def _retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    typed = headers.get("retry-after", "").strip()
    if typed.isdecimal() and len(typed) < 9:
        return timedelta(seconds=int(typed))
    try:
        moment = parsedate_to_datetime(typed)
    except (ValueError, TypeError, IndexError):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now


def _moment(text: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)
