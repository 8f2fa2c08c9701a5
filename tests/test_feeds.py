"""The feeds of whole sites: where they are, what changes them, and that nothing a story says breaks one."""

from __future__ import annotations

import json
from typing import Any, cast

import feedparser
import pytest
from lxml import etree

from sitegen.check.feeds.feed_rules import check_built_feeds
from sitegen.config import load_settings
from tests.command_line import sitegen
from tests.site_under_test import NOW, SITE_YAML, SiteUnderTest, changed, story

FEEDS = ("feed.xml", "atom.xml", "feed.json")
SPACES = {"a": "http://www.w3.org/2005/Atom", "fh": "http://purl.org/syndication/history/1.0"}


def add(site: SiteUnderTest, number: int, **fields: Any) -> None:
    date = fields.pop("date", f"2024-0{number // 28 + 1}-{number % 28 + 1:02}T08:00:00Z")
    title = fields.pop("title", f"Story {number}")
    text = story(f"Story {number}", date, **fields)
    site.write(f"content/news/story-{number}.md", text.replace(f"title: Story {number}", f"title: {title}", 1))


def xml(site: SiteUnderTest, path: str, query: str) -> list[Any]:
    root = etree.fromstring((site.root / "public" / path).read_bytes())
    return cast("list[Any]", root.xpath(query, namespaces=SPACES))


def titles(site: SiteUnderTest, path: str) -> list[str]:
    if path.endswith(".json"):
        return [item["title"] for item in json.loads(site.text(path))["items"]]
    return [entry.title for entry in feedparser.parse(site.text(path).encode()).entries]


def feeds_of(outputs: set[str]) -> set[str]:
    return {path for path in outputs if path.rpartition("/")[2] in FEEDS}


@pytest.mark.parametrize("name", FEEDS)
def test_every_list_has_feeds_in_every_format(name: str, site: SiteUnderTest) -> None:
    """The site, a topic and a source have RSS, Atom and JSON Feed beside their page, newest first."""
    add(site, 1, topics="[AI, Chips]")
    add(site, 2)
    site.build()
    assert titles(site, name) == titles(site, f"topics/ai/{name}") == ["Story 2", "Story 1"]
    assert titles(site, f"topics/chips/{name}") == ["Story 1"]
    assert titles(site, f"sources/example-news/{name}") == ["Story 2", "Story 1"]


def test_pages_announce_their_feeds(site: SiteUnderTest) -> None:
    """Every page names the site's feeds, and a topic's page its own."""
    add(site, 1)
    site.build()
    for path in ("index.html", "news/2024/01/02/story-1/index.html", "topics/ai/index.html"):
        for name, kind in zip(FEEDS, ("rss+xml", "atom+xml", "feed+json"), strict=True):
            assert f'<link rel="alternate" type="application/{kind}" title="Test Digest" href="/{name}">' in site.text(
                path
            )
    assert '<link rel="alternate" type="application/rss+xml" title="AI" href="/topics/ai/feed.xml">' in site.text(
        "topics/ai/index.html"
    )


def test_a_term_with_too_few_stories_has_no_feed(site: SiteUnderTest) -> None:
    """The least number of stories holds for feeds as for pages."""
    site.edit("site.yaml", "title:", "least_stories: 2\ntitle:")
    add(site, 1, topics="[AI, Chips]")
    add(site, 2)
    site.build()
    assert site.has("topics/ai/atom.xml")
    assert not site.has("topics/chips/atom.xml")


@pytest.mark.parametrize(("formats", "expected"), [("atom", {"atom.xml"}), ("[json, rss]", {"feed.xml", "feed.json"})])
def test_only_the_chosen_formats_are_made(formats: str, expected: set[str], site: SiteUnderTest) -> None:
    """Every list of stories has feeds in the chosen formats alone; there are archives where there is Atom."""
    site.edit("site.yaml", "title:", f"feed_formats: {formats}\npage_size: 2\ntitle:")
    for number in range(1, 6):
        add(site, number)
    site.build()
    feeds = feeds_of(set(site.outputs()))
    assert {path for path in feeds if not path.startswith("feeds/")} == {
        folder + name for folder in ("", "topics/ai/", "sources/example-news/") for name in expected
    }
    archives = {path for path in feeds if path.startswith("feeds/")}
    assert bool(archives) == ("atom.xml" in expected)
    assert all(path.startswith("feeds/archive/") and path.endswith("/atom.xml") for path in archives)
    assert ("prev-archive" in "".join(site.text(name) for name in expected)) is ("atom.xml" in expected)
    assert list(check_built_feeds(site.root, load_settings(site.root)[0], NOW)) == []


