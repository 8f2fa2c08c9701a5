"""A small digest that has a page of every kind, and stories of every shape."""

from __future__ import annotations

import struct
import zlib
from datetime import UTC, datetime, timedelta
from typing import Any

from sitegen.engine.report import BuildReport
from sitegen.site.addresses.address_history import FIRST_LINE, LAST_LINE, LOCK_FILE
from sitegen.site.addresses.address_records import AddressRecord, record_line
from tests.site_under_test import SITE_YAML, SiteUnderTest, story

BASE_PATH = "/d/"
"""Below a path, so that an address that forgets it leads nowhere."""

PATHS = {
    "home": "",
    "story": "news/2024/02/03/robots-learn-to-fold/",
    "story, long": "news/2024/02/22/the-long-issue/",
    "story, Chinese": "news/2024/02/22/chinese/",
    "story, right to left": "news/2024/02/20/arabic/",
    "story, hostile": "news/2024/02/19/hostile/",
    "story, no body": "news/2024/02/18/without-a-body/",
    "day": "news/2024/02/22/",
    "month": "news/2024/02/",
    "year": "news/2024/",
    "section": "news/",
    "archive": "archive/",
    "block": "archive/58067a6588/",
    "topics": "topics/",
    "topic": "topics/ai/",
    "topic, small": "topics/chips/",
    "sources": "sources/",
    "source": "sources/example-news/",
    "search": "search/",
    "feeds": "feeds/",
    "folder": "handbook/",
    "page": "about/",
    "corrected": "news/2024/02/17/corrected/",
    "404": "404.html",
}
"""Where each kind is, below the base path."""

_WORDS = "robots chips courts hospitals drones teachers batteries satellites harvests markets".split()
_SENTENCE = "The model reads what the sensor sees and says what it would do next, and a person decides whether it may. "
_CHINESE = "公司称训练过程仅耗时十一天，成本约为同类模型的三分之一；独立评测尚未公布。"
_ARABIC = "تقول الشركة إن التدريب استغرق أحد عشر يوما فقط، ولم تنشر نتائج مستقلة بعد."
_HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 * 7 }}&amp;"
_TABLE = (
    "| Model | "
    + " | ".join(f"Test {n}" for n in range(12))
    + " |\n|"
    + "---|" * 13
    + "\n| Small"
    + " | 71.4" * 12
    + " |\n"
)
_CODE = "```python\ndef answer(question: str) -> str:  # " + "a long remark " * 9 + "\n    return 'forty-two'\n```\n"
_ODD_HTML = (
    '<h1 id="main">A second one</h1><h5>Deep<h6>Deeper</h6></h5><center><font color=red>old</font></center>\n\n'
    "<table><tr><td><p>cell<td>open<table><tr><td>nested</table></table>\n\n"
    '<a href="/x">x<a href="javascript:x">y</a>\n\n'
    '<a id="_main">a</a> <b id="_search">b</b> <a id="fn1">c</a> [d](#_main) note[^1]\n\n[^1]: e\n\n## fn1\n\n'
    '<p id="q" style="width:9000px" align=left width=9>styled</p>\n\n'
    '<a href="/y"></a><ul><p>no item</p></ul><dl><li>wrong</li></dl><b>bold<ul><li>item</ul></b>\n\n'
    '<details><p>no summary</p></details><time datetime="yesterday">t</time><p lang="xx-!!" dir="up">odd</p>\n\n'
    '<table><tr><td colspan="3" rowspan="9">a<tr></table><h2></h2>[](https://x.example/)\n\n'
    '<img width="abc" height="-3" src=""><picture></picture>\n\n'
    '<img alt=x src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">\n\n'
    "<video></video><input autofocus><button>b</button><svg><a>s</a></svg>\n\n"
    '<ol start="x" type="q" reversed><li value="y">one</ol><blockquote cite="not a url ">q</blockquote>'
    '<del datetime="?">d</del><ins>\n\n- [ ] box\n- '
    + "unbreakable" * 40
    + "\n\n#### Same\n\n#### Same\n\n<p>odd</p>\n\n"
    + "<ruby>字<rt>zi</ruby> <span title='\"'>t</span>\n"
)


def page_kinds_site(site: SiteUnderTest, images: str) -> BuildReport:
    """Fill a site with pages of every kind and build it; `images` is another host's address of its pictures."""
    site.write("site.yaml", _site_yaml())
    site.write("static/pictures/wide.png", _picture(1200, 675))
    site.write("static/pictures/icon.png", _picture(32, 32))
    site.write("content/_data/topics/ai.yaml", "name: AI\ndescription: All that learns.\naliases: [A.I.]\n")
    site.write("content/_data/topics/chips.yaml", "name: Chips\ndescription: What it runs on.\nparent: AI\n")
    _add_ordinary_stories(site, images)
    _add_special_stories(site, images)
    site.write("content/about.md", "---\ntitle: About\nexcerpt: Why this is here.\n---\nA page.\n\n## Who\n\nWe.\n")
    site.write("content/guides/2024-01-20-a-guide.md", story("A guide", date="2024-01-20T08:00:00Z", body=_SENTENCE))
    _add_broken_story(site)
    return site.build(keep_going=True)  # The record knows of the broken story alone: it is all there was.


