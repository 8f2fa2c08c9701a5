"""The quick reader of front matter gives what the YAML parser gives, or nothing."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as some

from sitegen.pages.front_matter import read_any_yaml
from sitegen.pages.nodes import Mapping
from sitegen.pages.problem_list import ProblemList
from sitegen.pages.simple_yaml import read_simple_yaml
from sitegen.values import encode

KEYS = some.sampled_from(["a", "b", "title", "_id", "k9"])
WORDS = some.text("aZ09 _-/:#.,'\"\\[]{}&*!|>%@`中é🎉~?=<", max_size=12)
VALUES = some.one_of(
    WORDS,
    WORDS.map(lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'),
    some.sampled_from(["", "2024-01-01T10:00:00Z", "-1", "https://a.example/x#y", "null", "~", "a: b", "a #b", "x:"]),
)
LINES = some.builds(
    lambda depth, dash, key, gap, value, tail: "  " * depth + dash + (f"{key}:{gap}" if key else "") + value + tail,
    some.integers(0, 3),
    some.sampled_from(["", "", "- ", "-", "-  "]),
    some.one_of(KEYS, KEYS, some.just("")),
    some.sampled_from([" ", " ", " ", "", "  "]),
    VALUES,
    some.sampled_from(["", "", "", " ", "\n"]),
)


@given(some.lists(LINES, max_size=14).map(lambda lines: "".join(line + "\n" for line in lines)))
@example("a:\n- b\n- c: d\n  e:\nf:\n")
@example("a:\n  - b:\n      - c\n    d: e\n\n\ng: -1\n")
@example("a:\n  b:\n  c: x\nd:\n")
def test_it_gives_the_parser_s_tree_or_none(text: str) -> None:
    """Whatever the quick reader returns is the parser's own tree, to the column, and without a problem."""
    quick = read_simple_yaml(text, 7)
    problems = ProblemList("x.md")
    if quick is not None:
        assert encode(read_any_yaml(text, 7, problems)) == encode(quick)
        assert problems.all() == ()


def test_programs_front_matter_is_simple() -> None:
    """Keys, quoted and plain texts, lists and mappings by indentation need no YAML parser."""
    text = 'a: "q \\"x\\""\n\nb:\n  - c: 1\n    d: https://a.example/\n  - e\nf:\n- g\n'
    tree = read_simple_yaml(text, 1)
    assert isinstance(tree, Mapping)
    assert list(tree.entries) == ["a", "b", "f"]


def test_all_else_is_left_to_the_parser() -> None:
    """Comments, flow style, blocks, anchors, tabs and repeated keys are not read quickly."""
    others = ["a: [b]\n", "a: |\n  b\n", "# c\n", "a: &x b\n", "a:\tb\n", "a: b\na: c\n", "a: b", "'a': b\n"]
    assert [read_simple_yaml(text, 1) for text in others] == [None] * len(others)