def test_a_site_without_feeds_has_no_list_of_them(site: SiteUnderTest) -> None:
    """`feed_formats: []` leaves out the feeds, their page, their OPML and every link to them."""
    site.edit("site.yaml", "title:", "feed_formats: []\ntitle:")
    add(site, 1)
    site.build()
    outputs = site.outputs()
    assert not [path for path in outputs if path.startswith("feed") or path.endswith(FEEDS)]
    assert not [path for path, data in outputs.items() if b"feed" in data and not path.startswith("assets/")]


SELECTIONS = """
feeds:
  hot: {title: Hot stories, min_heat: 60, topics: [Hardware, Robots]}
  good: {min_quality: 80, sources: example news, content: full}
"""


def test_a_saved_selection_has_feeds(site: SiteUnderTest) -> None:
    """A selection asks for heat, quality and terms; its feeds lie below /feeds/."""
    site.write("site.yaml", SITE_YAML + SELECTIONS)
    add(site, 1, topics="[Hardware]", heat=60)
    add(site, 2, topics="[Hardware]", heat=59)
    add(site, 3, topics="[Robots]", heat=99)
    add(site, 4, heat=99, quality=80, body="The text.")
    site.build()
    assert titles(site, "feeds/hot/feed.xml") == titles(site, "feeds/hot/feed.json") == ["Story 3", "Story 1"]
    assert xml(site, "feeds/hot/feed.xml", "/rss/channel/title/text()") == ["Hot stories – Test Digest"]
    assert titles(site, "feeds/good/atom.xml") == ["Story 4"]
    assert "The text." in site.text("feeds/good/atom.xml")


def test_a_selection_of_nothing_is_told(site: SiteUnderTest) -> None:
    """A topic that no story has is a warning with the nearest name."""
    site.write("site.yaml", SITE_YAML + SELECTIONS)
    add(site, 1, topics="[Robot]")
    report = site.build()
    assert [(found.field, found.message, found.hint) for found in report.problems] == [
        ("feeds.hot.topics", 'no published story has "Hardware"', "Correct or delete it."),
        ("feeds.hot.topics", 'no published story has "Robots"', "did you mean `Robot`?"),
    ]
    assert titles(site, "feeds/hot/feed.xml") == []


def test_all_feeds_are_listed_for_people_and_for_readers(site: SiteUnderTest) -> None:
    """`/feeds/` and `feeds.opml` name every subject; the page says what a feed is."""
    site.write("site.yaml", SITE_YAML + SELECTIONS.replace("Robots", "AI").replace("Hardware, ", ""))
    add(site, 1)
    site.build()
    page = site.text("feeds/index.html")
    for folder in ("", "topics/ai/", "sources/example-news/", "feeds/hot/", "feeds/good/"):
        assert f'href="/{folder}feed.json"' in page
        assert xml(site, "feeds.opml", f"//outline[@xmlUrl='https://digest.test/{folder}feed.xml']")
    assert "A feed is an address" in page
    assert 'href="/feeds.opml"' in page
    assert 'href="/feeds/"' in site.text("index.html")


def test_a_new_story_changes_only_its_own_terms_feeds(site: SiteUnderTest) -> None:
    """The site's feeds and those of the story's topics and source change; every other feed keeps its bytes."""
    site.write("site.yaml", SITE_YAML + SELECTIONS.replace("[Hardware, Robots]", "Chips"))
    for number in range(1, 4):
        add(site, number, topics="[AI, Chips]", provider=f"P{number}", heat=70, quality=90)
    site.build()
    before = site.outputs()
    add(site, 9, topics="[Robots]", provider="P1")
    site.build()
    folders = {path.rpartition("/")[0] for path in feeds_of(changed(before, site.outputs()))}
    assert folders == {"", "topics/robots", "sources/p1"}


def test_a_body_edit_changes_only_feeds_that_show_bodies(site: SiteUnderTest) -> None:
    """Feeds of excerpts depend on cards; only a feed of full texts is written again."""
    site.write("site.yaml", SITE_YAML + "feeds:\n  long: {topics: AI, content: full}\n")
    add(site, 1, body="Old words.")
    add(site, 2, body="Other words.")
    site.build()
    before = site.outputs()
    site.edit("content/news/story-1.md", "Old words", "New words")
    site.build()
    assert changed(before, site.outputs()) == {
        "news/2024/01/02/story-1/index.html",
        *(f"feeds/long/{name}" for name in FEEDS),
    }


