"""A source becomes a page: what does not fit into one line of a spec."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import fields

from sitegen.pages.page import Card, Details, Page, PageMeta, Parsed
from sitegen.pages.parse import parse_source
from sitegen.pages.parser_settings import parser_settings
from sitegen.settings import Settings, TaxonomySettings
from sitegen.site.identities import own_identity
from sitegen.values import decoder, digest_bytes, digest_of, encode, pack, with_changes

SETTINGS = Settings(timezone="Asia/Shanghai")
STORY = """---
title: One
originalUrl: https://www.a.example/x
publishedDateTime: 2024-02-20T20:00:00Z
topics: [AI, Chips]
provider: Wire
excerpt: Given.
secured: opaque
---
Text with a [link](y.md).
"""
TREES = some.recursive(
    some.text("ab:- 中\"'", max_size=6),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.sampled_from("ab"), inner, max_size=2),
    max_leaves=6,
)
KEYS = some.sampled_from(
    "title excerpt category type publishedDateTime date updatedDateTime expiryDate originalUrl webUrl quality heat "
    "published removed draft provider topics images related tags id slug aliases language x secured".split()
)


def parse(text: str, path: str = "news/x.md", settings: Settings = SETTINGS) -> Parsed:
    return parse_source(text.encode(), path, settings)


def page(text: str, path: str = "news/x.md") -> Page:
    found = parse(text, path).page
    assert found is not None
    return found


def page_meta(text: str, path: str = "news/x.md") -> PageMeta:
    found = parse(text, path).meta
    assert found is not None
    return found


def messages(data: bytes) -> list[str]:
    return [f"{problem.where()}: {problem.message}" for problem in parse_source(data, "x.md", SETTINGS).problems]


@given(some.binary(max_size=300), some.sampled_from(["x.md", "x.txt", "a/b/2024-01-01-x.md", "_n/index.md"]))
def test_no_bytes_raise(data: bytes, path: str) -> None:
    """Any bytes give a page or a problem, never an exception."""
    parsed = parse_source(data, path, SETTINGS)
    assert parsed.page or parsed.problems


@given(some.dictionaries(KEYS, TREES, max_size=6), some.sampled_from(["", "Text\n"]))
def test_no_front_matter_raises(fields: dict[str, object], body: str) -> None:
    """Any tree in any field gives a page or a problem with its line; `secured` never comes out."""
    lines = "".join(f"{key}: {encode(value).decode()}\n" for key, value in fields.items())
    parsed = parse(f"---\n{lines}---\n{body}")
    assert parsed.page or parsed.problems
    assert all(problem.line > 0 for problem in parsed.problems)
    assert parsed.page is None or "secured" not in parsed.page.extra


def test_meta_says_what_lists_need() -> None:
    """The site index gets URL, day, moment, terms and digests; the day is the site's."""
    found = page_meta(STORY)
    assert found.url == "/news/2024/02/21/x/"
    assert (found.day, found.moment) == ("2024-02-21", 1708459200.0)
    assert found.terms == {"topics": ("AI", "Chips"), "sources": ("Wire",)}
    assert found.is_story
    assert own_identity(found) == "https://www.a.example/x"
    assert [link.target for link in found.links] == ["news/y.md"]


def test_digests_are_of_the_values() -> None:
    """A body's change changes the page's digest alone, a title's change that of the card alone."""
    one, other_body, other_title = (
        page_meta(text) for text in (STORY, STORY.replace("Text", "Words"), STORY.replace("One", "Two"))
    )
    assert (one.card_digest, one.page_digest) == (
        digest_of(page(STORY).card),
        digest_bytes(pack(encode(page(STORY).details))),
    )
    assert (one.card_digest == other_body.card_digest, one.page_digest == other_body.page_digest) == (True, False)
    assert (one.card_digest == other_title.card_digest, one.page_digest == other_title.page_digest) == (False, True)


def test_no_detail_of_a_page_is_forgotten() -> None:
    """A page is taken apart and put together again with all of its fields, each in its place."""
    given = {name: object() for name in (field.name for field in fields(Details))}
    whole = Details(**given).with_card(page(STORY).card)  # type: ignore[arg-type]
    assert {name: getattr(whole, name) for name in given} == given
    assert {name: getattr(whole.details, name) for name in given} == given


