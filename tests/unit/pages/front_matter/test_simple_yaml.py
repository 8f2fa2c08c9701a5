"""The quick reader of front matter gives what the YAML parser gives, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from sitegen.pages.front_matter.nodes import Mapping
from sitegen.pages.front_matter.simple_yaml import read_simple_yaml
from sitegen.pages.front_matter.yaml_tree import read_any_yaml
from sitegen.pages.problem_list import ProblemList
from sitegen.values import encode

KEYS = some.sampled_from(["a", "b", "title", "_id", "k9", "a1_B"])
WORDS = some.text("aZ09 _-/:#.,'\"\\[]{}&*!|>%@`中é🎉~?=<", max_size=12)
PLAIN = some.one_of(
    some.sampled_from(
        ["x", "2024-01-01T10:00:00Z", "-1", "https://a.example/x#y", "null", "a:b", "/x y", "中 文", "é"]
    ),
    some.sampled_from(
        ["~", "a: b", "a #b", "x:", "- x", "[a]", "x ", "|", "-", "?", "'x'", '"x', '"x" ', '"\\n"', "*x"]
    ),
    WORDS,
)
QUOTED = WORDS.map(lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"')
SIMPLE = some.sampled_from(["x", "-1", "https://a.example/x#y", "a:b", "中 文"]) | QUOTED
VALUES = some.one_of(SIMPLE, SIMPLE, SIMPLE, SIMPLE, PLAIN)
TREES = some.recursive(
    VALUES,
    lambda inner: some.dictionaries(KEYS, inner, max_size=4) | some.lists(inner, max_size=3),
    max_leaves=14,
)


def written(draw: some.DrawFn, tree: object, indent: int) -> list[str]:
    """Write a tree as YAML lines, as a program or a person might."""
    space = " " * indent
    lines = []
    if isinstance(tree, dict):
        for key, value in tree.items():
            if isinstance(value, str):
                lines.append(f"{space}{key}:{draw(some.sampled_from([' ', ' ', ' ', '  ', '']))}{value}")
            else:
                deeper = indent + draw(some.integers(0 if isinstance(value, list) else 1, 4))
                lines += [f"{space}{key}:", *written(draw, value, deeper)]
    elif isinstance(tree, list):
        for value in tree:
            inner = written(draw, value, indent + 2) if not isinstance(value, str) else [space + "  " + value]
            lines += [space + "- " + inner[0][indent + 2 :], *inner[1:]] if inner else [space + "-"]
    return lines


@some.composite
def documents(draw: some.DrawFn) -> str:
    """YAML that is nearly always simple, with a line changed here and there."""
    lines = written(draw, draw(some.dictionaries(KEYS, TREES, min_size=1, max_size=5)), 0)
    if lines and draw(some.integers(0, 3)) == 0:
        at = draw(some.integers(0, len(lines) - 1))
        change = draw(some.sampled_from(["", " ", "  ", "#", "- ", "- x", "a:", "x", "a: b", lines[0], lines[-1]]))
        lines[at : at + draw(some.integers(0, 1))] = [change]
    return "".join(line + "\n" for line in lines)


@given(documents())
@example("a:\n- b\n- c: d\n  e:\nf:\n")
@example("a:\n  - b:\n      - c\n    d: e\n\n\ng: -1\n")
@example("a:\n  b:\n  c: x\nd:\n")
@example("a- b: c\n")
@example("a: x- y: z\n")
@example('a: "b: c"\nd: "- e"\n')
@example("a: b: c\n")
@example("a:\n  - - b\n")
@example("a:\n  - b: - c\n")
@example('a:\n  - "b: c"\n  - d: "e: f"\n')
@example("a:\n  - https://a.example/x: y\n")
@example("a:   b\nc: d\n")
@example('a: "b \\"c\\" d"\n')
@example("c: a\n")
@example("c: x\n")
@example("a: b\tc\n")
@example("a: b\n  \u00a0\nc: d\n")
@example("a: b \n")
@example("a:\n  -\n  - b\n")
@example("a: b\nc: d")
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


@pytest.mark.parametrize("value", ["a # b", "a: b", "a:", "[a]", "'a'", '"a', "*a", "- a", "# a", '"\\n"', "~"])
def test_a_value_with_a_sign_of_yamls_is_left_to_the_parser(value: str) -> None:
    """A comment, a mapping, a list, another quotation: what has a second reading has none here."""
    assert read_simple_yaml(f"a: {value}\n", 1) is None
