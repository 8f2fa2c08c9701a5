"""How each host answers the addresses that a site once had, as the table in docs/hosts.md says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from sitegen.serve.host_rules import find_redirect, parse_redirects
from sitegen.settings import HOSTS
from tests.command_line import sitegen
from tests.hosts_site import GONE, MOVED, moved_site
from tests.nginx import needs_nginx, nginx
from tests.published_addresses import FollowedSite
from tests.site_under_test import SITE_YAML, SiteUnderTest, story

BESIDE = "markdown_copies: on\nshare_images: on\n"
_REFRESH = re.compile(r'<meta http-equiv="refresh" content="0; url=([^"]+)">')


def stand_in(site: SiteUnderTest, address: str) -> str:
    """Return where the file at an old address leads that a host without rules shows there; empty without one."""
    path = unquote(address).strip("/")
    for file in (path, f"{path}/index.html"):
        if site.has(file):
            text = site.text(file)
            found = _REFRESH.search(text)
            return found[1] if found else text
    return ""


@pytest.mark.parametrize("host", ["", "netlify"])
def test_netlify_answers_301_and_410(host: str, tmp_path: Path) -> None:
    """Each old address has one rule, for both spellings; what is gone answers 410. So it is where no host is named."""
    site = moved_site(tmp_path, host)
    rules = parse_redirects(site.text("_redirects"))
    for old, new in MOVED.items():
        assert find_redirect(rules, old, forced=False) == (new, 301), old
    for old in GONE:
        assert find_redirect(rules, old, forced=False) == ("/404.html", 410), old
        assert not site.has(f"{old.strip('/')}/index.html")


def test_cloudflare_answers_each_spelling(tmp_path: Path) -> None:
    """Each old address has a rule with and one without the slash, each is once there, and says 301."""
    site = moved_site(tmp_path, "cloudflare")
    lines = [line.split() for line in site.text("_redirects").splitlines()]
    rules = {old: (new, status) for old, new, status in lines}
    assert len(rules) == len(lines)
    for old, new in MOVED.items():
        assert rules[old.rstrip("/")] == rules[f"{old.rstrip('/')}/"] == (new, "301"), old
    assert {status for _, status in rules.values()} == {"301"}
    assert not any(old.startswith(gone) for old in rules for gone in GONE)


def test_cloudflare_answers_what_browsers_send(site: SiteUnderTest) -> None:
    """Signs that a browser leaves as they are have a rule so, too, and all others the one that it sends."""
    site.write("site.yaml", f"{SITE_YAML}host: cloudflare\nsearch: off\n")
    old = ("/a[1]/", "/b|c/", "/it's (so)/", "/旧/")
    site.write("content/about.md", f"---\ntitle: About\naliases: {json.dumps(old)}\n---\nWho.\n")
    assert site.build(jobs=1).problems == ()
    rules = {line.split()[0] for line in site.text("_redirects").splitlines()}
    sent = {"/a[1]", "/a%5B1%5D", "/b|c", "/b%7Cc", "/it's%20(so)", "/%E6%97%A7"}
    assert rules == {address + slash for address in sent for slash in ("", "/")}


def test_cloudflare_gets_pages_for_what_has_no_room(site: SiteUnderTest) -> None:
    """Of more old addresses than it takes rules for, the rest has pages; feeds and files are never among these."""
    aliases = "".join(f"  /old/{number:04}/: /about/\n" for number in range(1_200)) + "  /rss.xml: /feed.xml\n"
    site.write("site.yaml", f"{SITE_YAML}host: cloudflare\nsearch: off\naliases:\n{aliases}")
    site.write("content/about.md", "---\ntitle: About\n---\nWho.\n")
    report = site.build(jobs=1)
    rules = dict(line.split()[:2] for line in site.text("_redirects").splitlines())
    assert (len(rules), rules["/rss.xml"]) == (2_000, "/feed.xml")
    pages = [number for number in range(1_200) if stand_in(site, f"/old/{number:04}/") == "/about/"]
    assert [number for number in range(1_200) if f"/old/{number:04}/" not in rules] == pages
    assert len(pages) == 201
    assert report.problems == ()


@pytest.mark.parametrize(("host", "base"), [("github", "/"), ("github", "/d/"), ("server", "/")])
def test_a_page_leads_on_where_there_are_no_rules(host: str, base: str, tmp_path: Path) -> None:
    """At each old address a page leads on, not to be indexed and without a script; a feed's has the feed itself."""
    site = moved_site(tmp_path, host, base=base)
    for old, new in MOVED.items():
        expected = site.text(new[1:]) if new.endswith(".xml") else base + new[1:]
        assert stand_in(site, old) == expected, old
    page = site.text("news/2024/01/01/one/index.html")
    assert '<meta name="robots" content="noindex">' in page
    assert f'<link rel="canonical" href="https://digest.test{base}news/2024/01/01/uno/">' in page
    assert "<script" not in page
    assert not any(site.has(f"{old.strip('/')}/index.html") for old in GONE)
    assert site.has(".nojekyll") == (host == "github")
    assert not site.has("_redirects")
    assert site.verify() == ()


