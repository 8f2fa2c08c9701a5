"""llms.txt and the copies of stories in Markdown, in whole sites."""

from __future__ import annotations

import pytest

from tests.site_under_test import SiteUnderTest, changed, story

COPY = "news/2024/02/22/one/index.md"


@pytest.fixture
def copying(site: SiteUnderTest) -> SiteUnderTest:
    """A site whose stories have copies."""
    site.edit("site.yaml", "title:", "markdown_copies: on\ndescription: News [of] AI\ntitle:")
    site.write("content/news/two.md", story("Two", "2024-02-20T16:21:00Z"))
    body = "A [link](two.md), <script>alert(1)</script> and [more](javascript:x).\n"
    site.write("content/news/one.md", story("One *star*", body=body, originalUrl="https://news.example/1"))
    site.build()
    return site


def test_a_story_has_a_copy(copying: SiteUnderTest) -> None:
    """It says title, source, dates, topics and text, and holds nothing that the page has not."""
    assert copying.text(COPY) == (
        "# One \\*star\\*\n\n"
        "- Source: [Example News](https://news.example/1)\n"
        "- Published: 2024-02-22T00:21:00+08:00\n"
        "- Topics: AI\n"
        "- Page: <https://digest.test/news/2024/02/22/one/>\n\n"
        "> What One star is about.\n\n"
        "A [link](https://digest.test/news/2024/02/21/two/), and \\[more\\](javascript:x).\n"
    )
    page = copying.text("news/2024/02/22/one/index.html")
    assert f'<link rel="alternate" type="text/markdown" href="/{COPY}">' in page
    assert "/news/:b/:c/:d/:e/index.md\n  Content-Type: text/markdown; charset=utf-8\n" in copying.text("_headers")


def test_llms_txt_leads_to_everything_and_names_no_story(copying: SiteUnderTest) -> None:
    """A new story changes its own copy and not the index; what the index names exists."""
    text = copying.text("llms.txt")
    assert text.startswith("# Test Digest\n\n> News \\[of\\] AI\n\n")
    for path in ("", "archive/", "topics/", "sources/", "feed.json"):
        assert f"](https://digest.test/{path})" in text
    before = copying.outputs()
    copying.write("content/news/three.md", story("Three", "2024-02-25T16:21:00Z"))
    copying.build()
    touched = changed(before, copying.outputs())
    assert {path for path in touched if path.endswith((".md", "llms.txt"))} == {"news/2024/02/26/three/index.md"}
    assert copying.verify() == ()


def test_there_are_none_unless_asked_for(site: SiteUnderTest) -> None:
    """Without the setting there is neither a copy nor an index, and no page names one."""
    site.write("content/news/one.md", story("One"))
    site.build()
    assert not [path for path in site.outputs() if path.endswith((".md", "llms.txt"))]
    assert not [path for path, data in site.outputs().items() if b"markdown" in data]
