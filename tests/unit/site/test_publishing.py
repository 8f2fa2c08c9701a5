"""What is published."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sitegen.settings import Settings
from sitegen.site.publishing import Audience, split_published
from tests.page_meta import page_meta

NOW = datetime(2024, 3, 1, 12, 0, tzinfo=UTC)
SHANGHAI = Settings(timezone="Asia/Shanghai")


@pytest.mark.parametrize("reason", ["draft", "published: false", "no date"])
def test_drafts(reason: str) -> None:
    """A draft of any kind is withheld with its reason and a hint, and shown with --drafts."""
    page = page_meta("a", withheld=reason)
    halves = split_published([page], Audience(NOW), SHANGHAI)
    assert [(held.reason, bool(held.hint)) for held in halves.withheld] == [(reason, True)]
    assert split_published([page], Audience(NOW, drafts=True), SHANGHAI).published == [page]


def test_removed_stays_removed() -> None:
    """A removed page is withheld with --drafts too."""
    page = page_meta("a", withheld="removed", removed=True)
    assert split_published([page], Audience(NOW, drafts=True, future=True), SHANGHAI).published == []


def test_future() -> None:
    """A future story is withheld until its moment, which is told in the site's zone, and shown with --future."""
    page = page_meta("a", "2024-12-01T01:00:00+00:00")
    halves = split_published([page], Audience(NOW), SHANGHAI)
    assert [held.reason for held in halves.withheld] == ["until 2024-12-01 09:00"]
    assert halves.next_change == datetime(2024, 12, 1, 1, 0, tzinfo=UTC)
    assert split_published([page], Audience(NOW, future=True), SHANGHAI).published == [page]


def test_the_earliest_of_several_changes_comes_next() -> None:
    """Of stories that fall due and stories that expire the first one decides; what is past does not count."""
    moments = ["2024-05-01T00:00:00+00:00", "2024-04-01T00:00:00+00:00", "2024-06-01T00:00:00+00:00"]
    pages = [page_meta(f"s{number}", moment) for number, moment in enumerate(moments)]
    assert split_published(pages, Audience(NOW), SHANGHAI).next_change == datetime(2024, 4, 1, tzinfo=UTC)
    pages.append(page_meta("ends", expires=datetime(2024, 3, 15, tzinfo=UTC).timestamp()))
    pages.append(page_meta("ended", expires=datetime(2024, 2, 25, tzinfo=UTC).timestamp()))
    assert split_published(pages, Audience(NOW), SHANGHAI).next_change == datetime(2024, 3, 15, tzinfo=UTC)


def test_due_at_its_very_moment() -> None:
    """A story is published at its moment, not after it."""
    page = page_meta("a", NOW.isoformat())
    assert split_published([page], Audience(NOW), SHANGHAI).published == [page]


def test_expiry() -> None:
    """A page is published until it expires, and the report says when that will be."""
    page = page_meta("a", expires=NOW.timestamp() + 60)
    assert split_published([page], Audience(NOW), SHANGHAI).next_change == datetime(2024, 3, 1, 12, 1, tzinfo=UTC)
    gone = page_meta("a", expires=NOW.timestamp())
    halves = split_published([gone], Audience(NOW), SHANGHAI)
    assert [held.reason for held in halves.withheld] == ["expired 2024-03-01 20:00"]
    assert halves.next_change is None
