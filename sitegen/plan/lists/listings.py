"""Plans the lists that are cut into blocks: that of all stories, and the page and blocks of each term."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from sitegen.pages.page import TermLink
from sitegen.plan.blocks import Blocks, cut_list, near_misses
from sitegen.plan.feeds.feeds import term_feeds
from sitegen.plan.output import Group, Output, PlanInputs
from sitegen.plan.views.file_views import MOVED, MovedView
from sitegen.plan.views.html_views import (
    BlockView,
    Link,
    MonthCount,
    TaxonomyView,
    TermLine,
    TermView,
)
from sitegen.site.taxonomy import Taxonomy, Term
from sitegen.values import digest_bytes

BLOCK = "block.html"
TREND_MONTHS = 120


class _List(NamedTuple):
    """A list and how it is cut."""

    url: str
    """Its blocks lie below it."""
    head: Link
    """Where its newest stories are."""
    members: Sequence[int]
    """Numbers of its stories, oldest first."""
    blocks: Blocks

    def url_of(self, name: str) -> str:
        """Return the address of a block, or of the head."""
        return f"{self.url}{name}/" if name else self.head.url


def plan_blocks(inputs: PlanInputs) -> Iterator[Group]:
    """Plan the sealed blocks of all stories, `/archive/<block>/`."""
    head = Link(title=inputs.settings.title, url=inputs.base_path)
    everything = range(len(inputs.cards))
    yield from _plan_sealed(inputs, _List(inputs.url("archive"), head, everything, inputs.blocks))


def plan_taxonomies(inputs: PlanInputs) -> Iterator[Group]:
    """Plan each term's sealed blocks and page, and each taxonomy's index."""
    for taxonomy in inputs.index.taxonomies:
        lists: list[tuple[Term, Blocks]] = []
        for term in taxonomy.terms.values():
            if term.url:
                marks = map(inputs.marks.__getitem__, term.stories)
                blocks = cut_list(term.url.removeprefix(inputs.base_path), marks, inputs.settings.page_size)
                lists.append((term, blocks))
                head = Link(title=term.name, url=term.url)
                yield from _plan_sealed(inputs, _List(term.url, head, term.stories, blocks))
        yield Group("", "", "", partial(_plan_terms, inputs, taxonomy, lists))


def _plan_terms(inputs: PlanInputs, taxonomy: Taxonomy, lists: Sequence[tuple[Term, Blocks]]) -> Iterator[Output]:
    yield from (_plan_term(inputs, taxonomy, term, blocks) for term, blocks in lists)
    yield _plan_index(inputs, taxonomy)


def _plan_sealed(inputs: PlanInputs, whole: _List) -> Iterator[Group]:
    """Plan the sealed blocks of a list together, and what stands at addresses that blocks are likely to have had."""
    url, head, blocks = whole.url, whole.head, whole.blocks
    cut = (url, head.title, head.url, *blocks.names)
    if blocks.names:
        shown = (inputs.cards[number].digest for number in whole.members[: blocks.head])
        yield inputs.group(
            f"blocks {url}", BLOCK, (*cut, *map(str, blocks.ends), *shown), partial(_plan_blocks, inputs, whole)
        )
    if blocks.names or blocks.coming:
        marks = digest_bytes(blocks.deciding_marks)
        yield inputs.group(
            f"stand-ins {url}", MOVED, (*cut, *blocks.coming, marks), partial(_plan_stand_ins, inputs, whole)
        )


def _plan_blocks(inputs: PlanInputs, whole: _List) -> Iterator[Output]:
    names = ("", *whole.blocks.names, "")
    for number, (name, start, end) in enumerate(whole.blocks.spans()):
        stories = whole.members[start:end]
        yield inputs.output(
            BLOCK,
            BlockView(
                url=whole.url_of(name),
                title=whole.head.title,
                span=inputs.span(stories[0], stories[-1]),
                stories=inputs.newest_first(stories),
                head=whole.head,
                older_url=whole.url_of(names[number]) if number else "",
                newer_url=whole.url_of(names[number + 2]),
            ),
            f"a block of {whole.head.title}",
        )


def _plan_stand_ins(inputs: PlanInputs, whole: _List) -> Iterator[Output]:
    """Plan a page for each address that a block is likely to have had; it leads to where that block's story is now."""
    blocks = whole.blocks
    misses = near_misses(blocks)
    now_in = {**dict.fromkeys(blocks.coming, ""), **{name: blocks.block_of(place) for name, place in misses}}
    for name, block in now_in.items():
        target = whole.url_of(block)
        yield Output(
            path=inputs.path_beside(whole.url_of(name), "index.html"),
            kind=MOVED,
            view=MovedView(target, inputs.absolute(target), whole.head.title, inputs.settings.language),
            origin=f"a former block of {whole.head.title}",
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
    newest = _month_number(stories[term.stories[-1]].day)
    counts: Counter[int] = Counter()
    for number in reversed(term.stories):
        month = _month_number(stories[number].day)
        if month <= newest - TREND_MONTHS:
            break
        counts[month] += 1
    return tuple(MonthCount(month=_month_of(month), count=counts[month]) for month in range(min(counts), newest + 1))


def _month_number(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7]) - 1


def _month_of(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"
