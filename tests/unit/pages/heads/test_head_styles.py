# ruff: noqa: E501 (cases are read line by line)
"""A head of fields means the same in each style that is read, and what is wrong in it is told with its place."""

from __future__ import annotations

from time import process_time

import pytest

from sitegen.errors import Problem
from sitegen.pages.parse import parse_source
from sitegen.settings import Settings
from sitegen.values import with_changes

SETTINGS = Settings(timezone="UTC", base_url="https://digest.test/")
YAML = """---
title: "Ships: a list"
date: 2024-05-02T10:00:00Z
quality: 72
type: 1.50
slug: "007"
topics: [tides, no]
aliases: [/old/]
images:
  - url: https://a.test/x.png
    width: 4
---
Text.
"""
STYLES = {
    "YAML that ends in dots": YAML.replace("---\nText", "...\nText"),
    "YAML as Hexo has it": YAML.removeprefix("---\n"),
    "TOML": """+++
title = "Ships: a list"
date = 2024-05-02T10:00:00Z  # a date
quality = 72
type = 1.50
slug = '007'
topics = [
  "tides", # one
  "no",
]
aliases = ["/old/"]
[[images]]
url = "https://a.test/x.png"
width = 4
+++
Text.
""",
    "TOML behind its name": '---toml\ntitle = "Ships: a list"\ndate = "2024-05-02T10:00:00Z"\nquality = 72\ntype = 1.50\n'
    'slug = "007"\ntopics = ["tides", "no"]\naliases = ["/old/"]\n'
    'images = [{url = "https://a.test/x.png", width = 4}]\n---\nText.\n',
    "JSON": """{
\t"title": "Ships: a list", "date": "2024-05-02T10:00:00Z",
\t"quality": 72, "type": 1.50, "slug": "007", "topics": ["tides", "no"], "aliases":["/old/"],
\t"images": [{"url": "https://a.test/x.png", "width": 4}]
}
Text.
""",
    "JSON between signs": ';;;\n"title": "Ships: a list",\n"date": "2024-05-02T10:00:00Z", "quality": 72, "type": 1.50,\n'
    '"slug": "007", "topics": ["tides", "no"], "aliases": ["/old/"],\n'
    '"images": [{"url": "https://a.test/x.png", "width": 4}]\n;;;\nText.\n',
    "headers": "Title: Ships: a list\nDate: 2024-05-02T10:00:00Z\nQuality: 72\nType: 1.50\nSlug: 007\nTopics: tides, no\n"
    "Aliases: [/old/]\n\nText.\n",
    "headers with more lines": "\ntitle: Ships:\n    a list\ndate: 2024-05-02T10:00:00Z\nquality: 72\ntype: '1.50'\nslug: 007\n"
    "topics:\n  - tides\n  - no\naliases:\n- /old/\n \t\nText.\n",
}


@pytest.mark.parametrize("style", STYLES)
def test_each_style_means_the_same(style: str) -> None:
    """The same fields in another style give the same page: dates, numbers and texts are those that were typed."""
    wanted = parse_source(YAML.encode(), "news/2024-05-02-x.md", SETTINGS)
    found = parse_source(STYLES[style].encode(), "news/2024-05-02-x.md", SETTINGS)
    assert (found.problems, found.page is None) == ((), False)
    assert wanted.page is not None
    assert found.page is not None
    has_images = not style.startswith("headers")
    page = (
        wanted.page
        if has_images
        else with_changes(wanted.page, images=(), card=with_changes(wanted.page.card, image=None))
    )
    assert found.page == page
    assert (page.card.type, page.card.terms) == ("1.50", {"topics": ("tides", "no")})


def told(text: str) -> list[tuple[str, str, str]]:
    """Return what is told of a source: level with place, field, the first words of the message."""
    problems: tuple[Problem, ...] = parse_source(text.encode(), "x.md", SETTINGS).problems
    return [(f"{one.level} {one.line}:{one.column}", one.field, one.message[:46]) for one in problems]


