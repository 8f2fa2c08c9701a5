"""Plans the lists that are cut into blocks: that of all stories, and the page and blocks of each term.

Also what stands at the addresses of blocks that are no more: a page that leads to the block with the same story.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain

from sitegen.pages.urls import output_path
from sitegen.plan.feeds.feeds import feed_links
from sitegen.plan.output import Group, Output, PlanInputs, card_digests, group_of_lists
from sitegen.plan.views.file_views import MOVED, MovedView
from sitegen.plan.views.html_views import (
    BlockView,
    Link,
    MonthCount,
    TaxonomyView,
    TermLine,
    TermView,
)
from sitegen.site.lists.blocks import Blocks
from sitegen.site.lists.sealed_lists import ARCHIVE, FEED_ARCHIVE, SealedList
from sitegen.site.taxonomy import Taxonomy, Term
from sitegen.values import digest_of

BLOCK = "block.html"
TERM = "term.html"
TAXONOMY = "taxonomy.html"
TREND_MONTHS = 120
TOGETHER = 64
"""Blocks of one list: all of a short one; of a long one those around the story that changed."""


def plan_blocks(inputs: PlanInputs) -> Iterator[Group]:
    """Plan the sealed blocks of all stories, `/archive/<block>/`."""
    yield from _plan_sealed(inputs, inputs.index.listed.lists[ARCHIVE])


def plan_taxonomies(inputs: PlanInputs) -> Iterator[Group]:
    """Plan each term's sealed blocks and page, and each taxonomy's index."""
    for taxonomy in inputs.index.taxonomies:
        lists: list[tuple[Term, Blocks]] = []
        for term in taxonomy.terms.values():
            if term.url:
                whole = inputs.index.listed.lists[term.url.removeprefix(inputs.base_path)]
                lists.append((term, whole.blocks))
                yield from _plan_sealed(inputs, whole)
        for term, blocks in lists:
            made_from = _inputs_of_term(inputs, taxonomy, term, blocks)
            plan = partial(_plan_term, inputs, taxonomy, term, blocks)
            yield group_of_lists(inputs, f"term {term.url}", TERM, made_from, plan)
        lines = (digest_of(_line(inputs, taxonomy, term)) for term in taxonomy.terms.values())
        made_from = chain((taxonomy.settings.title, taxonomy.url), lines)
        yield group_of_lists(
            inputs, f"terms {taxonomy.url}", TAXONOMY, made_from, partial(_plan_index, inputs, taxonomy)
        )


def _inputs_of_term(inputs: PlanInputs, taxonomy: Taxonomy, term: Term, blocks: Blocks) -> Iterator[str]:
    """Yield all that a term's page is made of. Of its sealed stories that shows nothing but their months."""
    parent = taxonomy.terms.get(term.parent)
    children = [taxonomy.terms[key].link for key in term.children]
    names = [taxonomy.settings.title, taxonomy.url, term.link, parent and parent.link, children]
    yield digest_of([*names, term.data, blocks.newest, blocks.head])
    yield from card_digests(inputs, term.stories)
    yield from (inputs.index.shown[inputs.index.pages[number].path] for number in term.pages)


def _plan_sealed(inputs: PlanInputs, whole: SealedList) -> Iterator[Group]:
    """Plan the sealed blocks of a list, many together."""
    count = len(whole.blocks.names)
    for first in range(0, count, TOGETHER):
        some = range(first, min(first + TOGETHER, count))
        name = f"blocks {inputs.base_path}{whole.folder}{f' {first}' if first else ''}"
        plan = partial(_plan_blocks, inputs, whole, some)
        yield group_of_lists(inputs, name, BLOCK, _inputs_of_blocks(inputs, whole, some), plan)


def _inputs_of_blocks(inputs: PlanInputs, whole: SealedList, some: range) -> Iterator[str]:
    """Yield all that some blocks of a list are made of; where they begin in it is no matter."""
    names, ends = ("", *whole.blocks.names, ""), (0, *whole.blocks.ends)
    yield from (whole.title, whole.head_url, *names[some.start : some.stop + 2])
    yield from (str(ends[number + 1] - ends[number]) for number in some)
    yield from card_digests(inputs, whole.members[ends[some.start] : ends[some.stop]])


