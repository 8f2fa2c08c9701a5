"""Old addresses."""

from __future__ import annotations

from time import process_time

from tests.site_under_test import SITE_YAML, SiteUnderTest, story


def test_alias(site: SiteUnderTest) -> None:
    """An alias answers 301 with the page's address, both percent-encoded and below the base path."""
    site.write("site.yaml", SITE_YAML.replace("digest.test/", "digest.test/en/"))
    site.write("content/news/2024-02-22-a.md", story("Alpha", aliases="[/old/a.html, /旧/]"))
    site.build()
    assert site.text("_redirects").splitlines() == [
        "/en/%E6%97%A7/ /en/news/2024/02/22/a/ 301",
        "/en/old/a.html /en/news/2024/02/22/a/ 301",
    ]


def test_removed(site: SiteUnderTest) -> None:
    """A removed story's address answers 410, a draft's is told nowhere."""
    site.write("content/news/2024-02-22-a.md", story("Alpha", removed="true"))
    site.write("content/news/2024-02-22-b.md", story("Beta", published="false", aliases="[/old/]"))
    site.build()
    assert site.text("_redirects").splitlines() == ["/news/2024/02/22/a/ /404.html 410"]


def test_an_alias_that_cannot_work_is_told(site: SiteUnderTest) -> None:
    """An alias in site.yaml that leads to itself, to nothing, or away from an output is a warning, and no redirect."""
    aliases = ("/a: /a", "/b: /gone/", "/feed.xml: /atom.xml", "/topics/ai: /feed.xml", "/c: /old", "/d: /topics/ai/")
    site.write("site.yaml", SITE_YAML + "aliases:\n" + "".join(f"  {alias}\n" for alias in aliases))
    site.write("content/news/2024-02-22-a.md", story("Alpha", aliases="[/old]"))
    report = site.build()
    taken = "is an address of this site already, so it leads nowhere else"
    assert [(found.path, found.line, found.field, found.message) for found in report.problems] == [
        ("site.yaml", 6, "aliases./a", "leads to itself"),
        ("site.yaml", 7, "aliases./b", "leads to /gone/, which this site does not have"),
        ("site.yaml", 8, "aliases./feed.xml", taken),
        ("site.yaml", 9, "aliases./topics/ai", taken),
    ]
    assert all(found.column > 1 and found.span for found in report.problems)
    assert site.text("_redirects").splitlines() == [
        "/b /gone/ 301",
        "/c /news/2024/02/22/a/ 301",
        "/d /topics/ai/ 301",
        "/old /news/2024/02/22/a/ 301",
    ]


def test_an_alias_of_what_has_moved_since(site: SiteUnderTest) -> None:
    """An alias in site.yaml for the old address of a story leads at once to where it stands now, and is no problem."""
    site.write("site.yaml", SITE_YAML + "aliases:\n  /a/: /news/2024/02/22/a/\n  /b/: /a\n")
    site.write("content/news/2024-02-22-a.md", story("Alpha"))
    site.build(addresses="write")
    site.edit("content/news/2024-02-22-a.md", "title: Alpha", "title: Alpha\nslug: alpha")
    assert site.build(addresses="write").problems == ()
    to = "/news/2024/02/22/alpha/ 301"
    assert site.text("_redirects").splitlines() == [f"/a/ {to}", f"/b/ {to}", f"/news/2024/02/22/a/ {to}"]


def test_an_alias_that_two_have_is_told(site: SiteUnderTest) -> None:
    """An alias that two pages have, or a page and site.yaml, leads to the first; the other one is told of both."""
    site.write("site.yaml", SITE_YAML + "aliases:\n  /site: /topics/ai/\n")
    site.write("content/news/2024-02-22-a.md", story("Alpha", aliases="[/old/, /own, /own/]"))
    site.write("content/news/2024-02-22-b.md", story("Beta", aliases="[/old, /site/]"))
    report = site.build()
    assert [(found.level, found.path, found.field, found.message) for found in report.problems] == [
        (
            "warning",
            "content/news/2024-02-22-b.md",
            "aliases",
            "/old is an old address in content/news/2024-02-22-a.md too, and leads where that one says",
        ),
        (
            "warning",
            "content/news/2024-02-22-b.md",
            "aliases",
            "/site/ is an old address in site.yaml too, and leads where that one says",
        ),
    ]
    assert site.text("_redirects").splitlines() == [
        "/old/ /news/2024/02/22/a/ 301",
        "/own /news/2024/02/22/a/ 301",
        "/own/ /news/2024/02/22/a/ 301",
        "/site /topics/ai/ 301",
    ]


def test_an_alias_of_a_story_is_told_with_its_line(site: SiteUnderTest) -> None:
    """An alias that is the address of something else is told at the line where it stands; the page's own is not."""
    aliases = "\n  - /old/\n  - /feed.xml\n  - /archive/\n  - /news/2024/02/22/a/"
    site.write("content/news/2024-02-22-a.md", story("Alpha", aliases=aliases))
    lines = (site.root / "content/news/2024-02-22-a.md").read_text("utf-8").splitlines()
    report = site.build()
    assert [lines[found.line - 1] for found in report.problems] == ["  - /feed.xml", "  - /archive/"]
    assert site.text("_redirects").splitlines() == ["/old/ /news/2024/02/22/a/ 301"]


def test_old_addresses_that_lead_round_are_told(site: SiteUnderTest) -> None:
    """Aliases in site.yaml from which one never arrives are told with their lines, and are no redirects."""
    aliases = (
        "/a: /b", "/b: /a", "/into: /b/", "/one: /two", "/two: /three", "/three: /%6Fne/", "/self: /self/",
        "/first: /second", "/second: /topics/ai/", "/twin: /topics/ai/", "/twin/: /archive/", "/lost: /%74win",
    )  # fmt: skip
    site.write("site.yaml", SITE_YAML + "aliases:\n" + "".join(f"  {alias}\n" for alias in aliases))
    site.write("content/news/2024-02-22-a.md", story("Alpha"))
    report = site.build()
    round_in_a_circle = "leads round in a circle, by way of"
    assert [(found.line, found.message) for found in report.problems] == [
        (6, f"{round_in_a_circle} /b"),
        (7, f"{round_in_a_circle} /a"),
        (8, f"{round_in_a_circle} /b/"),
        (9, f"{round_in_a_circle} /two"),
        (10, f"{round_in_a_circle} /three"),
        (11, f"{round_in_a_circle} /one/"),
        (12, "leads to itself"),
        (16, "is the same address as /twin, and leads where that one says"),
    ]
    assert {found.path for found in report.problems} == {"site.yaml"}
    assert site.text("_redirects").splitlines() == [
        "/first /topics/ai/ 301",
        "/lost /topics/ai/ 301",
        "/second /topics/ai/ 301",
        "/twin /topics/ai/ 301",
    ]


def test_a_circle_of_many_addresses_takes_no_time(site: SiteUnderTest) -> None:
    """Each address is followed once, however many lead into one circle."""
    count = 10_000
    aliases = "".join(f"  /a{number}: /a{number + 1}\n" for number in range(count)) + f"  /a{count}: /a0\n"
    site.write("site.yaml", SITE_YAML + "aliases:\n" + aliases)
    started = process_time()
    report = site.build(jobs=1)
    assert process_time() - started < 60
    assert len(report.problems) == count + 1
