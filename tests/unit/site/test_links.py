"""What a link between content files leads to, and what is said where it leads nowhere."""

from __future__ import annotations

import pytest

from tests.site_under_test import SiteUnderTest, story


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"date": "2024-02-30"}, "the link leads to content/news/other.md, which is not published (it has an error)"),
        ({"draft": "true"}, "the link leads to content/news/other.md, which is not published (draft)"),
        (None, "the link leads to content/news/other.md, and there is no such file"),
    ],
)
def test_a_dead_link_says_why(site: SiteUnderTest, fields: dict[str, str] | None, message: str) -> None:
    """A link to a source that has an error, is withheld or does not exist says which of the three, and where it is."""
    site.write("content/news/2024-02-22-one.md", story("One", body="Look [there](other.md).\n"))
    if fields is not None:
        site.write("content/news/other.md", story("Other", **fields))
    (problem,) = [one for one in site.build().problems if one.level == "warning"]
    assert problem.message == message
    assert (problem.path, problem.line > 0, bool(problem.hint)) == ("content/news/2024-02-22-one.md", True, True)
    assert site.has("news/2024/02/22/one/index.html")
