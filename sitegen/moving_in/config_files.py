"""Reads the config of another system as plain texts, lists and mappings: YAML, TOML, JSON, and what is plain of code.

Never: runs a config that is code.
"""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sitegen.config.site_file import Unreadable, read_entries
from sitegen.moving_in.old_folder import OldFolder
from sitegen.moving_in.old_site import Guess

_COMMENT = re.compile(r"/\*|(?<![:\"'`\w])//[^\n]*")
_MOST_CODE = 200_000


class Config(NamedTuple):
    """A config file that was read."""

    path: str = ""
    """Empty: there is none."""
    values: Mapping[str, Any] = {}
    """Numbers and truths are texts, as they were typed or nearly so."""
    problem: str = ""
    """Why it could not be read."""

    def guess(self, *keys: str) -> Guess:
        """Return the first of these keys that has a text, and that it is from here."""
        return Guess(text_at(self.values, *keys), self.why)

    @property
    def why(self) -> str:
        """Return where a value is from, in words."""
        return f"of {self.path}" if self.path else ""

    @property
    def lost(self) -> tuple[str, ...]:
        """Return that it could not be read, in words; nothing where it could."""
        return (f"{self.path} could not be read: {self.problem}",) if self.problem else ()


def read_config(folder: OldFolder, path: str) -> Config:
    """Return what a YAML, TOML or JSON file says; with a problem and without values where it cannot be read."""
    if not path:
        return Config()
    try:
        if path.endswith((".yaml", ".yml")):
            entry, _ = read_entries(folder.root / path, path)
            found = entry.plain()
        elif path.endswith(".toml"):
            found = _as_text(tomllib.loads(folder.config_text(path)))
        else:
            found = _as_text(json.loads(folder.config_text(path)))
    except Unreadable as error:
        place = f", line {error.problem.line}" if error.problem.line else ""
        return Config(path, {}, f"{error.problem.message}{place}")
    except OSError as error:
        return Config(path, {}, error.strerror or "it cannot be read")
    except (ValueError, RecursionError) as error:
        return Config(path, {}, " ".join(str(error).split())[:200] or "it is nested too deep")
    return Config(path, found) if isinstance(found, dict) else Config(path, {}, "it holds no keys with values")


def python_config(folder: OldFolder, path: str) -> Config:
    """Return the plain values that a Python file gives to names at its top level."""
    try:
        tree = ast.parse(folder.config_text(path)[:_MOST_CODE])
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return Config(path, {}, f"it is not Python that can be read ({type(error).__name__})")
    found: dict[str, Any] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            try:
                found[node.targets[0].id] = _as_text(ast.literal_eval(node.value))
            except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
                continue
    return Config(path, found)


def code_of(folder: OldFolder, path: str) -> str:
    """Return JavaScript without its comments."""
    return plain_code(folder.config_text(path)) if path else ""


def plain_code(text: str) -> str:
    """Return JavaScript without its comments, as far as that can be seen without reading it as a browser does."""
    text = text[:_MOST_CODE]
    parts, at = [], 0
    for found in _COMMENT.finditer(text):
        if found.start() < at:
            continue
        parts.append(text[at : found.start()])
        end = text.find("*/", found.end()) if found[0] == "/*" else found.end() - 2
        at = end + 2 if end >= 0 else len(text)
    return " ".join((*parts, text[at:]))


def code_text(code: str, key: str) -> str:
    """Return the text that JavaScript gives to a key; empty where it is none."""
    found = re.search(rf"""(?<![\w.-])["']?{key}["']?\s*:\s*(["'`])((?:(?!\1)[^\\\n$]|\\.){{0,500}})\1""", code)
    return found[2] if found else ""


def text_at(values: Mapping[str, Any], *keys: str) -> str:
    """Return the first of these keys (`a.b` for one within another) that has a text, in any letter case."""
    return next(
        (found.strip() for key in keys if isinstance(found := value_at(values, key), str) and found.strip()), ""
    )


def value_at(values: Mapping[str, Any], key: str) -> Any:
    """Return what a key has, in any letter case; None where it is not there."""
    found: Any = values
    for part in key.lower().split("."):
        if not isinstance(found, Mapping):
            return None
        found = next((value for name, value in found.items() if str(name).lower() == part), None)
    return found


def mapping_at(values: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """Return the mapping that a key has; an empty one where it has none."""
    found = value_at(values, key)
    return found if isinstance(found, Mapping) else {}


def texts_of(value: Any) -> list[str]:
    """Return the texts of a list, or the one text that stands in its place."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    return [item for item in value if isinstance(item, str)] if isinstance(value, list | tuple) else []


def mappings_of(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the mappings of a list."""
    if isinstance(value, list | tuple):
        yield from (item for item in value if isinstance(item, Mapping))


def is_true(text: object, default: bool = False) -> bool:
    """Return what a switch says."""
    if not isinstance(text, str) or not text.strip():
        return default
    return text.strip().lower() in ("true", "yes", "on", "1")


def _as_text(value: Any, depth: int = 0) -> Any:
    if depth > 40:
        raise RecursionError
    if isinstance(value, Mapping):
        return {str(key): _as_text(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_as_text(item, depth + 1) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
