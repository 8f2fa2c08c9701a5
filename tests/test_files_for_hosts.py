"""What hosts, search engines and browsers are told of a whole site: headers, redirects, sitemaps, the manifest."""

from __future__ import annotations

import json
import re
from urllib.parse import quote, unquote
from xml.etree.ElementTree import fromstring

import pytest

from sitegen.serve.host_rules import find_headers, parse_headers, parse_redirects
from tests.page_kinds import BASE_PATH, PATHS, page_kinds_site
from tests.read_sites import ADDRESSES, FULL, ReadSites
from tests.site_under_test import SITE_YAML, SiteUnderTest, story
from tests.unit.render.shown_views import all_views

SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NAMES = tuple(ADDRESSES)
POLICY = {
    "default-src": "'self'",
    "script-src": "'self' 'sha256-aFhKP99llB5oaN6mJyoTvlp9SwjW50cEBMD46qUHmgA='",
    "img-src": "'self' https: http: data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
SECURITY = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
FEED = {"Cache-Control": "public, max-age=300, must-revalidate", "Access-Control-Allow-Origin": "*"}
RSS = FEED | {"Content-Type": "application/rss+xml; charset=utf-8"}
ATOM = FEED | {"Content-Type": "application/atom+xml; charset=utf-8"}
JSON = FEED | {"Content-Type": "application/feed+json; charset=utf-8"}
ARCHIVED = ATOM | {"Cache-Control": "public, max-age=86400, must-revalidate"}
OPML = FEED | {"Content-Type": "text/x-opml; charset=utf-8"}
KEPT = {"Cache-Control": "public, max-age=604800"}
COPY = {"Content-Type": "text/markdown; charset=utf-8"}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", {}),
        ("about/", {}),
        ("404.html", {}),
        ("news/2024/04/10/fold/", {}),
        ("feed.xml", RSS),
        ("atom.xml", ATOM),
        ("feed.json", JSON),
        ("topics/robots/feed.xml", RSS),
        ("topics/大模型/atom.xml", ATOM),
        ("sources/the-wire/feed.xml", RSS),
        ("sources/the-wire/feed.json", JSON),
        ("feeds/hot/feed.xml", RSS),
        ("feeds/hot/atom.xml", ATOM),
        ("feeds/hot/feed.json", JSON),
        ("feeds/archive/96fd6975fe/atom.xml", ARCHIVED),
        ("feeds.opml", OPML),
        ("site.webmanifest", {"Content-Type": "application/manifest+json; charset=utf-8"}),
        ("news/2024/04/10/fold/index.md", COPY),
        ("handbook/guides/a-guide/index.md", COPY),
        ("search/newest.json", {}),
        ("search/terms/32/96fd6975fe/0.txt", KEPT),
        ("search/stories/96fd6975fe.json", KEPT),
        ("assets/style.css", {"Cache-Control": "public, max-age=3600, must-revalidate"}),
    ],
)
def test_each_file_has_its_headers(read_sites: ReadSites, path: str, expected: dict[str, str]) -> None:
    """Every file is sent with the headers of security, and with the type, the life and the access of its kind."""
    rules = parse_headers(read_sites.site("full").text("_headers"))
    assert find_headers(rules, f"/d/{quote(path)}") == SECURITY | expected


def test_no_line_of_the_headers_is_for_nothing(read_sites: ReadSites) -> None:
    """Each path in `_headers` is that of a file that the site has, but for what only a large site has."""
    site = read_sites.site("full")
    rules = parse_headers(site.text("_headers"))
    paths = [f"/d/{quote(path)}" for path in site.outputs()]
    idle = [rule.pattern.pattern for rule in rules if not any(rule.pattern.match(path) for path in paths)]
    assert idle == [r"/d/search/terms(?:/(?P<splat>.*))?\Z", r"/d/search/stories(?:/(?P<splat>.*))?\Z"]