def test_the_copy_of_a_feed_is_not_checked_as_a_feed(tmp_path: Path) -> None:
    """A feed at its old address says where it lies now, which is no fault; one that somebody put there is checked."""
    site = moved_site(tmp_path, "github")
    assert site.text("rss.xml") == site.text("feed.xml")
    assert "self-link" not in sitegen(site.root, "check").err
    site.write("static/more/feed.xml", site.text("feed.xml").replace("<channel>", "<channel><!-- mine -->"))
    site.build(jobs=1)
    assert "public/more/feed.xml: warning: wrong-self-link" in sitegen(site.root, "check").err


def test_a_page_that_leads_on_is_no_address_of_the_site(tmp_path: Path) -> None:
    """No alias is taken by the page that answers it, no sitemap names that, and it goes when its alias goes."""
    site = moved_site(tmp_path, "github")
    assert [problem.path for problem in site.build(jobs=1).problems if problem.field.startswith("aliases")] == []
    assert "/old" not in "".join(site.text(path) for path in site.outputs() if path.startswith("sitemap"))
    site.edit("content/news/four.md", "/old.php, ", "")
    site.build(jobs=1)
    assert not site.has("old.php/index.html")


@pytest.mark.parametrize("host", ["github", "server"])
def test_what_lay_beside_a_story_that_moved(host: str, tmp_path: Path) -> None:
    """At the old address of a copy in Markdown a line leads on; no page stands where a picture was."""
    site = moved_site(tmp_path, host, more=BESIDE)
    beside = [path for path in site.outputs() if path.startswith("news/2024/01/01/one/")]
    assert sorted(beside) == ["news/2024/01/01/one/index.html", "news/2024/01/01/one/index.md"]
    assert site.text("news/2024/01/01/one/index.md") == "Moved to <https://digest.test/news/2024/01/01/uno/index.md>\n"
    assert site.verify() == ()


def test_on_cloudflare_pages_come_before_what_lies_beside_them(tmp_path: Path) -> None:
    """A page that moved takes two rules, its copy and its share image one each, behind those of all pages."""
    site = moved_site(tmp_path, "cloudflare", more=BESIDE)
    rules = [line.split()[0] for line in site.text("_redirects").splitlines()]
    beside = [f"/news/2024/01/01/one/{file}" for file in ("index.md", "share.png")]
    assert rules[-2:] == beside
    assert [rule for rule in rules if rule.startswith(tuple(beside))] == beside


