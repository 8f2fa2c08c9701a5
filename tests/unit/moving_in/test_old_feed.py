"""Which item of an old feed is which text, and the rule by which it names them."""

from __future__ import annotations

from datetime import UTC, datetime

from sitegen.check.feeds.live_feed import FeedEntry
from sitegen.moving_in.old_feed import Address, Rule, match, rule_of
from sitegen.moving_in.old_site import OldText

BASE = "https://quay.example/log/"
OWN = Rule("own", lambda text, url: f"own:{text.path}")


def text(name: str, path: str = "", title: str = "", original: str = "", day: int = 1) -> Address:
    return Address(OldText(name, name, name, "", title=title, date=datetime(2023, 3, day, tzinfo=UTC)), path, original)


def entry(guid: str, link: str = "", title: str = "", day: int = 0) -> FeedEntry:
    moment = f"{datetime(2023, 3, day, 22, tzinfo=UTC).timestamp():015.0f}" if day else ""
    return FeedEntry(guid, frozenset({link} - {""}), title, moment)


def matched(entries: list[FeedEntry], texts: list[Address]) -> tuple[dict[str, str], list[str]]:
    found, left = match(entries, texts, BASE)
    return {path: one.id for path, one in found.items()}, [one.id for one in left]


def test_an_item_finds_its_text_in_each_way() -> None:
    """By address (with or without ending, slash, www), by the original, by title and day, by title alone."""
    texts = [
        text("a", "/2023/a.html"), text("b", "/b/"), text("c", original="https://wire.example/c"),
        text("d", title="The  Tide", day=4), text("e", title="Alone"), text("f", "/f/"),
    ]  # fmt: skip
    entries = [
        entry("1", "https://www.quay.example/log/2023/a/"),
        entry("2", "/log/b"),
        entry("3", "https://wire.example/c"),
        entry("4", title="the tide", day=3),
        entry("5", title="ALONE"),
        entry("https://quay.example/log/f/", "https://far.example/f"),
        entry("7", "https://quay.example/other/b/", "Nobody's"),
    ]
    ids = {"a": "1", "b": "2", "c": "3", "d": "4", "e": "5", "f": "https://quay.example/log/f/"}
    assert matched(entries, texts) == (ids, ["7"])


def test_what_may_be_two_texts_is_none() -> None:
    """A title that two texts have, of a day on which neither was written, finds neither of them."""
    texts = [text("a", title="Weekly", day=1), text("b", title="Weekly", day=20)]
    assert matched([entry("1", title="Weekly", day=10), entry("2", title="Weekly", day=20)], texts) == (
        {"b": "2", "a": "1"},
        [],
    )
    assert matched([entry("1", title="Weekly", day=10)], texts) == ({}, ["1"])


def test_a_rule_is_that_of_most_items() -> None:
    """The system's own rule counts where most items follow it, else another one that they follow, else none."""
    texts = [text(name).text for name in "abc"]
    urls = [f"{BASE}{name}.html" for name in "abc"]

    def words(*ids: str) -> str:
        known = [(one, url, entry(guid)) for one, url, guid in zip(texts, urls, ids, strict=False)]
        rule = rule_of(OWN, known)
        return rule.words if rule else ""

    assert words("own:a", "own:b", "x") == "own"
    assert words(*urls) == "the address of the page"
    assert words(f"{BASE}a", f"{BASE}b", "x") == "the address without its ending"
    assert words(urls[0], "x", "y") == ""
    assert words() == "own"
