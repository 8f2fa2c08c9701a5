"""Links between pages: what a link in a body to another content file leads to."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from posixpath import splitext

from sitegen.errors import Problem
from sitegen.pages.file_links import BY_NAME
from sitegen.pages.page import BodyLink, PageMeta
from sitegen.settings import Settings
from sitegen.site.page_files import SiteFiles

_DATE = re.compile(r"\A\d{4}-\d{1,2}-\d{1,2}-")
MOST_DEAD_LINKS = 100
"""Told of one page, each target once."""


def resolve_links(
    pages: Collection[PageMeta], site_files: SiteFiles, withheld: Mapping[str, str], settings: Settings
) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    """Return, for each page that links to sources, target -> URL; and a problem for each dead link and missing file.

    A plain text that is no story may be a file beside another one; `withheld` says why sources are not published, by
    path as problems name it.
    """
    urls, targets = {page.path: page.url for page in pages}, dict[str, dict[str, str]]()
    problems = list(site_files.problems)
    is_asked = any(link.target.startswith(BY_NAME) for page in pages if page.links for link in page.links)
    by_name = _by_name(urls) if is_asked else {}
    for page in pages:
        if not page.links:
            continue
        found = targets[page.path] = {}
        dead: set[str] = set()
        files = site_files.of_pages.get(page.path, {})
        for link in page.links:
            if link.target in urls:
                found[link.target] = urls[link.target]
            elif link.target.startswith(BY_NAME) and (url := by_name.get(_name_of(link.target))):
                found[link.target] = url
            elif link.target in files:
                found[link.target] = files[link.target].url
            elif link.target not in dead and len(dead) < MOST_DEAD_LINKS:
                dead.add(link.target)
                problems.append(_dead_link(page, link, withheld, settings))
    return targets, problems


def _by_name(urls: Mapping[str, str]) -> dict[str, str]:
    """Return the addresses of pages by the name of their file without its ending; of two that share one, none."""
    found: dict[str, str] = {}
    undated: dict[str, str] = {}
    for path, url in urls.items():
        name = _name_of(path)
        found[name] = "" if name in found else url
        short = _DATE.sub("", name)
        undated[short] = "" if short in undated else url
    return {**undated, **found}


def _name_of(path: str) -> str:
    """Return a file's name without its ending, of `x/index.md` that of the folder."""
    stem = splitext(path)[0].removesuffix("/index")
    return stem.rpartition("/")[2].lower()


def _dead_link(page: PageMeta, link: BodyLink, withheld: Mapping[str, str], settings: Settings) -> Problem:
    target = link.target.removeprefix(BY_NAME) if link.target.startswith(BY_NAME) else settings.shown_path(link.target)
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
        several="sources that texts link to are not published"
        if reason
        else "sources that texts link to are not there",
        name=target,
    )
