"""Which sources failed renderings are the fault of."""

from __future__ import annotations

from sitegen.engine.jobs.failures import MOST_ROUNDS, Failures
from sitegen.engine.jobs.render_jobs import JobResult
from sitegen.errors import Problem
from sitegen.settings import Settings

FOUND = Problem("error", "themes/mine/templates/story.html", 12, 0, "", "there is no x")
TOTALS = {"story.html": 40, "page.html": 1}
FINE = JobResult("digest", 1, 1, "view", written=True, seconds=0.0)


def failed(source: str = "", template: str = "story.html") -> JobResult:
    return JobResult("", 0, 0, "", False, 0.0, FOUND, source, template if source else "")


def test_a_source_is_told_with_the_place_in_the_template() -> None:
    """Its own error names it, and where the template stopped; a page that shows no single source tells of none."""
    failures = Failures(Settings())
    assert failures.learn([FINE, failed("news/a.md"), failed()], TOTALS)
    (problem,) = failures.problems
    assert (problem.path, problem.message) == (
        "content/news/a.md",
        "the theme cannot show it: themes/mine/templates/story.html:12: there is no x",
    )
    assert not failures.learn([FINE, failed()], TOTALS)
    assert failures.problems == (problem,)


def test_all_rounds_count_together() -> None:
    """Of forty stories four may fail, however few at a time; with the fifth the template is at fault."""
    failures = Failures(Settings())
    learnt = [
        failures.learn([failed(f"{number}.md")], TOTALS if number == 0 else {"story.html": 10}) for number in range(4)
    ]
    assert learnt == [True] * 4
    many = Failures(Settings())
    assert not many.learn([failed(f"{number}.md") for number in range(5)], TOTALS)
    assert many.problems == ()


def test_a_template_that_fails_for_all_is_at_fault() -> None:
    """Also when that is a single page."""
    assert not Failures(Settings()).learn([failed("about.md", "page.html")], TOTALS)


def test_a_site_is_not_rendered_for_ever() -> None:
    """After some rounds what still fails is left to be told as the theme's error."""
    failures = Failures(Settings())
    totals = {"story.html": 1_000_000}
    learnt = [failures.learn([failed(f"{number}.md")], totals) for number in range(MOST_ROUNDS)]
    assert learnt == [True] * (MOST_ROUNDS - 1) + [False]
