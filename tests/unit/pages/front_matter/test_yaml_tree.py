"""Front matter that is hostile costs little and is told."""

from __future__ import annotations

import pytest

from sitegen.pages.front_matter.nodes import Mapping
from sitegen.pages.front_matter.yaml_tree import MOST_NODES, read_yaml
from sitegen.pages.problem_list import ProblemList


def told(text: str) -> list[str]:
    problems = ProblemList("x.md")
    is_refused = read_yaml(text, 2, problems) is None  # a bomb that was read must not be shown by a failing test
    assert is_refused
    return [problem.message for problem in problems.all()]


def test_a_bomb_of_aliases_is_refused() -> None:
    """Aliases that stand for more values than a file can hold are an error before they are written out."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    assert told("\n".join(lines)) == ["the aliases (*name) stand for too many values"]
    assert 10**5 <= MOST_NODES <= 10**6


@pytest.mark.parametrize("text", ["a: " + "[" * 20_000, "- " * 20_000, "a: " + "{b: " * 20_000, "? " * 20_000])
def test_deep_nesting_is_refused(text: str) -> None:
    """Lists and mappings nested beyond 50 are an error, not a deep call."""
    assert told(text) == ["nested more than 50 deep"]


@pytest.mark.parametrize(("opens", "closes"), [("[", "]"), ("{b: ", "}")])
def test_fifty_levels_are_read(opens: str, closes: str) -> None:
    """The mapping of the front matter is the first; one more level is refused."""
    assert read_yaml(f"a: {opens * 49}{closes * 49}\n", 2, ProblemList("x.md")) is not None
    assert told(f"a: {opens * 50}{closes * 50}\n") == ["nested more than 50 deep"]


def test_an_alias_to_nothing_or_to_itself_is_refused() -> None:
    """An alias must name a finished value above it."""
    assert told("a: *b") == ["*b refers to nothing above it"]
    assert told("a: &a {b: *a}") == ["*a contains itself"]


@pytest.mark.parametrize(
    "text",
    [
        "secured: &s x\nexcerpt: *s",
        "SECURED: {a: &s [x]}\nexcerpt: *s",
        "x: {y: [{secured: &s x}]}\nexcerpt: *s",
        "secured: &s {a: x}\ny:\n  <<: *s",
        "k: &k secured\n*k : &s x\nexcerpt: *s",
        "x: &m {secured: &s x}\ny: *m\nz: *s",
    ],
)
def test_no_alias_carries_what_is_opaque_elsewhere(text: str) -> None:
    """An alias to any part of `secured` is refused, however deep it stands."""
    assert told(text) == ["*s stands for a part of `secured`, which must not get out"]


def test_a_name_that_is_given_anew_is_what_it_became() -> None:
    """A name that `secured` had first may be given to something else."""
    problems = ProblemList("x.md")
    tree = read_yaml("secured: &s x\na: &s y\nb: *s", 2, problems)
    assert problems.all() == ()
    assert isinstance(tree, Mapping)
    assert tree.entries["b"][1].text == "y"


@pytest.mark.parametrize("text", ["a: &a {draft: true}\n<<: *a", "<<: {draft: true}", "x:\n  <<: [{a: b}]"])
def test_fields_that_would_be_merged_are_told(text: str) -> None:
    """A mapping behind << may hold whatever withholds a page, so it is an error and not an unknown key."""
    assert told(text) == ["<< would put the fields of another list of fields here, and is not read"]


def test_a_text_behind_two_signs_is_kept() -> None:
    """What is no mapping is merged by nobody, and `secured` stays what it is."""
    problems = ProblemList("x.md")
    assert read_yaml("<<: a\nx: {'<<': {a: b}}\nsecured: {<<: {a: b}}", 2, problems) is not None
    assert problems.all() == ()


def test_two_documents_are_refused() -> None:
    """Front matter is one YAML document."""
    assert told("a: 1\n--- b\n") == ["a second YAML document begins here"]


def test_lines_are_counted_as_editors_count_them() -> None:
    """Unicode line separators do not move the line numbers of what follows."""
    problems = ProblemList("x.md")
    tree = read_yaml("a: 'b\u2028c\u0085d'\ne: [f]\n", 2, problems)
    assert isinstance(tree, Mapping)
    assert tree.entries["e"][0].position == (3, 1, 1)
