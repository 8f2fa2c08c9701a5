from __future__ import annotations

from lxml import etree

from sitegen.plan.views.file_views import SitemapEntry, SitemapIndexView, SitemapView
from sitegen.render.sitemap_xml import write_sitemap, write_sitemap_index

NAME = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_a_sitemap_lists_addresses_and_dates() -> None:
    """Each address is absolute and ASCII, and says when it changed where that is known."""
    view = SitemapView(
        base_url="https://a.example/site/",
        entries=(
            SitemapEntry(url="https://a.example/人?b=1&c=2", modified="2024-02-21"),
            SitemapEntry(url="/site/x/", modified=""),
        ),
    )
    root = etree.fromstring(write_sitemap(view))
    assert root.tag == f"{NAME}urlset"
    assert [loc.text for loc in root.iter(f"{NAME}loc")] == [
        "https://a.example/%E4%BA%BA?b=1&c=2",
        "https://a.example/site/x/",
    ]
    assert [date.text for date in root.iter(f"{NAME}lastmod")] == ["2024-02-21"]


def test_an_index_lists_sitemaps() -> None:
    """The index has the same shape with other names."""
    view = SitemapIndexView(sitemaps=(SitemapEntry(url="https://a.example/1.xml", modified="2024-02"),))
    root = etree.fromstring(write_sitemap_index(view))
    assert [(child.tag, child[0].text, child[1].text) for child in root] == [
        (f"{NAME}sitemap", "https://a.example/1.xml", "2024-02")
    ]


def test_what_is_no_address_or_date_is_left_out() -> None:
    """One bad line would make a search engine refuse the whole file."""
    view = SitemapView(
        base_url="https://a.example/",
        entries=(
            SitemapEntry(url="javascript:x", modified=""),
            SitemapEntry(url="https://a.example/", modified="yesterday"),
        ),
    )
    root = etree.fromstring(write_sitemap(view))
    assert [element.text for element in root.iter() if len(element) == 0] == ["https://a.example/"]