def test_a_site_without_pictures_says_so_to_browsers(read_sites: ReadSites) -> None:
    """Without pictures of stories the policy lets no other host's picture in, and is the same in all else."""
    found = find_headers(parse_headers(read_sites.site("off").text("_headers")), "/")
    assert found == SECURITY | {
        "Content-Security-Policy": SECURITY["Content-Security-Policy"].replace(" https: http: data:", "")
    }


def test_what_a_site_lacks_has_no_headers(read_sites: ReadSites) -> None:
    """A site without feeds, search and copies has no lines for them."""
    lines = read_sites.site("off").text("_headers").splitlines()
    assert [line for line in lines if line.startswith("/")] == ["/*", "/site.webmanifest", "/assets/*"]


def test_the_theme_loads_nothing_that_the_policy_forbids(read_sites: ReadSites) -> None:
    """What a page loads comes from the site itself, but for pictures."""
    for page in read_sites.pages("full").values():
        loaded = [script.get("src") for script in page.elements("script") if script.get("src")]
        loaded += [link.get("href") for link in page.head_links("stylesheet")]
        assert all(str(url).startswith("/d/assets/") for url in loaded)


def test_robots(read_sites: ReadSites) -> None:
    """Everything may be read, and the sitemap is named with its whole address."""
    assert read_sites.site("full").text("robots.txt") == (
        "User-agent: *\nAllow: /\n\nSitemap: https://full.test/d/sitemap.xml\n"
    )


def sitemap(read_sites: ReadSites, name: str, path: str) -> dict[str, str]:
    """Return address -> date of a sitemap or of their index, and see that no address is there twice."""
    root = fromstring(read_sites.site(name).text(path))
    found = [(one.findtext(f"{SITEMAPS}loc", ""), one.findtext(f"{SITEMAPS}lastmod", "")) for one in root]
    assert len(dict(found)) == len(found)
    return dict(found)


def test_the_index_of_sitemaps(read_sites: ReadSites) -> None:
    """The index names a sitemap for each month and one for the rest, each with the newest date in it."""
    assert sitemap(read_sites, "full", "sitemap.xml") == {
        f"{FULL}sitemaps/2022-12.xml": "2022-12-31",
        f"{FULL}sitemaps/2023-05.xml": "2023-05-05",
        f"{FULL}sitemaps/2023-11.xml": "2023-11-05",
        f"{FULL}sitemaps/2024-01.xml": "2024-01-06",
        f"{FULL}sitemaps/2024-02.xml": "2024-02-21",
        f"{FULL}sitemaps/2024-03.xml": "2024-03-16",
        f"{FULL}sitemaps/2024-04.xml": "2024-04-12",
        f"{FULL}sitemaps/pages.xml": "2024-05-01",
    }


def test_the_sitemap_of_a_month(read_sites: ReadSites) -> None:
    """A story stands in the sitemap of its month with the day of its last change."""
    assert sitemap(read_sites, "full", "sitemaps/2024-04.xml") == {
        f"{FULL}news/2024/04/09/eve/": "2024-04-09",
        f"{FULL}news/2024/04/10/note/": "2024-04-10",
        f"{FULL}news/2024/04/10/model/": "2024-04-10",
        f"{FULL}news/2024/04/10/fold/": "2024-04-12",
    }


NOT_IN_A_SITEMAP = {
    "the lost page has no address": re.compile(r"404\.html"),
    "what stands in for a story is not the story": re.compile(r".*/corrected/index\.html"),
    "a block only continues a list, and what was one leads to one": re.compile(
        r"(?:archive|(?:topics|sources)/[^/]+)/[0-9a-f]{10}/index\.html"
    ),
}
"""Which HTML outputs no search engine is told of, and why."""


def html_addresses(site: SiteUnderTest, base: str) -> dict[str, str]:
    """Return address -> path of every HTML output of a site whose addresses begin with `base`."""
    files = sorted(path for path in site.outputs() if path.endswith(".html"))
    return {base + quote(path.removesuffix("index.html")): path for path in files}


