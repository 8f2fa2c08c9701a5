"""Heads of lines `Key: value` as trees: values are texts and lists, and what is opaque is in none of them."""

from __future__ import annotations

import pytest

from sitegen.pages.front_matter.header_tree import read_headers
from sitegen.pages.front_matter.nodes import Mapping, Node, Scalar, Sequence
from sitegen.pages.problem_list import ProblemList


def plain(node: Node) -> object:
    """Return a tree without places."""
    if isinstance(node, Mapping):
        return {key: plain(value) for key, (_, value) in node.entries.items()}
    return [plain(item) for item in node.items] if isinstance(node, Sequence) else node.text


def read(text: str) -> tuple[object, list[str]]:
    """Return the tree of some lines, and what is told."""
    problems = ProblemList("x.md")
    return plain(read_headers(text, 1, problems)), [problem.message for problem in problems.all()]


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("Title: A: b\nDate: 2024-02-21", {"Title": "A: b", "Date": "2024-02-21"}),
        ("Tags: [a, 'b, c', d]", {"Tags": ["a", "'b", "c'", "d"]}),
        ("Tags:\n- a\n  - b", {"Tags": ["a", "b"]}),
        ("Summary: one\n   two\n\n\tthree", {"Summary": "one\ntwo\nthree"}),
        ("'Title': \"x\"", {"Title": "x"}),
        ("no key\nTitle: x", {"Title": "x"}),
    ],
)
def test_values_are_what_was_typed(text: str, tree: dict[str, object]) -> None:
    """A value is a text with its further lines, a list in brackets or one of lines with a hyphen."""
    assert read(text) == (tree, [])


def test_of_two_the_last_counts() -> None:
    """A key that is given twice is told, in whichever spelling."""
    tree, told = read("Title: a\ntitle: b")
    assert (tree, told) == ({"title": "b"}, ['"title" is given twice, first in line 1; this one counts'])


@pytest.mark.parametrize(
    "text",
    [
        "Meta: {secured: hush, a: b}",
        "Meta: {a: b, 'Secured': hush}",
        "Meta: [secured: hush]",
        'Meta: {"a": {"intake": "hush"}}',
        "Meta:\n  secured: hush",
        "Meta:\n  - secured: hush",
        "Meta: x\n  intake: hush",
        "Meta: {a: b,\n  secured: hush}",
        "Meta:\n  a: b\n  secured: hush\n  c: hush",
    ],
)
def test_what_is_opaque_stays_in_the_source(text: str) -> None:
    """A value that holds an opaque key, however deep and however typed, is no text that anything could show."""
    tree, told = read(f"Title: x\n{text}\nTags: a")
    assert "hush" not in f"{tree}{told}", tree
    assert isinstance(tree, dict)
    assert (tree["Title"], tree["Tags"]) == ("x", "a")


def test_words_that_only_look_opaque_stay() -> None:
    """`secured` in a sentence is a word."""
    assert read("Title: Loans secured: a guide")[0] == {"Title": "Loans secured: a guide"}


def test_places_are_those_of_the_file() -> None:
    """A value knows its line and column, for problems and for edits of bytes."""
    root = read_headers("Title:  x\nTags: [a, b]", 5, ProblemList("x.md"))
    title = root.entries["Title"][1]
    tags = root.entries["Tags"][1]
    assert isinstance(title, Scalar)
    assert isinstance(tags, Sequence)
    assert title.position == (5, 9, 1)
    assert [item.position for item in tags.items] == [(6, 8, 1), (6, 11, 1)]
