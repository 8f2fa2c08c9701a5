"""One bad story never takes the site down: which errors withhold one source, and which publish nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

import pytest

from sitegen.config import load_settings
from sitegen.engine.prepare import MOST_ROUNDS
from sitegen.engine.report import BuildReport
from sitegen.engine.source_errors import sources_at_fault
from sitegen.errors import Problem
from sitegen.sources import scan_sources
from tests.command_line import NOW, sitegen, timeless
from tests.site_under_test import SITE_YAML, SiteUnderTest, changed, story

QUICK = SITE_YAML + "search: off\nfeed_formats: [rss]\n"
BAD = "content/news/2024-02-25-bad.md"
STORIES = 4
FAILS = "{% if card.title == 'Bad' %}{{ card.titel }}{% endif %}"
OWN_PAGE = "{% set card = view.page.card %}" + FAILS + "{{ view.title }}"
CARD = FAILS + '{% include "parent/cards/standard.html" %}'


class Case(NamedTuple):
    """Files that are added to a good site, and what comes of them."""

    files: Mapping[str, str | bytes]
    withheld: tuple[str, ...] = (BAD,)
    stories: int = STORIES
    """That stay public."""


@pytest.fixture
def digest(site: SiteUnderTest) -> SiteUnderTest:
    """A site with four stories and a page."""
    site.write("site.yaml", QUICK)
    for day in range(21, 21 + STORIES):
        site.write(f"content/news/2024-02-{day}-s{day}.md", story(f"Story {day}", f"2024-02-{day}T08:00:00Z"))
    site.write("content/about.md", "---\ntitle: About\n---\nText.\n")
    return site


OF_ONE_SOURCE = {
    "no YAML": Case({BAD: "---\ntitle: 'Bad\ndate: 2024-02-25\n---\n"}),
    "another head": Case({BAD: ".. title: Bad\n.. slug: bad\n\nText\n"}),
    "a head that is never closed": Case({BAD: "---\ntitle: Bad\nText\n"}),
    "no title": Case({BAD: "\n"}),
    "a list for a title": Case({BAD: story("[Bad, b]")}),
    "no such day": Case({BAD: story("Bad", date="2024-02-30")}),
    "not UTF-8": Case({BAD: b"---\ntitle: \xff\xfe\n---\n"}),
    "an alias of a secret": Case({BAD: "---\ntitle: Bad\nsecured: &s x\nexcerpt: *s\n---\n"}),
    "the address of the front page": Case({"content/index.md": "---\ntitle: Bad\n---\n"}, ("content/index.md",)),
    "the address of a list": Case({"content/topics.md": "---\ntitle: Bad\n---\n"}, ("content/topics.md",)),
    "the address of a static file": Case({BAD: story("Bad"), "static/news/2024/02/22/bad/index.html": "mine"}, (BAD,)),
    "an address that is longer than names may be": Case({BAD: story("Bad", url="/" + "x" * 256 + "/")}),
    "below a static file": Case({BAD: story("Bad", url="/a.txt/bad/"), "static/a.txt": "mine"}),
    "below a file of the site": Case({BAD: story("Bad", url="/robots.txt")}),
    "a term's file": Case({"content/_data/topics/ai.yaml": "name: 'AI\n"}, ("content/_data/topics/ai.yaml",)),
    "a page that the theme cannot show": Case({BAD: story("Bad"), "themes/default/templates/story.html": OWN_PAGE}),
    "a card that the theme cannot show": Case(
        {BAD: story("Bad"), "themes/default/templates/cards/standard.html": CARD}
    ),
    "two errors in one, and a third": Case(
        {BAD: story("[Bad]", date="2024-02-30"), "content/worse.md": "---\ntitle: [\n---\n"},
        ("content/news/2024-02-25-bad.md", "content/worse.md"),
    ),
}


@pytest.mark.parametrize("name", OF_ONE_SOURCE)
def test_an_error_of_one_source_withholds_that_source(name: str, digest: SiteUnderTest) -> None:
    """All else is published, the exit code is 4, and every word and number speaks of what is public."""
    case = OF_ONE_SOURCE[name]
    for path, text in case.files.items():
        digest.write(path, text)
    ran = sitegen(digest.root, "build", "--now", NOW, "--json")
    told = json.loads(ran.out)
    assert (ran.code, ran.err, told["published"]) == (4, "", case.stories + 1), told["problems"]
    errors = {problem["path"] for problem in told["problems"] if problem["level"] == "error"}
    pages = [path for path in case.withheld if "_data" not in path]
    assert (errors, told["withheld"]) == (set(case.withheld), [{"path": path, "reason": "error"} for path in pages])
    assert told["outputs"] == told["written"] == len(digest.outputs())
    texts = [data for data in digest.outputs().values() if b"Bad" in data]
    assert (texts, digest.verify()) == ([], ())
    again = sitegen(digest.root, "build", "--now", NOW)
    number = len(case.withheld)
    words = "1 source is withheld until it is" if number == 1 else f"{number} sources are withheld until they are"
    assert (again.code, f" {words} corrected; the rest was published.\n" in again.err) == (4, True), again.err
    assert f" 0 written, {told['outputs']} unchanged, 0 removed," in again.out


OF_A_FOLDER = {
    "topics": ("content/topics/x.md", "content/topics/y/index.md"),
    "archive": ("content/archive/2024-02-25-x.md",),
    "search": ("content/Search/x.md", "content/search/2024/y.md"),
    "feeds": ("content/feeds/index.md", "content/feeds/y.md"),
    "a category": ("content/x.md", "content/y.md"),
}


@pytest.mark.parametrize("name", OF_A_FOLDER)
def test_a_folder_named_like_a_list_withholds_what_is_in_it(name: str, digest: SiteUnderTest) -> None:
    """The rest is published; the folder is told, or each source that names it; the report and `why` name each."""
    paths = OF_A_FOLDER[name]
    fields = {"category": "topics"} if name == "a category" else {}
    digest.write("site.yaml", SITE_YAML)
    for path in paths:
        digest.write(path, story("Bad", "2024-02-25", url="/x/" if path.endswith("y.md") else None, **fields))
    ran = sitegen(digest.root, "build", "--now", NOW, "--json")
    told = json.loads(ran.out)
    assert (ran.code, told["published"]) == (4, STORIES + 1), told["problems"]
    assert [one["path"] for one in told["withheld"]] == sorted(paths)
    places = {one["path"] for one in told["problems"] if one["level"] == "error"}
    assert places == {path if name == "a category" else "/".join([*path.split("/")[:2], ""]) for path in paths}
    assert digest.verify() == ()
    assert not [path for path, data in digest.outputs().items() if b"Bad" in data]
    number = len(paths)
    words = "1 source is withheld until it is" if number == 1 else f"{number} sources are withheld until they are"
    assert words in sitegen(digest.root, "build", "--now", NOW).err
    assert "has an error: its address is taken" in sitegen(digest.root, "why", paths[0]).out


WHOLE: Mapping[str, tuple[dict[str, str], int]] = {
    "a template that fails for all": ({"themes/default/templates/story.html": "{{ view.titel }}"}, 1),
    "a card that fails for all": ({"themes/default/templates/cards/standard.html": "{{ card.titel }}"}, 1),
    "a template of a list": ({"themes/default/templates/home.html": "{{ view.titel }}"}, 1),
    "a template that cannot be read": ({"themes/default/templates/story.html": "{% if %}"}, 1),
    "a file in a list's place": ({"static/archive/index.html": "mine"}, 1),
    "a file where the folder of all stories must be": ({"static/news": "mine"}, 1),
    "an option that the theme lacks": ({"site.yaml": QUICK + "theme_options: {accnt: red}\n"}, 1),
    "a pattern that takes the lists' places": ({"site.yaml": QUICK + "permalinks: {news: '/topics/{slug}/'}\n"}, 1),
    "a setting that there is not": ({"site.yaml": QUICK + "titel: Mine\n"}, 2),
}


@pytest.mark.parametrize("name", WHOLE)
def test_an_error_of_the_whole_publishes_nothing(name: str, digest: SiteUnderTest) -> None:
    """Of settings, the theme or the plan: what is public stays as it was, and the numbers are those of what is."""
    files, code = WHOLE[name]
    digest.build()
    before = digest.outputs()
    digest.write(BAD, story("Bad", date="2024-02-30"))
    for path, text in files.items():
        digest.write(path, text)
    if name.startswith("a pattern"):
        digest.write("content/news/2024-02-21-ai.md", story("AI", slug="ai"))
        digest.write("content/_data/topics/x.yaml", "name: x")
    ran = sitegen(digest.root, "build", "--now", NOW, "--json")
    told = json.loads(ran.out)
    assert (ran.code, changed(before, digest.outputs())) == (code, set()), told["problems"]
    if code == 1:
        assert (told["published"], told["outputs"], told["written"]) == (STORIES + 1, len(before), 0)
        words = sitegen(digest.root, "build", "--now", NOW)
        assert words.out == f"{told['sources']} stories: 5 still public from the last build\n"
        assert words.err.endswith(" Nothing was published; public/ is as it was.\n")


def test_a_first_build_that_publishes_nothing_says_so(digest: SiteUnderTest) -> None:
    """No number tells of stories that nobody can read."""
    digest.write(BAD, story("Bad", publishd="true"))
    ran = sitegen(digest.root, "build", "--now", NOW, "--strict")
    assert (ran.code, ran.out) == (1, "6 stories: none public yet\n")
    assert json.loads(sitegen(digest.root, "build", "--strict", "--json").out)["published"] == 0


def test_a_folder_that_cannot_be_listed_stops_the_build(digest: SiteUnderTest) -> None:
    """Nobody knows how many stories are in it, so its error is none of a source's; nor is one of `static/`."""
    settings, _ = load_settings(digest.root)
    sources = scan_sources(digest.root, settings)
    problems = [
        Problem("error", path, 0, 0, "", "cannot be read")
        for path in ("content/news", "content", "static/x.md", "site.yaml", "content/about.md")
    ]
    problems.append(Problem("warning", "content/news/2024-02-21-s21.md", 0, 0, "", "is odd"))
    assert sources_at_fault(problems, sources, settings) == {"content/about.md"}