def assert_sitemaps_hold_all(site: SiteUnderTest, base: str) -> set[str]:
    """Fail unless each HTML output is in one sitemap or an exception; return the reasons of the exceptions."""
    index = [one.findtext(f"{SITEMAPS}loc", "") for one in fromstring(site.text("sitemap.xml"))]
    roots = [fromstring(site.text(url.removeprefix(base))) for url in index]
    listed = [one.findtext(f"{SITEMAPS}loc", "") for root in roots for one in root]
    pages = html_addresses(site, base)
    reasons = {
        url: [reason for reason, pattern in NOT_IN_A_SITEMAP.items() if pattern.fullmatch(path)]
        for url, path in pages.items()
    }
    assert sorted(listed) == sorted(url for url in pages if not reasons[url])
    return {reason for found in reasons.values() for reason in found}


@pytest.mark.parametrize("name", NAMES)
def test_sitemaps_hold_every_page(read_sites: ReadSites, name: str) -> None:
    """Every page is in one sitemap, but for the lost page and the blocks that only continue a list."""
    assert_sitemaps_hold_all(read_sites.site(name), ADDRESSES[name])


def test_sitemaps_hold_a_page_of_every_kind(site: SiteUnderTest) -> None:
    """Of every kind of page each HTML output is in one sitemap or a named exception, and each exception has a case."""
    report = page_kinds_site(site, "https://pictures.example/")
    base = f"https://digest.test{BASE_PATH}"
    assert assert_sitemaps_hold_all(site, base) == NOT_IN_A_SITEMAP.keys()
    unseen = {base + quote(path) for path in PATHS.values()} - html_addresses(site, base).keys()
    assert unseen == set(), "there is no such page"
    files = [path if path.endswith(".html") else f"{path}index.html" for path in PATHS.values()]
    shown = {output.template for output in report.rendered if output.path in files}
    assert shown == set(all_views()), "a template that no page of `PATHS` shows"


def test_only_dated_pages_have_dates_in_the_sitemap(read_sites: ReadSites) -> None:
    """Lists have no date there, as they would change with every story; a page has one when it says one."""
    dated = {url: date for url, date in sitemap(read_sites, "full", "sitemaps/pages.xml").items() if date}
    assert dated == {f"{FULL}news/rules/": "2024-05-01"}


def test_a_page_in_the_place_of_a_list_is_in_the_sitemap_once(site: SiteUnderTest) -> None:
    """A section whose page the owner wrote is listed once, with the date of that page."""
    site.write("content/news/index.md", "---\ntitle: Our news\nupdated: 2024-05-02\n---\nRead it.\n")
    site.write("content/news/2024-02-21-a.md", story("Alpha"))
    site.build(jobs=1)
    text = site.text("sitemaps/pages.xml")
    assert text.count("<loc>https://digest.test/news/</loc>") == 1
    assert "<loc>https://digest.test/news/</loc><lastmod>2024-05-02</lastmod>" in text


def test_the_redirects(read_sites: ReadSites) -> None:
    """Old addresses and other names of terms answer 301 with the page or feed, removed stories 410."""
    assert read_sites.site("full").text("_redirects").splitlines() == [
        "/d/old/%C3%BCber/ /d/about/ 301",
        "/d/robots-fold/ /d/news/2024/04/10/fold/ 301",
        "/d/rss.xml /d/feed.xml 301",
        *(f"/d/topics/bots/{file} /d/topics/robots/{file} 301" for file in ("", "atom.xml", "feed.json", "feed.xml")),
        "/d/who /d/about/ 301",
        "/d/news/2024/01/07/gone/ /d/404.html 410",
    ]
    for name in ("bare", "off", "empty"):
        assert read_sites.site(name).text("_redirects") == ""


def test_every_redirect_leads_to_a_file(read_sites: ReadSites) -> None:
    """What an old address leads to is there, and the old address is not."""
    site = read_sites.site("full")
    for line in site.text("_redirects").splitlines():
        old, new, _ = line.split()
        target = unquote(new.removeprefix("/d/"))
        assert site.has(target + "index.html" if target.endswith("/") else target), line
        assert not site.has(unquote(old.removeprefix("/d/")).strip("/") + "/index.html")
    assert {rule.is_forced for rule in parse_redirects(site.text("_redirects"))} == {False}


