"""Published stories are known again, and others are not taken for them."""

from __future__ import annotations

from sitegen.pages.page import PageMeta, known_by
from sitegen.site.addresses.address_records import AddressRecord, record_of
from sitegen.site.addresses.known_again import know_again
from sitegen.values import short_digest
from tests.page_meta import page_meta


def page(path: str, title: str = "A", body: str = "Text", day: str = "2024-02-21", **fields: object) -> PageMeta:
    """Return a page that its path identifies, unless `fields` say otherwise."""
    own = str(fields.get("id") or fields.get("original_url") or path)
    known = {"id": "", **fields, "path": path, "title": title}
    digests = {"identity_digest": short_digest(own), "known_by": known_by(title, body)}
    return page_meta(path, f"{day}T08:00:00+00:00", **{**known, **digests})


def told(path: str, **fields: object) -> AddressRecord:
    """Return the record of what was published."""
    return record_of(page(path, **fields), 1)  # type: ignore[arg-type]


def known(new: PageMeta, *records: AddressRecord, existing: tuple[str, ...] = ()) -> tuple[str, str]:
    """Return the source of the record that a page is given, and its identity; nothing when it is new."""
    found = know_again([new], records, {new.path, *existing}).get(new.path)
    return (found.record.source, found.identity) if found else ("", "")


def test_a_renamed_source() -> None:
    """A source with title and body of one that is gone is that one, and so it is when one of the two is another now."""
    assert known(page("b.md"), told("a.md")) == ("a.md", "a.md")
    assert known(page("b.md", day="2024-03-01"), told("a.md")) == ("a.md", "a.md")
    assert known(page("b.md", title="Other"), told("a.md")) == ("a.md", "a.md")
    assert known(page("b.md", body="Other"), told("a.md")) == ("a.md", "a.md")


def test_what_is_no_sign() -> None:
    """A title on another day with another text, a day alone, and no text at all tell nothing."""
    assert known(page("b.md", body="Other", day="2024-03-01"), told("a.md")) == ("", "")
    assert known(page("b.md", title="Other", body="Other"), told("a.md")) == ("", "")
    assert known(page("b.md", title="Other", body=""), told("a.md", body="")) == ("", "")


def test_what_several_have() -> None:
    """What two that are gone have is no sign for either, but a stronger sign is."""
    twins = told("a.md"), told("c.md")
    assert known(page("b.md"), *twins) == ("", "")
    assert known(page("b.md", day="2024-03-01"), told("a.md", day="2024-03-01"), told("c.md")) == ("a.md", "a.md")


def test_a_source_that_is_there() -> None:
    """The record of a source that is there, published or not, is not given to another one for its content."""
    assert known(page("b.md"), told("a.md"), existing=("a.md",)) == ("", "")


def test_identities_come_first() -> None:
    """An identity is followed wherever it goes; an id that is added does not end the one by which a story is known."""
    assert known(page("b.md", title="B", body="B", id="x"), told("a.md", id="x")) == ("a.md", "x")
    assert known(page("a.md", id="new"), told("a.md")) == ("a.md", "a.md")
    assert known(page("a.md", id="new"), told("a.md", id="old")) == ("a.md", "new")
    twice = told("b.md")._replace(digest=short_digest("a.md"), identity="a.md")
    assert known(page("b.md"), twice) == ("b.md", "a.md")
