"""Asks whether the addresses elsewhere that a site leads to are still there: slowly, and each at most once a week.

A guest: robots.txt is obeyed, one host is asked once a second at most, and nothing in the own network is asked. What is
learnt is kept, so a run that asked as much as is decent goes on where it stopped.

Never: runs unasked, or changes a source.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import msgspec

from sitegen import __version__
from sitegen.errors import Problem, SitegenError
from sitegen.net.answer_body import Limits, TooLargeError
from sitegen.net.fetch import USER_AGENT, Asked, FetchError, NoHostError, RefusedError, ask
from sitegen.replace_file import replace_file
from sitegen.values import Value

MOST_ASKED = 500
"""Addresses of one run."""
KEPT_SECONDS = 7 * 86_400
"""How long an answer is believed."""
PAUSE_SECONDS = 1.0
"""Between two questions to one host."""
_LIMITS = Limits(size=65_536, silent_seconds=10, total_seconds=20, redirects=5)
_GONE = frozenset({404, 410})
_NO_HOST = "no host"
_FEWEST_FOR_DOUBT = 3
"""Hosts that are all unknown: then it is rather this machine that is not connected."""
_FILE = "external-links.json"

AskOne = Callable[[str], bytes]
"""Returns what an address answers, and raises FetchError when it does not."""


class Pace(NamedTuple):
    """How the time passes between two questions."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


class Outcome(Value, frozen=True):
    """What was learnt of one address."""

    asked: int
    """Seconds since 1970."""
    state: str = ""
    """Empty: it is there; `gone` or `no host`; else why nobody knows."""


_REAL = Pace()


class ExternalCheck(NamedTuple):
    """What a run found."""

    problems: tuple[Problem, ...]
    asked: int
    waiting: int
    """How many are to be asked by the next run."""


def guest_of(site: str) -> AskOne:
    """Return the fetcher that asks for the beginning of each answer, and identifies itself by the site's address."""
    named = Asked({"User-Agent": f"{USER_AGENT}/{__version__} (+{site})"}, _LIMITS)
    return lambda address: ask(address, named).body


def check_external(
    links: Mapping[str, Sequence[str]],
    home: Path,
    now: float,
    ask_one: AskOne,
    pace: Pace = _REAL,
) -> ExternalCheck:
    """Ask the addresses of which nothing is known, and return a warning of each that is gone or cannot be asked.

    `links` says of each address which sources lead to it, `home` is the site's folder for what is kept.
    Raises SitegenError when this machine is not connected.
    """
    known = _read(home / _FILE)
    outcomes = {address: known[address] for address in links if _is_fresh(known.get(address), now)}
    due = _in_turn([address for address in links if address not in outcomes])
    visitor = _Visitor(ask_one, pace)
    asked = {address: Outcome(asked=int(now), state=visitor.state_of(address)) for address in due[:MOST_ASKED]}
    if len(asked) >= _FEWEST_FOR_DOUBT and all(outcome.state == _NO_HOST for outcome in asked.values()):
        raise SitegenError("none of the hosts elsewhere is known", "Is this machine connected to the internet?")
    outcomes |= asked
    replace_file(home / _FILE, msgspec.json.encode(outcomes))
    problems = [_problem(address, outcome.state, links[address]) for address, outcome in outcomes.items()]
    return ExternalCheck(tuple(problem for problem in problems if problem), len(asked), len(due) - len(asked))


def _is_fresh(outcome: Outcome | None, now: float) -> bool:
    return outcome is not None and 0 <= now - outcome.asked < KEPT_SECONDS


def _in_turn(addresses: Sequence[str]) -> list[str]:
    """Return addresses so that those of one host stand as far apart as they can: nobody waits for long."""
    turns: dict[str, int] = {}
    ranked = []
    for address in addresses:
        host = urlsplit(address).netloc.lower()
        turns[host] = turns.get(host, 0) + 1
        ranked.append((turns[host], address))
    return [address for _, address in sorted(ranked, key=lambda one: one[0])]


class _Visitor:
    """Asks hosts, with a pause between two questions to one."""

    def __init__(self, ask_one: AskOne, pace: Pace) -> None:
        self._ask_one = ask_one
        self._pace = pace
        self._robots: dict[str, RobotFileParser] = {}
        self._asked_at: dict[str, float] = {}

    def state_of(self, address: str) -> str:
        """Return the state of an address, see `Outcome`."""
        parts = urlsplit(address)
        origin = f"{parts.scheme}://{parts.netloc}"
        if not self._rules(origin).can_fetch(USER_AGENT, address):
            return "its robots.txt does not allow it to be asked"
        try:
            self._ask(origin, address)
        except TooLargeError:
            return ""  # more than was asked for: it is there
        except RefusedError as error:
            return "gone" if error.status in _GONE else str(error)
        except NoHostError:
            return _NO_HOST
        except FetchError as error:
            return str(error)
        return ""

    def _ask(self, origin: str, address: str) -> bytes:
        now = self._pace.clock()
        waited = now - self._asked_at.get(origin, now - PAUSE_SECONDS)
        if waited < PAUSE_SECONDS:
            self._pace.sleep(PAUSE_SECONDS - waited)
        try:
            return self._ask_one(address)
        finally:
            self._asked_at[origin] = self._pace.clock()

    def _rules(self, origin: str) -> RobotFileParser:
        if origin not in self._robots:
            robots = self._robots[origin] = RobotFileParser()
            try:
                text = self._ask(origin, f"{origin}/robots.txt").decode("utf-8", "replace")
            except FetchError:
                text = ""  # there is none, or nobody answers: asking for the address itself says more
            robots.parse(text.splitlines())
        return self._robots[origin]


def _problem(address: str, state: str, sources: Sequence[str]) -> Problem | None:
    if not state:
        return None
    more = f" ({len(sources):,} sources lead to it)" if len(sources) > 1 else ""
    if state in ("gone", _NO_HOST):
        several = "addresses elsewhere are not there any more"
        message = f"{address} is not there any more{more}"
        hint = "Lead to where it is now, to a copy in an archive, or to nothing."
    else:
        several = "addresses elsewhere could not be checked"
        message = f"{address} could not be checked: {state}{more}"
        hint = "Open it in a browser: it may be there for people."
    return Problem("warning", sources[0], 0, 0, "", message, hint, several=several, name=address)


def _read(file: Path) -> dict[str, Outcome]:
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, Outcome])
    except (OSError, msgspec.DecodeError, ValueError):
        return {}
