"""Plans the files that are copied: the theme's, the site's own, and those that texts refer to.

The last lie beside each page, or at the site's root where they are named from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from sitegen.pages.page import PageMeta
from sitegen.pages.urls import output_path
from sitegen.plan.appearance import STYLESHEET, Appearance
from sitegen.plan.calendar import months_of
from sitegen.plan.output import Group, Output, PlanInputs
from sitegen.plan.views.file_views import AssetView
from sitegen.site.page_files import PublishedFile
from sitegen.values import with_changes

KIND = "asset"


def plan_assets(assets: Mapping[str, AssetView], appearance: Appearance) -> Iterator[Output]:
    """Plan a copy of each asset: output path -> which file, and the digest of its bytes.

    The colours and fonts that the owner chose are written at the end of the stylesheet.
    """
    for path, view in sorted(assets.items()):
        if path == STYLESHEET and appearance.style:
            view = with_changes(view, appended=appearance.style)
        yield Output(path=path, kind=KIND, view=view, origin=view.source)


def plan_page_files(inputs: PlanInputs) -> Iterator[Group]:
    """Plan the files beside each page, those of the stories of a month together."""
    if not inputs.index.files:
        return
    stories = inputs.index.stories
    for month, (first, end) in months_of(stories).items():
        yield from _group(inputs, f"files {month}", stories[first:end])
    yield from _group(inputs, "files of pages", inputs.index.pages)


def _group(inputs: PlanInputs, name: str, pages: Sequence[PageMeta]) -> Iterator[Group]:
    files = [(page, file) for page in pages for target, file in _files(inputs, page) if not target.startswith("/")]
    if files:
        made_from = (f"{page.path} {file.url} {file.source} {file.digest} {file.has_place}" for page, file in files)
        yield inputs.group(name, KIND, made_from, partial(_plan, inputs, files))


def plan_root_files(inputs: PlanInputs) -> Iterator[Output]:
    """Plan the files of the content folder that texts name from the site's root, each once."""
    index = inputs.index
    found: dict[str, tuple[PageMeta, PublishedFile]] = {}
    for page in sorted((*index.stories, *index.pages), key=lambda page: page.path) if index.files else ():
        for target, file in _files(inputs, page):
            if target.startswith("/") and file.source:
                found.setdefault(file.url, (page, file))
    yield from _plan(inputs, found.values())


def _files(inputs: PlanInputs, page: PageMeta) -> Iterable[tuple[str, PublishedFile]]:
    return inputs.index.files.get(page.path, {}).items()


def _plan(inputs: PlanInputs, files: Iterable[tuple[PageMeta, PublishedFile]]) -> Iterator[Output]:
    for page, file in files:
        source = inputs.settings.shown_path(file.source)
        view = AssetView(source=source, digest=file.digest, has_place=file.has_place)
        yield Output(output_path(file.url, inputs.base_path), KIND, view, page.path)
