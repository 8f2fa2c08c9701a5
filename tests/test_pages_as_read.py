"""Pages as people and programs read them, from sites in which everything is there and from sites in which it is not."""

from __future__ import annotations

import re
from itertools import pairwise
from urllib.parse import unquote, urldefrag

import pytest

from tests.page_reader import PageAsRead, is_absolute
from tests.page_specs import FRAMES, SPECS, common_head, frame_lines, spec_file, spec_text
from tests.read_sites import ADDRESSES, FULL, ReadSites, is_moved
from tests.site_under_test import block_folders
from tests.test_theme_pages import FOLDERS

NAMES = tuple(ADDRESSES)
BLOCK_NAME = re.compile("[0-9a-f]{10}")
STORIES = (
    "news/2022/12/31/turn/",
    "news/2023/05/05/spring/",
    "news/2023/11/05/autumn/",
    "handbook/guides/a-guide/",
    "handbook/guides/b-guide/",
    *(f"news/2024/02/20/crowd-{number}/" for number in range(1, 9)),
    *(f"news/2024/02/21/four-{number}/" for number in range(1, 5)),
    "news/2024/03/15/once/",
    "notes/2024/03/16/a-note/",
    "news/2024/04/09/eve/",
    "news/2024/04/10/note/",
    "news/2024/04/10/model/",
    "news/2024/04/10/fold/",
)
"""All stories of the full site, oldest first; a day without a time counts as its beginning."""
CHAINS = {
    "stories": STORIES,
    "days": tuple(f"news/{day}/" for day in ("2022/12/31", "2023/05/05", "2023/11/05", "2024/02/20", "2024/02/21"))
    + tuple(f"news/{day}/" for day in ("2024/03/15", "2024/04/09", "2024/04/10")),
    "months": tuple(f"news/{month}/" for month in ("2022/12", "2023/05", "2023/11", "2024/02", "2024/03", "2024/04")),
    "years": ("news/2022/", "news/2023/", "news/2024/"),
}
"""Lists whose pages lead to one another, oldest first."""
HEADS = {"archive": "", "topics/robots": "topics/robots/"}
"""List that is cut into blocks -> where the newest block leads, and what leads to it."""


@pytest.mark.parametrize("spec", [*FRAMES, *SPECS])
def test_a_page_reads_as_it_is_written_down(read_sites: ReadSites, spec: str) -> None:
    """What a page says, in which order, and where it leads is what `tests/specs/pages/` says, line for line."""
    assert spec_text(read_sites, spec).splitlines() == spec_file(spec).read_text("utf-8").splitlines()


def test_each_kind_of_page_is_written_down(read_sites: ReadSites) -> None:
    """Each template that makes a page makes one of those that are read here; tests of addresses read the other one."""
    templates = {path.stem for path in (FOLDERS[0].templates).glob("*.html")} - {"base", "corrected", "list", "parts"}
    full = {spec.partition("/")[2] for spec in SPECS if spec.startswith("full/")}
    named = {"404": "not-found", "taxonomy": "topics", "term": "topic"}
    assert {named.get(template, template) for template in templates} <= full


@pytest.mark.parametrize("name", NAMES)
def test_the_frame_is_the_same_on_every_page(read_sites: ReadSites, name: str) -> None:
    """Masthead, menu and footer are the same wherever one is; only the link to where one is says so."""
    pages = read_sites.pages(name)
    common = common_head(read_sites, name)
    frames = {path: _anywhere(frame_lines(page, common)) for path, page in pages.items() if path}
    assert {tuple(frame) for frame in frames.values()} == {tuple(frames["404.html"])}
    for path, page in pages.items():
        current = [link.get("href") for link in page.elements("a") if link.get("aria-current")]
        assert current in ([], [page.url.removeprefix(ADDRESSES[name].removesuffix(_base(name)))]), path


def _base(name: str) -> str:
    return "/" + ADDRESSES[name].partition("://")[2].partition("/")[2]


def _anywhere(lines: list[str]) -> list[str]:
    return [line.replace("{aria-current=page}", "").replace(" aria-current=page", "") for line in lines]


def test_the_menu_says_where_one_is(read_sites: ReadSites) -> None:
    """On a page that the menu names, the menu's link to it is marked as the current one, and no other link is."""
    for path in ("about/", "archive/", "topics/", "search/"):
        page = read_sites.page("full", path)
        assert [link.get("href") for link in page.elements("a") if link.get("aria-current") == "page"] == [f"/d/{path}"]


