"""Archives in the shape of other systems are read as they stand, and what is left out of them is told once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.site_under_test import SiteUnderTest

WEEKS = range(1, 11)
TOPICS = ("tides", "ships")
Numbered = Callable[[int], tuple[str, str]]


class System(NamedTuple):
    """Ten files of one system, and what the site makes of the third of them."""

    file: Numbered
    """Number -> path below content/ and text."""
    address: str
    title: str
    day: str
    topics: tuple[str, ...]
    told: tuple[str, ...] = ()
    """Beginnings of what is told."""


def jekyll(week: int) -> tuple[str, str]:
    head = f"layout: post\ntitle: 'Harbour notes {week}'\ntags: [tides, ships]\ncategories: weekly\nauthor: Ada Quay"
    return f"_posts/2022-3-{week}-harbour-{week}.markdown", f"---\n{head}\n---\n\nBoats of week {week}.\n"


def hugo(week: int) -> tuple[str, str]:
    head = (
        f'title = "Harbour notes {week}"\ndate = 2022-03-{week:02}T06:00:00+01:00\ndraft = {str(week == 10).lower()}\n'
    )
    return f"news/harbour-{week}.md", f'+++\n{head}tags = [\n  "tides",\n  "ships",\n]\n+++\nBoats of week {week}.\n'


def hugo_json(week: int) -> tuple[str, str]:
    fields = {"title": f"Harbour notes {week}", "date": f"2022-03-{week:02}", "tags": TOPICS, "draft": week == 10}
    return f"news/harbour-{week}.MD", f"{json.dumps(fields, indent=2)}\n\nBoats of week {week}.\n"


def astro(week: int) -> tuple[str, str]:
    head = f"title: Harbour notes {week}\npubDate: 'Mar {week}, 2022'\ntags: ['tides', 'ships']\nheroImage: https://a.test/x.jpg"
    code = "import Map from '../Map.astro';\n\n<Map place=\"quay\" />\n\n"
    return f"blog/harbour-{week}.mdx", f"---\n{head}\n---\n{code}Boats of week {week}.\n"


def eleventy(week: int) -> tuple[str, str]:
    head = f"title: Harbour notes {week}\ndate: 2022/03/{week:02}\ntags:\n  - tides\n  - ships\nlayout: page.njk"
    return f"posts/harbour-{week}/index.md", f"---\n{head}\n---\nBoats of week {week}.\n"


def hexo(week: int) -> tuple[str, str]:
    head = f"title: Harbour notes {week}\ndate: 2022-03-{week:02} 20:46:25\ntags:\n- tides\n- ships"
    return f"_posts/harbour-{week}.md", f"{head}\n---\nBoats of week {week}.\n"


def zola(week: int) -> tuple[str, str]:
    head = f'title = "Harbour notes {week}"\n\n[taxonomies]\ntags = ["tides", "ships"]\n\n[extra]\nmood = "calm"\n'
    return f"blog/2022-03-{week:02}-harbour-{week}.md", f"+++\n{head}+++\nBoats of week {week}.\n"


def pelican(week: int) -> tuple[str, str]:
    head = (
        f"Title: Harbour notes: {week}\nDate: 2022-03-{week:02} 10:20\nTags: tides, ships\nAuthors: Ada Quay; Bo Pier"
    )
    status = "\nStatus: draft" if week == 10 else ""
    return f"posts/harbour-{week}.md", f"{head}{status}\n\nBoats of week {week}.\n"


def mkdocs(week: int) -> tuple[str, str]:
    head = (
        f"date:\n  created: 2022-03-{week:02}\n  updated: 2022-03-20\ncategories:\n  - tides\n  - ships\nauthors: [ada]"
    )
    return (
        f"blog/posts/2022/03/{week:02}-harbour.md",
        f"---\n{head}\n---\n\n# Harbour notes {week}\n\nBoats of week {week}.\n",
    )


def plain(week: int) -> tuple[str, str]:
    return f"digest/{week}_2022-03-{week:02}.md", f"# 港口周刊 {week}\n\nBoats of week {week}.\n"


DRAFTS = ("draft = true", '"draft": true', "Status: draft")
MEANT_NOTHING = "keys of front matter that mean nothing"
SYSTEMS = {
    "Jekyll": System(jekyll, "posts/2022/03/03/harbour-3", "Harbour notes 3", "2022-03-03", (*TOPICS, "weekly")),
    "Hugo": System(hugo, "news/2022/03/03/harbour-3", "Harbour notes 3", "2022-03-03", TOPICS),
    "Hugo with JSON": System(hugo_json, "news/2022/03/03/harbour-3", "Harbour notes 3", "2022-03-03", TOPICS),
    "Astro": System(astro, "blog/2022/03/03/harbour-3", "Harbour notes 3", "2022-03-03", TOPICS,
                    ("2 kinds of template code in texts mean nothing here and are left out: import (",)),
    "Eleventy": System(eleventy, "posts/2022/03/03/harbour-3", "Harbour notes 3", "2022-03-03", TOPICS),
    "Hexo": System(hexo, "posts/2022/03/03/harbour-3", "Harbour notes 3", "2022-03-03", TOPICS),
    "Zola": System(zola, "blog/2022/03/03/harbour-3", "Harbour notes 3", "2022-03-03", TOPICS,
                   (f"{MEANT_NOTHING} here and are shown nowhere: extra (10);",)),
    "Pelican": System(pelican, "posts/2022/03/03/harbour-3", "Harbour notes: 3", "2022-03-03", TOPICS),
    "MkDocs": System(mkdocs, "blog/2022/03/03/harbour", "Harbour notes 3", "2022-03-03", TOPICS),
    "plain Markdown": System(plain, "digest/2022/03/03/3-2022-03-03", "港口周刊 3", "2022-03-03", ()),
}  # fmt: skip


@pytest.mark.parametrize("name", SYSTEMS)
def test_an_archive_is_read_as_it_stands(name: str, tmp_path: Path) -> None:
    """Ten files of a system are stories with the title, day, topics and text that they say; drafts stay drafts."""
    system = SYSTEMS[name]
    site = SiteUnderTest(tmp_path)
    for week in WEEKS:
        path, text = system.file(week)
        site.write(f"content/{path}", text.encode())
    report = site.build(jobs=1)
    assert [one.message for one in report.problems if not one.message.startswith(system.told or "-")] == []
    assert len(report.problems) == len(system.told)
    drafts = sum(any(word in text for word in DRAFTS) for _, text in map(system.file, WEEKS))
    assert (report.published, [held.reason for held in report.withheld]) == (10 - drafts, ["draft"] * drafts)
    page = site.text(f"{system.address}/index.html")
    assert f">{system.title}</h1>" in page
    assert f'<time datetime="{system.day}' in page
    assert "Boats of week 3" in page
    assert [topic for topic in system.topics if f'href="/topics/{topic}/"' not in page] == []
    assert "import " not in page.partition("<main")[2]


def test_authors_and_originals_reach_page_and_feeds(tmp_path: Path) -> None:
    """Who wrote a story is on its page and in each feed; an address on another host is its original."""
    site = SiteUnderTest(tmp_path)
    links = ("link", "external_url", "externalUrl", "url", "permalink", "source")
    for day, key in enumerate(links, 1):
        head = f"title: Number {day}\nauthors: [{{name: Ada Quay}}, Bo Pier]\n{key}: https://other.test/{day}"
        site.write(f"content/news/2022-03-0{day}-a.md", f"---\n{head}\n---\n")
    assert site.build(jobs=1).problems == ()
    for day in range(1, 7):
        page = site.text(f"news/2022/03/0{day}/a/index.html")
        assert f'href="https://other.test/{day}"' in page
        assert "By Ada Quay, Bo Pier" in page
    assert site.text("feed.json").count('"name": "Bo Pier"') == len(links)
    assert site.text("feed.xml").count("<dc:creator>Bo Pier</dc:creator>") == len(links)
    assert site.text("atom.xml").count("<name>Bo Pier</name>") == len(links)


KINDS = ("adoc", "html", "ipynb", "org", "rst")


def named(kind: str) -> str:
    """Return the first files of a kind as they are told."""
    return ", ".join(f"content/old/{number}.{kind.upper()}" for number in (1, 2, 3)) + " ..."


def test_what_is_left_out_is_told_once(tmp_path: Path) -> None:
    """Files that nothing reads, undated sources, keys without a meaning and equal titles: each kind is told once."""
    site = SiteUnderTest(tmp_path)
    for number in range(1, 6):
        site.write(f"content/news/2022-03-0{number}-a.md", f"---\ntitle: A{number}\ndate: 2021-03-0{number}\n---\n")
    for number in range(1, 5):
        for kind in KINDS:
            site.write(f"content/old/{number}.{kind.upper()}", "x")
        site.write(
            f"content/news/issue-{number}.md", f"---\nmood: calm\n_id: 4\n---\nThe harbour is open\n\n{number}\n"
        )
    site.write("content/about.md", "---\ntitle: About\n---\nx\n")
    site.write("content/news/colophon.md", "---\ntitle: Colophon\ntype: page\n---\nx\n")
    told = {one.message for one in site.build(jobs=1).problems}
    issues = "content/news/issue-1.md, content/news/issue-2.md, content/news/issue-3.md ..."
    assert told == {
        *(f"4 .{kind} files are left out, since none of that kind is read: {named(kind)}" for kind in KINDS),
        "5 sources are called by another day than that of the front matter, which counts: "
        "content/news/2022-03-01-a.md, content/news/2022-03-02-a.md, content/news/2022-03-03-a.md ...",
        f"4 sources have no date and so cannot be a story: {issues}",
        f"4 sources without a title got one that another has too (4 times 'The harbour is open'): {issues}",
        "keys of front matter that mean nothing here and are shown nowhere: mood (4); the first in "
        "content/news/issue-1.md",
    }


def test_a_key_that_the_theme_shows_is_not_told(tmp_path: Path) -> None:
    """A key that a template names is read."""
    site = SiteUnderTest(tmp_path)
    site.write("content/news/2022-03-01-a.md", "---\ntitle: A\nmood: calm\nplace: quay\n---\nText.\n")
    page = '{% extends "base.html" %}{% block main %}<p>{{ view.page.extra.mood }}</p>{% endblock %}'
    site.write("themes/default/templates/story.html", page)
    told = [one.message for one in site.build(jobs=1).problems]
    assert len(told) == 1
    assert "nowhere: place (1);" in told[0]


def test_what_is_featured_leads_its_day(tmp_path: Path) -> None:
    """`featured` and `sticky` put a story before those of higher rank on the page of its day."""
    site = SiteUnderTest(tmp_path)
    for name, lines in (("a", "quality: 99\nheat: 99"), ("b", "sticky: true"), ("c", "quality: 50")):
        site.write(f"content/news/2022-03-01-{name}.md", f"---\ntitle: Story {name}\n{lines}\n---\nText.\n")
    assert site.build(jobs=1).problems == ()
    day = site.text("news/2022/03/01/index.html")
    assert day.index("Story b") < day.index("Story a") < day.index("Story c")


def test_old_addresses_are_kept_or_lead_on(tmp_path: Path) -> None:
    """`permalink` and `url` of a story are its address; a file's address, of one or of a pattern, leads to its page."""
    site = SiteUnderTest(tmp_path)
    stories = {
        "a": "permalink: /old/place/",
        "b": "url: /2020/b.html",
        "c": "permalink: /:year/:month/:title",
        "d": "url: https://digest.test/own/d",
        "e": "url: /Two%20words/é/",
        "f": "",
        "g": "aliases: [/an old place/, /100%25/]",
        "h": "url: ../../h",
        "i": "permalink: /:year/:colour/",
    }
    for name, line in stories.items():
        site.write(f"content/news/2022-03-01-{name}.md", f"---\ntitle: Story {name}\n{line}\n---\nText.\n")
    settings = "base_url: https://digest.test/\nfeed_authority: a.test,2025\n"
    site.write("site.yaml", f"{settings}permalinks:\n  news: /:year/:title.html\n")
    told = [(one.path[-4:], one.message) for one in site.build(jobs=1).problems]
    assert told == [(f"{name}.md", "this is not an address on this site") for name in "hi"]
    places = {
        "a": "old/place", "b": "2020/b", "c": "2022/03/c", "d": "own/d", "e": "Two words/é", "f": "2022/f",
        "g": "2022/g", "h": "2022/h", "i": "2022/i",
    }  # fmt: skip
    assert [
        name for name, place in places.items() if f"Story {name}</h1>" not in site.text(f"{place}/index.html")
    ] == []
    rules = [line.split()[:2] for line in site.text("_redirects").splitlines()]
    ways = {
        "/2020/b.html": "/2020/b/",
        "/2022/f.html": "/2022/f/",
        "/an%20old%20place/": "/2022/g/",
        "/100%25/": "/2022/g/",
    }
    assert [old for old, new in ways.items() if [old, new] not in rules] == [], rules