def test_links_in_full_texts_lead_to_pages(site: SiteUnderTest) -> None:
    """A link to a content file is the page's full address in a feed, and moves with the page."""
    site.edit("site.yaml", "title:", "feed_content: full\ntitle:")
    site.write("static/assets/x.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    add(site, 1)
    add(site, 2, body="See [the first](story-1.md#part), [root](/topics/ai/) and ![x](/assets/x.svg).")
    site.build()
    for name in FEEDS:
        text = site.text(name).replace("\\", "").replace("&lt;", "<")
        assert '<a href="https://digest.test/news/2024/01/02/story-1/#part"' in text
        assert '<a href="https://digest.test/topics/ai/"' in text
        assert '<img src="https://digest.test/assets/x.svg"' in text
    site.edit("content/news/story-1.md", "title:", "slug: moved\ntitle:")
    site.build()
    assert "https://digest.test/news/2024/01/02/moved/#part" in site.text("feed.json")
    assert site.verify() == ()


def test_a_feed_holds_the_newest_stories_and_is_no_larger_than_asked(site: SiteUnderTest) -> None:
    """Both limits are settings."""
    site.edit("site.yaml", "title:", "feed_size: 9\nfeed_bytes: 100000\nfeed_content: full\ntitle:")
    for number in range(1, 12):
        add(site, number, body="word " * 4_000)
    report = site.build()
    for name in FEEDS:
        assert titles(site, name) == [f"Story {number}" for number in range(11, 2, -1)]
        assert 50_000 < len(site.text(name).encode()) <= 100_000
    assert report.problems == ()


def test_what_no_archive_holds_stays_in_the_feed(site: SiteUnderTest) -> None:
    """A feed that must leave stories out keeps those that no archive has, and the build says what it left out."""
    site.edit("site.yaml", "title:", "feed_size: 100\npage_size: 40\nfeed_bytes: 100000\ntitle:")
    for number in range(1, 91):
        add(site, number, excerpt="人工智能 " * 350)
    report = site.build()
    met = titles(site, "atom.xml")
    assert 33 <= len(met) < 90 and met == [f"Story {number}" for number in range(90, 90 - len(met), -1)]
    archives = {path for path in site.outputs() if path.startswith("feeds/archive/")}
    held = {title for path in archives for title in titles(site, path)}
    assert held | set(met) == {f"Story {number}" for number in range(1, 91)}
    told = {found.message.split(" ")[0]: found for found in report.problems}
    assert told.keys() == {f"https://digest.test/{path}" for path in feeds_of(set(site.outputs()) - archives)}
    assert {(found.level, found.path, found.field) for found in report.problems} == {
        ("warning", "site.yaml", "feed_bytes")
    }
    assert f"with {len(met)} of its 90 stories" in told["https://digest.test/atom.xml"].message
    assert len(site.text("topics/ai/atom.xml").encode()) <= 100_000
    again = site.build()
    assert (again.rendered, again.problems) == ((), report.problems)
    add(site, 91)
    assert [found.field for found in site.build().problems] == ["feed_bytes"] * len(report.problems)


def test_what_was_told_of_a_feed_is_told_until_it_is_mended(site: SiteUnderTest) -> None:
    """A build that renders no feed, and `check`, still tell of what the feeds leave out, and `--strict` fails by it."""
    site.edit("site.yaml", "title:", "feed_size: 100\npage_size: 40\nfeed_bytes: 100000\nfeed_formats: [atom]\ntitle:")
    for number in range(1, 61):
        add(site, number, excerpt="人工智能 " * 350)
    assert site.build().did_publish
    for arguments in (["build"], ["check"]):
        told = json.loads(sitegen(site.root, *arguments, "--json").out)["problems"]
        assert {problem["field"] for problem in told} == {"feed_bytes"}, arguments
        assert sitegen(site.root, *arguments, "--strict").code == 1
    site.edit("site.yaml", "100000", "900000")
    assert site.build(strict=True).problems == ()
    assert site.build(strict=True).problems == ()


@pytest.mark.parametrize("name", ["feed.xml", "atom.xml"])
def test_older_stories_are_in_sealed_archives(name: str, site: SiteUnderTest) -> None:
    """From the feed over prev-archive a reader meets every story once; a sealed archive keeps its bytes."""
    site.edit("site.yaml", "title:", "feed_size: 5\npage_size: 2\ntitle:")
    for number in range(1, 12):
        add(site, number)
    site.build()
    chain, path, met = [], name, titles(site, name)
    while older := xml(site, path, "//*[local-name()='link'][@rel='prev-archive']/@href"):
        path = older[0].removeprefix("https://digest.test/")
        chain.append(path)
        assert xml(site, path, "//fh:archive")
        assert xml(site, path, "//*[local-name()='link'][@rel='current']/@href") == ["https://digest.test/atom.xml"]
        assert xml(site, path, "//*[local-name()='link'][@rel='self']/@href") == older
        met += titles(site, path)
    assert len(chain) >= 3
    assert set(met) == {f"Story {number}" for number in range(1, 12)}
    before = site.outputs()
    add(site, 12)
    site.build()
    # A further one may be sealed: the newest leads to it then, and to all older ones nothing happens.
    assert not changed(before, site.outputs()) & {*chain[1:]}


def test_a_reader_at_an_archive_that_is_no_more_meets_the_older_ones(site: SiteUnderTest) -> None:
    """A document that stands where an archive was published once is an archive without stories, and leads on."""
    site.edit("site.yaml", "title:", "feed_size: 9\npage_size: 3\ntitle:")
    for number in range(1, 60):
        add(site, number)
    site.build(addresses="write")
    published = {path for path in site.outputs() if path.startswith("feeds/archive/")}
    for number in range(1, 60, 2):
        site.delete(f"content/news/story-{number}.md")
    site.build(addresses="write")
    known = {path for path in site.outputs() if path.startswith("feeds/archive/")}
    assert published <= known
    empty = {path for path in known if not titles(site, path)}
    assert empty
    for path in empty:
        older = xml(site, path, "//*[local-name()='link'][@rel='prev-archive']/@href")
        assert xml(site, path, "//fh:archive") and len(older) <= 1
        assert {one.removeprefix("https://digest.test/") for one in older} <= known - empty


def test_the_identity_is_one_in_every_feed_and_survives_changes(site: SiteUnderTest) -> None:
    """Title, slug, section, file name of a story with an id, and the site's path may change; the identity does not."""
    add(site, 1, id="4711")
    site.build()
    identity = ["tag:digest.test,2025:4711"]

    def check(folder: str) -> None:
        assert xml(site, f"{folder}feed.xml", "//item/guid/text()") == identity
        assert xml(site, f"{folder}atom.xml", "//a:entry/a:id/text()") == identity
        assert [item["id"] for item in json.loads(site.text(f"{folder}feed.json"))["items"]] == identity

    check("")
    check("topics/ai/")
    site.delete("content/news/story-1.md")
    site.write("content/reports/other.md", story("Other", id="4711", slug="else"))
    site.edit("site.yaml", "https://digest.test/", "https://digest.test/below/")
    site.build()
    check("")


def test_a_moved_site_keeps_its_identities_when_told_to(site: SiteUnderTest) -> None:
    """After a move to another host the old one is named in `feed_authority`."""
    add(site, 1, id="4711")
    site.edit("site.yaml", "https://digest.test/", "https://new.test/")
    site.build()
    assert xml(site, "feed.xml", "//item/guid/text()") == ["tag:digest.test,2025:4711"]


def test_a_preview_keeps_the_sites_identities(site: SiteUnderTest) -> None:
    """`--base-url` moves the addresses of a preview and not the stories' identities."""
    settings, _ = load_settings(site.root, base_url="https://preview-7.test/")
    assert settings.identity_authority == "digest.test,2025"


def test_two_stories_with_one_id_are_told_and_told_apart(site: SiteUnderTest) -> None:
    """The warning names both files; the later story is known by its original address in every feed."""
    add(site, 1, id="MjAy")
    add(site, 2, id="MjAy")
    report = site.build()
    assert [(found.level, found.where(), found.field, found.message) for found in report.problems] == [
        (
            "warning",
            "content/news/story-2.md:16:5",
            "id",
            'the id "MjAy" is that of content/news/story-1.md already',
        )
    ]
    for path in ("feed.xml", "topics/ai/feed.xml"):
        assert xml(site, path, "//item/guid/text()") == [
            "tag:digest.test,2025:https://news.example/Story-2",
            "tag:digest.test,2025:MjAy",
        ]


def test_identities_that_make_one_uri_lose_no_story(site: SiteUnderTest) -> None:
    """An id, and the same one as another program minted it, are told; every feed shows both stories."""
    add(site, 1, id="abc")
    add(site, 2, id='"tag:digest.test,2025:abc"')
    assert [found.field for found in site.build().problems] == ["id"]
    for name in FEEDS:
        assert titles(site, name) == titles(site, f"topics/ai/{name}") == ["Story 2", "Story 1"]


def test_the_title_leads_where_the_owner_wants(site: SiteUnderTest) -> None:
    """`feed_links: original` sends readers to the source, with our page beside it."""
    site.edit("site.yaml", "title:", "feed_links: original\ntitle:")
    add(site, 1)
    site.build()
    assert xml(site, "feed.xml", "//item/link/text()") == ["https://news.example/Story-1"]
    assert xml(site, "feed.xml", "//item/a:link[@rel='related']/@href") == [
        "https://digest.test/news/2024/01/02/story-1/"
    ]


def test_feeds_name_hub_image_and_interval(site: SiteUnderTest) -> None:
    """What the owner says of all feeds stands in each of them."""
    said = "websub_hub: https://hub.test/\nfeed_image: /assets/logo.png\nfeed_ttl: 90\n"
    site.write("site.yaml", SITE_YAML + said)
    add(site, 1)
    site.build()
    assert xml(site, "topics/ai/feed.xml", "//a:link[@rel='hub']/@href") == ["https://hub.test/"]
    assert xml(site, "topics/ai/atom.xml", "//a:logo/text()") == ["https://digest.test/assets/logo.png"]
    assert xml(site, "feed.xml", "//ttl/text()") == ["90"]
    assert json.loads(site.text("feed.json"))["hubs"] == [{"type": "WebSub", "url": "https://hub.test/"}]


def test_headers_and_redirects_are_the_hosts(site: SiteUnderTest) -> None:
    """Each format is served as what it is, and old addresses lead to new ones."""
    site.write("site.yaml", SITE_YAML + "aliases:\n  /rss.xml: /feed.xml\n  /tags/ai.xml: /topics/ai/feed.xml\n")
    add(site, 1)
    site.build()
    headers = site.text("_headers")
    for path, kind in (
        ("/feed.xml", "application/rss+xml"),
        ("/topics/:term/atom.xml", "application/atom+xml"),
        ("/feeds/:name/feed.json", "application/feed+json"),
        ("/feeds.opml", "text/x-opml"),
    ):
        assert f"{path}\n  Content-Type: {kind}; charset=utf-8\n  Cache-Control: public, max-age=300" in headers
    assert "/feeds/archive/:block/atom.xml\n" in headers
    assert "/rss.xml /feed.xml 301\n/tags/ai.xml /topics/ai/feed.xml 301\n" in site.text("_redirects")


HOSTILE = {
    "control characters": {"title": '"A\\0b\\x0bc\\uffffd"', "excerpt": '"\\x1b ]]> \\x93"'},
    "html in the title": {"title": '"The <b>bold</b> &amp; the <script>x</script>"'},
    "a relative body": {"body": '<img src="a.png" srcset="a.png 1x"> <a href="../x">x</a> [y](z.html)'},
    "scripts": {
        "body": '<script>alert(1)</script><iframe src="https://x.example/"></iframe>'
        '<p onclick="x" style="position: fixed">',
    },
    "another script in the address": {"originalUrl": '"https://例え.example/人 工?a=b c|d"'},
    "no address": {"originalUrl": "javascript:alert(1)"},
    "a bare provider": {"provider": "Jane Doe"},
    "an empty topic": {"topics": '["", " ", AI]'},
    "no title": {"title": '""'},
    "nothing but a title": {"excerpt": '""', "originalUrl": None, "provider": None, "topics": None},
    "an endless title": {"title": "word " * 2_000},
    "emoji and right to left": {"title": '"🤖👩‍🔬 \\u202eעברית"', "language": "he"},
    "Chinese": {"title": "人工智能：模型", "language": "zh_Hans"},
    "an old date": {"date": "1970-01-01T00:00:00Z"},
    "an update before the beginning": {"updatedDateTime": "1970-01-02"},
    "a picture in vectors": {"images": '[{url: "/a.svg"}, {url: "data:image/png;base64,AA"}]'},
}


@pytest.mark.parametrize("content", ["excerpt", "full"])
@pytest.mark.parametrize("fields", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_story_breaks_a_feed(fields: dict[str, Any], content: str, site: SiteUnderTest) -> None:
    """Whatever a story says, every feed of the site obeys every rule, and readers take it."""
    site.edit("site.yaml", "title:", f"feed_content: {content}\nlanguage: en-US\ntitle:")
    add(site, 1, **({"body": "A text."} | fields))
    add(site, 2, body="A text.")
    site.build()
    settings, _ = load_settings(site.root)
    assert list(check_built_feeds(site.root, settings, NOW)) == []
    for path in feeds_of(set(site.outputs())):
        if path.endswith(".xml"):
            assert not feedparser.parse(site.text(path).encode()).bozo
    assert "Story 2" in titles(site, "feed.json")


def test_what_a_feed_cuts_is_told(site: SiteUnderTest) -> None:
    """A title or an excerpt that is too long is a warning with its line."""
    add(site, 1, title="word " * 2_000, excerpt="word " * 1_000)
    report = site.build()
    assert [(found.level, found.path, found.line, found.field, found.message) for found in report.problems] == [
        (
            "warning",
            "content/news/story-1.md",
            3,
            "title",
            "the title has 9,999 characters; feeds show the first 500",
        ),
        (
            "warning",
            "content/news/story-1.md",
            4,
            "excerpt",
            "the excerpt has 4,999 characters; lists and feeds show the first 2,000",
        ),
    ]
    assert len(titles(site, "feed.json")[0]) <= 500


def test_a_batch_at_midnight_breaks_no_rule(site: SiteUnderTest) -> None:
    """Thirty stories of one day, and thirty of one second, have moments of their own."""
    for number in range(60):
        add(site, number, date="2024-02-21" if number % 2 else "2024-02-21T08:00:00Z")
    site.build()
    settings, _ = load_settings(site.root)
    assert list(check_built_feeds(site.root, settings, NOW)) == []


def test_check_reads_the_feeds_that_were_built(site: SiteUnderTest) -> None:
    """A feed that something broke after the build is an error that names feed, story and rule."""
    add(site, 1)
    site.build()
    assert sitegen(site.root, "check").code == 0
    feed = site.root / "public" / "topics" / "ai" / "feed.xml"
    feed.write_bytes(feed.read_bytes().replace(b"<link>https://digest.test/news/", b"<link>/news/"))
    ran = sitegen(site.root, "check")
    assert ran.code == 1
    assert 'public/topics/ai/feed.xml: relative-link: "Story 1": its link is not absolute: /news/' in ran.err


def test_check_knows_a_build_for_another_address(site: SiteUnderTest) -> None:
    """What was built with --base-url is judged by that address, also when `check` is not told."""
    add(site, 1)
    options = ("--output", "preview", "--base-url", "https://preview.test/x/")
    assert sitegen(site.root, "build", *options).code == 0
    assert sitegen(site.root, "check", *options, "--strict").out == "No problems.\n"
    assert sitegen(site.root, "check", "--output", "preview").out == "No problems.\n"
    other = ("--output", "preview", "--base-url", "https://other.test/")
    assert "wrong-self-link" in sitegen(site.root, "check", *other).err


def test_check_tells_of_every_breach_in_json(site: SiteUnderTest) -> None:
    """People see the first three of one rule and how many more there are, programs see all."""
    for number in range(1, 8):
        add(site, number)
    site.build()
    feed = site.root / "public" / "feed.xml"
    feed.write_bytes(feed.read_bytes().replace(b"<link>https://digest.test/news/", b"<link>/news/"))
    assert sitegen(site.root, "check").err.count("relative-link") == 4
    assert "public/feed.xml: relative-link: and 4 more" in sitegen(site.root, "check").err
    problems = json.loads(sitegen(site.root, "check", "--json").out)["problems"]
    assert len(problems) == 7


def test_check_against_the_live_feed_warns_before_an_unread_storm(site: SiteUnderTest) -> None:
    """Changed ids are told with their number; nothing is told when nothing would surprise."""
    for number in range(1, 4):
        add(site, number, id=f"old-{number}")
    site.build()
    (site.root / "live.xml").write_bytes((site.root / "public" / "feed.xml").read_bytes())
    assert sitegen(site.root, "check", "--against", "live.xml").out == (
        "live.xml was compared with public/feed.xml.\nNo problems.\n"
    )
    for number in range(1, 3):
        site.edit(f"content/news/story-{number}.md", f"old-{number}", f"new-{number}")
    site.build()
    ran = sitegen(site.root, "check", "--against", "live.xml")
    assert (ran.code, sitegen(site.root, "check", "--against", "live.xml", "--strict").code) == (0, 1)
    assert "2 of 3 stories would turn up as new again in readers" in ran.err
    assert sitegen(site.root, "check", "--against", "nothing.xml").code == 1
