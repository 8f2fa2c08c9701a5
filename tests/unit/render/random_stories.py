"""Random stories: any Unicode in any field, any mix of present and missing fields."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from hypothesis import strategies as st

from sitegen.pages.fields.story_values import Image, Provider
from sitegen.pages.page import Card
from sitegen.plan.views.feed_views import FeedView
from tests.unit.render.feed_stories import feed

ANY = st.text(st.characters(exclude_categories=[]), max_size=40)
HOSTILE = st.sampled_from(
    [
        "",
        "\x00",
        "\x0b\x1b",
        "\ud800",
        "\udfff\ud800",
        "\ufffe",
        "]]>",
        "<![CDATA[",
        "&nbsp;",
        "&#0;",
        "<!--",
        "<b>x</b>",
        "🤖👩‍🔬",
        "\u202eמימין\u202c",
        "人工智能：模型",
        "word " * 2000,
        "字" * 10_000,
        "\x85\x93\x9f",
        "\r\n\t",
        "\u2028\u2029",
        "%",
        "&amp;lt;",
    ]
)
TEXT = st.one_of(ANY, HOSTILE)
URL = st.one_of(TEXT, TEXT.map(lambda text: f"https://wire.example/{text}"), st.just("https://wire.example/a"))
DATE = st.datetimes(
    datetime(1970, 1, 1),
    datetime(2200, 12, 31),
    timezones=st.sampled_from([timezone(timedelta(minutes=minutes)) for minutes in (-720, -210, 0, 345, 480, 840)]),
)


@st.composite
def random_cards(draw: st.DrawFn, number: int) -> Card:
    return Card(
        path=f"news/{number}{draw(TEXT)}.md",
        title=draw(TEXT),
        url=draw(st.one_of(st.just("/news/a/"), URL)),
        date=draw(st.none() | DATE),
        has_time=draw(st.booleans()),
        updated=draw(st.none() | DATE),
        excerpt=draw(TEXT),
        language=draw(st.sampled_from(["", "en", "zh-Hans", "en_US"]) | TEXT),
        provider=draw(st.none() | st.builds(Provider, name=TEXT, domain=TEXT)),
        original_url=draw(URL),
        domain=draw(TEXT),
        image=draw(st.none() | st.builds(Image, url=URL, width=st.none() | st.integers(0, 9999), alt=TEXT)),
        identity=f"{number}{draw(TEXT)}",
        terms=draw(st.dictionaries(st.sampled_from(["topics", "sources"]), st.lists(TEXT, max_size=3).map(tuple))),
    )


@st.composite
def random_stories(draw: st.DrawFn) -> FeedView:
    """Return a feed of up to four random stories."""
    count = draw(st.integers(0, 4))
    return feed(*(draw(random_cards(number)) for number in range(count)), leads_to_original=draw(st.booleans()))


def cards_of(view: FeedView) -> list[Card]:
    """Return a random feed's stories."""
    return [card for card in view.stories if isinstance(card, Card)]
