"""Reads JSON into a tree of texts with their places: it is a part of YAML's flow style, so YAML's reader reads it."""

from __future__ import annotations

from sitegen.pages.front_matter.nodes import FRONT_MATTER, Node
from sitegen.pages.front_matter.yaml_tree import read_any_yaml
from sitegen.pages.problem_list import ProblemList

_NAME = "JSON"


def read_json(text: str, first_line: int, problems: ProblemList, part: str = FRONT_MATTER) -> Node | None:
    """Return the tree of JSON; fields without braces around them get theirs."""
    if text.lstrip()[:1] in ("{", "["):
        return read_any_yaml(text, first_line, problems, _NAME, part)
    return read_any_yaml(f"{{\n{text}\n}}", first_line - 1, problems, _NAME, part)
