"""What a setting turns off answers at every address that it ever had: dates, terms, feeds, formats, the search."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import sitegen
from tests.published_addresses import LOCK, FollowedSite, address_of
from tests.site_under_test import SITE_YAML, story

ALL = SITE_YAML + "page_size: 1\nfeed_size: 3\nfeeds: {best: {min_quality: 1}}\n"
NOT_ADDRESSES = ("assets/", "search/terms/", "search/stories/", "search/newest.json", "sitemaps/", "_", ".")
"""What pages fetch, and what hosts and robots read: nobody keeps a link to it."""
DAY, MONTH, YEAR = "/news/2024/02/01/", "/news/2024/02/", "/news/2024/"
AI = "/topics/ai/"
CHANGES = {
    "months": ("calendar: months", {DAY: (200, MONTH), MONTH: (200, MONTH)}),
    "no calendar": ("calendar: off", {DAY: (200, "/news/"), MONTH: (200, "/news/"), "/old/2023/": (200, "/old/")}),
    "no search": ("search: off", {"/search/": (200, "/archive/")}),
    "RSS alone": (
        "feed_formats: [rss]",
        {
            "/atom.xml": (200, "/feed.xml"),
            "/feed.json": (200, "/feed.xml"),
            f"{AI}atom.xml": (200, f"{AI}feed.xml"),
            "/feeds/best/feed.json": (200, "/feeds/best/feed.xml"),
        },
    ),
    "JSON alone": (
        "feed_formats: [json]",
        {"/atom.xml": (200, "/feed.json"), f"{AI}feed.xml": (200, f"{AI}feed.json")},
    ),
    "no feeds": (
        "feed_formats: []",
        {"/feeds/": (200, "/"), "/atom.xml": (410, "/atom.xml"), f"{AI}feed.xml": (410, f"{AI}feed.xml")},
    ),
    "no selection": ("feeds: {}", {"/feeds/best/atom.xml": (410, "/feeds/best/atom.xml")}),
    "no taxonomies": (
        "taxonomies: {}",
        {"/topics/": (200, "/"), AI: (410, AI), f"{AI}atom.xml": (410, f"{AI}atom.xml")},
    ),
    "all at once": (
        "calendar: off\nsearch: off\nfeed_formats: [rss]\nfeeds: {}\ntaxonomies: {sources: {key: provider}}",
        {DAY: (200, "/news/"), "/atom.xml": (200, "/feed.xml"), f"{AI}atom.xml": (410, f"{AI}atom.xml")},
    ),
}


@pytest.fixture
def site(tmp_path: Path) -> FollowedSite:
    """A published site with all that settings can turn off, and blocks in each list."""
    site = FollowedSite(tmp_path / "site", ALL)
    for number in range(1, 7):
        topics = "[AI]" if number < 5 else "[Law]"
        text = story(f"Story {number}", f"2024-02-0{number}", originalUrl=None, topics=topics)
        site.write(f"content/news/s{number}.md", text)
    site.write("content/old/s.md", story("Old", "2023-05-01", originalUrl=None))
    site.build(addresses="write", jobs=1)
    return site


def with_setting(changes: str) -> str:
    """Return the settings with others, each of which replaces the one of its name."""
    names = {line.partition(":")[0] for line in changes.splitlines()}
    kept = [line for line in ALL.splitlines() if line.partition(":")[0] not in names]
    return "\n".join([*kept, changes, ""])


def test_all_that_a_setting_turns_off_answers(site: FollowedSite) -> None:
    """Whatever is turned off, and on again, each address that ever was is answered; builds from all locks agree."""
    ever = {path for path in site.outputs() if not path.startswith(NOT_ADDRESSES)}
    for name, (changes, expected) in CHANGES.items():
        for settings in (with_setting(changes), ALL):
            site.write("site.yaml", settings)
            site.publish()
            assert [path for path in sorted(ever) if site.status(path) == 404] == [], (name, settings)
            if settings != ALL:
                assert {address: site.answer(address) for address in expected} == expected, name
    assert {f"/{path}" for path in ever if site.answer(address_of(path))[1] != address_of(path)} == set()


def test_what_never_was_answers_nothing(tmp_path: Path) -> None:
    """A site that never had pages by date, a search or feeds has no rules for them, and no line."""
    site = FollowedSite(tmp_path / "site", SITE_YAML + "calendar: off\nsearch: off\nfeed_formats: []\n")
    site.write("content/news/s.md", story("Story", "2024-02-01", originalUrl=None))
    site.build(addresses="write", jobs=1)
    assert site.text("_redirects") == ""
    assert [line for line in site.lock().decode().splitlines() if line.startswith("made")] == [
        "made /sources/",
        "made /topics/",
    ]


def test_a_moved_story_and_a_term_that_is_gone_answer_then(site: FollowedSite) -> None:
    """What moved or went when a setting changed answers too: its day, its term's feeds, its term's blocks."""
    site.edit("content/news/s1.md", "title:", "slug: other\ntitle:")
    site.write("site.yaml", with_setting("calendar: off\nfeed_formats: [json]"))
    for number in (5, 6):
        site.delete(f"content/news/s{number}.md")
    site.write("content/_data/topics/ml.yaml", "name: ML\naliases: [AI]\n")
    blocks = [
        line.split()[1]
        for line in site.lock().decode().splitlines()
        if line.startswith(("list /topics/", "list /feeds/"))
    ]
    assert {block.split("/")[2] for block in blocks} == {"ai", "law", "archive"}
    site.publish()
    assert site.answer(f"{DAY}s1/") == (200, f"{DAY}other/")
    assert site.answer(f"{AI}atom.xml") == (200, "/topics/ml/feed.json")
    assert site.answer("/news/2024/02/06/") == (200, "/news/")
    assert sitegen(site.root, "moved", "--dismiss", "/topics/law/").code == 0
    assert b"made atom\n" in site.lock()
    site.build(addresses="write", jobs=1)
    assert site.answer("/atom.xml") == (200, "/feed.json")
    dismissed = {block for block in blocks if "/law/" in block}
    left = {block: site.answer(block + ("atom.xml" if "/feeds/" in block else ""))[0] for block in blocks}
    assert {block: status for block, status in left.items() if status == 404} == dict.fromkeys(dismissed, 404)
    assert {status for block, status in left.items() if "/feeds/" in block} == {410}


def test_blocks_of_a_taxonomy_that_is_gone(site: FollowedSite) -> None:
    """The blocks of terms whose taxonomy is turned off answer 410, as the terms do; those of other lists stay."""
    blocks = [line.split()[1] for line in site.lock().decode().splitlines() if line.startswith("list ")]
    site.write("site.yaml", with_setting("taxonomies: {sources: {key: provider}}"))
    report = site.build(addresses="write", jobs=1)
    assert {site.answer(block)[0] for block in blocks if block.startswith("/topics/")} == {410}
    assert {site.answer(block)[0] for block in blocks if block.startswith(("/archive/", "/sources/"))} == {200}
    (problem,) = (one for one in report.problems if one.path == LOCK)
    assert problem.message == "2 published addresses of terms that are gone: /topics/ai/, /topics/law/"


def test_a_host_without_rules(site: FollowedSite) -> None:
    """Where files must answer, a page leads on from a day, and a feed of the same type stands in; others are told."""
    site.write("site.yaml", with_setting("calendar: off\nfeed_formats: [rss]\nhost: github"))
    report = site.build(addresses="write", jobs=1)
    assert 'url=/news/"' in site.text(f"{DAY[1:]}index.html")
    assert site.text("atom.xml") == site.text("feed.xml")
    assert site.text("topics/ai/atom.xml") == site.text("topics/ai/feed.xml")
    assert not site.has("feed.json")
    assert [one.message for one in report.problems if "cannot be answered on GitHub Pages" in one.message]
