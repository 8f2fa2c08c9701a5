"""Asks the web as a guest does: says who asks, reads robots.txt first, and takes no for an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from protego import Protego

from sitegen import __version__
from sitegen.errors import SitegenError
from sitegen.intake.page.decoding import decode_text
from sitegen.intake.page.rights import tdmrep_says
from sitegen.net.answer_body import FetchError, Limits, TooLargeError
from sitegen.net.fetch import USER_AGENT, Answer, Asked, OwnNetworkError, RefusedError, ask
from sitegen.net.proxies import NO_PROXIES, Proxies

PAGE_LIMITS = Limits(size=10_000_000, silent_seconds=20, total_seconds=60, redirects=5)
_SMALL = Limits(size=512_000, silent_seconds=10, total_seconds=20, redirects=5)
_SAVE_IT = "open it in a browser, save the page, and add the file: `sitegen add PAGE.html --from-url ADDRESS`"
OWN_NETWORK_HINT = "if you know where it leads, say --own-network"
_ACCEPTED = "text/html,application/xhtml+xml;q=0.9,text/plain;q=0.5"


class _Rules(NamedTuple):
    """The robots.txt of a host."""

    text: str = ""
    parsed: Protego | None = None
    refusal: FetchError | None = None
    """Why nothing of the host may be asked: the file could not be read (RFC 9309, 2.3.1.4)."""


class Guest:
    """Asks for one command; what it learnt of a host it keeps as long as that runs."""

    def __init__(self, site: str, *, own_network: bool = False, proxies: Proxies = NO_PROXIES) -> None:
        """Name the site for which is asked, so that people can say what they think of it."""
        self.name = f"{USER_AGENT}/{__version__}" + (f" (+{site})" if site else "")
        self._own_network = own_network
        self._proxies = proxies
        self._rules: dict[str, _Rules] = {}

    def page(self, address: str) -> Answer:
        """Return what the address of a page answers.

        Raises:
            SitegenError: when it may not be asked, or cannot be had.
        """
        try:
            return self.ask(address, {"Accept": _ACCEPTED})
        except FetchError as error:
            hints = {RefusedError: _SAVE_IT, OwnNetworkError: OWN_NETWORK_HINT}
            raise SitegenError(f"{address} cannot be had: {error}", hints.get(type(error), "")) from None

    def ask(self, address: str, headers: Mapping[str, str]) -> Answer:
        """Return what an address answers.

        Raises:
            FetchError: when its host says no, or it cannot be had.
        """
        self._require_permission(address)
        answer = self._ask(address, headers, PAGE_LIMITS)
        if urlsplit(answer.address).netloc != urlsplit(address).netloc:
            self._require_permission(answer.address)
        return answer

    def robots_of(self, address: str) -> str:
        """Return the text of a host's robots.txt; empty where there is none."""
        return self._rules_of(address).text

    def tdmrep_of(self, address: str) -> bool | None:
        """Return whether the host's `/.well-known/tdmrep.json` reserves an address; None where it does not say."""
        try:
            found = self._ask(f"{_origin(address)}/.well-known/tdmrep.json", {}, _SMALL)
        except FetchError:
            return None
        return tdmrep_says(found.body, address)

    def _require_permission(self, address: str) -> None:
        rules = self._rules_of(address)
        if rules.refusal is not None:
            raise rules.refusal
        if rules.parsed is not None and not rules.parsed.can_fetch(address, USER_AGENT):
            raise FetchError("its robots.txt does not allow it")

    def _rules_of(self, address: str) -> _Rules:
        origin = _origin(address)
        if origin not in self._rules:
            self._rules[origin] = self._read_rules(origin)
        return self._rules[origin]

    def _read_rules(self, origin: str) -> _Rules:
        try:
            text = decode_text(self._ask(f"{origin}/robots.txt", {}, _SMALL).body)
        except RefusedError as error:
            is_absent = 400 <= error.status < 500 and error.status != 429
            return _Rules() if is_absent else _Rules(refusal=FetchError(f"its robots.txt could not be read: {error}"))
        except TooLargeError:
            return _Rules(refusal=FetchError("its robots.txt is too large to be read"))
        except FetchError as error:
            return _Rules(refusal=error)
        try:
            return _Rules(text, Protego.parse(text))
        except (ValueError, RecursionError):
            return _Rules(refusal=FetchError("its robots.txt cannot be understood"))

    def _ask(self, address: str, headers: Mapping[str, str], limits: Limits) -> Answer:
        return ask(address, Asked({"User-Agent": self.name, **headers}, limits, self._own_network, self._proxies))


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