def test_a_template_that_fails_for_many_is_at_fault_itself(site: SiteUnderTest) -> None:
    """For more than one in ten nothing is published, as a wrong template must not empty the site; for fewer they go."""
    site.write("site.yaml", QUICK)
    for number in range(30):
        title = "Odd" if number < 4 else "Even"
        site.write(f"content/news/2024-02-21-s{number:02}.md", story(f"{title} {number}"))
    site.write("themes/default/templates/story.html", "{% if 'Odd' in view.title %}{{ view.titel }}{% endif %}x")
    report = site.build()
    assert [problem.path for problem in report.problems] == ["themes/default/templates/story.html"]
    assert (report.did_publish, site.has("index.html")) == (False, False)
    site.edit("content/news/2024-02-21-s03.md", "Odd 3", "Even 3")
    report = site.build()
    assert (report.did_publish, report.published, report.errors) == (True, 27, 3)
    assert site.verify() == ()


def _steps(site: SiteUnderTest) -> list[tuple[str, str | bytes | None, int]]:
    """Return edits, a file and its new text, each with how many errors there are after it."""
    good, other = story("Bad"), "content/news/2024-02-22-s22.md"
    return [
        (BAD, good, 0),
        (BAD, good.replace("title: Bad", "title: [Bad]"), 1),
        (other, story("Story 22", "2024-02-22T08:00:00Z", body="More."), 1),
        (BAD, good, 0),
        ("themes/default/templates/cards/standard.html", CARD, 1),
        (other, story("Story 22 anew", "2024-02-22T08:00:00Z", slug="bad"), 1),
        (BAD, good.replace("Bad", "Good"), 0),
        (BAD, story("Good", "2024-02-22T09:00:00Z", slug="bad"), 0),
        (other, None, 0),
        ("content/_data/topics/ai.yaml", "name: 'AI", 1),
        ("content/_data/topics/ai.yaml", "name: AI\nslug: machines", 0),
        ("static/news/2024/02/22/bad/index.html", "mine", 1),
        ("content/about.md", "---\ntitle: About us\n---\nSee [it](news/2024-02-25-bad.md).\n", 1),
        ("static/news", None, 0),
        (BAD, b"---\ntitle: \xff\n---\n", 1),
        (BAD, None, 0),
    ]


