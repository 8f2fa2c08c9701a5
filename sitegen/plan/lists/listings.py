"""Plans the lists that are cut into blocks: that of all stories, and the page and blocks of each term."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from sitegen.pages.page import TermLink
from sitegen.plan.feeds.feeds import term_feeds
from sitegen.plan.output import Group, Output, PlanInputs, group_but_for_bodies
from sitegen.plan.views.html_views import (
    BlockView,
    Link,
    MonthCount,
    TaxonomyView,
    TermLine,
    TermView,
)
from sitegen.site.lists.blocks import Blocks
from sitegen.site.lists.sealed_lists import ARCHIVE, SealedList
from sitegen.site.taxonomy import Taxonomy, Term

BLOCK = "block.html"
TREND_MONTHS = 120


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
        name = f"terms {taxonomy.settings.name}"
        yield group_but_for_bodies(inputs, name, partial(_plan_terms, inputs, taxonomy, lists))


def _plan_terms(inputs: PlanInputs, taxonomy: Taxonomy, lists: Sequence[tuple[Term, Blocks]]) -> Iterator[Output]:
    yield from (_plan_term(inputs, taxonomy, term, blocks) for term, blocks in lists)
    yield _plan_index(inputs, taxonomy)


def _plan_sealed(inputs: PlanInputs, whole: SealedList) -> Iterator[Group]:
    """Plan the sealed blocks of a list together."""
    blocks = whole.blocks
    if blocks.names:
        shown = (inputs.cards[number].digest for number in whole.members[: blocks.head])
        cut = (whole.title, whole.head_url, *blocks.names, *map(str, blocks.ends))
        name = f"blocks {inputs.base_path}{whole.folder}"
        yield inputs.group(name, BLOCK, (*cut, *shown), partial(_plan_blocks, inputs, whole))


def _plan_blocks(inputs: PlanInputs, whole: SealedList) -> Iterator[Output]:
    names = ("", *whole.blocks.names, "")
    urls = [whole.url_of(name, inputs.base_path) for name in names]
    for number, (start, end) in enumerate(pairwise((0, *whole.blocks.ends))):
        stories = whole.members[start:end]
        yield inputs.output(
            BLOCK,
            BlockView(
                url=urls[number + 1],
                title=whole.title,
                span=inputs.span(stories[0], stories[-1]),
                stories=inputs.newest_first(stories),
                head=Link(title=whole.title, url=whole.head_url),
                older_url=urls[number] if number else "",
                newer_url=urls[number + 2],
            ),
            f"a block of {whole.title}",
        )


def _plan_index(inputs: PlanInputs, taxonomy: Taxonomy) -> Output:
    lines = sorted(
        (_line(inputs, taxonomy, term) for term in taxonomy.terms.values()),
        key=lambda line: (-line.count, line.term.name),
    )
    return inputs.output(
        "taxonomy.html",
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


def _plan_term(inputs: PlanInputs, taxonomy: Taxonomy, term: Term, blocks: Blocks) -> Output:
    parent = taxonomy.terms.get(term.parent)
    pages = inputs.index.pages
    return inputs.output(
        "term.html",
        TermView(
            url=term.url,
            title=term.name,
            description=term.data.description if term.data else "",
            feeds=term_feeds(inputs.settings, term),
            taxonomy=Link(title=taxonomy.settings.title, url=taxonomy.url),
            term=term.link,
            short_name=term.data.short_name if term.data else "",
            image=term.data.image if term.data else None,
            parent=parent.link if parent else None,
            children=tuple(_child_link(taxonomy, key) for key in term.children),
            stories=inputs.newest_first(term.stories[blocks.head :]),
            pages=tuple(inputs.card_of(pages[number]) for number in term.pages),
            older_url=f"{term.url}{blocks.newest}/" if blocks.newest else "",
            trend=_trend(inputs, term),
        ),
        f"the page of {term.name} in {taxonomy.settings.title}",
    )


def _child_link(taxonomy: Taxonomy, key: str) -> TermLink:
    return taxonomy.terms[key].link


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
