"""A site that says `images: off`."""

from __future__ import annotations

import re

from tests.site_under_test import SiteUnderTest, story

PICTURES = "\n  - url: https://pictures.example/1.jpg"
PROVIDER = "\n  name: Wire\n  domain: news.example\n  images:\n    - url: https://pictures.example/icon.png"
RELATED = "\n  - title: Two\n    webUrl: https://b.example/2\n    images:\n      - url: https://pictures.example/2.jpg"


def test_nothing_names_a_picture(site: SiteUnderTest) -> None:
    """No page, feed or data names a story's picture but as a link in its text, and the policy lets none be loaded."""
    body = "Text ![A chart](https://pictures.example/3.png)."
    site.write(
        "content/news/one.md", story("One", "2024-02-21", body, images=PICTURES, provider=PROVIDER, related=RELATED)
    )
    site.write("content/_data/topics/ai.yaml", "name: AI\nimage: {url: https://pictures.example/4.png}\n")
    site.build()
    assert any(b"pictures.example/1.jpg" in data for data in site.outputs().values())
    site.edit("site.yaml", "title:", "images: off\nfeed_content: full\ntitle:")
    site.build()
    link = '<a href="https://pictures.example/3.png" rel="noopener nofollow ugc">A chart</a>'
    page = site.text("news/2024/02/21/one/index.html")
    assert link in page
    for path, data in site.outputs().items():
        text = re.sub(r"(<|&lt;|\\u003c)a [^<>]*?pictures\.example/3\.png", "", data.decode("utf-8", "replace"))
        assert "pictures.example" not in text, path
    assert "img-src 'self'; " in site.text("_headers")
    assert site.verify() == ()
