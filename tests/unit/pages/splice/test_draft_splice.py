"""Drafts in every style of head are published and changed in place, and no other byte is touched."""

from __future__ import annotations

import pytest

from sitegen.pages.splice.draft_splice import publish, set_field
from sitegen.settings import Settings

SETTINGS = Settings()
PUBLISHED = [
    ('+++\ntitle = "É"\npublished = false # later\n[extra]\nk = 1\n+++\nText.\n', "false", "true"),
    ("+++\r\ntitle = 'A'\r\npublished = 'false'\r\n+++\r\nText.\r\n", "'false'", "true"),
    ('+++\ntitle = "A"\ndraft = true\n+++\nText.\n', "true", "false"),
    ('{\n  "title": "A",\n  "published": false, "x": [1]\n}\n\nText.\n', "false", "true"),
    ('\ufeff{"title": "É", "published": "false"}\n\nText.\n', '"false"', "true"),
    ('---json\n{"title":"A","draft":true}\n---\nText.\n', "true", "false"),
    (';;;\n"title": "A",\n"published": false\n;;;\nText.\n', "false", "true"),
    ("Title: A\nDate: 2024-01-01\nPublished: false\n\nText.\n", "false", "true"),
    ("Title: A\r\nDraft: true\r\n\r\nText.\r\n", "true", "false"),
    ("title: A\npublished: false\n---\nText.\n", "false", "true"),
    ("---\ntitle: A\ndraft: true # a remark\n---\nText.\n", "true", "false"),
    ("\ufeff---\r\ntitle: A\r\npublished: no # a remark\r\n---\r\nText.\r\n", "no #", "true #"),
    ("---\n{title: A, published: false}\n---\nText.\n", "false", "true"),
]


@pytest.mark.parametrize(("typed", "before", "after"), PUBLISHED)
def test_a_draft_in_any_head_is_published_by_one_word(typed: str, before: str, after: str) -> None:
    """TOML, JSON, lines `Key: value`, YAML with and without fences; line ends, marks and remarks stay."""
    assert publish(typed.encode(), "news/2024-01-01-a.md", SETTINGS) == typed.replace(before, after, 1).encode()


@pytest.mark.parametrize(
    "typed",
    [
        "---\ntitle: A\npublished: false\ndraft: true\n---\nText.\n",
        "---\ntitle: A\nstatus: draft\n---\nText.\n",
        '+++\ntitle = "A"\npublished = false\n[intake]\nneeds = "date"\n+++\nText.\n',
        '{"title": "A", "published": false, "intake": {}}\n\nText.\n',
        "No head at all.\n",
    ],
)
def test_what_one_word_does_not_publish_is_left_alone(typed: str) -> None:
    """Where two things withhold a story, or something came in with it, a person is asked to open it."""
    assert publish(typed.encode(), "news/2024-01-01-a.md", SETTINGS) is None


@pytest.mark.parametrize(
    ("typed", "changed"),
    [
        ('+++\ntitle = "A"\n+++\n', '+++\ntitle = "B \\"b\\""\n+++\n'),
        ('{"title": "A, or }", "x": 1}\n', '{"title": "B \\"b\\"", "x": 1}\n'),
        ("Title: A # b\nDate: 2024-01-01\n\nText.\n", 'Title: B "b"\nDate: 2024-01-01\n\nText.\n'),
        ("title: A\ndate: 2024-01-01\n---\nText.\n", 'title: "B \\"b\\""\ndate: 2024-01-01\n---\nText.\n'),
    ],
)
def test_a_field_is_changed_as_its_head_writes_it(typed: str, changed: str) -> None:
    """A text in quotes, or without them where lines have none."""
    assert set_field(typed.encode(), ("title",), '"B \\"b\\""') == changed.encode()


@pytest.mark.parametrize(
    ("typed", "changed"),
    [
        ('+++\r\ntitle = "A"\r\n+++\r\n', '+++\r\ntitle = "A"\r\nauthor = "Ada"\r\n+++\r\n'),
        ('+++\ntitle = "A"\n[x]\n+++\n', '+++\ntitle = "A"\nauthor = "Ada"\n[x]\n+++\n'),
        ('{"title": "A"}\n', '{"author": "Ada", "title": "A"}\n'),
        ("Title: A\nDate: 2024-01-01\n\nText.\n", "Title: A\nDate: 2024-01-01\nauthor: Ada\n\nText.\n"),
    ],
)
def test_a_field_that_is_not_there_gets_a_line(typed: str, changed: str) -> None:
    """Behind the others, in front of tables and of what stands in braces, as the head writes them."""
    assert set_field(typed.encode(), ("author",), '"Ada"') == changed.encode()
