"""Links between pages: what a link in a body to another content file leads to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sitegen.errors import Problem
from sitegen.pages.page import BodyLink, PageMeta
from sitegen.settings import Settings

MOST_DEAD_LINKS = 100
"""Told of one page, each target once."""


def resolve_links(
    pages: Iterable[PageMeta], urls: Mapping[str, str], withheld: Mapping[str, str], settings: Settings
) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    """Return, for each page that links to content files, target -> URL; and a problem for each dead link.

    `urls` are the published pages' by path; `withheld` says why others are not published, by path as problems name it.
    """
    targets: dict[str, dict[str, str]] = {}
    problems = []
    for page in pages:
        if not page.links:
            continue
        found = targets[page.path] = {}
        dead: set[str] = set()
        for link in page.links:
            if link.target in urls:
                found[link.target] = urls[link.target]
            elif link.target not in dead and len(dead) < MOST_DEAD_LINKS:
                dead.add(link.target)
                problems.append(_dead_link(page, link, withheld, settings))
    return targets, problems


def _dead_link(page: PageMeta, link: BodyLink, withheld: Mapping[str, str], settings: Settings) -> Problem:
    target = settings.shown_path(link.target)
    reason = withheld.get(target)
    return Problem(
        level="warning",
        path=settings.shown_path(page.path),
        line=link.line,
        column=link.column,
        field="",
        message=f"the link leads to {target}, which is not published ({reason})"
        if reason
        else f"the link leads to {target}, and there is no such file",
        hint="It is shown as plain text until then." if reason else "Repair the link, or add the file.",
        span=len(link.text),
    )
