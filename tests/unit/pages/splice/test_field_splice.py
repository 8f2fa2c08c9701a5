"""Fields are put into heads of every style, and no other byte is changed."""

from __future__ import annotations

from functools import partial

import pytest

from sitegen.pages.parse import parse_source
from sitegen.pages.splice.field_splice import add_fields
from sitegen.settings import Settings

SETTINGS = Settings(base_url="https://quay.example/")
FIELDS = {"guid": 'tag:a "b", c: \\d', "url": "/Old Place/é.html", "language": "fr"}
HEADS = {
    "YAML": "---\ntitle: A tide\ndate: 2023-03-01\n---\nText.\n",
    "YAML with more": "\ufeff---\r\ntitle: >\r\n  A tide\r\ndate: 2023-03-01\r\ntags:\r\n  - x\r\n...\r\nText.\r\n",
    "indented YAML": "---\n  title: A tide\n  date: 2023-03-01\n---\nText.\n",
    "Hexo": "title: A tide\ndate: 2023-03-01\n---\nText.\n",
    "TOML": '+++\ntitle = "A tide"\ndate = 2023-03-01\n\n[taxonomies]\ntags = ["x"]\n+++\nText.\n',
    "JSON": '{\n  "title": "A tide",\n  "date": "2023-03-01"\n}\nText.\n',
    "headers": "Title: A tide\nDate: 2023-03-01\n\nText.\n",
    "none": "# A tide\n\nText [x](y.md).\n\n---\n\nMore: text.\n",
    "links below": "---\ntitle: A tide\ndate: 2023-03-01\n---\n[Own](/b/c/#d) ![P](p.png) [T](t.md) {% raise x %}\n",
    "a comment before": "<!-- x -->\n---\ntitle: A tide\ndate: 2023-03-01\n---\nText.\n",
}


@pytest.mark.parametrize("name", HEADS)
def test_fields_are_put_into_each_style(name: str) -> None:
    """A source says more afterwards, means the same, and has lost no byte."""
    data = HEADS[name].encode()
    fields = {key: value for key, value in FIELDS.items() if name != "headers" or key != "guid"}
    path = "news/2023-03-01-x.md"
    parse = partial(parse_source, path=path, settings=SETTINGS)
    done = add_fields(data, fields, parse, SETTINGS.base_path)
    assert done is not None
    added, meta = done
    before, after = parse(data), parse(added)
    assert before.page and after.page and after.meta == meta
    card = after.page.card
    assert (card.language, card.title, card.date) == ("fr", "A tide", before.page.card.date)
    assert after.page.body == before.page.body
    assert [one.message for one in after.problems] == [one.message for one in before.problems]
    assert meta.url == "/Old%20Place/%C3%A9/"
    assert card.guid == fields.get("guid", "")
    assert is_within(data, added)


def is_within(data: bytes, added: bytes) -> bool:
    """Return whether all bytes of one stand in the other, in their order."""
    rest = iter(added)
    return all(byte in rest for byte in data)


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A\nguid: own\n---\n",
        "---\ntitle: [\n---\n",
        "",
        "title = A\n",
    ],
)
def test_what_has_no_right_place_is_left_alone(text: str) -> None:
    """A source with an error, or with the field already, gets nothing."""
    parse = partial(parse_source, path="news/x.md", settings=SETTINGS)
    assert add_fields(text.encode(), {"guid": "new"}, parse, SETTINGS.base_path) is None
