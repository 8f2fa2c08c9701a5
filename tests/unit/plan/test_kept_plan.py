"""How much of an archive is planned again after an edit, counted: what is not planned takes no time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest

from sitegen.kept_values import KeptValues
from sitegen.pages.page import PageMeta
from sitegen.pages.term import TermData
from sitegen.plan.output import Group, KeptPlan, plan_inputs_of
from sitegen.plan.planner import plan_outputs
from sitegen.settings import Settings
from sitegen.site.index import OtherInputs, index_site
from sitegen.site.lists.sealed_lists import SealedLists
from sitegen.site.publishing import Audience
from sitegen.values import with_changes
from tests.page_meta import page_meta

SETTINGS = Settings(title="Digest", base_url="https://a.test/", feed_authority="a.test,2024")
EPOCH = datetime(2021, 1, 1, tzinfo=UTC)
STORIES = [
    page_meta(
        f"s{number:03}",
        (EPOCH + timedelta(days=2 * number)).isoformat(),
        terms={"topics": (f"Topic {number % 40}", "AI"), "sources": (f"Source {number % 30}",)},
    )
    for number in range(600)
]


class StayingPlanner:
    """Plans a site again and again, and keeps what a process that stays keeps."""

    def __init__(self) -> None:
        self.values = KeptValues()
        self.made_from: dict[str, str] = {}
        self.lists: SealedLists = {}

    def plan(self, stories: Sequence[PageMeta], described: Sequence[TermData] = (), mark: str = "") -> list[str]:
        """Return the paths of the outputs that are planned, in groups that are not made from what they were."""
        self.values.begin_round()
        audience = Audience(datetime(2030, 1, 1, tzinfo=UTC))
        index = index_site(stories, described, SETTINGS, audience, OtherInputs(kept=self.values))
        inputs = plan_inputs_of(index, SETTINGS, kept=KeptPlan(mark, self.values))
        before, self.made_from, self.lists = self.made_from, {}, index.listed.lists

        def keep(group: Group) -> Sequence[str] | None:
            self.made_from[group.name] = group.made_from
            return () if group.name and before.get(group.name) == group.made_from else None

        return [output.path for group, output in plan_outputs(inputs, {}, [], keep) if group.name]


@pytest.fixture
def planner() -> StayingPlanner:
    planner = StayingPlanner()
    assert len(planner.plan(STORIES)) > 1600
    assert planner.plan(STORIES) == []
    return planner


def retitled(number: int) -> list[PageMeta]:
    """Return the stories, one of them with another title."""
    changes = {"title": "Other", "card_digest": "other".ljust(32, ".")}
    return [with_changes(story, **changes) if at == number else story for at, story in enumerate(STORIES)]


NEW = page_meta("new", "2024-06-01T08:00:00+00:00", terms={"topics": ("Topic 3", "AI"), "sources": ("Source 5",)})
TOPIC = TermData("topics", "_data/topics/topic-3.yaml", 1, "Topic 3", description="What it is about.")


class Edited(NamedTuple):
    """The site after an edit."""

    stories: Sequence[PageMeta]
    described: tuple[TermData, ...]
    most: int
    """Outputs that may be planned again."""
    planned: tuple[str, ...]
    """Some of those that have to be."""


LAST_DAY = "news/2024/04/13/index.html"
EDITS = {
    "a title of long ago": Edited(retitled(300), (), 120, ("news/2022/08/24/index.html",)),
    "the newest title": Edited(retitled(599), (), 40, (LAST_DAY, "topics/ai/index.html", "feed.xml")),
    "a new story": Edited([*STORIES, NEW], (), 50, (LAST_DAY, "topics/topic-3/index.html", "news/2024/index.html")),
    "a removed story": Edited(STORIES[:-1], (), 50, ("sources/source-29/index.html", "sources/index.html")),
    "a removed story of long ago": Edited([*STORIES[:300], *STORIES[301:]], (), 160, ("news/2022/08/index.html",)),
    "a topic file": Edited(STORIES, (TOPIC,), 4, ("topics/topic-3/index.html", "topics/topic-3/feed.xml")),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_plans_little_again(planner: StayingPlanner, edit: str) -> None:
    """Of 1,700 outputs those are planned again whose month, terms or part of the search the edit is about."""
    stories, described, most, expected = EDITS[edit]
    lists = planner.lists
    planned = planner.plan(stories, described)
    assert set(expected) <= set(planned)
    assert len(planned) <= most
    cut_again = [folder for folder, one in planner.lists.items() if lists[folder].blocks is not one.blocks]
    assert len(cut_again) <= 5
    clean = StayingPlanner()
    clean.plan(stories, described)
    assert planner.made_from == clean.made_from


def test_a_body_has_no_list_looked_at(planner: StayingPlanner) -> None:
    """Where nothing but bodies changed, what lists are made from is known, and the story's month is planned."""
    planner.plan(STORIES, mark="one")
    stories = [with_changes(STORIES[0], page_digest="other".ljust(32, "."), card_digest="unseen"), *STORIES[1:]]
    paths = planner.plan(stories, mark="one")
    assert "news/s000/index.html" in paths
    assert {path.partition("/")[0] for path in paths} == {"news"}
    assert len(paths) <= 16
