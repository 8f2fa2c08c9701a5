"""A live site compared with what was built last."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.check.live_site import is_site, lost_addresses, read_live_site
from sitegen.errors import SitegenError
from sitegen.net.fetch import RefusedError
from sitegen.settings import Settings

SITE = "https://live.example/"


def answering(files: dict[str, str | bytes]) -> Callable[[str], bytes]:
    """Return what answers as a site does that has these files."""

    def fetch_one(address: str) -> bytes:
        found = files.get(address.removeprefix(SITE))
        if found is None:
            raise RefusedError(404, "Not Found", {})
        return found.encode() if isinstance(found, str) else found

    return fetch_one


def sitemap(*addresses: str, kind: str = "url") -> str:
    """Return a sitemap, or an index of sitemaps."""
    root = "urlset" if kind == "url" else "sitemapindex"
    entries = "".join(f"<{kind}><loc>{address}</loc></{kind}>" for address in addresses)
    return f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</{root}>'


def test_a_mirror_is_no_site_to_compare_with() -> None:
    """A sitemap that names another host alone is told, with that host: nothing would be compared."""
    files: dict[str, str | bytes] = {"sitemap.xml": sitemap("https://elsewhere.example/a/")}
    with pytest.raises(SitegenError, match=r"names addresses of https://elsewhere\.example/ alone"):
        read_live_site(SITE, answering(files))


def test_all_sitemaps_are_read() -> None:
    """An index leads to all its sitemaps, packed ones too, and each address on the site's own host counts once."""
    files: dict[str, str | bytes] = {
        "sitemap.xml": sitemap(f"{SITE}a.xml", f"{SITE}b.xml.gz", "https://other.example/c.xml", kind="sitemap"),
        "a.xml": sitemap(f"{SITE}x/", f"{SITE}y/", "https://other.example/z/"),
        "b.xml.gz": gzip.compress(sitemap(f"{SITE}y/", SITE).encode()),
        "feed.xml": "<rss/>",
    }
    live = read_live_site(SITE, answering(files))
    assert (sorted(live.addresses), live.feed) == (["/", "/x/", "/y/"], f"{SITE}feed.xml")


def test_the_sitemap_that_robots_name() -> None:
    """A sitemap of another name is found by robots.txt, and what that forbids is not fetched."""
    files = {"robots.txt": f"User-agent: *\nDisallow: /feed\nSitemap: {SITE}map.xml\n", "map.xml": sitemap(f"{SITE}x/")}
    live = read_live_site(SITE.rstrip("/"), answering({**files, "feed.xml": "<rss/>"}))
    assert (live.addresses, live.feed) == (("/x/",), "")


@pytest.mark.parametrize("text", ["<html/>", "<urlset>", "<!DOCTYPE a [<!ENTITY b 'c'>]><urlset/>", b"\x1f\x8bno"])
def test_what_is_no_sitemap(text: str | bytes) -> None:
    """What is not a whole sitemap stops the command with a reason: half a list would hide what is lost."""
    with pytest.raises(SitegenError, match=r"sitemap|cannot be read"):
        read_live_site(SITE, answering({"sitemap.xml": text}))


def test_what_would_be_lost(tmp_path: Path) -> None:
    """An address counts as kept when a file or a redirect of the built site answers it, in whatever encoding."""
    for path in ("index.html", "kept/index.html", "page.html", "über/index.html"):
        (tmp_path / "public" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "public" / path).write_text("")
    (tmp_path / "public" / "_redirects").write_text("/old/ /kept/ 301\n/gone/ /404.html 410\n")
    kept = ["", "kept/", "kept", "page.html", "%C3%BCber/", "old/", "old", "gone/"]
    lost = ["lost/", "page.html/", "../secret", "kept/more/"]
    live = read_live_site(SITE, answering({"sitemap.xml": sitemap(*(SITE + path for path in (*kept, *lost)))}))
    (problem,) = lost_addresses(tmp_path, Settings(), live)
    assert problem.message == ("4 of 12 live addresses would be lost: /lost/, /page.html/, /../secret, /kept/more/")
    assert list(lost_addresses(tmp_path, Settings(), live._replace(addresses=("/", "/old")))) == []


def test_what_is_a_site() -> None:
    """An address with a slash at its end, or without a path, is that of a site; a feed's is not, nor is a file."""
    assert [is_site(text) for text in (SITE, "http://a.example", f"{SITE}blog/", f"{SITE}feed.xml", "public/")] == [
        True,
        True,
        True,
        False,
        False,
    ]