@pytest.mark.parametrize("name", NAMES)
def test_every_address_leads_somewhere(read_sites: ReadSites, name: str) -> None:
    """Each link, form, script, picture and address in a page's head leads to a file of the site, and a place in it."""
    pages = {page.url: page for page in read_sites.pages(name).values()}
    files = set(read_sites.site(name).outputs())
    dead = {
        f"{page.url} -> {address}"
        for page in pages.values()
        for address in page.addresses()
        if address.startswith(ADDRESSES[name]) and not _is_there(address, name, files, pages)
    }
    assert dead == set()


def _is_there(address: str, name: str, files: set[str], pages: dict[str, PageAsRead]) -> bool:
    url, fragment = urldefrag(address)
    path = unquote(url.partition("?")[0].removeprefix(ADDRESSES[name]))
    file = path + "index.html" if not path or path.endswith("/") else path
    return "{search_term}" in address or (file in files and (not fragment or unquote(fragment) in pages[url].ids))


@pytest.mark.parametrize("name", NAMES)
def test_what_leaves_the_site_is_absolute_and_nothing_else_is_left_out(read_sites: ReadSites, name: str) -> None:
    """Every address of a page is on the site below its path, or a whole address elsewhere."""
    for page in read_sites.pages(name).values():
        elsewhere = {one for one in page.addresses() if not one.startswith(ADDRESSES[name])}
        assert all(is_absolute(one) and not one.startswith(ADDRESSES[name][:-2]) for one in elsewhere), page.url


@pytest.mark.parametrize("name", NAMES)
def test_what_is_shared_is_the_pages_own_whole_address(read_sites: ReadSites, name: str) -> None:
    """Canonical and shared addresses are the page's own, those of pictures are whole; the lost page has none."""
    for path, page in read_sites.pages(name).items():
        canonical = [link.get("href") for link in page.head_links("canonical")]
        expected = [] if path == "404.html" else [page.url]
        assert canonical == page.meta.get("og:url", []) == expected
        assert all(map(is_absolute, page.meta.get("og:image", [])))
        own = [data["url"] for data in page.json_ld]
        assert set(own) <= {page.url} and len(own) <= 1


@pytest.mark.parametrize("name", NAMES)
def test_only_the_lost_page_is_kept_from_search_engines(read_sites: ReadSites, name: str) -> None:
    """The page for addresses that do not exist says `noindex`; no other page says anything to robots."""
    said = {path: page.meta.get("robots") for path, page in read_sites.pages(name).items()}
    assert {path: text for path, text in said.items() if text} == {"404.html": ["noindex"]}


@pytest.mark.parametrize("name", NAMES)
def test_titles_tell_pages_apart(read_sites: ReadSites, name: str) -> None:
    """No two pages have one title, but for blocks of one day; each names the page first and the site last."""
    titles = {path: "".join(page.elements("title")[0].itertext()) for path, page in read_sites.pages(name).items()}
    blocks = {path for path in titles if path.split("/")[-2:-1] and BLOCK_NAME.fullmatch(path.split("/")[-2])}
    others = [title for path, title in titles.items() if path not in blocks]
    assert len(set(others)) == len(others) and not {titles[path] for path in blocks} & {*others}
    site = titles.pop("")
    for path, title in titles.items():
        first, between, last = title.rpartition(" · ")
        shared = read_sites.page(name, path).meta.get("og:title", [first])
        assert (shared, between, last) == ([first], " · ", site)


@pytest.mark.parametrize("name", NAMES)
def test_descriptions_are_said_once(read_sites: ReadSites, name: str) -> None:
    """A description is plain text of at most 300 letters, and what is shared is the same; none is empty."""
    for page in read_sites.pages(name).values():
        said = page.meta.get("description", [])
        assert said == page.meta.get("og:description", [])
        assert all(0 < len(text) <= 300 for text in said) and len(said) <= 1


@pytest.mark.parametrize("name", NAMES)
def test_headings_are_in_order(read_sites: ReadSites, name: str) -> None:
    """A page has one first heading, and no heading is more than one level below the one before it."""
    for page in read_sites.pages(name).values():
        levels = [level for level, _ in page.headings]
        assert levels.count(1) == 1 and levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels)), page.url


@pytest.mark.parametrize("name", NAMES)
def test_what_one_can_use_has_a_name(read_sites: ReadSites, name: str) -> None:
    """Fields, buttons, links, landmarks, calendars and charts say to those who do not see them what they are."""
    assert {page.url: page.without_name() for page in read_sites.pages(name).values() if page.without_name()} == {}


