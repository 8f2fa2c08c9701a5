"""Reads the spec files: title, input, expected output, each between lines with one dot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.errors import Problem
from sitegen.pages.fields.declared_fields import PageFields
from sitegen.pages.page import Card, Page, Parsed
from sitegen.settings import Settings

SPECS = Path(__file__).parents[2] / "specs"
_DOT = "\n.\n"
SETTINGS = Settings(base_url="https://digest.example/base/", timezone="Asia/Shanghai")


def spec_cases(name: str) -> list[object]:
    """Return the cases of a spec file as parameters: title, input, expected."""
    cases: list[object] = []
    for title, given, expected in read_spec((SPECS / name).read_text("utf-8")):
        title = title.strip()
        cases.append(pytest.param(title, given + "\n", expected + "\n" if expected else "", id=title))
    return cases


def read_spec(text: str) -> list[tuple[str, str, str]]:
    """Return title, input and expected output of each case, without the last line end of each."""
    parts = _parts(text)
    return list(zip(parts[0::3], parts[1::3], parts[2::3], strict=False))


def _parts(text: str) -> list[str]:
    """Return what stands between the dots; two of them in a row have nothing between them."""
    return text.replace("\n.\n.\n", "\n.\n\n.\n").split(_DOT)


def renew_spec(text: str, function: Callable[[str, str], str]) -> str:
    """Return a spec file's text with what the function makes of each input now."""
    cases = [
        (title, given, function(title.strip(), given + "\n").removesuffix("\n")) for title, given, _ in read_spec(text)
    ]
    rest = _parts(text)[3 * len(cases) :]
    return _DOT.join([part for case in cases for part in case] + rest)


def shown_problem(problem: Problem) -> str:
    """Return a problem as the specs write it."""
    place = f"{problem.line}:{problem.column}+{problem.span}"
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"{problem.level} {place} {problem.field}: {problem.message}{hint}"


def shown_page(parsed: Parsed) -> str:
    """Return what was understood of a source: all that differs from a page without any front matter."""
    lines = [shown_problem(problem) for problem in parsed.problems]
    if parsed.page is None or parsed.meta is None:
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
        for name in (*PageFields.__struct_fields__, "extra")
        if getattr(page, name) != getattr(bare_page, name)
    ]
    lines += [f"withheld: {parsed.meta.withheld}"] if parsed.meta.withheld else []
    lines += [f"aliases: {parsed.meta.aliases}"] if parsed.meta.aliases else []
    return "\n".join(lines) + "\n"


def _shown(value: object) -> str:
    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return text.replace("datetime.timezone", "timezone")
