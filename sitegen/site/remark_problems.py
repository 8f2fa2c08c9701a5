"""Tells once, with a count and the first places, what is worth telling of many sources.

Never: names a source that is not published, but for one that is not for want of a date.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sitegen.errors import Problem, first_few, whole_file
from sitegen.pages.page import PageMeta
from sitegen.pages.remarks import DERIVED_TITLE, OTHER_DAY, SUBHEADS, UNDATED, UNREAD
from sitegen.settings import Settings
from sitegen.site.publishing import NO_DATE

_FIRST = 3
"""Places that are named."""
_MOST_NAMES = 12
"""Of keys in one line."""


def remark_problems(
    pages: Sequence[PageMeta], undated: Sequence[PageMeta], settings: Settings, shown_keys: Collection[str]
) -> Iterator[Problem]:
    """Yield a warning for each kind of remark.

    `pages` are those that are published, `undated` those that are not for want of a date. The theme shows `shown_keys`.
    """
    found: defaultdict[str, list[PageMeta]] = defaultdict(list)
    for page in pages:
        for remark in page.remarks:
            found[remark].append(page)
    yield from _undated(pages, [*found[UNDATED], *undated], settings)
    yield from _same_titles(found[DERIVED_TITLE], settings)
    if disagreeing := found[OTHER_DAY]:
        verb = "is" if len(disagreeing) == 1 else "are"
        message = f"{_counted(disagreeing)} {verb} called by another day than that of the front matter, which counts"
        yield _once(disagreeing, settings, message, "Rename the files, or correct the dates.")
    if guessed := found[SUBHEADS]:
        message = f"lines that look like subheads are shown as headings in {_counted(guessed, 'plain text')}"
        hint = (
            "`findHeadings: true` in the front matter says that they are, `false` makes them paragraphs; "
            "`find_headings` in site.yaml says so for all plain texts."
        )
        yield _once(guessed, settings, message, hint)
    unread = {name: found[name] for name in found if name.startswith(UNREAD) and name[len(UNREAD) :] not in shown_keys}
    if unread:
        yield _unread_keys(unread, settings)


def _once(pages: Iterable[PageMeta], settings: Settings, message: str, hint: str) -> Problem:
    """Return a warning that names the first places."""
    paths = sorted({settings.shown_path(page.path) for page in pages})
    shown = ", ".join(paths[:_FIRST]) + (" ..." if len(paths) > _FIRST else "")
    return whole_file("warning", settings.content, f"{message}: {shown}", hint)


def _counted(pages: Collection[PageMeta], word: str = "source") -> str:
    return f"1 {word}" if len(pages) == 1 else f"{len(pages):,} {word}s"


def _undated(pages: Sequence[PageMeta], undated: Sequence[PageMeta], settings: Settings) -> Iterator[Problem]:
    """Yield the warning of sources without a date among stories, or on a site that has no story at all."""
    sections = {page.section for page in pages if page.is_story}
    meant = [page for page in undated if not sections or page.section in sections or page.withheld == NO_DATE]
    if meant:
        verb = "has" if len(meant) == 1 else "have"
        hint = (
            "Begin the file name with a date (2024-02-21-name.md), or write `date: 2024-02-21` into the front matter; "
            "`type: page` there says that it is a page."
        )
        yield _once(meant, settings, f"{_counted(meant)} {verb} no date and so cannot be a story", hint)


def _same_titles(untitled: Sequence[PageMeta], settings: Settings) -> Iterator[Problem]:
    """Yield the warning of a title that several sources got because they have none."""
    counts = Counter(page.title for page in untitled)
    same = [page for page in untitled if counts[page.title] > 1]
    if same:
        title, most = counts.most_common(1)[0]
        message = f"{_counted(same)} without a title got one that another has too ({most:,} times {title[:60]!r})"
        yield _once(same, settings, message, "Write `title: ...` into their front matter.")


def _unread_keys(unread: Mapping[str, Collection[PageMeta]], settings: Settings) -> Problem:
    shown = _named({name[len(UNREAD) :]: len(pages) for name, pages in unread.items()})
    hint = (
        "Delete what is not needed, name a taxonomy with that key in site.yaml, or show it in a template as "
        "view.page.extra; docs/content.md lists the keys that are known."
    )
    first = settings.shown_path(min(page.path for pages in unread.values() for page in pages))
    message = f"keys of front matter that mean nothing here and are shown nowhere: {shown}; the first in {first}"
    return whole_file("warning", settings.content, message, hint)


def _named(counts: Mapping[str, int]) -> str:
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return first_few([f"{name} ({count:,})" for name, count in ranked], _MOST_NAMES)