def _site_yaml() -> str:
    return SITE_YAML.replace("digest.test/", f"digest.test{BASE_PATH}") + (
        "description: Every kind of page, once.\npage_size: 4\npermalinks:\n  guides: /handbook/{section}/{slug}/\n"
    )


def _add_ordinary_stories(site: SiteUnderTest, images: str) -> None:
    for number in range(24):
        moment = datetime(2023, 11, 5, 6, 30, tzinfo=UTC) + timedelta(days=4.5 * number)
        word = _WORDS[number % 10]
        text = story(
            f"{word.title()} learn to fold {number}" if number != 20 else "Robots learn to fold",
            date=moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
            body=_SENTENCE * 4 if number % 3 else "",
            topics=f"[AI, {word.title()}, Topic {number}]" if number % 2 else "[AI, Chips]",
            provider=_provider(images)
            if number % 2
            else f"\n  name: The {word.title()} Post\n  domain: p{number}.example",
            images=_image(images) if number % 4 == 0 else None,
            heat=number * 4,
        )
        slug = "robots-learn-to-fold" if number == 20 else f"story-{number}"
        site.write(f"content/news/{moment:%Y-%m-%d}-{slug}.md", text)


def _add_special_stories(site: SiteUnderTest, images: str) -> None:
    shared: dict[str, Any] = {
        "provider": _provider(images),
        "images": _image(images),
        "related": _related(images),
        "heat": 90,
    }
    chinese: dict[str, Any] = {
        "excerpt": _CHINESE,
        "topics": "[AI, 芯片]",
        "provider": "\n  name: 机器之心\n  domain: jq.example",
        "quality": 99,
    }
    shapes = {
        "2024-02-21-the-long-issue": story(
            "The long issue of everything that happened", body=_long_body(images), **shared
        ),
        "2024-02-21-chinese": story(
            "深度求索发布新一代推理模型", body=f"{_CHINESE}\n\n## 背景\n\n{_CHINESE * 5}", **chinese
        ),
        "2024-02-20-arabic": story("نموذج لغوي جديد", date="2024-02-20T08:00:00Z", body=f"{_ARABIC}\n\n- {_ARABIC}\n"),
        "2024-02-19-hostile": story(date="2024-02-19T08:00:00Z", body=_ODD_HTML, **_hostile_fields()),
        "2024-02-18-without-a-body": story(
            "Without a body", date="2024-02-18", excerpt="", topics=None, provider=None, originalUrl=None, quality=None
        ),
    }
    for name, text in shapes.items():
        site.write(f"content/news/{name}.md", text)


def _add_broken_story(site: SiteUnderTest) -> None:
    """Add a story that was published, and whose source has an error now."""
    path, address = "news/2024-02-17-corrected.md", f"/{PATHS['corrected']}"
    site.write(f"content/{path}", "---\ntitle: [\n---\n")
    record = AddressRecord(digest=1, kind="2024-02-17", address=address, source=path, known_by=1)
    site.write(LOCK_FILE, f"{FIRST_LINE}\n{record_line(record)}\n{LAST_LINE}\n")


def _hostile_fields() -> dict[str, Any]:
    quoted = "'" + _HOSTILE.replace("'", "''") + "'"
    return {
        "title": quoted,
        "excerpt": quoted,
        "originalUrl": "https://hostile.example/?a=b&c=%22'",
        "topics": f"[{quoted}]",
        "provider": f"\n  name: {quoted}\n  domain: hostile.example",
    }


def _long_body(images: str) -> str:
    chapters = "".join(
        f"## Chapter {n}\n\n{_SENTENCE * 6}\n\n#### A part\n\n{_SENTENCE}\n\n- one\n- two\n\n" for n in range(12)
    )
    return (
        f"{_SENTENCE}[^1]\n\n{_CHINESE}\n\n{_ARABIC}\n\n> {_SENTENCE}\n\n{_TABLE}\n{_CODE}\n"
        f"![A field]({images}wide.png)\n\n1. **Bold**, *slanted*, `code`, ~~gone~~, "
        f"https://very.example/{'long' * 30}\n\n"
        f"{chapters}[^1]: A note.\n"
    )


def _provider(images: str) -> str:
    icon = f"\n    - url: {images}icon.png\n      width: 32\n      height: 32"
    return f"\n  name: Example News\n  domain: news.example\n  images:{icon}"


def _image(images: str) -> str:
    return f"\n  - url: {images}wide.png\n    width: 1200\n    height: 675\n    alt: A wide field"


def _related(images: str) -> str:
    return (
        "\n  - title: What another paper says\n    webUrl: https://paper.example/1"
        "\n    publishedDateTime: 2024-02-21T10:00:00Z"
        f"\n    provider:\n      name: Another Paper\n      domain: paper.example\n  - title: {_CHINESE}"
    )


def _picture(width: int, height: int) -> bytes:
    """Return a grey PNG (PNG, third edition, section 5)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\x99" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)
