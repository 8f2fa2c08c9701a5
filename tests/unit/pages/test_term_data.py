"""Files that describe terms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sitegen.pages.fields.story_values import Image
from sitegen.pages.term import TermData
from sitegen.pages.term_data import parse_term
from sitegen.settings import Settings

SETTINGS = Settings(base_url="https://a.example/base/")


def parse(text: str, path: str = "_data/topics/ai.yaml") -> TermData | None:
    return parse_term(text.encode(), path, SETTINGS)[0]


def told(text: str, path: str = "_data/topics/ai.yaml") -> list[str]:
    term, problems = parse_term(text.encode(), path, SETTINGS)
    assert term is None
    return [f"{problem.where()}: {problem.message}" for problem in problems]


def test_plain_yaml() -> None:
    """A YAML file gives name, short name, slug, parent, other names; keywords are not other names."""
    text = "taxonomy: topic\n_id: ai\nname: Artificial Intelligence\nshortname: AI\nparent: Science\n"
    text += "aliases: [AI, A.I., artificial-intelligence]\nkeywords: [robot]\ndescription: Machines that *think*.\n"
    assert parse(text) == TermData(
        folder="topics",
        path="content/_data/topics/ai.yaml",
        line=3,
        name="Artificial Intelligence",
        short_name="AI",
        usual_slug="ai",
        description="Machines that think.",
        parent="Science",
        aliases=("AI", "A.I.", "artificial-intelligence"),
    )


def test_front_matter_with_a_description_below() -> None:
    """A Markdown file describes the term in its body, and the largest picture is the term's."""
    text = "---\nname: Wire\ndomain: Wire.example\nimages:\n  - {url: /s.png, width: 5, height: 5}\n"
    text += "  - {url: /l.png, width: 9, height: 9}\n---\nNews, **fast**.\n"
    term = parse(text, "_data/organizations/wire.example.md")
    assert term is not None
    assert (term.folder, term.slug, term.domain, term.line) == ("organizations", "", "wire.example", 2)
    assert term.image == Image("/base/l.png", 9, 9)
    assert term.description == "News, fast."


def test_a_yaml_file_begins_with_its_fields() -> None:
    """A file of a term that ends in .yaml is YAML as a whole; what would be a foreign head elsewhere is its fields."""
    for text in ('{"name": "AI", "parent": "X"}\n', "title: AI\ndate: 2024\nparent: X\n", "# a\nname: AI\nparent: X\n"):
        term = parse(text, "_data/topics/ai.yaml")
        assert term is not None
        assert (term.name, term.parent) == ("AI", "X")


def test_what_is_wrong_is_told() -> None:
    """A file that names no term is an error with its place."""
    assert told("") == ["content/_data/topics/ai.yaml:1: this file describes no term"]
    assert told("parent: x\n") == ["content/_data/topics/ai.yaml:1: the term has no name"]
    assert told("name: [x]\n") == ["content/_data/topics/ai.yaml:1:7: a list stands where a text is due"]
    assert told("just text", "_data/topics/a.md") == ["content/_data/topics/a.md:1: this file describes no term"]


@pytest.mark.parametrize(
    ("path", "text", "words"),
    [
        ("ai.yaml", "name: 'x", "1:7: the file is not YAML: the quotation mark here is never closed"),
        ("ai.yml", "---\nname: 'x\n", "2:7: the file is not YAML: the quotation mark here is never closed"),
        (
            "ai.yaml",
            "---\nname: 'x\n---\nText",
            "2:7: the front matter is not YAML: the quotation mark here is never closed",
        ),
        ("ai.json", '{"name": "x"', "2:1: the file is not JSON: "),
        ("ai.toml", "name = x", "1:8: the file is not TOML: Invalid value"),
        ("ai.md", "---\nname: 'x\n---\n", "2:7: the front matter is not YAML: the quotation mark here is never closed"),
        ("ai.md", "+++\nname = x\n+++\n", "2:8: the front matter is not TOML: Invalid value"),
    ],
)
def test_a_broken_file_is_called_what_it_is(path: str, text: str, words: str) -> None:
    """A file that is data alone has no front matter, so none is told of; its line and column are."""
    (line,) = told(text, f"_data/topics/{path}")
    assert line.startswith(f"content/_data/topics/{path}:{words}")


@pytest.mark.parametrize(
    "text", ["---\nname: AI\n", "---\nname: AI\n...", "---\nname: AI\n---", "\n---\nname: AI\n---\nText.\n"]
)
def test_a_yaml_file_may_begin_as_documents_do(text: str) -> None:
    """A line --- begins a document of YAML, or front matter when another one follows."""
    term = parse(text, "_data/topics/ai.yaml")
    assert term is not None
    assert (term.name, term.description) == ("AI", "Text." if "Text" in text else "")


@given(some.binary(max_size=200), some.sampled_from(["_data/a/b.yaml", "_data/a/b.md"]))
def test_no_bytes_raise(data: bytes, path: str) -> None:
    """Any bytes give a term or a problem, never an exception."""
    term, problems = parse_term(data, path, SETTINGS)
    assert term or problems


@pytest.mark.parametrize(
    ("data", "path"),
    [
        (b"name: AI\nsecured: hush", "_data/topics/ai.yaml"),
        (b"name: AI\ndescription: {secured: hush}", "_data/topics/ai.yaml"),
        (b"name: AI\naliases: [{intake: hush}]", "_data/topics/ai.yaml"),
        (b'{"name": "AI", "secured": "hush", "parent": {"secured": "hush"}}', "_data/topics/ai.json"),
        (b'name = "AI"\nsecured = "hush"\n[image]\nsecured = "hush"', "_data/topics/ai.toml"),
        (b"---\nname: AI\nsecured: hush\n---\nText.", "_data/topics/ai.md"),
        (b"Name: AI\nSecured: hush\nParent: {secured: hush}\n\nText.", "_data/topics/ai.md"),
        (b"a: &x\n  secured: hush\nname: AI\ndescription: *x", "_data/topics/ai.yaml"),
    ],
)
def test_nothing_opaque_is_read(data: bytes, path: str) -> None:
    """What is secured is in no term and in nothing that is told, in each of the styles that a term's file may have."""
    term, problems = parse_term(data, path, Settings())
    assert "hush" not in f"{term}{problems}"
