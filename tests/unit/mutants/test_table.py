"""The table of mutants: well-formed, and in step with the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutants.table import Mutant, read_tables, select_mutants, why_no_python, why_stale

ENTRY = """
- id: one
  file: a.py
  old: '1 + 1'
  new: '1 + 2'
  promise: One and one are two.
  tests: test_a.py test_b.py::test_two
"""
ONE = Mutant("one", "a.py", "1 + 1", "1 + 2", "One and one are two.", ("test_a.py",))


def test_the_table_is_in_step_with_the_code() -> None:
    """What each mutant replaces occurs exactly once in its file, and the tests that are meant to catch it exist."""
    assert {mutant.id: why for mutant in read_tables() if (why := why_stale(mutant))} == {}


def test_an_entry_is_read_as_typed(tmp_path: Path) -> None:
    """Its tests are parted at blanks; nothing else of it is changed."""
    (tmp_path / "t.yaml").write_text(ENTRY)
    tests = ("test_a.py", "test_b.py::test_two")
    assert read_tables(tmp_path) == [ONE._replace(tests=tests, table="t.yaml")]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  file: a.py\n", "", "one lacks file"),
        ("promise:", "promises:", "one lacks promise"),
        ("  tests:", "  nofault: x\n  tests:", "one has an unknown key nofault"),
        ("'1 + 2'", "2", "must be a mapping of texts"),
        ("- id: one", "- id: one\n- id: one", "lacks"),
        (ENTRY, ENTRY + ENTRY, "ids are given twice: one"),
    ],
)
def test_an_entry_that_is_not_well_formed_is_refused(old: str, new: str, message: str, tmp_path: Path) -> None:
    """The message names the entry and what is wrong with it."""
    (tmp_path / "t.yaml").write_text(ENTRY.replace(old, new))
    with pytest.raises(ValueError, match=message):
        read_tables(tmp_path)


@pytest.mark.parametrize(
    ("mutant", "why"),
    [
        (ONE, ""),
        (ONE._replace(file="b.py"), "there is no file b.py"),
        (ONE._replace(old="1"), "`old` occurs 2 times in a.py: give it more of what is around it"),
        (ONE._replace(old="3"), "`old` occurs 0 times in a.py"),
        (ONE._replace(new="1 + 1"), "`old` and `new` are the same"),
        (ONE._replace(tests=("test_b.py::test_one",)), "there are no tests test_b.py::test_one"),
        (ONE._replace(tests=("test_a.py::test_one[x]",)), ""),
        (ONE._replace(tests=("test_a.py::test_on",)), "there are no tests test_a.py::test_on"),
        (ONE._replace(tests=()), "there are no tests "),
    ],
)
def test_what_no_longer_fits_is_stale(mutant: Mutant, why: str, tmp_path: Path) -> None:
    """The message says what does not fit."""
    (tmp_path / "a.py").write_text("x = 1 + 1\n")
    (tmp_path / "test_a.py").write_text("def test_one() -> None: ...\n")
    assert why_stale(mutant, tmp_path) == why


def test_what_is_no_python_is_no_fault(tmp_path: Path) -> None:
    """A change that no test could miss says nothing of the tests; other files are not looked into."""
    (tmp_path / "a.py").write_text("x = 1 + 1\n")
    assert why_no_python(ONE, tmp_path) == ""
    assert "not Python" in why_no_python(ONE._replace(new="1 +"), tmp_path)
    assert why_no_python(ONE._replace(file="a.html"), tmp_path) == ""


def test_mutants_are_chosen_by_id_file_or_table() -> None:
    """The beginning of an id is enough; without a choice all are meant."""
    all_of_them = [ONE, ONE._replace(id="one-more", table="t.yaml"), ONE._replace(id="two", file="b.py")]
    for wanted, ids in (
        ((), ["one", "one-more", "two"]),
        (("one",), ["one", "one-more"]),
        (("b.py",), ["two"]),
        (("t.yaml", "two"), ["one-more", "two"]),
        (("x",), []),
    ):
        assert [mutant.id for mutant in select_mutants(all_of_them, wanted)] == ids
