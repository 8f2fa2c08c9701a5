"""Share images: what is drawn, and that nothing reaches an edge."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageFont

from sitegen.plan.files.share_images import drawable
from sitegen.plan.views.picture_views import ShareView
from sitegen.render.images.drawn_text import Face
from sitegen.render.images.share_image import fit, share_png
from sitegen.values import with_changes

VIEW = ShareView(
    title="A model learns to count",
    source="Example News",
    topic="Models",
    site="Test Digest",
    language="en",
    ground="#fbf8f1",
    ink="#1f1b16",
    quiet="#625a4f",
    accent="#8f2d16",
    fonts=(),
)
GROUND = (0xFB, 0xF8, 0xF1)
LONG = "Counting " * 40


def opened(view: ShareView) -> Image.Image:
    return Image.open(BytesIO(share_png(view).data)).convert("RGB")


@pytest.mark.parametrize(
    "title", ["A", VIEW.title, LONG, "x" * 300, "W" * 40 + " end", "i" * 299 + "W", "...", "“" * 300]
)
@pytest.mark.parametrize("name", ["Example News", "", "W" * 200])
def test_nothing_reaches_an_edge(title: str, name: str) -> None:
    """However long the texts, the margins of 1200 by 630 pixels stay clear, but for the bar at the top."""
    image = opened(with_changes(VIEW, title=title, source=name, topic=name, site=name or "S"))
    assert image.size == (1200, 630)
    for box in ((0, 17, 78, 630), (1122, 17, 1200, 630), (0, 500, 1200, 530), (0, 610, 1200, 630)):
        assert image.crop(box).getcolors() == [((box[2] - box[0]) * (box[3] - box[1]), GROUND)], box


def test_a_short_title_is_larger_than_a_long_one() -> None:
    """A title is drawn as large as fits."""
    heights = []
    for title in ("Hm", "Hm " * 70):
        line = opened(with_changes(VIEW, title=title)).crop((80, 150, 1120, 500)).convert("L")
        rows = [y for y in range(line.height) if line.crop((0, y, line.width, y + 1)).getextrema()[0] < 100]  # type: ignore[operator]
        heights.append(next(index for index, y in enumerate([*rows, 999]) if y != rows[0] + index))
    assert heights[0] > heights[1] > 20


def test_the_same_view_has_the_same_bytes() -> None:
    """A share image depends on its view alone, and shows all of it."""
    first = share_png(VIEW).data
    assert share_png(VIEW).data == first
    for name in ("title", "source", "topic", "site"):
        assert share_png(with_changes(VIEW, **{name: "Other"})).data != first
    for name in ("ground", "ink", "quiet", "accent"):
        assert share_png(with_changes(VIEW, **{name: "#123456"})).data != first


def test_the_owners_font_draws_when_it_has_the_letters() -> None:
    """A font of the owner comes before ours; what is no font does not."""
    ours = ImageFont.load_default(20)
    assert isinstance(ours, ImageFont.FreeTypeFont)
    plain = share_png(VIEW)
    assert share_png(with_changes(VIEW, fonts=(ours.font_bytes,))).data != plain.data  # as it is, without weight
    assert share_png(with_changes(VIEW, fonts=(b"no font",))) == plain


@pytest.mark.parametrize("title", ["大模型", "نموذج", "Ein größeres Modell"])
def test_letters_that_no_font_has_are_told(title: str) -> None:
    """Without a font for a script the picture is drawn with what there is, and the warning is the same for all."""
    made = share_png(with_changes(VIEW, title=title))
    assert made.setting == "share_fonts"
    assert made.warning.startswith("no font here has all the letters") and "share_fonts: [" in made.hint
    assert not share_png(VIEW).warning


@pytest.mark.parametrize("title", ["Ein größeres Modell", "GPT 不 opens", "No 5−3", "大模型"])
def test_a_title_that_cannot_be_drawn_is_none(title: str) -> None:
    """Where a letter or a figure is missing the picture says the site's name, never another title."""
    made = share_png(with_changes(VIEW, title=title))
    assert made.data == share_png(with_changes(VIEW, title=VIEW.site)).data
    dash = with_changes(VIEW, title="A\u2015B")
    assert share_png(dash).data == share_png(with_changes(VIEW, title="AB")).data


def test_a_title_that_is_cut_says_so() -> None:
    """One that does not fit ends with one ellipsis, also where the last line that fits ends with a word."""
    face = Face(b"", "en")
    for title in (LONG * 3, "W" * 900, "word " * 60 + "x" * 200):
        size, lines = fit(title, face)
        assert lines[-1].endswith("…") and not lines[-1].endswith("……") and size == 36
    assert not fit("Short enough", face)[1][-1].endswith("…")


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("🚀 Up  and\taway ✨", "Up and away"),
        ("e\u0301", "é"),
        ("a\u200bb\ufe0f", "ab"),
        ("\u202eevil", "evil"),
        ("x" * 999, "x" * 299 + "…"),
        ("x" * 300, "x" * 300),
    ],
)
def test_what_is_drawn_of_a_text(text: str, drawn: str) -> None:
    """Emoji and invisible signs are no letters that a font should have."""
    assert drawable(text) == drawn
