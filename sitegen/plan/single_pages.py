"""Plans the outputs that show one thing: each story, each plain page, home, 404."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain

from sitegen.pages.page import TermLink
from sitegen.plan.calendar import Calendar, is_about_section, months_of
from sitegen.plan.files.markdown_copies import copy_url
from sitegen.plan.files.share_images import share_url
from sitegen.plan.lists.front_days import front_days, url_of_day
from sitegen.plan.output import Group, Output, PlanInputs, card_digests
from sitegen.plan.views.html_views import (
    CorrectedView,
    DayCount,
    HomeView,
    Link,
    NotFoundView,
    PlainView,
    StoryView,
)

STORY = "story.html"
TOPICS_THAT_MOVE = 8
NO_TARGETS: dict[str, str] = {}
"""What the many pages that link to no content file share."""


def plan_stories(inputs: PlanInputs, calendars: Sequence[Calendar]) -> Iterator[Group]:
    """Plan a page for each story, with the next older and the next newer one; the stories of a month together."""
    stories = inputs.index.stories
    day_urls = inputs.kept.but_for_bodies("addresses of days", lambda: _day_urls(calendars, len(stories)))
    for month, (first, end) in months_of(stories).items():
        name = f"stories {month}"
        beside = chain(_beside_bodies(inputs, first, end), dict.fromkeys(day_urls[first:end]))
        made_from = [inputs.kept.digest_of_lists(name, beside), *(story.page_digest for story in stories[first:end])]
        yield inputs.group(name, STORY, made_from, partial(_plan_stories, inputs, day_urls, first, end))


def _beside_bodies(inputs: PlanInputs, first: int, end: int) -> Iterator[str]:
    """Yield all that is shown on the pages of some stories but for their bodies: they themselves, what is around."""
    index, cards = inputs.index, inputs.cards
    yield from card_digests(inputs, range(max(first - 1, 0), min(end + 1, len(cards))))
    if index.similar:
        yield from (" ".join(cards[other].digest for other in others) for others in index.similar[first:end])
    if index.targets:
        yield from (str(index.targets.get(story.path)) for story in index.stories[first:end])


def _plan_stories(inputs: PlanInputs, day_urls: Sequence[str], first: int, end: int) -> Iterator[Output]:
    stories, cards, targets = inputs.index.stories, inputs.cards, inputs.index.targets
    settings, similar = inputs.settings, inputs.index.similar
    for number in range(first, end):
        story = stories[number]
        yield inputs.output(
            STORY,
            StoryView(
                url=story.url,
                title=story.title,
                page=inputs.page_of(story),
                older=cards[number - 1] if number else None,
                newer=cards[number + 1] if number + 1 < len(cards) else None,
                similar=tuple(cards[other] for other in similar[number]) if similar else (),
                targets=targets.get(story.path, NO_TARGETS),
                day_url=day_urls[number],
                share_url=share_url(story, settings),
                markdown_url=copy_url(story, settings),
            ),
            story.path,
        )


def _day_urls(calendars: Sequence[Calendar], count: int) -> list[str]:
    urls = [""] * count
    for calendar in calendars:
        for day, numbers in calendar.days.items():
            url = calendar.url("day", day)
            for number in numbers:
                urls[number] = url
    return urls


def plan_plain_pages(inputs: PlanInputs) -> Iterator[Output]:
    """Plan a page for each undated source."""
    for page in inputs.index.pages:
        if is_about_section(page, inputs.settings):
            continue
        yield inputs.output(
            "page.html",
            PlainView(
                url=page.url,
                title=page.title,
                page=inputs.page_of(page),
                targets=inputs.index.targets.get(page.path, NO_TARGETS),
            ),
            page.path,
        )


def plan_home(inputs: PlanInputs, calendars: Sequence[Calendar]) -> Iterator[Output]:
    """Plan the front page: the newest stories by day, and what moves among them."""
    settings, blocks = inputs.settings, inputs.blocks
    head = range(blocks.head, len(inputs.cards))
    yield Output(
        path="index.html",
        kind="home.html",
        view=HomeView(
            url=settings.base_path,
            title=settings.title,
            description=settings.description,
            days=front_days(inputs, head, calendars),
            older_url=inputs.url("archive", blocks.newest) if blocks.newest else "",
            topics=_moving_topics(inputs, head),
            calendar=_newest_month(inputs, calendars),
        ),
        origin="the home page",
    )


def _moving_topics(inputs: PlanInputs, head: Sequence[int]) -> tuple[TermLink, ...]:
    """Return the topics used most among the newest stories, leaving out those on nearly all of them."""
    if not inputs.index.taxonomies:
        return ()
    taxonomy = inputs.index.taxonomies[0]
    uses: Counter[TermLink] = Counter()
    for number in head:
        names = inputs.index.stories[number].terms.get(taxonomy.settings.name, ())
        uses.update({taxonomy.links[name] for name in names if taxonomy.links[name].url})
    telling = [link for link, count in uses.items() if count < 0.9 * len(head)] or list(uses)
    return tuple(sorted(telling, key=lambda link: (-uses[link], link.name))[:TOPICS_THAT_MOVE])


def _newest_month(inputs: PlanInputs, calendars: Sequence[Calendar]) -> tuple[DayCount, ...]:
    """Return the days with stories in the month of the newest story, oldest first; none where no day has a page."""
    if not inputs.index.stories or not any(calendar.has_pages_of("day") for calendar in calendars):
        return ()
    month = inputs.index.stories[-1].day[:7]
    counts: Counter[str] = Counter()
    for calendar in calendars:
        counts.update({day: len(found) for day, found in calendar.days.items() if day.startswith(month)})
    return tuple(DayCount(date=day, url=url_of_day(calendars, day), count=counts[day]) for day in sorted(counts))


def plan_corrected(inputs: PlanInputs, has_room: Callable[[str], bool]) -> Iterator[Output]:
    """Plan what stands in for each published story whose source has an error, where nothing else is in its way."""
    for outcome in inputs.index.lost.outcomes:
        if outcome.fate == "broken":
            output = inputs.output("corrected.html", CorrectedView(url=outcome.address), outcome.source)
            if has_room(output.path):
                yield output


def plan_not_found(inputs: PlanInputs, calendars: Sequence[Calendar]) -> Iterator[Output]:
    """Plan the page that hosts show where no file is found."""
    url = f"{inputs.base_path}404.html"
    newest = None
    if inputs.index.stories:
        day = inputs.index.stories[-1].day
        url = url_of_day(calendars, day)
        newest = Link(title=day, url=url) if url else None
    yield Output(
        path="404.html",
        kind="404.html",
        view=NotFoundView(url=url, newest=newest),
        origin="the page for addresses that do not exist",
    )
