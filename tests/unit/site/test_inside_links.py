"""Links to addresses of the site: those that lead to nothing are told, whatever they are and however they are typed."""

from __future__ import annotations

import pytest

from sitegen.errors import Problem
from sitegen.pages.page import BodyLink
from sitegen.site.inside_links import path_of
from tests.site_under_test import SITE_YAML, SiteUnderTest, story

SETTINGS = SITE_YAML.replace("digest.test/", "digest.test/base/") + (
    "feed_image: /logo.png\nmenu:\n  About: /about/\n  Gone: /nowhere/\n  Far: https://far.example/\n"
    "aliases:\n  /old place/: /about/\n  /100%: /about/\n  /ü/: /no such page/\n"
)
LIVING = """## Part one
[a](#part-one) [b](#top) [c](/) [d](/feed.xml) [e](/topics/) [f](/files/a.pdf) [g](/about) [h](/old%20place/)
[i](/100%25/) [j](../news/) [k](https://digest.test/base/about/#part-one) [l](https://digest.test/elsewhere/)
[n](mailto:a@digest.test) [o](?q=1) [p](/typed%20here/)
"""
DEAD = """[a](#part-two) [b](/nothing/) [c](/files/b.pdf) [d](../lost/) <a href="/nothing/">e</a> [f](/nothing/#x)

![g](https://digest.test/base/none.png) [h](http://digest.test/base/gone)
"""


def dead(problems: tuple[Problem, ...]) -> list[tuple[str, int, str]]:
    """Return where each dead address of a text was typed."""
    each = [one for problem in problems for one in problem.each]
    return [(one.path, one.line, one.name) for one in each if "no such" not in one.message]


def test_links_inside_the_site_are_checked(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Each address of the site is looked for among what is published, and told in one summary."""
    site = SiteUnderTest(tmp_path_factory.mktemp("site"), SETTINGS)
    site.write("static/files/a.pdf", "x")
    site.write("content/about.md", f"---\ntitle: About\naliases: [/typed here/]\n---\n{LIVING}")
    site.write("content/news/2024-02-21-a.md", story("A", body=DEAD))
    site.write("content/news/2024-02-22-b.md", story("B", body="https://digest.test/base/gone and *text*"))
    report = site.build()
    (summary,) = [problem for problem in report.problems if problem.each]
    assert summary.message.startswith("7 addresses of this site that texts lead to are not there: #part-two (")
    line = story("A").count("\n") + 1
    assert dead(report.problems) == [
        *(
            ("content/news/2024-02-21-a.md", line, name)
            for name in ("#part-two", "/nothing/", "/files/b.pdf", "../lost/", "/nothing/#x")
        ),
        ("content/news/2024-02-21-a.md", line + 2, "https://digest.test/base/gone"),
        ("content/news/2024-02-21-a.md", line + 2, "https://digest.test/base/none.png"),
        ("content/news/2024-02-22-b.md", line, "https://digest.test/base/gone"),
    ]
    told = {(problem.field, problem.line) for problem in report.problems if problem.path == "site.yaml"}
    assert told == {("feed_image", 5), ("menu.Gone", 8), ("aliases./%C3%BC/", 13)}


def test_a_link_that_died_is_told_though_its_page_did_not_change(site: SiteUnderTest) -> None:
    """When a page goes, those that link to it are told in the next build, which renders none of them."""
    site.write("content/about.md", "---\ntitle: About\n---\nx\n")
    site.write("content/other.md", "---\ntitle: Other\n---\n[a](/about/)\n")
    assert site.build().problems == ()
    site.delete("content/about.md")
    assert [problem.name for problem in site.build().problems if problem.name] == ["/about/"]


def test_parts_of_other_pages_are_looked_for(site: SiteUnderTest) -> None:
    """A link to a part of another page is told when that page does not have it, or has it no more."""
    site.write("content/about.md", "---\ntitle: About\n---\n## One part\n<a name='_x'></a>\n")
    living = "[a](about.md#one-part) [b](/about/#top) [c](/about/#_x) [d](/about#:~:text=One) [e](#)"
    site.write("content/other.md", f"---\ntitle: Other\n---\n{living}\n\n[f](about.md#two) [g](/about/#three)\n")
    (summary,) = site.build().problems
    assert [(one.name, one.line) for one in summary.each] == [("about.md#two", 6), ("/about/#three", 6)]
    site.edit("content/about.md", "One part", "Two")
    (summary,) = site.build().problems
    assert [one.name for one in summary.each] == ["about.md#one-part", "/about/#three"]


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/x/#y", "x/"),
        ("/é?z", "é"),
        ("#y", None),
        ("b/", "base/news/a/b/"),
        ("../b", "base/news/b"),
        ("/", ""),
        ("?q", None),
    ],
)
def test_path_of_a_link(target: str, path: str | None) -> None:
    """A link counts from the site's root, or from its page."""
    link = BodyLink(target, 1, 1, target)
    found = path_of(link, "/base/news/a/", "/base/")
    assert (found if path is None or target.startswith("/") else f"base/{found}") == path
