"""An output: a file that must exist, with the view that it shows; and what all planners work from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from sitegen.kept_values import KeptValues
from sitegen.pages.page import PageMeta
from sitegen.pages.urls import encode_path, output_path
from sitegen.plan.appearance import PLAIN, Appearance
from sitegen.plan.views.html_views import CardRef, PageRef, View
from sitegen.settings import Settings
from sitegen.site.index import SiteIndex
from sitegen.site.lists.blocks import Blocks
from sitegen.site.lists.sealed_lists import ARCHIVE
from sitegen.values import Value, digest_bytes, digest_of

T = TypeVar("T")

HTML = ".html"
"""Kinds that end so are templates; the other kinds are in `render/renderer.py`."""

ANY_KIND = "*"


class Output(Value, frozen=True):
    """A file that must exist."""

    path: str
    """Relative to the output folder, decoded, with `/`."""
    kind: str
    """The template (`story.html`), or a format (`rss`, `sitemap`, `text`, `asset`, ...)."""
    view: Value
    origin: str = ""
    """The source file or the setting that asks for it, for messages."""


class Group(NamedTuple):
    """Outputs that are planned together; not at all when all that they are made of is unchanged."""

    name: str
    """Empty for outputs that are planned each time."""
    made_from: str
    """Digest of all that their paths and views are made of."""
    kind: str
    """Of each of them; `ANY_KIND` when they are of several."""
    plan: Callable[[], Iterator[Output]]


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """What a process that stays keeps of its last plan."""

    unchanged: str = ""
    """What is the same as long as nothing of the index changes but bodies; empty where that is not known."""
    values: KeptValues = field(default_factory=KeptValues)

    def but_for_bodies(self, name: str, make: Callable[[], T]) -> T:
        """Return what `make` makes of all but bodies: what it made last time, if nothing else changed."""
        return self.values.of(name, self.unchanged, make) if self.unchanged else make()

    def digest_of_lists(self, name: str, made_from: Iterable[str]) -> str:
        """Return the digest of what holds no body; it is gone through only if more than bodies changed."""
        return self.but_for_bodies(f"made from {name}", lambda: digest_bytes("\n".join(made_from).encode()))


@dataclass(frozen=True, slots=True)
class PlanInputs:
    """What planners work from: the index, the settings, and one reference for each story."""

    index: SiteIndex
    settings: Settings
    cards: Sequence[CardRef]
    """Of the stories, by their number (oldest first)."""
    digests: Sequence[str]
    """Of the cards."""
    blocks: Blocks
    """Of the list of all stories."""
    appearance: Appearance
    base_path: str
    """Of the settings, which work it out each time."""
    origin: str
    """Likewise."""
    settings_digest: str
    own_rules: Mapping[str, str]
    """The texts of the owner's files that hold rules for the host, by path."""
    kept: KeptPlan

    def url(self, *segments: str) -> str:
        """Return the address of a folder of this site, from decoded segments."""
        return self.base_path + "".join(f"{encode_path(segment)}/" for segment in segments)

    def absolute(self, url: str) -> str:
        """Return the full address of one that begins at the host's root."""
        return self.origin + url

    def group(self, name: str, kind: str, made_from: Iterable[str], plan: Callable[[], Iterator[Output]]) -> Group:
        """Return a group of outputs that are made of nothing but the settings and `made_from`."""
        return Group(name, digest_bytes("\n".join((self.settings_digest, *made_from)).encode()), kind, plan)

    def output(self, kind: str, view: View, origin: str = "") -> Output:
        """Return the output that stands at the address of an HTML view."""
        return Output(output_path(view.url, self.base_path), kind, view, origin or f"the page {view.url}")

    def path_beside(self, url: str, name: str) -> str:
        """Return the path of a file in the folder with this address."""
        return output_path(url + name, self.base_path)

    def span(self, first: int, last: int) -> str:
        """Return the days of two stories, `2024-02-01/2024-02-09`."""
        return f"{self.index.stories[first].day}/{self.index.stories[last].day}"

    def newest_first(self, numbers: Sequence[int]) -> tuple[CardRef, ...]:
        """Return the cards of stories given oldest first."""
        return tuple(self.cards[number] for number in reversed(numbers))

    def foremost_first(self, numbers: Sequence[int]) -> tuple[CardRef, ...]:
        """Return the cards of stories by rank."""
        return tuple(self.cards[number] for number in ranked(self.index.stories, numbers))

    def card_of(self, page: PageMeta) -> CardRef:
        """Return the reference to any published page's card."""
        return CardRef(path=page.path, digest=self.index.shown[page.path])

    def page_of(self, page: PageMeta) -> PageRef:
        """Return the reference to a page, body and all."""
        return PageRef(path=page.path, digest=page.page_digest, card=self.index.shown[page.path])


def plan_inputs_of(
    index: SiteIndex,
    settings: Settings,
    appearance: Appearance = PLAIN,
    own_rules: Mapping[str, str] | None = None,
    kept: KeptPlan | None = None,
) -> PlanInputs:
    """Return what planners work from."""
    kept, shown = kept or KeptPlan(), index.shown
    cards = kept.but_for_bodies("cards", lambda: [CardRef(one.path, shown[one.path]) for one in index.stories])
    return PlanInputs(
        index=index,
        settings=settings,
        cards=cards,
        digests=kept.but_for_bodies("digests of cards", lambda: [card.digest for card in cards]),
        blocks=index.listed.lists[ARCHIVE].blocks,
        appearance=appearance,
        base_path=settings.base_path,
        origin=settings.origin,
        settings_digest=digest_of(settings),
        own_rules=own_rules or {},
        kept=kept,
    )


def group_of_lists(
    inputs: PlanInputs, name: str, kind: str, made_from: Iterable[str], plan: Callable[[], Iterator[Output]]
) -> Group:
    """Return a group of outputs that show no body, as `PlanInputs.group` does."""
    return inputs.group(name, kind, (inputs.kept.digest_of_lists(name, made_from),), plan)


def card_digests(inputs: PlanInputs, numbers: Iterable[int]) -> Iterator[str]:
    """Yield the digests of the cards of stories: all that lists show of these, and are sorted by."""
    return map(inputs.digests.__getitem__, numbers)


def outputs_of(groups: Iterable[Group]) -> Iterator[Output]:
    """Yield the outputs of groups that are planned in any case."""
    return (output for group in groups for output in group.plan())


def ranked(stories: Sequence[PageMeta], numbers: Iterable[int]) -> list[int]:
    """Return the numbers of stories by rank: featured ones, quality and heat, then as lists have them, newest first."""
    return sorted(numbers, key=lambda number: (*_rank(stories[number]), -number))


def _rank(story: PageMeta) -> tuple[bool, int]:
    return (not story.featured, -(max(story.quality, 0) + max(story.heat, 0)))
