"""An alias is put into a source without a byte of it being another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.pages.parse import parse_source
from sitegen.pages.splice.alias_splice import add_alias, add_term_alias
from sitegen.settings import Settings

SETTINGS = Settings()
PATH = "news/2024-01-01-a.md"
OLD = "/news/2024/01/01/old/"


def added(source: str) -> str:
    """Return what a source becomes."""
    found = add_alias(source.encode(), PATH, OLD, SETTINGS)
    assert found is not None
    return found.decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("---\ntitle: A\n---\nText\n", f"---\ntitle: A\naliases: [{OLD}]\n---\nText\n"),
        ("\ufeff---\r\ntitle: A\r\n---\r\nText", f"\ufeff---\r\ntitle: A\r\naliases: [{OLD}]\r\n---\r\nText"),
        ("---\n  title: A # it is\n---\n", f"---\n  title: A # it is\n  aliases: [{OLD}]\n---\n"),
        ("---\ntitle: A\naliases: [/b] # old\n---\n", f"---\ntitle: A\naliases: [/b, {OLD}] # old\n---\n"),
        ("---\ntitle: A\naliases: []\n---\n", f"---\ntitle: A\naliases: [{OLD}]\n---\n"),
        ("---\ntitle: A\naliases:\nid: x\n---\n", f"---\ntitle: A\naliases: [{OLD}]\nid: x\n---\n"),
        (
            "---\naliases:\n  - /b # one\nid: x\ntitle: A\n---\n",
            f"---\naliases:\n  - /b # one\n  - {OLD}\nid: x\ntitle: A\n---\n",
        ),
        ("---\naliases: /b  # one\ntitle: A\n---\n", f"---\naliases: [/b, {OLD}]  # one\ntitle: A\n---\n"),
        ("---\naliases: '/b'\ntitle: A\n---\n", f"---\naliases: ['/b', {OLD}]\ntitle: A\n---\n"),
        (
            "---\naliases: [\n  /b,\n  /c # ]\n]\ntitle: A\n---\n",
            f"---\naliases: [\n  /b,\n  /c # ]\n, {OLD}]\ntitle: A\n---\n",
        ),
        (
            "---\ntitle: A\ntext: |\n  aliases: [x]\n---\n",
            f"---\ntitle: A\ntext: |\n  aliases: [x]\naliases: [{OLD}]\n---\n",
        ),
    ],
)
def test_forms_of_a_list(before: str, after: str) -> None:
    """In each form that YAML has for a list the address is put at its end; without one, a line is added."""
    assert added(before) == after


IN_OTHER_STYLES = [
    ('+++\ntitle = "A"\n+++\nText\n', f'+++\ntitle = "A"\naliases = ["{OLD}"]\n+++\nText\n'),
    (
        '+++\r\ntitle = "A" # it\r\n\r\n[provider]\r\nname = "P"\r\n+++\r\n',
        f'+++\r\ntitle = "A" # it\r\n\r\naliases = ["{OLD}"]\r\n[provider]\r\nname = "P"\r\n+++\r\n',
    ),
    ('+++\naliases = ["/b"] # x\ntitle = "A"\n+++\n', f'+++\naliases = ["/b", "{OLD}"] # x\ntitle = "A"\n+++\n'),
    (
        '+++\naliases = [\n  "/b",\n  "/c",\n]\ntitle = "A"\n+++\n',
        f'+++\naliases = [\n  "/b",\n  "/c",\n"{OLD}"]\ntitle = "A"\n+++\n',
    ),
    ("+++\naliases = '/b'\ntitle = 'A'\n+++\n", f"+++\naliases = ['/b', \"{OLD}\"]\ntitle = 'A'\n+++\n"),
    ('{"title": "A"}\n\nText {"aliases": []}\n', f'{{"aliases": ["{OLD}"], "title": "A"}}\n\nText {{"aliases": []}}\n'),
    ('{\n\t"title": "A"\n}\nText\n', f'{{\n\t"aliases": ["{OLD}"],\n\t"title": "A"\n}}\nText\n'),
    ('{"title": "A", "aliases": ["/b"]}\n', f'{{"title": "A", "aliases": ["/b", "{OLD}"]}}\n'),
    ('{"aliases": "/b", "title": "A"}\n', f'{{"aliases": ["/b", "{OLD}"], "title": "A"}}\n'),
    (';;;\n"title": "A"\n;;;\nText\n', f';;;\n"aliases": ["{OLD}"],\n"title": "A"\n;;;\nText\n'),
    ("Title: A\nDate: 2024-01-01\n\nText\n", f"Title: A\nDate: 2024-01-01\naliases: [{OLD}]\n\nText\n"),
    ("Title: A\nDate: 2024-01-01", f"Title: A\nDate: 2024-01-01\naliases: [{OLD}]"),
    ("Title: A\nAliases: /b\n\nText\n", f"Title: A\nAliases: [/b, {OLD}]\n\nText\n"),
    ("title: A\ndate: 2024-01-01\n---\nText\n", f"title: A\ndate: 2024-01-01\naliases: [{OLD}]\n---\nText\n"),
    ('---json\n{"title": "A"}\n---\nText\n', f'---json\n{{"aliases": ["{OLD}"], "title": "A"}}\n---\nText\n'),
]


@pytest.mark.parametrize(("before", "after"), IN_OTHER_STYLES)
def test_other_styles_of_heads(before: str, after: str) -> None:
    """In TOML, JSON, header lines and Hexo's YAML the address is put where it is read, and every other byte stays."""
    assert added(before) == after
    assert added(after) == after