def test_a_page_survives_the_memory() -> None:
    """What is read back from its bytes is the same page, dates and their zone included."""
    first = page(STORY)
    again = decoder(Details).decode(encode(first.details)).with_card(decoder(Card).decode(encode(first.card)))
    assert again == first
    assert first.card.date is not None
    assert again.card.date is not None
    assert again.card.date.tzname() == first.card.date.tzname()


@pytest.mark.parametrize(
    ("text", "path", "identity"),
    [
        ("---\ntitle: x\nid: 7\nwebUrl: https://a.example/\n---\n", "x.md", "7"),
        ("---\ntitle: x\nwebUrl: https://a.example/\n---\n", "x.md", "https://a.example/"),
        ("---\ntitle: x\n---\n", "a/x.md", "a/x.md"),
    ],
)
def test_identity(text: str, path: str, identity: str) -> None:
    """A story is the same for ever by its id, else its original, else its path."""
    assert own_identity(page_meta(text, path)) == identity


@pytest.mark.parametrize(
    ("fields", "path", "is_story"),
    [
        ("date: 2024-01-01", "news/x.md", True),
        ("date: 2024-01-01", "x.md", False),
        ("date: 2024-01-01\nprovider: P", "x.md", True),
        ("date: 2024-01-01\nwebUrl: https://a.example/", "x.md", True),
        ("quality: 1", "2024-01-01-x.md", True),
        ("quality: 1", "news/x.md", False),
        ("type: page", "news/2024-01-01-x.md", False),
    ],
)
def test_what_is_a_story(fields: str, path: str, is_story: bool) -> None:
    """A story is dated, and news; `type: page` is never one."""
    assert page_meta(f"---\ntitle: x\n{fields}\n---\n", path).is_story is is_story


def test_an_undated_source_is_withheld_only_without_front_matter() -> None:
    """A pasted text without a date waits for one; a page that was written as one does not."""
    assert page_meta("A line that reads like a title\n", "x.txt").withheld == "no date"
    assert page_meta("---\ntitle: x\n---\n", "x.md").withheld == ""


@pytest.mark.parametrize("change", [("\n", "\r\n"), ("\n", "\r"), ("---\ntitle", "\ufeff---\ntitle")])
def test_line_ends_and_bom_mean_nothing(change: tuple[str, str]) -> None:
    """LF, CRLF, CR and a byte order mark give the same page."""
    assert parse(STORY.replace(*change)) == parse(STORY)


def test_bad_encoding_is_told_with_its_place() -> None:
    """A byte that is not UTF-8 is an error with line and column."""
    assert messages(b"---\r\ntitle: \xc3\xa9\xff\r\n---\r\n") == ["x.md:2:9: the byte 0xff here is not UTF-8"]
    assert messages("---\ntitle: x\n---\n".encode("utf-16")) == ["x.md:1:1: the file is UTF-16, not UTF-8"]


def test_control_characters_are_left_out() -> None:
    """NUL and its like vanish with a warning; what Windows meant by a C1 control is shown."""
    parsed = parse("---\ntitle: a\x00b\u0092c\u202ed\ufffee\n---\n")
    assert parsed.page is not None
    assert parsed.page.card.title == "ab’cde"
    assert [problem.message for problem in parsed.problems] == ["invisible control character U+0000 and 3 more"]
    assert (parsed.problems[0].line, parsed.problems[0].column) == (2, 9)


def test_sizes_are_bounded() -> None:
    """Front matter over 1 MB and sources over 64 MB are errors that say so."""
    large = b"---\ntitle: " + b"x" * 1_100_000 + b"\n---\n"
    assert messages(large) == ["x.md:1:1: the front matter is larger than 1 MB"]
    assert messages(b"x" * (64 * 1024 * 1024 + 1)) == ["x.md: the file is larger than 64 MB"]