def _plan_blocks(inputs: PlanInputs, whole: SealedList, some: range) -> Iterator[Output]:
    names, ends = ("", *whole.blocks.names, ""), (0, *whole.blocks.ends)
    for number in some:
        stories = whole.members[ends[number] : ends[number + 1]]
        older, own, newer = (whole.url_of(name, inputs.base_path) for name in names[number : number + 3])
        yield inputs.output(
            BLOCK,
            BlockView(
                url=own,
                title=whole.title,
                span=inputs.span(stories[0], stories[-1]),
                stories=inputs.newest_first(stories),
                head=Link(title=whole.title, url=whole.head_url),
                older_url=older if number else "",
                newer_url=newer,
            ),
            f"a block of {whole.title}",
        )


def plan_former_blocks(inputs: PlanInputs, has_room: Callable[[str], bool]) -> Iterator[Output]:
    """Plan a page at each address of a former block, where there is room; archives of the feed have documents."""
    for lost in inputs.index.lost_blocks:
        path = output_path(f"{inputs.base_path}{lost.folder}{lost.name}/", inputs.base_path)
        if lost.into is None or lost.folder == FEED_ARCHIVE or not has_room(path):
            continue
        target = lost.into.url_of(lost.block, inputs.base_path)
        view = MovedView(target, inputs.absolute(target), lost.into.title, inputs.settings.language)
        yield Output(path, MOVED, view, f"a former block of {lost.into.title}")


def _plan_index(inputs: PlanInputs, taxonomy: Taxonomy) -> Iterator[Output]:
    lines = sorted(
        (_line(inputs, taxonomy, term) for term in taxonomy.terms.values()),
        key=lambda line: (-line.count, line.term.name),
    )
    yield inputs.output(
        TAXONOMY,
        TaxonomyView(
            url=taxonomy.url,
            title=taxonomy.settings.title,
            taxonomy=Link(title=taxonomy.settings.title, url=taxonomy.url),
            terms=tuple(line for line in lines if line.term.url),
            small=tuple(line for line in lines if not line.term.url),
        ),
        f"the index of {taxonomy.settings.title}",
    )


def _line(inputs: PlanInputs, taxonomy: Taxonomy, term: Term) -> TermLine:
    return TermLine(
        term=term.link,
        count=len(term.stories) + len(term.pages),
        newest=inputs.index.stories[term.stories[-1]].day if term.stories else "",
        parent=taxonomy.terms[term.parent].name if term.parent in taxonomy.terms else "",
    )


def _plan_term(inputs: PlanInputs, taxonomy: Taxonomy, term: Term, blocks: Blocks) -> Iterator[Output]:
    parent = taxonomy.terms.get(term.parent)
    pages = inputs.index.pages
    yield inputs.output(
        TERM,
        TermView(
            url=term.url,
            title=term.name,
            description=term.data.description if term.data else "",
            feeds=feed_links(inputs.settings, term.name, term.url),
            taxonomy=Link(title=taxonomy.settings.title, url=taxonomy.url),
            term=term.link,
            short_name=term.data.short_name if term.data else "",
            image=term.data.image if term.data else None,
            parent=parent.link if parent else None,
            children=tuple(taxonomy.terms[key].link for key in term.children),
            stories=inputs.newest_first(term.stories[blocks.head :]),
            pages=tuple(inputs.card_of(pages[number]) for number in term.pages),
            older_url=f"{term.url}{blocks.newest}/" if blocks.newest else "",
            trend=_trend(inputs, term),
        ),
        f"the page of {term.name} in {taxonomy.settings.title}",
    )


def _trend(inputs: PlanInputs, term: Term) -> tuple[MonthCount, ...]:
    """Count a term's stories in each month from its first to its newest, the last `TREND_MONTHS` of them.

    Counting to the site's newest month instead would render every term's page again whenever a new month begins.
    """
    if not term.stories:
        return ()
    stories = inputs.index.stories
    months = Counter(stories[number].day[:7] for number in term.stories)
    counts = {_month_number(month): count for month, count in months.items()}
    newest = _month_number(stories[term.stories[-1]].day)
    first = min(month for month in counts if month > newest - TREND_MONTHS)
    return tuple(MonthCount(month=_month_of(month), count=counts.get(month, 0)) for month in range(first, newest + 1))


def _month_number(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7]) - 1


def _month_of(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"
