"""Small sites whose pages are read line by line: one has all that a site can have, the others lack it.

`full`: every field, list and case, below a path. `bare`: nothing is said but titles and dates. `off`: a story on a site
where everything that can be turned off is. `months`: days have no page. `empty`: no source at all.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

from sitegen.site.addresses.address_history import FIRST_LINE, LAST_LINE, LOCK_FILE
from tests.page_reader import PageAsRead
from tests.site_under_test import SiteUnderTest, story

FULL = "https://full.test/d/"
ADDRESSES = {
    "full": FULL,
    "bare": "https://bare.test/",
    "off": "https://off.test/",
    "months": "https://months.test/",
    "empty": "https://empty.test/",
}
"""Where each site lives."""

_FULL_YAML = f"""
title: Full Digest
base_url: {FULL}
description: Every field, list and case.
language: en
timezone: Asia/Shanghai
page_size: 3
least_stories: 2
related: auto
markdown_copies: on
permalinks:
  guides: /handbook/{{section}}/{{slug}}/
taxonomies:
  topics: {{}}
  sources: {{key: provider}}
feeds:
  hot:
    title: Hot
    description: What many read.
    min_heat: 50
aliases:
  /rss.xml: /feed.xml
menu:
  Topics: /topics/
  About us: /about/
  Elsewhere: https://elsewhere.test/
theme_options:
  logo: /pictures/logo.svg
  stylesheet: assets/extra.css
  footer: Made by people.
"""
_BARE_YAML = "title: Bare\nbase_url: https://bare.test/\ntimezone: UTC\nfeed_formats: []\npage_size: 1\nsearch: off\n"
_OFF_YAML = """
title: Off
base_url: https://off.test/
search: off
feed_formats: []
calendar: off
images: off
taxonomies: {}
"""

_WIRE = """
  name: The Wire
  domain: wire.test
  images:
    - url: https://i.test/wire-wide.png
      width: 400
      height: 100
    - url: https://i.test/wire.png
      width: 64
      height: 64"""
_PICTURE = "\n  - url: https://i.test/field.jpg\n    width: 1600\n    height: 900\n    alt: A green field"
_RELATED = """
  - title: What the Post says
    webUrl: https://post.test/robots
    publishedDateTime: 2024-04-09T22:30:00Z
    provider:
      name: The Post
      domain: post.test
  - title: 机器人学会叠衣服
    webUrl: https://jq.test/1
    publishedDateTime: 2024-04-09
    provider: 机器之心
  - title: Nobody says this
    webUrl: https://nobody.test/1"""
_BODY = """
## First part

Text, [the guide](../guides/2024-01-05-a-guide.md), [elsewhere](https://else.test/).

### Second part

| a | b |
|---|---|
| 1 | 2 |

## 第三部分

More.

## Last part

The end.
"""
_LONG_EXCERPT = "One sentence after another says what a shorter one would have said as well. " * 5
_TOPICS = (
    "Agents",
    "Chips",
    "Data",
    "Elections",
    "Games",
    "3D",
    "Élan",
    "大模型",
    "Health",
    "Law",
    "Music",
    "Ink",
    "Zoo",
)


