"""What rendering needs of the index beyond the outputs' own views; above all the order.

Outputs that show the same stories come close together, so what was made of a story for one list is still at hand for
the next.
"""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.engine.compare.staleness import Job
from sitegen.engine.jobs.cached_pages import IndexParts
from sitegen.pages.page import PageMeta
from sitegen.plan.views.html_views import CardRef, PageRef, ShardRef
from sitegen.plan.views.search_views import SearchHeadView, SearchTermsView
from sitegen.site.index import SiteIndex

ORDERED_FROM = 200
"""Jobs, from which on it pays."""


def index_parts(jobs: Sequence[Job], index: SiteIndex, base_path: str) -> IndexParts:
    """Return what rendering these outputs needs of the index."""
    return IndexParts(index.term_links(), _segments(jobs, index), index.addresses, index.files, base_path)


def rendering_order(jobs: Sequence[Job], stories: Sequence[PageMeta]) -> list[int]:
    """Return the jobs' positions: those that show no story as they come, then by the newest story that they show."""
    if len(jobs) < ORDERED_FROM:
        return list(range(len(jobs)))
    newest = [_newest(job) for job in jobs]
    wanted = set(newest)
    numbers = {story.path: number for number, story in enumerate(stories) if story.path in wanted}
    return sorted(range(len(jobs)), key=lambda position: numbers.get(newest[position], -1))


def _newest(job: Job) -> str:
    """Return the path of the newest story that an output is about; empty when it is about none."""
    view = job.output.view
    page = getattr(view, "page", None)
    if isinstance(page, PageRef):
        return page.path
    stories = getattr(view, "stories", ())
    return stories[0].path if stories else ""


def _segments(jobs: Sequence[Job], index: SiteIndex) -> dict[str, tuple[CardRef | PageRef, ...]]:
    found: dict[str, tuple[CardRef | PageRef, ...]] = {}
    for job in jobs:
        view = job.output.view
        terms = view.terms if isinstance(view, SearchTermsView | SearchHeadView) else None
        if isinstance(terms, ShardRef) and terms.digest not in found:
            stories = index.stories[terms.start : terms.start + terms.size]
            found[terms.digest] = tuple(_reference(story, index.shown[story.path], terms.part) for story in stories)
    return found


def _reference(story: PageMeta, card: str, part: str) -> CardRef | PageRef:
    return CardRef(story.path, card) if part == "cards" else PageRef(story.path, story.page_digest, card)
