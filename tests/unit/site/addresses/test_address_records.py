"""Lines of `addresses.lock` that somebody else wrote: which addresses they may hold."""

from __future__ import annotations

import pytest

from sitegen.site.addresses.address_records import NO_SOURCE, parse_record, term_digest
from sitegen.site.lists.published_blocks import PublishedBlocks
from sitegen.values import short_digest

KNOWN_BY = "0123456789abcdef"
HOSTILE = [
    "/../x/",
    "/../../x/",
    "/a/../../x/",
    "/%2e%2e/x/",
    "/%2E%2E%2f%2e%2e/x/",
    "/./x/",
    "/.",
    "/..",
    "//host/",
    "/a//b/",
    "/%2f%2fhost/",
    "/a%2Fb/",
    "/%00/",
    "/a%0Ab/",
    "/a%7F/",
    "/..\\..\\x/",
    "/%5C..%5Cx/",
    "/x",
    "/x/index.html",
    "/feed.xml",
    "/x.html/",
    "/X/Index.HTML/",
    "/*/",
    "/%2A/",
    "/:word/",
    "/x?y/",
    "/x%3Fy/",
    "/x#y/",
    '/x"y/',
    "/x;{y}/",
    "/%ff/",
    "/%C3%28/",
    "/x%/",
    "/%78/",
    "/" + "x" * 250 + "/" + "y" * 256 + "/",
    "/" + "%C3%A9" * 130 + "/",
    "/" + "a/" * 600,
    "relative/",
]
USUAL = ["/", "/a/", "/a/b-c/2024/", "/%C3%A9/", "/a%20b/", "/.well-known/x/", "/a.b/", "/C++/", "/" + "x" * 240 + "/"]


def line(address: str, words: str = "", kind: str = "page", digest: int = 1) -> str:
    """Return the line of something that stood at an address."""
    return f"{digest:016x} {kind} {address} {NO_SOURCE}{words} {KNOWN_BY}"


@pytest.mark.parametrize("address", HOSTILE)
def test_no_line_holds_an_address_that_no_page_can_have(address: str) -> None:
    """What leads out of the site, is no folder, or means something to hosts or file systems is damage in any line."""
    assert parse_record(line(address)) is None
    assert parse_record(line("/a/", f" was:{address}")) is None
    assert parse_record(line(address, " id:topics/ai", "term", term_digest("topics/ai"))) is None
    if address.count("/") > 1 and ".html" not in address.lower():
        assert not PublishedBlocks().add(f"list {address}0123456789/ 2024-01-02")


@pytest.mark.parametrize("address", USUAL)
def test_lines_hold_the_addresses_of_pages(address: str) -> None:
    """Whatever a page can have as its address is read, and read back."""
    record = parse_record(line(address, f" was:{address}"))
    assert record is not None
    assert record.addresses == (address, address)


@pytest.mark.parametrize("identity", ["topics/ai", "", "ai"])
def test_a_digest_is_that_of_its_identity(identity: str) -> None:
    """A line whose identity is not the one that its digest was made of is damage: two lines could tell of one."""
    words = f" id:{identity}" if identity else ""
    assert parse_record(line("/a/", words, "term", term_digest("topics/other"))) is None
    is_term = identity == "topics/ai"
    assert (parse_record(line("/a/", words, "term", term_digest(identity))) is not None) == is_term
    assert (parse_record(line("/a/", words, digest=short_digest("other"))) is None) == bool(identity)
    assert parse_record(line("/a/", words, digest=short_digest(identity))) is not None