def test_what_cannot_be_a_file_is_told(site: SiteUnderTest) -> None:
    """An old address below a file of the site, or with a name that no disk takes, is one warning; the site is built."""
    aliases = f"  /feed.xml/old: /about/\n  /{'x' * 300}/: /about/\n  /a: /about/\n  /A/: /about/\n"
    site.write("site.yaml", f"{SITE_YAML}host: github\nsearch: off\naliases:\n{aliases}")
    site.write("content/about.md", "---\ntitle: About\n---\nWho.\n")
    report = site.build(jobs=1)
    assert [(one.path, one.field) for one in report.problems] == [("site.yaml", "host")]
    assert report.problems[0].message.startswith("3 old addresses cannot be answered on GitHub Pages")
    assert stand_in(site, "/A/") == "/about/"


@needs_nginx
@pytest.mark.parametrize("base", ["/", "/d/"])
def test_nginx_answers_as_netlify_does(base: str, tmp_path: Path) -> None:
    """With the files of a new site nginx answers 301, 410 and 404 in both spellings, and sends the headers."""
    site = moved_site(tmp_path, "server", base=base)
    site.edit("site.yaml", "search: off", f"search: off\noutput: {'site' + base.rstrip('/')}")
    site.build(addresses="write", jobs=1)
    with nginx(site.root / f"site{base}".rstrip("/"), base) as server:
        for old, new in MOVED.items():
            for address in {old, f"{old.rstrip('/')}/", old.rstrip("/")}:
                answered = server.get(base + address[1:])
                assert (answered.status, answered.location) == (301, base + new[1:]), address
        for address in GONE:
            answered = server.get(base + address[1:])
            assert (answered.status, b"<title>" in answered.body) == (410, True), address
        home = server.get(base)
        assert (home.status, home.headers["X-Content-Type-Options"]) == (200, "nosniff")
        assert "default-src 'self'" in home.headers["Content-Security-Policy"]
        assert server.get(f"{base}about/").status == 200
        assert server.get(f"{base}site.webmanifest").headers["Content-Type"].startswith("application/manifest+json")
        for hidden in ("_nginx.map", "_nginx.headers", ".made-by-sitegen", "nothing"):
            assert server.get(base + hidden).status == 404, hidden


@needs_nginx
def test_no_address_breaks_the_map(site: SiteUnderTest) -> None:
    """Signs that mean something to nginx, long addresses, and such that differ by case alone are answered."""
    odd = ["/a$uri", "/Case/", "/case", "/semi;colon", "/quote'", "/~x", f"/{'l' * 250}/{'m' * 250}", "/default"]
    aliases = "".join(f'  "{one}": /about/\n' for one in odd) + '  "/B/": /b/\n  "/dollar": /$1/\n'
    site.write("site.yaml", f"{SITE_YAML}host: server\nsearch: off\naliases:\n{aliases}")
    site.write("content/about.md", "---\ntitle: About\n---\nWho.\n")
    site.build(jobs=1)
    with nginx(site.root / "public") as server:
        assert [server.get(one).location for one in odd] == ["/about/"] * len(odd)
        assert server.get("/dollar").location == "/%241/"
        assert server.get("/about/").status == 200
        assert server.get("/b/").status == 404  # it does not lead to itself


def test_a_host_gets_the_headers_that_it_reads(tmp_path: Path) -> None:
    """`_headers` for Netlify and Cloudflare, lines for nginx, nothing for GitHub."""
    expected = {"netlify": "_headers", "cloudflare": "_headers", "server": "_nginx.headers", "github": ""}
    assert expected.keys() == set(HOSTS)
    for host, file in expected.items():
        site = SiteUnderTest(tmp_path / host, f"{SITE_YAML}host: {host}\nsearch: off\n")
        site.build(jobs=1)
        assert [path for path in site.outputs() if path in ("_headers", "_nginx.headers")] == ([file] if file else [])
        if file:
            assert "nosniff" in site.text(file)


