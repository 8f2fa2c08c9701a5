"""A site without pictures."""

from __future__ import annotations

import pytest

from sitegen.pages.page_pictures import link_images
from sitegen.pages.parse import parse_source
from sitegen.pages.parser_settings import parser_settings
from sitegen.pages.term_data import parse_term
from sitegen.settings import Settings

OFF = Settings(images=False)
STORY = """---
title: One
date: 2024-02-20
images: [{url: "https://i.example/1.jpg"}]
provider: {name: Wire, images: [{url: "https://i.example/icon.png"}]}
related:
  - title: Two
    webUrl: https://b.example/2
    images: [{url: "https://i.example/2.jpg"}]
    provider: {name: Post, images: [{url: "https://i.example/3.png"}]}
---
Text ![A chart](https://i.example/4.png) and [![](https://i.example/5.png)](https://b.example/).
"""


def test_a_page_has_no_picture() -> None:
    """Neither its own nor its source's, its coverage's or its text's is left; the text links to its own."""
    page = parse_source(STORY.encode(), "news/x.md", OFF).page
    assert page is not None
    assert page.card.image is None and page.images == () and page.related[0].images == ()
    assert page.card.provider is not None and page.card.provider.images == ()
    assert page.related[0].provider is not None and page.related[0].provider.images == ()
    assert '<a href="https://i.example/4.png" rel="noopener nofollow ugc">A chart</a>' in page.body
    assert '<a href="https://b.example/" rel="noopener nofollow ugc">5.png</a>' in page.body
    assert "<img" not in page.body
    assert parser_settings(OFF) != parser_settings(Settings())


def test_a_term_has_no_picture() -> None:
    """A topic's or a source's picture is left out too."""
    data = b"name: AI\nimage: {url: https://i.example/1.png}\n"
    with_image, without = (parse_term(data, "_data/topics/ai.yaml", Settings(images=on))[0] for on in (True, False))
    assert with_image is not None and with_image.image is not None
    assert without is not None and without.image is None


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p>a<img src="x.png" alt="A &amp; B">b</p>', '<p>a<a href="x.png">A &amp; B</a>b</p>'),
        (
            '<img alt="" src="https://i.example/a%20b.png?w=1">',
            '<a href="https://i.example/a%20b.png?w=1" rel="noopener nofollow ugc">a b.png</a>',
        ),
        ('<img src="https://i.example/">', '<a href="https://i.example/" rel="noopener nofollow ugc">i.example</a>'),
        (
            '<a href="/"><img src="x.png" alt="&lt;b&gt;"></a><img src="y.png">',
            '<a href="/">&lt;b&gt;</a><a href="y.png">y.png</a>',
        ),
        ('<img alt="nothing">', "nothing"),
        ('<a href="/"><img src="x" alt="<script>x</script>"></a>', '<a href="/">&lt;script&gt;x&lt;/script&gt;</a>'),
        ('<img alt="<b>&quot;&lt;">', '&lt;b&gt;"&lt;'),
        ('<img src="x" alt="<b>&amp;lt;">', '<a href="x">&lt;b&gt;&amp;lt;</a>'),
        ('<p title="<img src=x>">t</p><img src="z.png">', '<p title="<img src=x>">t</p><a href="z.png">z.png</a>'),
    ],
)
def test_links_take_the_place_of_pictures(html: str, expected: str) -> None:
    """A link is named by the alternative text or the file; a picture within a link leaves its name."""
    assert link_images(html) == expected
