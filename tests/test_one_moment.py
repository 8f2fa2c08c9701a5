"""Stories of one moment stand in one order everywhere."""

from __future__ import annotations

import re

from tests.site_under_test import SiteUnderTest, story

NAMES = ("b", "d", "a", "c")


def test_one_order_everywhere(site: SiteUnderTest) -> None:
    """The front page, the day, terms, the archive and feeds have one order, and older and newer follow it."""
    for name in NAMES:
        site.write(f"content/news/2024-02-21-{name}.md", story(f"Story {name}", "2024-02-21T10:00:00Z", "x"))
    site.build()
    lists = ("index.html", "news/2024/02/21/index.html", "topics/ai/index.html", "feed.xml", "atom.xml", "feed.json")
    orders = {path: "".join(dict.fromkeys(re.findall(r"Story ([a-d])\b", site.text(path)))) for path in lists}
    assert set(orders.values()) == {"dcba"}, orders
    steps = {name: re.findall(r'class="older" rel="next" href="[^"]*/([a-d])/"', _page(site, name)) for name in NAMES}
    assert steps == {"d": ["c"], "c": ["b"], "b": ["a"], "a": []}


def _page(site: SiteUnderTest, name: str) -> str:
    return site.text(f"news/2024/02/21/{name}/index.html")
