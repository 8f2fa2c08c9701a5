"""Plans the lists that are sealed: blocks of all stories, and the pages and blocks of each term."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

from sitegen.pages.page import TermLink
from sitegen.plan.blocks import count_sealed, head_of, sealed_blocks
from sitegen.plan.feeds.feeds import term_feeds
from sitegen.plan.output import Group, Output, PlanInputs
from sitegen.plan.views.html_views import (
    BlockView,
    Link,
    MonthCount,
    TaxonomyView,
    TermLine,
    TermView,
)
from sitegen.site.taxonomy import Taxonomy, Term

BLOCK = "block.html"
TREND_MONTHS = 12


def plan_blocks(inputs: PlanInputs) -> Iterator[Group]:
    """Plan the sealed blocks of all stories, `/archive/<n>/`."""
    head = Link(title=inputs.settings.title, url=inputs.base_path)
    numbers = range(len(inputs.cards))
    yield from _plan_sealed(inputs, numbers, inputs.url("archive"), head)


def plan_taxonomies(inputs: PlanInputs) -> Iterator[Group]:
    """Plan each term's sealed blocks and page, and each taxonomy's index."""
    for taxonomy in inputs.index.taxonomies:
        for term in taxonomy.terms.values():
            if term.url:
                yield from _plan_sealed(inputs, term.stories, term.url, Link(title=term.name, url=term.url))
        yield Group("", "", "", partial(_plan_terms, inputs, taxonomy))


def _plan_terms(inputs: PlanInputs, taxonomy: Taxonomy) -> Iterator[Output]:
    yield from (_plan_term(inputs, taxonomy, term) for term in taxonomy.terms.values() if term.url)
    yield _plan_index(inputs, taxonomy)


def _plan_sealed(inputs: PlanInputs, members: Sequence[int], url: str, head: Link) -> Iterator[Group]:
    """Plan the sealed blocks of a list together: they change only when another one is sealed."""
    blocks = sealed_blocks(members, inputs.settings.page_size)
    if blocks:
        cards = inputs.cards
        made_from = (url, head.title, head.url, *(cards[number].digest for block in blocks for number in block))
        yield inputs.group(f"blocks {url}", BLOCK, made_from, partial(_plan_blocks, inputs, blocks, url, head))


def _plan_blocks(inputs: PlanInputs, blocks: Sequence[Sequence[int]], url: str, head: Link) -> Iterator[Output]:
    for number, block in enumerate(blocks, start=1):
        here = f"{url}{number}/"
        yield inputs.output(
            BLOCK,
            BlockView(
                url=here,
                title=head.title,
                number=number,
                stories=inputs.newest_first(block),
                head=head,
                older_url=f"{url}{number - 1}/" if number > 1 else "",
                newer_url=f"{url}{number + 1}/" if number < len(blocks) else head.url,
            ),
            f"a block of {head.title}",
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


def _plan_term(inputs: PlanInputs, taxonomy: Taxonomy, term: Term) -> Output:
    size = inputs.settings.page_size
    sealed = count_sealed(len(term.stories), size)
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
            stories=inputs.newest_first(head_of(term.stories, size)),
            pages=tuple(inputs.card_of(pages[number]) for number in term.pages),
            older_url=f"{term.url}{sealed}/" if sealed else "",
            trend=_trend(inputs, term),
        ),
        f"the page of {term.name} in {taxonomy.settings.title}",
    )


def _child_link(taxonomy: Taxonomy, key: str) -> TermLink:
    return taxonomy.terms[key].link


def _trend(inputs: PlanInputs, term: Term) -> tuple[MonthCount, ...]:
    """Count a term's stories in the twelve months before that of its newest one.

    Its own newest month is the one that may still grow. Counting back from the site's newest month instead would render
    every term's page again whenever a new month begins.
    """
    if not term.stories:
        return ()
    stories = inputs.index.stories
    months = _months_before(stories[term.stories[-1]].day)
    counts: Counter[str] = Counter()
    for number in reversed(term.stories):
        month = stories[number].day[:7]
        if month < months[0]:
            break
        counts[month] += 1
    return tuple(MonthCount(month=month, count=counts[month]) for month in months)


def _months_before(day: str) -> tuple[str, ...]:
    """Return the twelve months before that of a day, oldest first."""
    last = int(day[:4]) * 12 + int(day[5:7]) - 1
    return tuple(f"{month // 12:04}-{month % 12 + 1:02}" for month in range(last - TREND_MONTHS, last))
