"""Reads the table of mutants: single changes to the code, each with the promise that it breaks."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from tests.command_line import PROJECT

_Loader: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

TABLES = PROJECT / "tests" / "mutants"

_REQUIRED = frozenset({"id", "file", "old", "new", "promise", "tests"})
_OPTIONAL = frozenset({"no_fault", "survives"})


class Mutant(NamedTuple):
    """One change to one file."""

    id: str
    file: str
    """The path of the changed file from the project's folder."""
    old: str
    """What is replaced; it occurs exactly once in the file."""
    new: str
    promise: str
    """What a user is promised that this change breaks."""
    tests: tuple[str, ...]
    """Test files or node ids that are meant to catch it."""
    no_fault: str = ""
    """Why the change breaks nothing, where it turned out so; such a mutant is not run."""
    survives: str = ""
    """Why no test catches it, where none can at a sensible price."""
    table: str = ""
    """The name of the table's file."""


def read_tables(folder: Path = TABLES) -> list[Mutant]:
    """Return every mutant of every table in a folder. Raises ValueError for an entry that is not well-formed."""
    mutants = [mutant for file in sorted(folder.glob("*.yaml")) for mutant in _read_table(file)]
    ids = [mutant.id for mutant in mutants]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if twice:
        raise ValueError(f"ids are given twice: {', '.join(twice)}")
    return mutants


def _read_table(file: Path) -> list[Mutant]:
    return [_mutant(entry, file.name) for entry in yaml.load(file.read_text("utf-8"), Loader=_Loader) or ()]


def _mutant(entry: object, table: str) -> Mutant:
    if not isinstance(entry, dict) or not all(isinstance(value, str) for value in entry.values()):
        raise ValueError(f"{table}: an entry must be a mapping of texts: {entry!r}")
    name = entry.get("id", repr(entry))
    if missing := _REQUIRED - entry.keys():
        raise ValueError(f"{table}: {name} lacks {', '.join(sorted(missing))}")
    if unknown := entry.keys() - _REQUIRED - _OPTIONAL:
        raise ValueError(f"{table}: {name} has an unknown key {', '.join(sorted(unknown))}")
    return Mutant(**{**entry, "tests": tuple(entry["tests"].split()), "table": table})


def select_mutants(mutants: Iterable[Mutant], wanted: tuple[str, ...]) -> list[Mutant]:
    """Return the mutants whose id, beginning of the id, file or table is wanted; all of them where nothing is named."""
    return [one for one in mutants if not wanted or one.id.startswith(wanted) or {one.file, one.table} & set(wanted)]


def why_stale(mutant: Mutant, root: Path = PROJECT) -> str:
    """Return why a mutant no longer fits the code; empty when it does."""
    file = root / mutant.file
    if not file.is_file():
        return f"there is no file {mutant.file}"
    if mutant.old == mutant.new:
        return "`old` and `new` are the same"
    if (found := _text_of(file).count(mutant.old)) != 1:
        return f"`old` occurs {found} times in {mutant.file}" + (": give it more of what is around it" if found else "")
    missing = [test for test in mutant.tests if not _has_test(root, test)]
    return f"there are no tests {', '.join(missing)}" if missing or not mutant.tests else ""


def _has_test(root: Path, test: str) -> bool:
    """Return whether a test file, or a function in one, exists."""
    path, _, function = test.partition("::")
    file = root / path
    return file.exists() and (not function or f"def {function.partition('[')[0]}(" in _text_of(file))


def why_no_python(mutant: Mutant, root: Path = PROJECT) -> str:
    """Return why Python could not even read the changed file: such a change breaks no promise, it breaks all."""
    if not mutant.file.endswith(".py"):
        return ""
    try:
        compile(mutated(mutant, _text_of(root / mutant.file)), mutant.file, "exec")
    except SyntaxError as error:
        return f"the changed file is not Python: {error.msg}"
    return ""


@cache
def _text_of(file: Path) -> str:
    return file.read_text("utf-8")


def mutated(mutant: Mutant, text: str) -> str:
    """Return the text of the file with the change in it."""
    return text.replace(mutant.old, mutant.new, 1)
