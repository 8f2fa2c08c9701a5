"""From a head of fields, in whichever style, to the one tree that all fields are read from."""

from __future__ import annotations

from sitegen.lazy import lazy_imports
from sitegen.pages.front_matter.nodes import FRONT_MATTER, Node
from sitegen.pages.front_matter.yaml_tree import read_any_yaml, read_yaml
from sitegen.pages.problem_list import ProblemList

with lazy_imports():
    from sitegen.pages.front_matter import header_tree, toml_tree


def read_head(text: str, first_line: int, style: str, problems: ProblemList, part: str = FRONT_MATTER) -> Node | None:
    """Return the tree of a head; None when it is empty, or wrong (then with an error).

    `style` is `toml`, `json`, `headers`, or anything else for YAML; `part` is what problems call it.
    """
    if style == "toml":
        return toml_tree.read_toml(text, first_line, problems, part)
    if style == "json":
        return _read_json(text, first_line, problems, part)
    if style == "headers":
        return header_tree.read_headers(text, first_line, problems)
    return read_yaml(text, first_line, problems, part)


def _read_json(text: str, first_line: int, problems: ProblemList, part: str) -> Node | None:
    """Return the tree of JSON, a part of YAML's flow style; fields without braces around them get theirs."""
    if text.lstrip()[:1] not in ("{", "["):
        text, first_line = f"{{\n{text}\n}}", first_line - 1
    return read_any_yaml(text, first_line, problems, "JSON", part)