def full_site(site: SiteUnderTest) -> None:
    """Write a site that has everything, and build it."""
    site.write("site.yaml", _FULL_YAML)
    site.write("static/pictures/logo.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    site.write("static/assets/extra.css", "h1 { color: red }")
    site.write("content/_data/topics/robots.yaml", _ROBOTS)
    site.write("content/_data/topics/arms.yaml", "name: Arms\nparent: Robots\n")
    site.write("content/_data/topics/legs.yaml", "name: Legs\nparent: Robots\n")
    site.write("content/about.md", _ABOUT)
    site.write("content/news/how-we-work.md", _HOW)
    site.write("content/news/rules.md", "---\ntitle: Rules\nupdated: 2024-05-01\n---\nWe have some.\n")
    for name, text in (_newest_day() | _other_days()).items():
        site.write(f"content/{name}.md", text)
    site.write(LOCK_FILE, "\n".join((FIRST_LINE, "list /archive/0123456789/ 2024-01-03", LAST_LINE, "")))
    site.build(jobs=1)


_ROBOTS = """
name: Robots
short_name: Bots
description: Machines that move.
images:
  - url: https://i.test/robots.png
    width: 128
    height: 64
"""
_ABOUT = f"""---
title: About us
excerpt: Why this is here.
originalUrl: https://else.test/about
provider: {{name: Else, domain: else.test}}
images: {_PICTURE}
topics: [Robots, Zoo]
aliases: [/who, /old/über/]
---
We made this, see [the newest](news/2024-04-10-fold.md).
"""
_HOW = "---\ntitle: How we work\nexcerpt: Slowly.\ntopics: [Robots]\n---\nWith care.\n"


def _newest_day() -> dict[str, str]:
    """Return the stories of the newest day: one with everything, one without a text, one without a time."""
    everything = story(
        "Robots learn to fold",
        "2024-04-10T06:05:00Z",
        _BODY,
        excerpt="They took a year.",
        updatedDateTime="2024-04-12T01:00:00Z",
        originalUrl="https://wire.test/fold",
        provider=_WIRE,
        images=_PICTURE,
        related=_RELATED,
        topics="[Robots, Arms, Zoo, 大模型]",
        quality=80,
        heat=90,
        aliases="[/robots-fold/]",
    )
    headline = story(
        "深度求索发布新模型",
        "2024-04-10T01:00:00Z",
        excerpt="只用了十一天。",
        provider="\n  name: 机器之心\n  domain: jq.test",
        originalUrl="https://jq.test/2",
        images="\n  - https://i.test/unsized.jpg",
        topics="[Robots, 大模型]",
        language="zh-CN",
        heat=49,
    )
    timeless = story(
        "A note without a time", "2024-04-10", provider="A paper", topics="[Legs]", heat=20, quality=20, excerpt=""
    )
    return {
        "news/2024-04-10-fold": everything,
        "news/2024-04-10-model": headline,
        "news/2024-04-10-note": timeless,
    }


def _other_days() -> dict[str, str]:
    """Return stories of other days, months and years, so that each list has one before and one behind it."""
    moments = {
        "crowd-1": "2024-02-20T01:00:00Z",
        "crowd-2": "2024-02-20T02:00:00Z",
        "crowd-3": "2024-02-20T03:00:00Z",
        "crowd-4": "2024-02-20T04:00:00Z",
        "crowd-5": "2024-02-20T05:00:00Z",
        "crowd-6": "2024-02-20T06:00:00Z",
        "crowd-7": "2024-02-20T07:00:00Z",
        "crowd-8": "2024-02-20T08:00:00Z",
        "four-1": "2024-02-21T01:00:00Z",
        "four-2": "2024-02-21T02:00:00Z",
        "four-3": "2024-02-21T03:00:00Z",
        "four-4": "2024-02-21T04:00:00Z",
        "turn": "2022-12-31T15:59:00Z",
        "spring": "2023-05-05T05:05:00Z",
        "autumn": "2023-11-05T05:05:00Z",
        "eve": "2024-04-09T05:05:00Z",
    }
    texts = {
        f"news/{moment[:10]}-{name}": _ordinary(name, moment, number)
        for number, (name, moment) in enumerate(moments.items())
    }
    once: dict[str, Any] = {"excerpt": "It is said once.", "topics": "[Robots]"}
    said_twice = story("Robots learn to fold once", "2024-03-15T05:00:00Z", "It is said once. And more.\n", **once)
    guides = {f"guides/2024-01-0{day}-{name}": _guide(name, day) for day, name in ((5, "a-guide"), (6, "b-guide"))}
    note = story("A note", "2024-03-16T05:00:00Z", category="notes", provider=None, topics=None)
    removed = story("Taken back", "2024-01-07T05:00:00Z", removed="true")
    others = {"news/2024-03-15-once": said_twice, "news/2024-01-07-gone": removed, "notes/2024-03-16-a-note": note}
    return texts | guides | others


def _guide(name: str, day: int) -> str:
    fields: dict[str, Any] = {"category": "guides", "topics": "[Arms, Legs]"}
    return story(name.replace("-", " ").title(), f"2024-01-0{day}T05:00:00Z", "Text.\n", **fields)


def _ordinary(name: str, moment: str, number: int) -> str:
    return story(
        f"The {name.replace('-', ' ')} story",
        moment,
        provider=_WIRE if number % 2 else "\n  name: The Post\n  domain: post.test",
        topics=f"[Robots, {_TOPICS[number % len(_TOPICS)]}]",
        quality=None,
        heat=number * 5,
        excerpt=_LONG_EXCERPT if name == "spring" else f"About the {name.replace('-', ' ')}.",
    )


def bare_site(site: SiteUnderTest) -> None:
    """Write a site of which nothing is said, and build it."""
    site.write("site.yaml", _BARE_YAML)
    site.write("content/page.md", "---\ntitle: A page\n---\n")
    for day, topics in ((1, ""), (2, "topics: [AI]\n"), (3, "topics: [AI]\n")):
        site.write(f"content/news/2024-02-0{day}-bare-{day}.md", f"---\ntitle: Bare {day}\n{topics}---\n")
    site.build(jobs=1)


def off_site(site: SiteUnderTest) -> None:
    """Write a site in which everything is off, and build it."""
    site.write("site.yaml", _OFF_YAML)
    text = story("All is off", "2024-02-21T10:00:00Z", images=_PICTURE, provider=_WIRE)
    site.write("content/news/2024-02-21-off.md", text)
    site.build(jobs=1)


def months_site(site: SiteUnderTest) -> None:
    """Write a site whose days have no page, and build it."""
    site.write("site.yaml", "title: Months\nbase_url: https://months.test/\ncalendar: months\nfeed_formats: [rss]\n")
    for number in range(5):
        moment = f"2024-02-21T1{number}:00:00Z"
        site.write(f"content/news/2024-02-21-{number}.md", story(f"Story {number}", moment, topics=None, provider=None))
    site.build(jobs=1)


def empty_site(site: SiteUnderTest) -> None:
    """Build a site without a source."""
    site.write("site.yaml", "title: Empty\nbase_url: https://empty.test/\n")
    site.build(jobs=1)


def is_moved(page: bytes) -> bool:
    """Return whether a page is one that leads to another at once."""
    return b'http-equiv="refresh"' in page


BUILDERS = {"full": full_site, "bare": bare_site, "off": off_site, "months": months_site, "empty": empty_site}


class ReadSites:
    """The sites, each built when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        """Build in `folder`."""
        self._folder = folder
        self._sites: dict[str, SiteUnderTest] = {}
        self._pages: dict[tuple[str, str], PageAsRead] = {}

    def site(self, name: str) -> SiteUnderTest:
        """Return a site, for looking only."""
        if name not in self._sites:
            site = SiteUnderTest(self._folder / name)
            BUILDERS[name](site)
            self._sites[name] = site
        return self._sites[name]

    def page(self, name: str, path: str) -> PageAsRead:
        """Return a page of a site by its path in the output folder: `about/`, `404.html`."""
        key = (name, path)
        if key not in self._pages:
            file = path + "index.html" if not path or path.endswith("/") else path
            self._pages[key] = PageAsRead(self.site(name).text(file), ADDRESSES[name] + quote(path))
        return self._pages[key]

    def pages(self, name: str) -> dict[str, PageAsRead]:
        """Return every page of a site by its path, but for those that only lead to another."""
        outputs = sorted(self.site(name).outputs().items())
        files = [file for file, data in outputs if file.endswith(".html") and not is_moved(data)]
        paths = [file.removesuffix("index.html") for file in files]
        return {path: self.page(name, path) for path in paths}
