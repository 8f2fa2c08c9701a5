"""Addresses elsewhere: asked politely, each once, and told when they are gone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.check import external_links
from sitegen.check.external_links import KEPT_SECONDS, Pace, check_external
from sitegen.errors import SitegenError
from sitegen.net.answer_body import TooLargeError
from sitegen.net.fetch import FetchError, NoHostError, RefusedError

NOW = 1_700_000_000.0
ROBOTS = "User-agent: *\nDisallow: /private\n"
ANSWERS: dict[str, bytes | Exception] = {
    "https://a.example/robots.txt": ROBOTS.encode(),
    "https://a.example/one": b"x",
    "https://a.example/large": TooLargeError("too large"),
    "https://a.example/gone": RefusedError(410, "Gone", {}),
    "https://a.example/private": b"x",
    "https://b.example/busy": RefusedError(503, "Busy", {}),
    "https://c.example/": NoHostError("there is no host c.example"),
}
FAST = Pace(lambda: 0.0, lambda _: None)
LINKS = {address: ["content/x.md"] for address in ANSWERS if not address.endswith("robots.txt")} | {
    "https://a.example/lost": ["content/y.md", "content/z.md"]
}


def web(asked: list[str]) -> Callable[[str], bytes]:
    """Return what answers as these hosts do, and notes what it is asked."""

    def ask_one(address: str) -> bytes:
        asked.append(address)
        answer = ANSWERS.get(address, RefusedError(404, "Not Found", {}))
        if isinstance(answer, Exception):
            raise answer
        return answer

    return ask_one


def test_what_is_gone_is_told(tmp_path: Path) -> None:
    """Gone addresses and those that cannot be checked are told apart; what robots.txt forbids is never asked."""
    asked: list[str] = []
    pauses: list[float] = []
    found = check_external(LINKS, tmp_path, NOW, web(asked), Pace(lambda: 0.0, pauses.append))
    assert {problem.name: (problem.path, problem.several.split()[-1]) for problem in found.problems} == {
        "https://a.example/gone": ("content/x.md", "more"),
        "https://a.example/lost": ("content/y.md", "more"),
        "https://a.example/private": ("content/x.md", "checked"),
        "https://b.example/busy": ("content/x.md", "checked"),
        "https://c.example/": ("content/x.md", "more"),
    }
    assert "https://a.example/private" not in asked
    assert asked.count("https://a.example/robots.txt") == 1
    assert (found.asked, found.waiting) == (7, 0)
    assert pauses == [external_links.PAUSE_SECONDS] * 6


def test_each_address_is_asked_once_a_week(tmp_path: Path) -> None:
    """What is known is told again without asking, until it is a week old; a damaged file is as none."""
    check_external(LINKS, tmp_path, NOW, web([]), FAST)
    asked: list[str] = []
    again = check_external(LINKS, tmp_path, NOW + KEPT_SECONDS - 1, web(asked), FAST)
    assert (asked, again.asked, len(again.problems)) == ([], 0, 5)
    check_external(LINKS, tmp_path, NOW + KEPT_SECONDS, web(asked), FAST)
    assert "https://a.example/one" in asked
    (tmp_path / "external-links.json").write_text("{", "utf-8")
    assert check_external(LINKS, tmp_path, NOW, web([]), FAST).asked == 7


def test_a_run_asks_so_many_and_the_next_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one run leaves is asked by the next, hosts in turn."""
    monkeypatch.setattr(external_links, "MOST_ASKED", 3)
    first: list[str] = []
    found = check_external(LINKS, tmp_path, NOW, web(first), FAST)
    assert (found.asked, found.waiting) == (3, 4)
    assert {"https://a.example/one", "https://b.example/busy", "https://c.example/"} <= set(first)
    second: list[str] = []
    assert check_external(LINKS, tmp_path, NOW, web(second), FAST).waiting == 1
    assert "https://a.example/one" not in second


def test_a_machine_without_a_network(tmp_path: Path) -> None:
    """Where no host is known at all, nothing is called gone, and nothing is kept."""

    def ask_one(address: str) -> bytes:
        raise NoHostError(address)

    with pytest.raises(SitegenError, match="none of the hosts"):
        check_external(LINKS, tmp_path, NOW, ask_one, FAST)
    assert list(tmp_path.iterdir()) == []


def test_an_error_of_the_network_is_no_death(tmp_path: Path) -> None:
    """An address that does not answer today may answer tomorrow."""

    def ask_one(address: str) -> bytes:
        raise FetchError("it took too long")

    found = check_external({"https://d.example/": ["content/x.md"]}, tmp_path, NOW, ask_one, FAST)
    assert [problem.message for problem in found.problems] == [
        "https://d.example/ could not be checked: it took too long"
    ]