def test_what_was_built_under_an_error_is_right_when_it_is_repaired(digest: SiteUnderTest) -> None:
    """Errors come and go with other edits between: each build equals a clean one, and the next one tells the same."""
    digest.build()
    for number, (path, text, errors) in enumerate(_steps(digest)):
        digest.delete(path) if text is None else digest.write(path, text)
        report = digest.build()
        assert (report.did_publish, report.errors, digest.verify()) == (True, errors, ()), (number, report.problems)
        assert told(digest.build()) == told(report)
    assert told(digest.settle()) == told(report)


def told(report: BuildReport) -> tuple[object, ...]:
    """Return what must be the same when nothing changed."""
    return report.problems, report.published, report.withheld, report.outputs


def test_a_build_that_finds_nothing_to_do_tells_its_errors_again(digest: SiteUnderTest) -> None:
    """It looks at the files alone, and still says what is withheld, with exit code 4."""
    digest.write(BAD, story("Bad", date="2024-02-30"))
    first = digest.settle()
    assert (first.errors, first.did_publish) == (1, True)
    ran = sitegen(digest.root, "build", "--now", NOW)
    assert (ran.code, "1 source is withheld" in ran.err) == (4, True)
    assert "6 stories: 5 published, 1 withheld (1 with an error)\n" in timeless(ran.out)