OF_TERMS = [
    ("ai.yaml", "name: AI\n", "name: AI\naliases: [old]\n"),
    ("ai.yml", "---\nname: AI # x", "---\nname: AI # x\naliases: [old]"),
    ("ai.yaml", "---\nname: AI\n---\nText\n", "---\nname: AI\naliases: [old]\n---\nText\n"),
    ("ai.yaml", "name: AI\naliases:\n- B\n- C", "name: AI\naliases:\n- B\n- C\n- old"),
    ("ai.json", '{"name": "AI"}\n', '{"aliases": ["old"], "name": "AI"}\n'),
    (
        "ai.json",
        '{\r\n  "aliases": ["B"],\r\n  "name": "AI"\r\n}',
        '{\r\n  "aliases": ["B", "old"],\r\n  "name": "AI"\r\n}',
    ),
    ("ai.toml", 'name = "AI"\n[x]\ny = 1\n', 'name = "AI"\naliases = ["old"]\n[x]\ny = 1\n'),
    ("ai.md", '+++\nname = "AI"\n+++\nText\n', '+++\nname = "AI"\naliases = ["old"]\n+++\nText\n'),
]


@pytest.mark.parametrize(("file", "before", "after"), OF_TERMS)
def test_files_of_terms(file: str, before: str, after: str) -> None:
    """A term's file gets one name more, in whichever style it is written; all else in it stays byte for byte."""
    path = f"_data/topics/{file}"
    assert add_term_alias(before.encode(), path, "old", SETTINGS) == after.encode()
    assert add_term_alias(after.encode(), path, "old", SETTINGS) == after.encode()
    assert add_term_alias(b"name: [", path, "old", SETTINGS) is None


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("ai.yaml", "name: AI\n", 'name: AI\naliases: ["智能 🤖"]\n'),
        ("ai.toml", 'name = "AI"\n', 'name = "AI"\naliases = ["智能 🤖"]\n'),
        ("ai.json", '{"name": "AI"}\n', '{"aliases": ["智能 🤖"], "name": "AI"}\n'),
    ],
)
def test_a_name_in_any_script(file: str, before: str, after: str) -> None:
    """A name is put in as a person would type it, in letters and signs of any script."""
    assert add_term_alias(before.encode(), f"_data/topics/{file}", "智能 🤖", SETTINGS) == after.encode()


@pytest.mark.parametrize(
    "source",
    [
        "Only text\n\nwithout a head.\n",
        "---\ntitle: [\n---\n",
        "---\ntitle: A\n",
        "---\ntitle: A\naliases: /b, /c\n---\n",
        "---\ntitle: A\naliases: &a [/b]\nkept: *a\n---\n",
    ],
)
def test_where_it_cannot_be_put(source: str) -> None:
    """A source without front matter, with an error, with a list that is no list or is that of another field, stays."""
    assert add_alias(source.encode(), PATH, OLD, SETTINGS) is None


def test_an_alias_that_is_there(source: str = f"---\ntitle: A\naliases: [{OLD}]\n---\n") -> None:
    """What is there already is not put in twice."""
    assert added(source) == source


LINES = st.sampled_from(
    [
        "title: A",
        "# a remark",
        "",
        "id: 'x'",
        "topics: [a, 'b']",
        "topics:\n- a\n- b",
        "note: |\n  long\n  text",
        "x: {y: 1}",
        "aliases: [/b]",
        "aliases:\n- /b",
        "aliases:\n  - /b\n  # more\n  - /c",
        "aliases: /b",
        "aliases:",
        "redirect_from: /r",
        "  odd: 1",
        "aliases: &a [/b]",
        'aliases: ["/b"]',
        "'aliases': ['/b']",
        "title: >-\n  A\n  b",
        "\ttab: 1",
        "é: ü",
    ]
)


@given(
    lines=st.lists(LINES, min_size=1, max_size=6),
    newline=st.sampled_from(["\n", "\r\n", "\r"]),
    mark=st.sampled_from(["", "\ufeff"]),
    body=st.text(max_size=30),
)
def test_only_what_is_said_changes(lines: list[str], newline: str, mark: str, body: str) -> None:
    """Whatever the source: all its bytes are there still, and it means what it meant with one alias more."""
    text = "\n".join(["---", *lines, "---", body])
    data = (mark + text.replace("\n", newline)).encode("utf-8", "surrogatepass")
    found = add_alias(data, PATH, OLD, SETTINGS)
    before = parse_source(data, PATH, SETTINGS).meta
    if found is None:
        return
    assert before is not None
    after = parse_source(found, PATH, SETTINGS).meta
    assert after is not None
    assert after.aliases == (*before.aliases, OLD)
    assert (after.title, after.terms, after.id, after.card_digest) == (
        before.title,
        before.terms,
        before.id,
        before.card_digest,
    )
    rest = iter(found)
    assert all(byte in rest for byte in data), "a byte of the source is gone"
    assert len(found) - len(data) <= len(OLD) + len("  aliases: []\r\n")


def test_what_stands_below_may_move() -> None:
    """A line more in the head moves links, pictures and what is told of a body, and changes none of them."""
    data = b"---\ntitle: A\n---\n[Own](/b/c/#d) ![P](p.png) [T](t.md) {% include x.html %}\n"
    added = add_alias(data, "news/2024-02-21-a.md", "/old/", SETTINGS)
    assert added == data.replace(b"A\n", b"A\naliases: [/old/]\n")
