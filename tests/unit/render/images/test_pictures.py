"""What is drawn: icons."""

from __future__ import annotations

from io import BytesIO
from xml.etree.ElementTree import fromstring

import pytest
from PIL import Image

from sitegen.plan.views.picture_views import IconView
from sitegen.render.images.icon_svg import write_icon_svg
from sitegen.render.images.pictures import icon_ico, icon_png
from sitegen.values import with_changes

VIEW = IconView(title="The Ground Truth", ground="#8f2d16", ink="#fbf8f1", size=180, is_whole=True)
ACCENT, PAPER = (0x8F, 0x2D, 0x16), (0xFB, 0xF8, 0xF1)


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data)).convert("RGBA")


def ink_box(image: Image.Image) -> tuple[int, int, int, int]:
    """Return what is drawn on the ground: left, top, right, bottom."""
    box = image.convert("RGB").convert("L").point(lambda value: 255 if value > 160 else 0).getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize("title", ["AI Digest", "《量子位》", "9 to 5", "Éclair", "W", "", "…"])
@pytest.mark.parametrize("size", [180, 192, 512])
def test_an_icon_is_drawn_in_the_middle(title: str, size: int) -> None:
    """Whatever the title, the ground reaches the edges and what is on it lies in the inner four fifths."""
    image = opened(icon_png(with_changes(VIEW, title=title, size=size)).data)
    assert image.size == (size, size)
    assert image.getpixel((0, 0)) == (*ACCENT, 255)
    left, top, right, bottom = ink_box(image)
    assert abs(left - (size - right)) <= size * 0.04 and abs(top - (size - bottom)) <= size * 0.04
    assert min(left, top) >= size * 0.1


def test_the_same_icon_has_the_same_bytes() -> None:
    """An icon depends on its view alone; another title, colour or size is another picture."""
    first = icon_png(VIEW).data
    assert icon_png(VIEW).data == first
    for change in ({"title": "B"}, {"ground": "#000000"}, {"size": 192}):
        assert icon_png(with_changes(VIEW, **change)).data != first


def test_the_icon_of_tabs_has_two_sizes() -> None:
    """favicon.ico holds 16 and 32 pixels, with round corners."""
    image = Image.open(BytesIO(icon_ico(with_changes(VIEW, size=32, is_whole=False)).data))
    assert image.format == "ICO"
    assert image.info["sizes"] == {(16, 16), (32, 32)}
    assert image.convert("RGBA").getpixel((0, 0))[3] == 0  # type: ignore[index]


@pytest.mark.parametrize(("title", "drawn"), [("The Wire", "text"), ("量子位", "path"), ("<&", "path")])
def test_svg(title: str, drawn: str) -> None:
    """The SVG is well-formed and shows the initial, or a front page where that is no Latin letter."""
    root = fromstring(write_icon_svg(with_changes(VIEW, title=title)))
    assert [element.tag.rpartition("}")[2] for element in root] == ["rect", drawn]
    assert drawn == "path" or root[1].text == "W"


def test_the_owners_picture_is_scaled() -> None:
    """A picture of the owner is made to fit, whole and in the middle; Apple's has no clear pixel."""
    out = BytesIO()
    Image.new("RGBA", (600, 300), (0, 0, 255, 255)).save(out, "PNG")
    wide = opened(icon_png(with_changes(VIEW, size=192, own=out.getvalue())).data)
    assert wide.getpixel((96, 96)) == (0, 0, 255, 255) and wide.getpixel((96, 10)) == (0, 0, 0, 0)
    assert opened(icon_png(with_changes(VIEW, own=out.getvalue())).data).getpixel((90, 5)) == (*PAPER, 255)


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"\x89PNG\r\n\x1a\n" + b"x" * 50])
def test_what_is_no_picture_is_told(data: bytes) -> None:
    """A file that is no picture is a warning, and the icon is drawn."""
    made = icon_png(with_changes(VIEW, own=data))
    assert made.data == icon_png(VIEW).data
    assert "static/icon.png is not a picture" in made.warning and made.hint