@pytest.mark.parametrize("name", NAMES)
def test_landmarks(read_sites: ReadSites, name: str) -> None:
    """A page has one banner, one main part and one footer, and no two landmarks of one kind with one label."""
    for page in read_sites.pages(name).values():
        marks = page.landmarks()
        assert len(marks) == len(set(marks))
        assert marks[:2] == ["banner", "navigation Menu"] and marks[2] == "main" and marks[-1] == "contentinfo"


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_empty(read_sites: ReadSites, name: str) -> None:
    """No element is there for something that is not, and no separator or bracket stands where it separates nothing."""
    found = {page.url: [*page.empty(), *page.orphans()] for page in read_sites.pages(name).values()}
    assert {url: elements for url, elements in found.items() if elements} == {}


def test_what_is_empty_is_found() -> None:
    """The reader finds empty elements and lonely separators, so that its silence above means something."""
    page = PageAsRead(
        "<main><p></p><ul><li><a href=/x></a></li></ul><p>Also: , </p><p>a ()</p><p>fine</p></main>", FULL
    )
    assert page.empty() == ["p.", "ul.", "li.", "a."]
    assert page.orphans() == ["Also: ,", "a ()"]
    assert page.without_name() == ["a"]


@pytest.mark.parametrize("chain", [*CHAINS, *HEADS])
def test_older_and_newer_lead_to_the_neighbours(read_sites: ReadSites, chain: str) -> None:
    """On each page of a list the links to older and newer lead to its neighbours; the ends lead no further."""
    blocks = block_folders(read_sites.site("full"), chain) if chain in HEADS else []
    paths, head = CHAINS.get(chain) or tuple(f"{chain}/{name}/" for name in blocks), HEADS.get(chain)
    assert len(paths) > 2
    after = (*paths[1:], head)
    for older, path, newer in zip((None, *paths[:-1]), paths, after, strict=True):
        page = read_sites.page("full", path)
        found = {kind: [one.get("href") for one in page.with_class(kind)] for kind in ("older", "newer")}
        assert found == {
            "older": [] if older is None else [f"/d/{older}"],
            "newer": [] if newer is None else [f"/d/{newer}"],
        }, path
        assert [one.get("rel") for one in page.with_class("older")] == ["next"] * (older is not None)
        assert [one.get("rel") for one in page.with_class("newer")] == ["prev"] * (newer is not None)
    if head is not None:
        assert [one.get("href") for one in read_sites.page("full", head).with_class("older")] == [f"/d/{paths[-1]}"]


def test_a_page_that_moved_leads_to_one_that_is_there(read_sites: ReadSites) -> None:
    """It names a page of the site three ways (at once, for search engines, to click), and stays out of searches."""
    site = read_sites.site("full")
    outputs = site.outputs()
    moved = {path: data.decode() for path, data in outputs.items() if path.endswith(".html") and is_moved(data)}
    assert moved
    for path, text in moved.items():
        (target,) = set(re.findall(r'(?:url=|<a href=")([^"]*)"', text))
        assert f'<link rel="canonical" href="https://full.test{target}">' in text
        assert 'name="robots" content="noindex"' in text
        page = outputs[unquote(target).removeprefix("/d/") + "index.html"]
        assert not is_moved(page), path


def test_neighbours_are_called_by_their_titles(read_sites: ReadSites) -> None:
    """The link to an older or newer story says that story's own title."""
    titles = {path: read_sites.page("full", path).headings[0][1] for path in STORIES}
    for older, newer in pairwise(STORIES):
        (link,) = read_sites.page("full", newer).with_class("older")
        assert "".join(link.itertext()) == f"Older story {titles[older]}"
        (link,) = read_sites.page("full", older).with_class("newer")
        assert "".join(link.itertext()) == f"Newer story {titles[newer]}"


def test_every_story_is_found_from_the_front_page(read_sites: ReadSites) -> None:
    """Going on to older stories from the front page shows each story once, newest day first."""
    seen: list[str] = []
    address = FULL
    while address:
        page = read_sites.page("full", address.removeprefix(FULL))
        seen += [page.absolute(link.get("href", "")).removeprefix(FULL) for link in page.with_class("moment")]
        older = page.with_class("older")
        address = page.absolute(older[0].get("href", "")) if older else ""
    assert sorted(seen) == sorted(STORIES)
    assert len(seen) == len(STORIES) and seen[-5:] == list(reversed(STORIES))[-5:]