def test_verify_and_errors_are_told_together(digest: SiteUnderTest) -> None:
    """A verified build without a bad story ends with 4; one that is not what a clean build makes with 1."""
    digest.write(BAD, story("Bad", date="2024-02-30"))
    assert sitegen(digest.root, "build", "--verify").code == 4
    digest.write("public/news/old.html", "mine")
    assert sitegen(digest.root, "build", "--verify").code == 1


def test_a_file_in_the_way_of_many_is_told_once(digest: SiteUnderTest) -> None:
    """A file of `static/` that stands where a folder must be is at fault itself: it must not empty the site."""
    digest.build()
    digest.write("static/news", "mine")
    report = digest.build()
    assert ([problem.path for problem in report.problems], report.did_publish) == (["static/news"], False)


def test_a_clash_that_goes_on_without_its_sources_stops_the_build(digest: SiteUnderTest) -> None:
    """Each of many stories makes a section where a list is: they are not planned away one by one, for ever."""
    for number in range(MOST_ROUNDS + 1):
        digest.write(f"content/x{number}.md", story(f"X {number}", category="topics"))
    report = digest.build()
    assert (report.did_publish, report.errors) == (False, MOST_ROUNDS)


def test_numbers_of_a_site_whose_outputs_are_gone_are_none(digest: SiteUnderTest) -> None:
    """What was public is told by what is there: nothing without the folder, and no number when the cache is lost."""
    digest.build()
    digest.write(BAD, story("Bad", date="2024-02-30"))
    digest.delete(".sitegen")
    assert sitegen(digest.root, "build", "--all-or-nothing").out == "6 stories: what is public stays as it is\n"
    digest.build()
    digest.delete("public")
    ran = sitegen(digest.root, "build", "--all-or-nothing", "--json")
    assert (json.loads(ran.out)["published"], json.loads(ran.out)["outputs"]) == (0, 0)
    assert sitegen(digest.root, "build", "--all-or-nothing").out == "6 stories: none public yet\n"


def test_why_speaks_of_the_site_without_what_clashes(digest: SiteUnderTest) -> None:
    """What was just built is up to date, although a story is withheld; an output that never was is explained, too."""
    digest.write(BAD, story("Bad", "2024-02-22T09:00:00Z", slug="s22"))
    digest.build()
    assert " is up to date\n" in sitegen(digest.root, "why", "index.html", "--now", NOW).out
    digest.write("content/news/2024-02-21-new.md", story("New"))
    ran = sitegen(digest.root, "why", "content/news/2024-02-21-new.md", "--now", NOW)
    assert (ran.code, "it was not there in the last build" in ran.out) == (0, True)