WRONG = {
    "TOML that is none": ('+++\ntitle = "x"\ndate = yesterday\n+++\n', ("error 3:8", "", "the front matter is not TOML: Invalid value")),
    "TOML that is cut off": ('+++\ntitle = "x"\ntags = [\n+++\n', ("error 3:0", "", "the front matter is not TOML: Invalid value")),
    "TOML that is never closed": ('\n+++\ntitle = "x"\n', ("error 2:1", "", "the front matter that begins here is never clos")),
    "TOML with a wrong date": ('+++\ntitle = "x"\n\ndate = "soon"\n+++\n', ("error 4:8", "date", '"soon" is not a date')),
    "TOML with a wrong item": ('+++\ntitle = "x"\naliases = [\n  "/a/",\n  "x:y",\n]\n+++\n',
                               ("warning 5:3", "aliases[1]", "this is not an address on this site")),
    "TOML with a wrong table": ('+++\ntitle = "x"\n[[images]]\nurl = "/a"\n[[images]]\nurl = "ftp:x"\n+++\n',
                                ("warning 6:7", "images[1].url", "this is not a picture's address")),
    "TOML that is too deep": (f'+++\ntitle = "x"\na = {"[" * 60}{"]" * 60}\n+++\n', ("error 2:0", "", "nested more than 50 deep")),
    "TOML with a deep key": (f'+++\ntitle = "x"\n{"a." * 60}b = 1\n+++\n', ("error 2:0", "", "nested more than 50 deep")),
    "JSON that is none": ('{"title": "x",\n "date": [}\n}\n', ("error 2:11", "", "the front matter is not JSON: ")),
    "JSON that is never closed": ('{"title": "x",\n\nText\n', ("error 1:1", "", "the front matter that begins here is never clos")),
    "JSON with a wrong date": ('{"title": "x",\n "date": "soon"}\n', ("error 2:10", "date", '"soon" is not a date')),
    "headers with a wrong date": ("Title: x\nDate: soon\n\nText\n", ("error 2:7", "Date", '"soon" is not a date')),
    "a header given twice": ("Title: x\nDate: 2024-01-01\ntitle: y\n\nText\n",
                             ("warning 3:1", "title", '"title" is given twice, first in line 1; this ')),
    "a header behind a line that is none": ("Title: x\nDate: 2024-01-01\nText\ndraft: true\n\nText\n",
                                            ("error 4:1", "draft", "this field stands below a line that is not a field")),
    "Nikola": (".. title: x\n.. date: 2024-01-01\n\n", ("error 1:1", "", "this head of fields is not read: it is that of")),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told_with_its_place(case: str) -> None:
    """A problem names line and column of what was typed, in whichever style."""
    text, (place, field, message) = WRONG[case]
    found = told(text)
    assert len(found) == 1, found
    assert (found[0][0], found[0][1]) == (place, field), found
    assert found[0][2].startswith(message[:46]) or message.startswith(found[0][2]), found


def test_two_halves_are_one_character() -> None:
    """A surrogate pair as JSON writes it is one character, in JSON and in YAML; an escaped backslash is none."""
    for text in (
        '{"title": "A \\ud83d\\ude80", "type": "\\\\ud83d"}\n',
        '---\ntitle: "A \\ud83d\\ude80"\ntype: "\\\\ud83d"\n---\n',
    ):
        found = parse_source(text.encode(), "x.md", SETTINGS)
        assert found.page is not None, found.problems
        assert (found.page.card.title, found.page.card.type) == ("A 🚀", "\\ud83d")


def test_a_field_below_extra_keeps_a_page_back() -> None:
    """What withholds withholds below `extra` and `params` too, where other systems keep what they do not know."""
    for text in ("+++\ntitle = 'x'\n[extra]\ndraft = true\n+++\n", "---\ntitle: x\nparams: {draft: true}\n---\n"):
        found = parse_source(text.encode(), "x.md", SETTINGS)
        assert found.meta is not None
        assert found.meta.withheld == "draft"


@pytest.mark.parametrize(
    "sign", ['"', "'", '"""', "'''", "[", "{", "\\", "a.", "[a]\n", "a=[\n", "#", "=", '"\\', "a='''\n"]
)
def test_a_long_head_costs_little(sign: str) -> None:
    """A megabyte of any sign of TOML or JSON, never closed, is refused in linear time."""
    body = sign * (500_000 // len(sign))
    for text in (f"+++\na = 1\n{body}\n+++\n", f'{{"title": {body}\n}}\n'):
        started = process_time()
        parse_source(text.encode(), "x.md", SETTINGS)
        assert process_time() - started < 5
