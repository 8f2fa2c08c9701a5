"""What single fields of a source's front matter mean, and which of several counts."""

from __future__ import annotations

from datetime import datetime

import pytest

from sitegen.pages.page import Page, PageMeta
from sitegen.pages.parse import parse_source
from sitegen.settings import Settings, TaxonomySettings
from tests.site_under_test import story

PATH = "news/2024-02-21-alpha.md"
SITE = Settings(base_url="https://a.test/x/", timezone="Asia/Shanghai")


def parsed(text: str, path: str = PATH) -> tuple[Page, PageMeta, list[str]]:
    """Return page, index record and messages of a source, which must have no error."""
    found = parse_source(text.encode(), path, SITE)
    assert found.page is not None, found.problems
    assert found.meta is not None
    return found.page, found.meta, [problem.message for problem in found.problems]


def bare(*lines: str, body: str = "") -> str:
    """Return a source with these lines of front matter and a title."""
    return "\n".join(["---", *lines, "title: Alpha", "---", body])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("status: auto-draft", "draft"),
        ("status: pending", "private"),
        ("status: trash", "private"),
        ("status: Draft", "draft"),
        ("status: HIDDEN", "private"),
        ("status: unpublished", "private"),
        ("visibility: private", "private"),
        ("unlisted: true", "private"),
        ("Hidden: yes", "private"),
        ("Draft: true", "draft"),
        ("published: false", "published: false"),
        ("publish: no", "published: false"),
        ("draft: true\nremoved: true", "removed"),
        ("published: false\nremoved: true", "removed"),
        ("draft: true\nprivate: true", "draft"),
        ("status: published", ""),
        ("visibility: public", ""),
        ("draft: false", ""),
    ],
)
def test_what_withholds(line: str, reason: str) -> None:
    """Whatever another program calls an unpublished page, it is withheld without a warning; removal goes before all."""
    _, meta, messages = parsed(bare("date: 2024-02-21", line))
    assert (meta.withheld, meta.removed) == (reason, reason == "removed")
    assert messages == []


def test_scores_are_numbers_within_their_bounds() -> None:
    """A missing score is unknown; a fraction is rounded, one above a hundred counts as a hundred, -1 heat is none."""
    page, meta, _ = parsed(bare("date: 2024-02-21"))
    assert (page.card.quality, page.card.heat, meta.quality, meta.heat) == (None, None, 0, -1)
    page, meta, _ = parsed(bare("quality: 104", "heat: 49.5"))
    assert (page.card.quality, page.card.heat, meta.heat) == (100, 50, 50)
    page, meta, _ = parsed(bare("quality: 0", "heat: 0"))
    assert (page.card.quality, page.card.heat, meta.heat) == (0, 0, 0)
    assert parsed(bare("heat: -1"))[0].card.heat == -1
    _, _, messages = parsed(bare("quality: 5000"))
    assert messages == ['"5000" is not a score from 0 to 100']


def test_the_original_is_the_first_safe_address() -> None:
    """`originalUrl` comes before `webUrl`, which stands in for it; the host is shown without `www.`."""
    page, _, _ = parsed(bare("webUrl: https://www.b.test/1"))
    assert (page.card.original_url, page.card.domain) == ("https://www.b.test/1", "b.test")
    page, _, _ = parsed(bare("webUrl: https://b.test/1", "originalUrl: https://c.test/2"))
    assert page.card.original_url == "https://c.test/2"


def test_of_a_list_where_one_text_is_due_the_first_counts() -> None:
    """A page of two categories lies in the first one's section; its folder comes before both."""
    text = bare("category: [Deep Dives, ai]", "type: [video, course]", "date: 2024-02-21", "provider: Wire")
    page, meta, _ = parsed(text, "alpha.md")
    assert (page.card.type, meta.section, meta.url) == (
        "video",
        "deep-dives",
        "/x/deep-dives/2024/02/21/alpha/",
    )
    assert parsed(text, "_news/alpha.md")[1].section == "news"


