"""The house stays as it was planned: rooms, doors, sizes, promises."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings

from tests.command_line import PROJECT

MOST_LINES = 300
MOST_FUNCTION_LINES = 40
MOST_PARAMETERS = 5
MOST_PUBLIC_METHODS = 10
MOST_MODULES = 15
EXCEPTIONS = {
    "sitegen/cache/build_cache.py BuildCache": "the door of SQLite: a method a query",
    "sitegen/pages/fields/fields.py Fields": "a method a type of field",
}
"""What is larger than the budget, and why."""
TWO_ROOMS = frozenset({"assets", "build", "clean", "dates", "fetch", "inbox", "publishing"})
"""File names that two rooms share, each for its own part: a command is named like what it calls."""
ENVIRONMENT = {"sitegen/cli/main.py", "sitegen/cli/choices.py", "sitegen/cli/terminal.py"} | {
    "sitegen/cli/intake_commands/reach.py"  # proxies, where they are wanted
}
"""Files that read the environment."""
NETWORK = (
    "urllib.request",
    "http.client",
    "http.server",
    "socket",
    "socketserver",
    "ssl",
    "asyncio",
    "ftplib",
    "smtplib",
)
"""Modules that open connections or listen."""
BANNED = frozenset(
    {"utils", "helpers", "common", "misc", "base", "core", "manager", "handler", "processor", "info", "data"}
)
ASSERTING = re.compile(r"(?:assert|check|expect|raises|wait_for)(?:_|\Z)")
"""Names of helpers that fail by themselves."""
PACKAGE = sorted(path for path in (PROJECT / "sitegen").rglob("*.py"))
TESTS = sorted(path for path in (PROJECT / "tests").rglob("test_*.py"))

Function = ast.FunctionDef | ast.AsyncFunctionDef


def shown(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def trees_with(*words: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield the files of the package that hold one of these words, and their trees."""
    for path in PACKAGE:
        text = path.read_text("utf-8")
        if any(word in text for word in words):
            yield shown(path), ast.parse(text)


class Size(NamedTuple):
    """How large a function is."""

    lines: int
    parameters: int


@cache
def sizes() -> dict[str, Size]:
    """Return the size of each function of the package."""
    return {
        f"{shown(path)}:{one.lineno} {one.name}": Size(length(one), parameters(one))
        for path in PACKAGE
        for one in functions(tree_of(path))
    }


