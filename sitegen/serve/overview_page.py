"""The page `/_preview/`: what is held back and why, problems, addresses without an answer, what may be there twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from urllib.parse import unquote

from sitegen.engine.inspect.overview import Overview
from sitegen.serve.dressing import OWN
from sitegen.settings import Settings
from sitegen.site.look_alikes import Alike
from sitegen.site.publishing import HeldBack

_MOST = 200
"""Entries of one list; a page of thousands helps nobody."""


def overview_html(overview: Overview, early: Mapping[str, str], problems: str, count: int) -> str:
    """Return the page; `early` is what is shown before its time, `problems` the text of the `count` that there are."""
    settings = overview.settings
    drafts = [held for held in overview.withheld if held.reason == "draft"]
    later = [held for held in overview.withheld if held.reason.startswith("until ")]
    others = [held for held in overview.withheld if held not in drafts and held not in later]
    parts = [
        _problems(problems, count),
        _section("Shown here only", [_early(address, reason) for address, reason in sorted(early.items())]),
        _section("Drafts", (_held(held, settings.shown_path(held.page.path)) for held in drafts)),
        _section("Scheduled", (_held(held, settings.shown_path(held.page.path)) for held in later)),
        _section(
            "Withheld",
            [
                *(f"<code>{escape(path)}</code> has an error" for path in overview.at_fault),
                *(_held(held, settings.shown_path(held.page.path)) for held in others),
            ],
        ),
        _section(
            "Published addresses without an answer",
            (
                f"<code>{escape(unquote(one.address))}</code> {escape(one.reason)} <code>{escape(one.source)}</code>"
                for one in overview.unanswered
            ),
        ),
        _section("Perhaps the same twice", (_alike(one, settings.shown_path) for one in overview.alike)),
    ]
    return _page(settings.title, settings.base_path, parts)


def unlisted_html(settings: Settings, why: str) -> str:
    """Return the page of a site of which nothing can be listed now, and `why`."""
    return _page(settings.title, settings.base_path, [_problems(why, 1)])


def _page(title: str, address: str, parts: Iterable[str]) -> str:
    return "".join(
        [
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f'<title>Preview of {escape(title)}</title>\n<link rel="stylesheet" href="{OWN}overview.css">\n',
            f'</head>\n<body>\n<main>\n<h1>Preview of <a href="{escape(address)}">{escape(title)}</a></h1>\n',
            *parts,
            "</main>\n</body>\n</html>\n",
        ]
    )


def _problems(text: str, count: int) -> str:
    words = f"<pre>{escape(text)}</pre>" if text else "<p>None.</p>"
    return f"<section>\n<h2>Problems ({count:,})</h2>\n{words}\n</section>\n"


def _section(title: str, entries: Iterable[str]) -> str:
    items: Sequence[str] = list(entries)
    shown = "".join(f"<li>{item}</li>\n" for item in items[:_MOST])
    more = f"<p>… and {len(items) - _MOST:,} more</p>\n" if len(items) > _MOST else ""
    lines = f"<ul>\n{shown}</ul>\n{more}" if items else "<p>None.</p>\n"
    return f"<section>\n<h2>{title} ({len(items):,})</h2>\n{lines}</section>\n"


def _early(address: str, reason: str) -> str:
    return f'<a href="{escape(address)}">{escape(unquote(address))}</a> {escape(reason)}'


def _held(held: HeldBack, path: str) -> str:
    hint = f' <span class="hint">{escape(held.hint)}</span>' if held.hint else ""
    return f"{escape(held.page.title or path)}: {escape(held.reason)} <code>{escape(path)}</code>{hint}"


def _alike(alike: Alike, shown_path: Callable[[str], str]) -> str:
    named = ", ".join(f"<code>{escape(name)}</code>" for name in _names(alike, shown_path))
    return f"{escape(alike.why)}: {named}"


def _names(alike: Alike, shown_path: Callable[[str], str]) -> Iterator[str]:
    for page in alike.pages:
        yield shown_path(page.path)
    for term in alike.terms:
        yield f"{alike.taxonomy}: {term.name}"