def test_a_language_is_said_where_it_is_not_the_sites() -> None:
    """The site's own language is left out, however it is spelt; what is no language is told."""
    assert [parsed(bare(f"language: {tag}"))[0].card.language for tag in ("EN", "pt_BR")] == ["", "pt-BR"]
    page, _, messages = parsed(bare("language: mostly English"))
    assert (page.card.language, messages) == ("", ['"mostly English" is not a language'])


def test_other_names_of_a_field_count_where_ours_is_missing() -> None:
    """`lastmod` says when a story was updated, `description` stands in for an excerpt; our own key comes first."""
    page, _, _ = parsed(bare("date: 2024-02-21T08:00:00Z", "lastmod: 2024-02-22T08:00:00Z", "description: Short."))
    assert page.card.updated == datetime.fromisoformat("2024-02-22T16:00:00+08:00")
    assert page.card.excerpt == "Short."
    for lines in (("description: Theirs.", "excerpt: Ours."), ("excerpt: Ours.", "description: Theirs.")):
        page, _, _ = parsed(bare(*lines))
        assert page.card.excerpt == "Ours."
    found = parse_source(b"---\nname: Ada Lovelace\n---\n", "people/ada.md", SITE)
    assert found.page is not None
    assert found.page.card.title == "Ada Lovelace"


def test_secured_is_never_read() -> None:
    """It is left out at any depth and however it is spelt, and everything beside it is kept."""
    lines = ("secured: c2VjcmV0", "Secured: c2VjcmV0", "more: {secured: c2VjcmV0, SECURED: c2VjcmV0, deep: [1, 2]}")
    page, _, _ = parsed(bare(*lines))
    assert page.extra == {"more": {"deep": ["1", "2"]}}


def test_no_taxonomy_is_made_of_secured() -> None:
    """Not even where the site names its key, in whatever letters."""
    settings = Settings(taxonomies=tuple(TaxonomySettings(key.lower(), key, key, 1) for key in ("Secured", "topics")))
    found = parse_source(bare("Secured: [c2VjcmV0]", "topics: [AI]").encode(), PATH, settings)
    assert found.meta is not None
    assert found.meta.terms == {"topics": ("AI",)}


def test_lists_of_terms() -> None:
    """A term that stands alone is a list of one, two spellings are one term, and a long list is cut and told."""
    assert parsed(bare("topics: AI"))[1].terms["topics"] == ("AI",)
    assert parsed(bare("topics: [AI, ai, Chips, AI]"))[1].terms["topics"] == ("AI", "Chips")
    _, meta, messages = parsed(bare(f"aliases: [{', '.join(f'/{number}/' for number in range(201))}]"))
    assert (len(meta.aliases), messages) == (200, ["201 values, the most is 200"])


def test_a_key_that_is_given_twice_is_told_and_the_last_one_counts() -> None:
    """The message names the line of the first."""
    page, _, messages = parsed(bare("excerpt: One.", "excerpt: Two."))
    assert (page.card.excerpt, messages) == ("Two.", ['"excerpt" is given twice, first in line 2; this one counts'])


@pytest.mark.parametrize(
    ("path", "lines", "url"),
    [
        ("_news/2024-02-01-a.md", (), "/x/news/2024/02/01/a/"),
        ("_news/24-02-01-a.md", (), "/x/news/2024/02/01/a/"),
        ("news/2024-02-01-a.md", ("date: 2023-12-31",), "/x/news/2023/12/31/a/"),
        ("news/deep/index.md", ("date: 2024-02-01",), "/x/news/2024/02/01/deep/"),
        ("news/deep/index.md", (), "/x/news/deep/"),
        ("courses/one.md", (), "/x/courses/one/"),
        ("one.md", (), "/x/one/"),
    ],
)
def test_where_a_page_stands(path: str, lines: tuple[str, ...], url: str) -> None:
    """Section, date and name come from the path; the front matter's date comes before the file's."""
    assert parsed(bare(*lines), path)[1].url == url


def test_a_slug_that_cannot_be_one_is_told() -> None:
    """What is used instead is told too."""
    found = parse_source(bare("slug: 'What? Now!'").encode(), PATH, SITE)
    assert [(problem.field, problem.message, problem.hint) for problem in found.problems] == [
        ("slug", '"What? Now!" cannot be part of an address', '"what-now" is used.')
    ]