def parameters(function: Function) -> int:
    given = function.args
    names = [argument.arg for argument in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return len([name for name in names if name not in ("self", "cls")])


def length(function: Function) -> int:
    """Return a function's lines without its docstring."""
    lines = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        lines -= (first.end_lineno or 0) - first.lineno + 1
    return lines


def calls(tree: ast.AST, owner: str, names: tuple[str, ...]) -> Iterator[int]:
    """Yield the lines where `owner.name` is used."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in names and ast.unparse(node.value).endswith(owner):
            yield node.lineno


def test_rooms_and_doors_are_kept() -> None:
    """Rooms import only from the rooms before them, and each dependency comes in by its own door (pyproject.toml)."""
    linter = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"]
    done = subprocess.run(linter, cwd=PROJECT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout


def test_files_are_short() -> None:
    """A file has at most 300 lines: a longer one has two jobs."""
    lines = {shown(path): len(path.read_text("utf-8").splitlines()) for path in PACKAGE}
    assert {path: number for path, number in lines.items() if number > MOST_LINES and path not in EXCEPTIONS} == {}


def test_rooms_are_small() -> None:
    """A folder holds at most 15 modules: one that holds more is several rooms."""
    folders = Counter(shown(path.parent) for path in PACKAGE if path.stem != "__init__")
    assert {folder: number for folder, number in folders.items() if number > MOST_MODULES} == {}


def test_tests_lie_where_their_rooms_do() -> None:
    """A folder of `tests/unit/` has the name and the place of the room that its tests are of."""
    rooms = {path.parent.relative_to(PROJECT / "sitegen").as_posix() for path in PACKAGE}
    folders = {path.parent.relative_to(PROJECT / "tests/unit").as_posix() for path in TESTS if "unit" in path.parts}
    assert folders - rooms == {"benchmarks", "mutants"}


def test_the_map_names_what_is_there() -> None:
    """Each file and each folder that ARCHITECTURE.md and CONTRIBUTING.md name is in the project."""
    text = "".join((PROJECT / name).read_text("utf-8") for name in ("ARCHITECTURE.md", "CONTRIBUTING.md"))
    named = set(re.findall(r"`([\w/]+(?:\.(?:py|md|yaml|toml)|/))`", text)) - {"content/", "docs/hosts/NAME.md"}
    folders = [PROJECT / name for name in ("sitegen", "tests", "docs", "themes")]
    there = {path.as_posix() for folder in folders for path in folder.rglob("*")} | {
        p.as_posix() for p in PROJECT.iterdir()
    }
    assert [name for name in sorted(named) if not any(path.endswith(f"/{name.rstrip('/')}") for path in there)] == []


def test_functions_are_short() -> None:
    """A function has at most 40 lines, its docstring not counted."""
    assert {name: size.lines for name, size in sizes().items() if size.lines > MOST_FUNCTION_LINES} == {}


def test_parameters_are_few() -> None:
    """A function takes at most five parameters, `self` not counted: more are a value type that nobody has named yet."""
    assert {name: size.parameters for name, size in sizes().items() if size.parameters > MOST_PARAMETERS} == {}


def test_classes_are_small() -> None:
    """A class has at most ten public methods."""
    found = {}
    for path in PACKAGE:
        for one in ast.walk(tree_of(path)):
            if isinstance(one, ast.ClassDef):
                methods = [node for node in one.body if isinstance(node, Function) and not node.name.startswith("_")]
                found[f"{shown(path)} {one.name}"] = len(methods)
    assert {
        name: number for name, number in found.items() if number > MOST_PUBLIC_METHODS and name not in EXCEPTIONS
    } == {}


def test_everything_public_has_a_docstring() -> None:
    """Every file, public class and public function says in a docstring what it is for."""
    bare = []
    for path in PACKAGE:
        tree = tree_of(path)
        parts = [("", tree), *((one.name, one) for one in public_parts(tree))]
        bare += [f"{shown(path)} {name}" for name, one in parts if ast.get_docstring(one) is None]
    assert bare == []


def public_parts(scope: ast.Module | ast.ClassDef) -> Iterator[ast.ClassDef | Function]:
    """Yield public classes and functions, and the public ones of these classes."""
    for node in scope.body:
        if isinstance(node, ast.ClassDef | Function) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public_parts(node)


def test_names_say_what_a_file_is_for() -> None:
    """No file is a drawer, and no two files of the package have one name."""
    names = [path.stem for path in PACKAGE if path.stem != "__init__"]
    assert [name for name in names if name in BANNED] == []
    assert sorted(name for name in set(names) if names.count(name) > 1 and name not in TWO_ROOMS) == []


@pytest.mark.parametrize(
    ("what", "owner", "names", "rooms"),
    [
        ("the calendar clock", "datetime", ("now", "today", "utcnow"), {"sitegen/cli/choices.py"}),
        ("the calendar clock", "time", ("time", "time_ns", "localtime"), set()),
        ("the environment", "os", ("environ", "getenv"), ENVIRONMENT),
        ("deleting", "shutil", ("rmtree",), {"sitegen/engine/jobs/staging.py"}),
    ],
)
def test_clock_environment_and_deleting_have_one_door(
    what: str, owner: str, names: tuple[str, ...], rooms: set[str]
) -> None:
    """What makes a build depend on its machine, or takes files away, happens in the files that are known for it."""
    used = {file for file, tree in trees_with(*names) if list(calls(tree, owner, names))}
    assert used - rooms == set(), what


def test_the_network_has_one_door() -> None:
    """Only `net/fetch.py` imports what opens a connection; the preview's server listens."""
    roots = {name.partition(".")[0] for name in NETWORK}
    used = {(file, name) for file, tree in trees_with(*roots) for name in imported(tree) if name in NETWORK}
    assert used == {
        ("sitegen/net/fetch.py", "http.client"),
        ("sitegen/net/fetch.py", "socket"),
        ("sitegen/net/fetch.py", "ssl"),
        ("sitegen/serve/connections.py", "asyncio"),
        ("sitegen/serve/gate.py", "asyncio"),
        ("sitegen/serve/server.py", "socket"),
        ("sitegen/serve/visitors.py", "socket"),
    }


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield the full names of modules that a file imports, and of what it takes from them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_only_what_talks_to_people_prints() -> None:
    """`print` is called in `terminal.py` alone, `click.echo` in `main.py` alone."""
    printing = {
        file
        for file, tree in trees_with("print(", ".echo(", ".write(")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("print", "click.echo", "sys.stdout.write", "sys.stderr.write")
    }
    assert printing == {"sitegen/cli/main.py", "sitegen/cli/terminal.py"}


def test_every_test_states_its_promise() -> None:
    """Each test says in a sentence what it promises; none is skipped for good, sleeps or mocks our own code."""
    silent, banned = [], []
    for path in TESTS:
        tree = tree_of(path)
        for one in functions(tree):
            promise = ast.get_docstring(one) or ""
            if one.name.startswith("test_") and not promise.endswith((".", "!")):
                silent.append(f"{shown(path)} {one.name}")
        if path.name != Path(__file__).name:
            text = path.read_text("utf-8")
            banned += [
                f"{shown(path)}: {word[0]}"
                for word in re.finditer(r"pytest\.(skip|mark\.skip(?!if))|time\.sleep|MagicMock", text)
            ]
    assert silent == []
    assert banned == []


def test_every_test_can_fail() -> None:
    """Each test asserts something, or calls what does: a helper named for that it checks, expects or waits for."""
    helpless = []
    for path in TESTS:
        for one in functions(tree_of(path)):
            called = {call for node in ast.walk(one) if isinstance(node, ast.Call) and (call := called_name(node))}
            asserts = any(isinstance(node, ast.Assert) for node in ast.walk(one))
            if one.name.startswith("test_") and not asserts and not any(map(ASSERTING.match, called)):
                helpless.append(f"{shown(path)} {one.name}")
    assert helpless == []


def called_name(call: ast.Call) -> str:
    return str(getattr(call.func, "attr", getattr(call.func, "id", "")))


def test_nothing_names_a_machine() -> None:
    """No file of the package, the tests or the docs holds a path of somebody's machine or a package index's host."""
    pattern = re.compile(r"/work/|/root/|/home/[a-z]|pypi\.org|files\.pythonhosted|registry\.npmjs")
    files = [
        path
        for folder in ("sitegen", "tests", "docs", "themes", "benchmarks", ".ci")
        for path in (PROJECT / folder).rglob("*")
    ]
    files += [*PROJECT.glob("*.*"), PROJECT / "Makefile"]
    texts = {
        shown(path): path.read_bytes().decode("utf-8", "replace")
        for path in files
        if path.is_file() and path != Path(__file__)
    }
    assert [name for name, text in texts.items() if pattern.search(text) and "__pycache__" not in name] == []


def test_no_random_test_has_a_deadline() -> None:
    """No example of a random test has a limit of time, which the first one, that loads modules, could break."""
    profiles = [settings.get_profile(name) for name in ("dev", "ci", "long")]
    assert [(profile.deadline, HealthCheck.too_slow in profile.suppress_health_check) for profile in profiles] == [
        (None, True)
    ] * len(profiles)
    tests = sorted((PROJECT / "tests").rglob("*.py"))
    limits = {shown(path): re.findall(r"\bdeadline=(?!None\b)\S+", path.read_text("utf-8")) for path in tests}
    assert {path: found for path, found in limits.items() if found and path != "tests/test_architecture.py"} == {}
