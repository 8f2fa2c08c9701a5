"""Collects, from the code, every message that a person who runs sitegen may read, with its hint."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.command_line import PROJECT

PLACES = {
    "Problem": 5,
    "add": 3,
    "complain": 3,
    "_fail": 1,
    "SitegenError": 0,
    "usage_errors": 0,
    "ChangedMeanwhileError": 0,
    "PublishedError": 0,
    "BadDate": 0,
    "Excess": 0,
    "BadValue": 0,
    "NoValueError": 0,
    "Breach": 0,
    "_unreadable": 1,
    "_unusable": 2,
    "note": 1,
    "_note": 2,
    "_problem": 3,
    "problem": 1,
    "whole_file": 2,
    "_warning": 2,
    "_once": 2,
    "dead_address": 2,
}
"""What is called with a message -> which of its arguments that is; the hint comes next."""


class Message(NamedTuple):
    """A message as it stands in the code, `…` for what is filled in."""

    room: str
    """The file."""
    text: str
    hint: str


def messages() -> list[Message]:
    """Return every message once, by file and line."""
    found: dict[str, Message] = {}
    for path in sorted((PROJECT / "sitegen").rglob("*.py")):
        for one in messages_of(path):
            found.setdefault(one.text, one)
    return list(found.values())


def messages_of(path: Path) -> Iterator[Message]:
    """Yield the messages of one file."""
    tree = ast.parse(path.read_text("utf-8"))
    room = path.relative_to(PROJECT / "sitegen").as_posix()
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        names = assigned(function)
        for node in ast.walk(function):
            if isinstance(node, ast.Call):
                place = PLACES.get(called(node))
                texts = texts_of(argument(node, place, "message"), names) if place is not None else []
                if called(node) == "usage_errors":  # what is wrong comes behind the place
                    texts = [f"{text}…" for text in texts]
                hints = texts_of(argument(node, (place or 0) + 1, "hint"), names) if place is not None else []
                texts += texts_of(argument(node, None, "several"), names)
                for number, text in enumerate(texts):
                    if " " in text.strip("… "):
                        yield Message(room, text, hints[min(number, len(hints) - 1)] if hints else "")


def called(node: ast.Call) -> str:
    """Return the last part of the name of what is called."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def argument(node: ast.Call, place: int | None, name: str) -> ast.expr | None:
    """Return an argument that is given by its name or its place."""
    named = next((keyword.value for keyword in node.keywords if keyword.arg == name), None)
    return named or (node.args[place] if place is not None and place < len(node.args) else None)


def assigned(function: ast.FunctionDef) -> dict[str, list[ast.expr]]:
    """Return what is assigned to each name in a function."""
    names: dict[str, list[ast.expr]] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                pairs = [(target, node.value)]
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    pairs = list(zip(target.elts, node.value.elts, strict=False))
                for one, value in pairs:
                    if isinstance(one, ast.Name):
                        names.setdefault(one.id, []).append(value)
    return names


def texts_of(node: ast.expr | None, names: dict[str, list[ast.expr]]) -> list[str]:
    """Return the texts that an expression may give, `…` for what is filled in."""
    if isinstance(node, ast.IfExp):
        return [*texts_of(node.body, names), *texts_of(node.orelse, names)]
    if isinstance(node, ast.Name):
        return [text for value in names.get(node.id, ()) if value is not node for text in texts_of(value, {})]
    if isinstance(node, ast.BinOp):
        return [
            left + right
            for left in texts_of(node.left, names)[:1] or ["…"]
            for right in texts_of(node.right, names)[:1]
        ]
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        parts = [str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values]
        return ["".join(parts)]
    return []