@pytest.mark.parametrize(
    ("alias", "kept"),
    [
        ("/old/", ("/old/",)),
        ("old", ("/old",)),
        ("https://a.test/x/old/", ("/old/",)),
        ("https://b.test/old/", ()),
        ("/../old/", ()),
        ("/a/./b/", ()),
        ("mailto:a@b.test", ()),
        ("/", ()),
        ("/a?b", ()),
    ],
)
def test_an_alias_is_an_address_on_this_site(alias: str, kept: tuple[str, ...]) -> None:
    """What is none is told with its line and left out."""
    _, meta, messages = parsed(bare("date: 2024-02-21", f"aliases: ['{alias}']"))
    assert meta.aliases == kept
    assert messages == ([] if kept else ["this is not an address on this site"])
    assert meta.alias_lines == ((3,) if kept else ())


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("https://b.test/a.png", "https://b.test/a.png"),
        ("/assets/a.png", "file:/assets/a.png"),
        ("//b.test/a.png", None),
        ("/../a.png", "file:/../a.png"),
        ("a.png", "file:news/a.png"),
        ("img/a%20b.png?x=1", "file:news/img/a%20b.png"),
        ("file:a.png", None),
        ("C:/a.png", None),
        ("mailto:a@b.test", None),
        ("javascript:alert(1)", None),
    ],
)
def test_a_picture_is_on_this_site_or_on_the_web(typed: str, shown: str | None) -> None:
    """A file of the site is known by name until it is known where it stands; what is no picture's address is told."""
    page, _, messages = parsed(bare("images:", f"  - url: {typed}"))
    assert (page.card.image.url if page.card.image else None, len(messages)) == (shown, 0 if shown else 1)


def test_providers_and_coverage() -> None:
    """A provider without a name is called by its domain; coverage leads to its `webUrl` where it has no original."""
    lines = (
        "provider:",
        "  domain: B.test",
        "related:",
        "  - {title: One, webUrl: https://c.test/1, provider: {name: See}}",
        "  - {title: Two, url: https://d.test/2}",
        "  - {title: Three}",
    )
    page, _, messages = parsed(bare(*lines))
    assert page.card.provider is not None
    assert (page.card.provider.name, page.card.provider.domain) == ("b.test", "b.test")
    assert [other.url for other in page.related] == ["https://c.test/1", "https://d.test/2"]
    assert [(other.name, other.url) for other in page.card.coverage] == [("See", "https://c.test/1")]
    assert messages == ["related coverage without an address (webUrl) is left out"]


def test_half_a_second_is_half_a_second() -> None:
    """A fraction of a second has as many places as were typed."""
    page, _, _ = parsed(story("Alpha", "2024-02-21T16:21:00.5+00:00"))
    assert page.card.date == datetime.fromisoformat("2024-02-22T00:21:00.500000+08:00")


@pytest.mark.parametrize("closing", ["---", "..."])
def test_how_front_matter_ends(closing: str) -> None:
    """Both of YAML's marks end it."""
    found = parse_source(f"---\ntitle: Alpha\n{closing}\nText of it.\n".encode(), "one.md", SITE)
    assert found.page is not None
    assert (found.page.card.title, found.page.body) == ("Alpha", "<p>Text of it.</p>\n")


def test_front_matter_of_another_program_is_an_error() -> None:
    """Fields as Nikola writes them would be shown as text, drafts among them."""
    found = parse_source(b".. title: Alpha\n.. status: draft\n\nText\n", "one.md", SITE)
    assert (found.page, [problem.level for problem in found.problems]) == (None, ["error"])


def test_a_whole_paragraph_is_no_title() -> None:
    """The start of a text whose first line is long stands in for its title, and the text stays whole."""
    text = "word " * 60
    found = parse_source(f"{text}\n".encode(), "news/2024-02-21-a.txt", SITE)
    assert found.page is not None
    assert len(found.page.card.title) < len(text)
    assert text.strip() in found.page.body
