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


def test_a_source_is_found_by_its_name_alone(site: SiteUnderTest) -> None:
    """`relref` and `post_url` find a source in any folder by its name, with or without its date; of twins neither."""
    body = """
[a]({{< relref "chips.md#part" >}}) [b]({% post_url 2024-02-21-chips %}) [c]({{< ref "twin.md" >}}) {{< x >}}
"""
    site.write("content/news/2024-02-22-one.md", story("One", body=body))
    site.write("content/learning/2024-02-21-chips.md", story("Chips", body="## Part\n"))
    for folder in ("news", "learning"):
        site.write(f"content/{folder}/twin.md", story(f"Twin in {folder}"))
    site.write("content/news/2024-02-23-two.md", story("Two", "2024-02-23", "{{< x >}} {% y %}"))
    problems = site.build().problems
    page = site.text("news/2024/02/22/one/index.html")
    assert 'href="/learning/2024/02/22/chips/#part"' in page and page.count("/learning/2024/02/22/chips/") == 2
    assert [problem.message for problem in problems] == [
        "2 kinds of template code in texts mean nothing here and are left out: {{< x >}} "
        "(content/news/2024-02-22-one.md:18, 2 times), {% y %} (content/news/2024-02-23-two.md:17)",
        "the link leads to twin.md, and there is no such file",
    ]
    assert site.verify() == ()
