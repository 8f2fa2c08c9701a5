"""Which pages by date a site has, and that nothing leads to one that it has not."""

from __future__ import annotations

import re

import pytest

from tests.site_under_test import SiteUnderTest, story

DATED = re.compile(r"news/(\d{4})/(?:(\d\d)/(?:(\d\d)/)?)?index\.html")


def site_with(site: SiteUnderTest, setting: str) -> SiteUnderTest:
    site.edit("site.yaml", "title:", f"{setting}\npage_size: 3\ntitle:")
    for number in range(1, 9):
        date = f"2024-0{number // 5 + 1}-0{number % 2 + 1}T08:00:00Z"
        site.write(f"content/news/story-{number}.md", story(f"Story {number}", date))
    site.build()
    return site


def dead_links(site: SiteUnderTest) -> set[str]:
    """Return the addresses on this site that pages link to and that do not exist; none is empty."""
    outputs = site.outputs()
    found = {
        link
        for path, data in outputs.items()
        if path.endswith((".html", ".xml", ".opml"))
        for link in re.findall(r'(?:href="|<loc>)(?:https://digest\.test)?(/[^"#?<]*|)["#?<]', data.decode())
    }
    assert not [path for path, data in outputs.items() if b'href=""' in data]
    return {link for link in found if (link.strip("/") + "/index.html").lstrip("/") not in outputs} - {
        "/" + path for path in outputs
    }


@pytest.mark.parametrize(
    ("setting", "dated"),
    [
        ("", {"2024", "2024-01", "2024-02", "2024-01-01", "2024-01-02", "2024-02-01", "2024-02-02"}),
        ("calendar: months", {"2024", "2024-01", "2024-02"}),
        ("calendar: off", set()),
        ("permalinks: {news: '/news/{slug}/'}", set()),
    ],
)
def test_the_calendar_has_the_pages_that_were_asked_for(setting: str, dated: set[str], site: SiteUnderTest) -> None:
    """`calendar` says which of days, months and years have pages, and no page links to one that is not there."""
    site_with(site, setting)
    found = {"-".join(filter(None, match.groups())) for path in site.outputs() if (match := DATED.fullmatch(path))}
    assert found == dated
    assert dead_links(site) == set()


def test_a_rail_without_anything_in_it(site: SiteUnderTest) -> None:
    """Where there is nothing to put beside the days there is no rail, and its name says what it holds."""
    site_with(site, "calendar: off\nfeed_formats: [rss]")
    assert re.findall(r'<aside [^>]*aria-label="([^"]*)"', site.text("index.html")) == ["Topics, Feeds"]
    site.edit("site.yaml", "feed_formats: [rss]", "feed_formats: []\ntaxonomies: {}")
    site.build()
    home = site.text("index.html")
    assert "<aside" not in home


def test_a_month_without_days_shows_all_of_its_stories(site: SiteUnderTest) -> None:
    """Where days have no pages their month holds every story, so that none is out of reach by date."""
    for number in range(5):
        site.write(f"content/news/more-{number}.md", story(f"More {number}", "2024-01-01T08:00:00Z"))
    for setting, shown in (("calendar: months", 9), ("calendar: days", 5)):
        site_with(site, setting)
        assert len(re.findall(r'class="card brief"', site.text("news/2024/01/index.html"))) == shown
        site.edit("site.yaml", f"{setting}\npage_size: 3\n", "")


@pytest.mark.parametrize("formats", ["[]", "[atom]", "json", "[rss, json]"])
def test_no_page_leads_to_a_feed_that_is_not_there(formats: str, site: SiteUnderTest) -> None:
    """With fewer feeds, or none, pages, sitemaps and lists of feeds name only those that exist."""
    site_with(site, f"feed_formats: {formats}\nfeeds: {{hot: {{min_heat: 1}}}}")
    assert dead_links(site) == set()
