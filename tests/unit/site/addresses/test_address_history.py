"""The lines of a lock, read beside what is published now."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.pages.urls import encode_path, is_page_address
from sitegen.site.addresses.address_history import FIRST_LINE, LAST_LINE, merged_records, read_history
from sitegen.site.addresses.address_records import (
    AddressRecord,
    parse_record,
    plain_line,
    record_line,
    record_of,
    term_digest,
)
from sitegen.values import short_digest
from tests.page_meta import page_meta

PAGES = [page_meta(name, identity_digest=number + 1, known_by=7) for number, name in enumerate("abcdef")]
LINES = [plain_line(page, 1) for page in PAGES]
WORDS = st.text(min_size=1, max_size=12)
ADDRESSES = st.lists(WORDS, max_size=4).map(lambda words: encode_path("/".join(["", *words, ""])))


def made(record: AddressRecord) -> AddressRecord:
    """Return a record with the digest of its identity; of a term with one in some taxonomy."""
    identity = f"topics/{record.identity}" if record.kind == "term" else record.identity
    digest = term_digest(identity) if record.kind == "term" else short_digest(identity) if identity else record.digest
    return record._replace(identity=identity, digest=digest)


def names(found: list[str] | None = None, *, lines: list[str]) -> tuple[str, int, bool]:
    """Return the pages that no line tells of, how many records are left, and whether the file is as it should be."""
    history = read_history([FIRST_LINE, *lines, LAST_LINE], PAGES, "/")
    return "".join(page.url[6] for page in history.unlisted), len(history.records), history.is_normal


def test_lines_of_what_stands_there_say_nothing() -> None:
    """Where each page has its line nothing is left over; pages without one are unlisted."""
    assert names(lines=LINES) == ("", 0, True)
    assert names(lines=[*LINES[:2], *LINES[3:5]]) == ("cf", 0, True)
    other = record_line(record_of(page_meta("z", identity_digest=3, known_by=7), 1))
    assert names(lines=[*LINES[:3], other, *LINES[3:]]) == ("c", 1, False)


@given(lines=st.permutations([*LINES, LINES[0], "<<<<<<< ours", "=======", "", "# a remark"]))
def test_the_order_is_no_matter(lines: list[str]) -> None:
    """In whatever order, and with whatever between them, lines say the same: each page is where it was."""
    history = read_history([FIRST_LINE, *lines, LAST_LINE], PAGES, "/")
    assert (history.problems, history.is_normal) == ((), False)
    told = {record.digest: record for record in history.records}
    assert all(told[page.identity_digest] == record_of(page, 1) for page in history.unlisted)


@given(
    st.builds(
        AddressRecord,
        digest=st.integers(0, 2**64 - 1),
        kind=st.sampled_from(["page", "term", "2024-02-21"]),
        address=ADDRESSES.filter(is_page_address),
        source=WORDS,
        known_by=st.integers(0, 2**64 - 1),
        former=st.lists(ADDRESSES.filter(is_page_address), max_size=3, unique=True).map(sorted).map(tuple),
        identity=st.text(max_size=12),
        name=st.text(max_size=12),
        is_dismissed=st.booleans(),
    ).map(made)
)
def test_a_line_says_what_its_record_does(record: AddressRecord) -> None:
    """Whatever stands in it, a record is read back from its line; a line that lacks a sign is none."""
    line = record_line(record)
    assert line.isascii()
    assert line.isprintable()
    assert parse_record(line) == record
    assert parse_record(line[:-1]) is None


@pytest.mark.parametrize(("one", "other", "both"), [(True, True, True), (True, False, False)])
def test_what_two_branches_say(one: bool, other: bool, both: bool) -> None:
    """Of two lines of one identity all addresses are kept, and it is dismissed when both say so."""
    first = AddressRecord(1, "page", "/a/", "a.md", 7, ("/b/",), is_dismissed=one)
    second = AddressRecord(1, "page", "/c/", "a.md", 7, ("/a/", "/d/"), is_dismissed=other)
    (merged,) = merged_records([second, first])
    assert merged == first._replace(former=("/b/", "/c/", "/d/"), is_dismissed=both)
