"""Share images of whole sites."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import ImageFont

from sitegen.cache.build_cache import BuildCache
from sitegen.config import load_settings
from sitegen.engine.sources.fonts import find_fonts
from sitegen.errors import Problem
from sitegen.settings import Settings
from tests.site_under_test import SiteUnderTest, story

SHARED = "news/2024/02/22/one/share.png"


def font() -> bytes:
    """Return a font with Latin letters."""
    ours = ImageFont.load_default(20)
    assert isinstance(ours, ImageFont.FreeTypeFont)
    return ours.font_bytes


@pytest.fixture
def sharing(site: SiteUnderTest) -> SiteUnderTest:
    """A site with a story and its share image."""
    site.edit("site.yaml", "title:", "share_images: on\ntitle:")
    site.write("content/news/one.md", story("One", body="Text."))
    site.build()
    return site


def test_pages_name_their_picture(sharing: SiteUnderTest) -> None:
    """A story's page gives its picture to those who share it, with its whole address and its size."""
    page = sharing.text("news/2024/02/22/one/index.html")
    assert f'<meta property="og:image" content="https://digest.test/{SHARED}">' in page
    assert '<meta property="og:image:width" content="1200">' in page
    assert '<meta name="twitter:card" content="summary_large_image">' in page
    assert sharing.outputs()[SHARED].startswith(b"\x89PNG")


def test_none_is_drawn_unless_asked_for(site: SiteUnderTest) -> None:
    """Without the setting there is the site's picture alone, which every page names that has none of its own."""
    own, drawing = ("\n  - url: https://a.example/x.jpg", "\n  - url: https://a.example/x.SVG?v=1")
    for name, images in (("one", None), ("two", own), ("three", drawing)):
        site.write(f"content/news/{name}.md", story(name, images=images))
    site.build()
    assert [path for path in site.outputs() if path.endswith("share.png")] == ["share.png"]
    assert site.outputs()["share.png"].startswith(b"\x89PNG")
    card = '<meta property="og:image" content="https://digest.test/share.png">'
    alone = '<meta property="og:image" content="https://a.example/x.jpg">'
    for path, data in site.outputs().items():
        if path.endswith(".html") and path != "404.html" and b"http-equiv" not in data:
            expected = alone if "/two/" in path else card
            assert (path, data.decode().count(expected), data.count(b'"og:image"')) == (path, 1, 1)
            assert data.count(b'"og:image:alt"') == 1


def test_the_owners_picture_of_the_site(site: SiteUnderTest) -> None:
    """A file `static/share.png` is the site's picture; none is drawn in its place."""
    site.write("static/share.png", b"own")
    site.build()
    assert site.outputs()["share.png"] == b"own"


def test_a_site_whose_name_no_font_has(site: SiteUnderTest) -> None:
    """The picture of such a site says its host, without a warning: each site has this picture."""
    site.edit("site.yaml", "title: Test Digest", "title: 每日要闻")
    report = site.build()
    assert report.problems == ()
    chinese = site.outputs()["share.png"]
    site.edit("site.yaml", "title: 每日要闻", "title: digest.test")
    site.build()
    assert site.outputs()["share.png"] == chinese


def test_only_what_is_drawn_draws_again(sharing: SiteUnderTest) -> None:
    """Another text, excerpt or score leaves the picture as it is; another title or topic does not; others' stay."""
    sharing.write("content/news/two.md", story("Two", "2024-02-22T16:21:00Z"))
    sharing.build()
    sharing.write("content/news/one.md", story("One", body="More.", excerpt="Else.", quality=90, topics="[AI, Chips]"))
    assert "share.png" not in "".join(done.path for done in sharing.build().rendered)
    for title, topics in (("Uno", "[AI]"), ("Uno", "[Chips]")):
        sharing.write("content/news/one.md", story(title, body="More.", topics=topics))
        assert [done.path for done in sharing.build().rendered if done.path.endswith("share.png")] == [SHARED]
    assert sharing.verify() == ()


def test_a_font_of_the_site_draws(sharing: SiteUnderTest) -> None:
    """Another font, and another file of its name, draws all pictures again; the font itself is not published."""
    before = sharing.outputs()[SHARED]
    sharing.write("fonts/own.ttf", font())
    sharing.edit("site.yaml", "share_images: on", "share_images: on\nshare_fonts: [fonts/own.ttf]")
    assert SHARED in [done.path for done in sharing.build().rendered if done.reason == "view"]
    assert sharing.outputs()[SHARED] != before
    assert not [path for path in sharing.outputs() if path.endswith(".ttf")]
    sharing.write("fonts/own.ttf", font() + b"\0")
    assert SHARED in [done.path for done in sharing.build().rendered]
    assert sharing.verify() == ()


def test_letters_without_a_font_are_told_once(sharing: SiteUnderTest) -> None:
    """Titles in a script that no font here has are one warning, however many they are."""
    sharing.write("fonts/own.ttf", font())
    sharing.edit("site.yaml", "share_images: on", "share_images: on\nshare_fonts: fonts/own.ttf")
    for number in range(3):
        sharing.write(f"content/news/{number}.md", story(f"大模型{number}"))
    report = sharing.build()
    assert [(told.level, told.path, told.field) for told in report.problems] == [
        ("warning", "site.yaml", "share_fonts")
    ]


def test_a_font_that_is_not_there_is_told(sharing: SiteUnderTest) -> None:
    """A font file that the site does not have is an error, and nothing is published."""
    sharing.edit("site.yaml", "share_images: on", "share_images: on\nshare_fonts: [fonts/gone.otf]")
    report = sharing.build()
    assert [told.message for told in report.problems] == ['there is no font file "fonts/gone.otf"']
    assert [(told.line > 0, told.column) for told in report.problems] == [(True, 15)]
    assert not report.did_publish


@pytest.mark.parametrize("typed", ["/etc/x.ttf", "../x.ttf", "C:/x.ttf", "x.woff2", "a\\b.ttf"])
def test_fonts_lie_in_the_site(typed: str, site: SiteUnderTest) -> None:
    """Only a font file of the site can be named."""
    site.edit("site.yaml", "title:", f"share_fonts: ['{typed}']\ntitle:")
    (problem,) = load_settings(site.root)[1]
    assert problem.message.endswith("is not a font file of the site")


def test_no_font_is_looked_for_without_need(tmp_path: Path) -> None:
    """A site without share images does not look at the machine's fonts."""
    problems: list[Problem] = []
    with BuildCache(tmp_path / "cache.db") as cache:
        assert find_fonts(tmp_path, Settings(share_fonts=("gone.ttf",)), cache, problems) == {}
    assert problems == []