@pytest.mark.parametrize(
    ("host", "environ", "told"),
    [
        ("github", {"NETLIFY": "true", "CONTEXT": "production"}, 'says "github", but this build runs on Netlify'),
        ("", {"CF_PAGES": "1", "CF_PAGES_BRANCH": "main"}, "but this build runs on Cloudflare Pages"),
        ("cloudflare", {"CF_PAGES": "1", "CF_PAGES_BRANCH": "main"}, ""),
        ("", {"NETLIFY": "true", "CONTEXT": "production"}, ""),
        ("server", {"GITHUB_ACTIONS": "true"}, ""),
    ],
)
def test_a_build_on_another_host_is_told(host: str, environ: dict[str, str], told: str, site: SiteUnderTest) -> None:
    """A build never guesses its host: it warns, at the line, when the machine belongs to another one."""
    site.write("site.yaml", SITE_YAML + (f"host: {host}\n" if host else ""))
    ran = sitegen(site.root, "build", **environ)
    assert ran.code == 0
    assert (told in ran.err) if told else ("runs on" not in ran.err)
    if told and host:
        assert "site.yaml:5:7: warning: host:" in ran.err


@pytest.mark.parametrize(
    ("branch", "production", "is_preview"),
    [("main", "", False), ("master", "", False), ("draft", "", True), ("live", "live", False), ("main", "live", True)],
)
def test_a_branch_on_cloudflare_refuses_robots(
    branch: str, production: str, is_preview: bool, site: SiteUnderTest
) -> None:
    """Whatever is not the production branch refuses robots and other origins, whatever the owner's robots.txt says."""
    site.write("site.yaml", f"{SITE_YAML}host: cloudflare\n")
    site.write("static/robots.txt", "User-agent: *\nAllow: /\n")
    environ = {"CF_PAGES": "1", "CF_PAGES_BRANCH": branch}
    sitegen(site.root, "build", **environ, **({"SITEGEN_PRODUCTION_BRANCH": production} if production else {}))
    assert ("Disallow: /" in site.text("robots.txt")) == is_preview
    assert ("X-Robots-Tag: noindex" in site.text("_headers")) == is_preview
    assert ("! Access-Control-Allow-Origin" in site.text("_headers")) == is_preview


def test_a_limit_is_told_before_the_deploy(site: SiteUnderTest) -> None:
    """A file that the host refuses is a warning of the build that would publish it, and of each one after it."""
    site.write("site.yaml", f"{SITE_YAML}host: netlify\n")
    site.write("static/a#b.txt", "x")
    site.write("content/news/one.md", story("One"))
    for _ in range(2):
        (problem,) = site.build(jobs=1).problems
        assert (problem.level, problem.field) == ("warning", "host")
        assert "a#b.txt" in problem.message
    assert site.build(strict=True, clean=True).did_publish is False
    site.delete("static/a#b.txt")
    assert site.build(jobs=1).problems == ()


def test_a_change_of_host_leaves_nothing_behind(tmp_path: Path) -> None:
    """Built for one host after the other into one folder, each time all is as a clean build makes it for that host."""
    site = moved_site(tmp_path, "netlify")
    before = "netlify"
    for host in ("github", "cloudflare", "server", "netlify"):
        site.edit("site.yaml", f"host: {before}", f"host: {host}")
        site.build(addresses="write", jobs=1)
        assert site.verify() == (), host
        before = host


@pytest.mark.parametrize("host", ["github", "cloudflare", "server"])
def test_the_lock_before_and_after_give_the_same(host: str, tmp_path: Path) -> None:
    """What a build publishes for a host is what a clean one does, from the lock before it and from the one after."""
    site = FollowedSite(tmp_path, f"{SITE_YAML}host: {host}\nsearch: off\n")
    for name in ("one", "two"):
        site.write(f"content/news/{name}.md", story(name.title()))
    site.build(addresses="write", jobs=1)
    site.edit("content/news/one.md", "title: One", "title: One\nslug: uno")
    site.delete("content/news/two.md")
    before = site.lock()
    site.build(addresses="write", jobs=1)
    for lock in (before, site.lock()):
        with site.clean_copy(lock) as clean:
            clean.build(jobs=1)
            assert clean.outputs() == site.outputs()
