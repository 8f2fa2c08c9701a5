"""The owner's files in `static/` that hosts read: they win, or come first."""

from __future__ import annotations

import pytest

from sitegen.config import load_settings
from sitegen.engine.build import build_site
from sitegen.engine.site_paths import site_paths_of
from sitegen.plan.files.own_rules import answered_by_owner, without_own_headers
from sitegen.values import with_changes
from tests.site_under_test import SiteUnderTest

OWN_HEADERS = "/*\n  X-Content-Type-Options: mine\n  X-Robots-Tag: all\n"
OWN_REDIRECTS = "# mine\n/blog/* /news/:splat 302\n/gone /x/\n"


def test_own_files_win_and_own_rules_come_first(site: SiteUnderTest) -> None:
    """The owner's robots.txt and 404 page are published, and their rules stand before those of the site."""
    site.write("content/about.md", "---\ntitle: About\naliases: [/old/]\n---\n[a](/blog/x/) [b](/gone/) [c](/no/)\n")
    for name, text in (("robots.txt", "mine"), ("404.html", "lost"), ("_headers", OWN_HEADERS)):
        site.write(f"static/{name}", text)
    site.write("static/_redirects", OWN_REDIRECTS)
    report = site.build()
    assert (site.text("robots.txt"), site.text("404.html")) == ("mine", "lost")
    assert site.text("_redirects") == f"{OWN_REDIRECTS}/old/ /about/ 301\n"
    assert site.text("_headers").startswith(f"{OWN_HEADERS}/*\n  Content-Security-Policy: ")
    assert "nosniff" not in site.text("_headers")
    assert [problem.name for problem in report.problems if problem.name] == ["/no/"]


def test_a_preview_keeps_robots_out(site: SiteUnderTest) -> None:
    """In a preview the owner's robots.txt does not count, and no header of theirs lets search engines in."""
    site.write("static/robots.txt", "User-agent: *\nAllow: /\n")
    site.write("static/404.html", "lost")
    site.write("static/_headers", OWN_HEADERS)
    settings = with_changes(load_settings(site.root)[0], preview_of="https://digest.example/")
    build_site(site_paths_of(site.root, settings, site.options))
    assert site.text("robots.txt") == "User-agent: *\nDisallow: /\n"
    assert "X-Robots-Tag: noindex" in site.text("_headers")


@pytest.mark.parametrize(
    ("rules", "address", "is_answered"),
    [
        ("/a/* /b", "/a/x/y", True),
        ("/a/* /b", "/ax", False),
        ("/a/:year/:x /b 301", "/a/2024/y/", True),
        ("/a/:year /b", "/a/2024/y", False),
        ("/a.b /c", "/axb", False),
        ("# /a /b\n\n/é /c", "/é", True),
        ("", "/", False),
    ],
)
def test_what_the_owner_answers(rules: str, address: str, is_answered: bool) -> None:
    """A rule answers at what its pattern means to a host, and nowhere else."""
    assert answered_by_owner(rules)(address) is is_answered


def test_headers_of_other_paths_stay() -> None:
    """Only what the owner says of the same path is left out."""
    blocks = [("/*", ("A: 1", "B: 2")), ("/x", ("A: 1",))]
    assert list(without_own_headers(blocks, "/*\n  a: 9\n/y\n  B: 3\n")) == [("/*", ("B: 2",)), ("/x", ("A: 1",))]