def test_problems_name_the_file_as_shown() -> None:
    """Problems name the file as the caller shows it."""
    parsed = parse_source(b"---\ntitle: x\nquality: y\n---\n", "x.md", SETTINGS, "content/x.md")
    assert [problem.path for problem in parsed.problems] == ["content/x.md"]


def test_thousands_of_problems_are_cut() -> None:
    """A file that is wrong in thousands of places tells the first hundred; an error among them is never lost."""
    bad = "".join(f"  - {{title: t, webUrl: 'x:{n}'}}\n" for n in range(180))
    parsed = parse(f"---\ntitle: x\nrelated:\n{bad}date: soon\n---\n")
    assert len(parsed.problems) == 100
    assert parsed.page is None


def test_parser_settings_are_all_that_counts() -> None:
    """Settings that parsing does not read leave its cache valid, those that it reads do not."""
    known = parser_settings(SETTINGS)
    same = with_changes(SETTINGS, title="Other", page_size=3, theme="x", feed_size=1)
    assert parser_settings(same) == known
    topics = TaxonomySettings(name="topics", key="topics", title="T", least_stories=9)
    for change in (
        {"timezone": "UTC"},
        {"taxonomies": (topics,)},
        {"permalinks": {"news": "/{slug}/"}},
        {"base_url": "https://a.example/b/"},
        {"language": "zh"},
        {"images": False},
        {"find_headings": False},
    ):
        assert parser_settings(with_changes(SETTINGS, **change)) != known


def test_taxonomies_are_the_site_s() -> None:
    """Any key can list terms; where no taxonomy claims `tags`, they are topics."""
    tags = TaxonomySettings(name="keywords", key="tags", title="Keywords", least_stories=1)
    text = "---\ntitle: x\ntags: [b, a, B]\n---\n"
    found = parse(text, settings=with_changes(SETTINGS, taxonomies=(tags,))).page
    assert found is not None
    assert (found.card.terms, found.extra) == ({"keywords": ("b", "a")}, {})
    assert (page(text).card.terms, page(text).extra) == ({"topics": ("b", "a")}, {"tags": ["b", "a", "B"]})


def test_a_thousand_topics_are_cut() -> None:
    """No more than a hundred terms of a taxonomy count on one page."""
    parsed = parse("---\ntitle: x\ntopics: [" + ", ".join(f"t{n}" for n in range(1000)) + "]\n---\n")
    assert parsed.page is not None
    assert len(parsed.page.card.terms["topics"]) == 100
    assert "1000 values, the most is 200" in {problem.message for problem in parsed.problems}


def test_coverage_names_each_other_provider_once() -> None:
    """Six names at most, not the story's own, each once."""
    names = ["Wire", "own", "WIRE", *"ABCDEFG", "a"]
    related = "".join(f"  - {{title: t, webUrl: 'https://a.example/{n}', provider: {n}}}\n" for n in names)
    card = page(f"---\ntitle: x\nprovider: Own\nrelated:\n{related}---\n").card
    assert [item.name for item in card.coverage] == ["Wire", "A", "B", "C", "D", "E"]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("title: One", "title: One\nid: x", (3, 5)),
        ("title: One", "title: One", (3, 14)),
        ("originalUrl", "webUrl", (3, 9)),
        ("originalUrl: https://www.a.example/x\n", "", (0, 0)),
    ],
)
def test_a_page_knows_where_its_identity_is_typed(old: str, new: str, place: tuple[int, int]) -> None:
    """A problem with an identity can point at its line: the id's, else the original address's, else at none."""
    found = parse(STORY.replace(old, new, 1)).meta
    assert found is not None
    assert (found.identity_line, found.identity_column) == place


@pytest.mark.parametrize(
    ("typed", "day"), [("2024-03-01", "2024-03-01"), ("2024-02-20T20:00:00Z", ""), ("2024-02-01", ""), ("", "")]
)
def test_a_page_knows_the_day_of_a_later_update(typed: str, day: str) -> None:
    """An update counts when it came after the publication; the day is the site's."""
    found = parse(STORY.replace("topics:", f"updatedDateTime: {typed}\ntopics:", 1)).meta
    assert found is not None
    assert found.updated_day == day