def test_an_alias_of_a_page_that_came_back(site: SiteUnderTest) -> None:
    """The address of a removed story that another page has taken as an alias answers 301, not 410."""
    site.write("content/news/2024-02-21-a.md", story("Alpha", removed="true"))
    site.write("content/news/2024-02-21-b.md", story("Beta", aliases="[/news/2024/02/22/a/]"))
    site.build(jobs=1)
    assert site.text("_redirects").splitlines() == ["/news/2024/02/22/a/ /news/2024/02/22/b/ 301"]


def test_two_redirects_of_site_yaml(site: SiteUnderTest) -> None:
    """An alias with a percent-encoded address is the address that it means; one that is an output leads nowhere."""
    aliases = "aliases:\n  /alt%20e/: /topics/\n  /topics%2F: /archive/\n"
    site.write("site.yaml", SITE_YAML + aliases)
    site.build(jobs=1)
    assert site.text("_redirects").splitlines() == ["/alt%20e/ /topics/ 301"]


def test_the_manifest(read_sites: ReadSites) -> None:
    """A home screen is told the name, the pages that belong to the site, its colours and its icons."""
    icons = [
        {"src": "/d/icon.svg", "sizes": "any", "type": "image/svg+xml"},
        {"src": "/d/icon-192.png", "sizes": "192x192", "type": "image/png", "purpose": "any maskable"},
        {"src": "/d/icon-512.png", "sizes": "512x512", "type": "image/png", "purpose": "any maskable"},
    ]
    assert json.loads(read_sites.site("full").text("site.webmanifest")) == {
        "name": "Full Digest",
        "description": "Every field, list and case.",
        "lang": "en",
        "id": "/d/",
        "start_url": "/d/",
        "scope": "/d/",
        "display": "minimal-ui",
        "background_color": "#fbf8f1",
        "theme_color": "#fbf8f1",
        "icons": icons,
    }
    assert "description" not in json.loads(read_sites.site("bare").text("site.webmanifest"))


def test_what_programs_are_told(read_sites: ReadSites) -> None:
    """`llms.txt` says where things are, with whole addresses, and names no story."""
    assert read_sites.site("full").text("llms.txt").splitlines() == _LLMS.strip().splitlines()
    assert not read_sites.site("bare").has("llms.txt")


_LLMS = """
# Full Digest

> Every field, list and case.

Each story has a page, and a copy of it in Markdown: the page's address with `index.md` at its end.

## Stories

- [Newest stories](https://full.test/d/): the front page
- [Archive](https://full.test/d/archive/): all stories, by date and in blocks
- [Topics](https://full.test/d/topics/): an index of pages with their stories
- [Sources](https://full.test/d/sources/): an index of pages with their stories
- [Sitemap](https://full.test/d/sitemap.xml): every address, by month

## Feeds

- [RSS](https://full.test/d/feed.xml): the newest stories
- [Atom](https://full.test/d/atom.xml): the newest stories
- [JSON Feed](https://full.test/d/feed.json): the newest stories

## Pages

- [About us](https://full.test/d/about/)
"""


def test_the_list_of_feeds_for_readers(read_sites: ReadSites) -> None:
    """`feeds.opml` names the feeds of the site, each selection and each term with their pages, by whole addresses."""
    root = fromstring(read_sites.site("full").text("feeds.opml"))
    feeds = {one.get("xmlUrl", ""): one.get("htmlUrl") for one in root.iter("outline") if one.get("xmlUrl")}
    outputs = read_sites.site("full").outputs()
    built = {f"{FULL}{quote(path)}" for path in outputs if path.endswith("/feed.xml") or path == "feed.xml"}
    assert built <= feeds.keys()
    assert all(unquote(url.removeprefix(FULL)) in outputs for url in feeds)
    assert feeds[f"{FULL}topics/robots/feed.xml"] == f"{FULL}topics/robots/"
    assert feeds[f"{FULL}feeds/hot/feed.xml"] == f"{FULL}feeds/"
