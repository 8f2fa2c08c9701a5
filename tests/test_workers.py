"""The number of processes changes no byte."""

from __future__ import annotations

from sitegen.engine.jobs.ordering import ORDERED_FROM
from tests.site_under_test import SiteUnderTest, bytes_below, story


def test_one_process_equals_three(site: SiteUnderTest) -> None:
    """A build in one process and one in three give the same bytes and report, and leave the next one nothing to do."""
    for number in range(170):
        body = f"# Head\n\nText **{number}**.\n" if number % 3 else ""
        site.write(f"content/news/2024-01-{number % 28 + 1:02}-s{number}.md", story(f"Story {number}", body=body))
    site.write("content/news/2024-02-01-broken.md", story("Broken", topics="[A, {b: c}]"))
    one = site.build(jobs=1)
    assert one.outputs > ORDERED_FROM  # so they are not rendered in the order of the plan
    assert site.build().rendered == ()
    outputs = bytes_below(site.root / "public")
    site.delete("public")
    site.delete(".sitegen")
    three = site.build(jobs=3)
    assert bytes_below(site.root / "public") == outputs
    assert three.problems == one.problems
    assert site.build().rendered == ()
    assert [done.path for done in three.rendered] == [done.path for done in one.rendered]
