"""Reads the spec files: title, input, expected output, each between lines with one dot."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.errors import Problem
from sitegen.pages.page import Card, Page, Parsed
from sitegen.settings import Settings

SPECS = Path(__file__).parents[2] / "specs"
SETTINGS = Settings(base_url="https://digest.example/base/", timezone="Asia/Shanghai")


def spec_cases(name: str) -> list[object]:
    """Return the cases of a spec file as parameters: title, input, expected."""
    parts = (SPECS / name).read_text("utf-8").split("\n.\n")
    cases: list[object] = []
    for title, given, expected in zip(parts[0::3], parts[1::3], parts[2::3], strict=False):
        title = title.strip()
        cases.append(pytest.param(title, given + "\n", expected + "\n" if expected else "", id=title))
    return cases


def shown_problem(problem: Problem) -> str:
    """Return a problem as the specs write it."""
    place = f"{problem.line}:{problem.column}+{problem.span}"
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"{problem.level} {place} {problem.field}: {problem.message}{hint}"


def shown_page(parsed: Parsed) -> str:
    """Return what was understood of a source: all that differs from a page without any front matter."""
    lines = [shown_problem(problem) for problem in parsed.problems]
    if parsed.page is None or parsed.essentials is None:
        return "\n".join([*lines, "no page"]) + "\n"
    bare_card, bare_page = Card(path="", title="", url=""), Page(card=Card(path="", title="", url=""))
    card, page = parsed.page.card, parsed.page
    lines += [
        f"{name}: {_shown(getattr(card, name))}"
        for name in Card.__struct_fields__
        if name not in {"path", "identity", "domain", "url"} and getattr(card, name) != getattr(bare_card, name)
    ]
    lines += [
        f"{name}: {_shown(getattr(page, name))}"
        for name in ("related", "images", "extra")
        if getattr(page, name) != getattr(bare_page, name)
    ]
    lines += [f"withheld: {parsed.essentials.withheld}"] if parsed.essentials.withheld else []
    lines += [f"aliases: {parsed.essentials.aliases}"] if parsed.essentials.aliases else []
    return "\n".join(lines) + "\n"


def _shown(value: object) -> str:
    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return text.replace("datetime.timezone", "timezone")
