"""Problems where two outputs want one path: which of them is to blame, and what its owner can do.

A source is, then a file that is copied, then a folder of sources; else the settings are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from sitegen.errors import Problem, whole_file
from sitegen.pages.page import PageMeta
from sitegen.plan.calendar import section_link
from sitegen.plan.output import Output
from sitegen.plan.views.dated_views import SectionView
from sitegen.settings import Settings
from sitegen.site.addresses.settled_addresses import way_out
from sitegen.site.index import SiteIndex
from sitegen.sources import PAGE_SUFFIXES

_SOURCE, _COPIED, _FOLDER, _MADE = range(4)
"""What an output comes from, the first to blame first: a source, a copied file, a folder of sources, the site."""
_OTHER_FOLDER = "Give the folder another name."
_OTHER_CATEGORY = "Give it another `category`, or move it into a folder."


class Clash(NamedTuple):
    """An output that cannot be where it should."""

    output: Output
    other: str
    """The origin of what is in its way."""


def clash_problems(clashes: Sequence[Clash], index: SiteIndex, settings: Settings) -> Iterator[Problem]:
    """Yield an error for each culprit and each thing that it clashes with, once, however many paths it blocks."""
    blocked: defaultdict[str, set[str]] = defaultdict(set)
    for output, other in clashes:
        blocked[other].add(output.origin)
    told: dict[tuple[str, str], Problem] = {}
    for clash in clashes:
        for problem in _problems(clash, blocked[clash.other], index, settings):
            told.setdefault((problem.path, clash.other), problem)
    yield from told.values()


def _problems(clash: Clash, blocked: Iterable[str], index: SiteIndex, settings: Settings) -> Iterator[Problem]:
    output, other = clash
    if isinstance(output.view, SectionView) and _kind(other) > _COPIED:
        yield from _of_section(output, output.view, other, index, settings)
        return
    first, second = sorted((output.origin, other), key=_kind)
    if _kind(other) == _COPIED and not _is_address_of(output.path, other) and [*blocked] != [output.origin]:
        first, second = other, output.origin  # it stands where a folder must be: in the way of all that goes there
    hints = (way_out(settings), "Give the file another name, or another place.", _OTHER_FOLDER)
    if _kind(first) == _MADE:
        message = f"{output.path} would be both {second} and {first}"
        yield settings.problem("permalinks", message, "Change `permalinks`, or the name of a taxonomy.")
    else:
        message = f"its address is taken: {output.path} is {_described(second, settings)}"
        yield whole_file("error", _shown(first, settings), message, hints[_kind(first)])


def _of_section(
    output: Output, view: SectionView, other: str, index: SiteIndex, settings: Settings
) -> Iterator[Problem]:
    """Yield an error for every folder, and every source outside of one, that makes the section."""
    pages: Iterable[PageMeta] = chain(index.stories, index.pages)
    members = (page.path for page in pages if section_link(page.section, settings).url == view.url)
    for origin in dict.fromkeys(f"{path.partition('/')[0]}/" if "/" in path else path for path in members):
        message = f"its address is taken: {output.path} is {_described(other, settings)}"
        hint = _OTHER_FOLDER if origin.endswith("/") else _OTHER_CATEGORY
        yield whole_file("error", settings.shown_path(origin), message, hint)


def _is_address_of(path: str, copied: str) -> bool:
    """Return whether a file that is copied is in the way of this page alone: at its address or below its file."""
    page, file = f"/{path}".casefold(), f"/{copied}".casefold()
    return file.endswith((page, page.removesuffix("/index.html"))) or f"{page}/" in file


def _kind(origin: str) -> int:
    if origin.startswith(("static/", "themes/", "sitegen/themes/")):
        return _COPIED
    if origin.endswith(PAGE_SUFFIXES):
        return _SOURCE
    is_folder = origin.find("/") == len(origin) - 1  # `news/`, which is no `the page /news/`
    return _FOLDER if is_folder else _MADE


def _described(origin: str, settings: Settings) -> str:
    return f"made from {_shown(origin, settings)} already" if _kind(origin) in (_SOURCE, _FOLDER) else origin


def _shown(origin: str, settings: Settings) -> str:
    return settings.shown_path(origin) if _kind(origin) in (_SOURCE, _FOLDER) else origin
