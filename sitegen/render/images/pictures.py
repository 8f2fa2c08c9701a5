"""The door to Pillow: what is drawn as a bitmap.

Letters are drawn with the font that comes with Pillow, so that the bytes are the same on every machine.
Never: is loaded in a build that draws nothing (`renderer.py` sees to it).
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, ImageFont, ImageOps

from sitegen.plan.views.picture_views import IconView
from sitegen.render.images.icon_svg import CORNER, FRONT_PAGE, GRID, initial
from sitegen.render.result import RenderResult

_FINER = 4
"""Everything is drawn so many times larger, then made smaller: smooth edges."""
_LARGEST_OWN = 25_000_000
"""Pixels of the owner's picture; more is a slip."""
_KEPT = 8
"""Icons. A site has four, and a process that builds again (`serve`, `build --verify`) needs the same ones."""


@lru_cache(_KEPT)
def icon_png(view: IconView) -> RenderResult:
    """Return an icon as PNG."""
    return _saved(view, "PNG", optimize=True)


@lru_cache(_KEPT)
def icon_ico(view: IconView) -> RenderResult:
    """Return an icon as ICO, with half its size in it too."""
    return _saved(view, "ICO", sizes=[(view.size // 2, view.size // 2), (view.size, view.size)])


def _saved(view: IconView, form: str, **options: Any) -> RenderResult:
    image, is_own = _icon(view)
    out = BytesIO()
    image.save(out, form, **options)
    if is_own or view.own is None:
        return RenderResult(out.getvalue())
    warning = "static/icon.png is not a picture that can be read, so the icons are drawn from the title"
    return RenderResult(out.getvalue(), "icon", warning, "Save it as a square PNG of 512 pixels.")


def _icon(view: IconView) -> tuple[Image.Image, bool]:
    """Return an icon, and whether it is the owner's own."""
    own = _own_picture(view.own) if isinstance(view.own, bytes) else None
    if own is None:
        return _drawn(view), False
    scaled = ImageOps.contain(own, (view.size, view.size), Image.Resampling.LANCZOS)
    # Apple's systems show what is clear as black.
    square = Image.new("RGBA", (view.size, view.size), view.ink if view.size == 180 else (0, 0, 0, 0))
    square.alpha_composite(scaled, ((view.size - scaled.width) // 2, (view.size - scaled.height) // 2))
    return square, True


def _own_picture(data: bytes) -> Image.Image | None:
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG", "WEBP", "GIF")) as image:
            return image.convert("RGBA") if image.width * image.height <= _LARGEST_OWN else None
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _drawn(view: IconView) -> Image.Image:
    """Draw the initial of the title, or a front page."""
    side = view.size * _FINER
    unit = side / GRID
    image = Image.new("RGBA", (side, side), view.ground if view.is_whole else (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    if not view.is_whole:
        draw.rounded_rectangle((0, 0, side - 1, side - 1), CORNER * unit, fill=view.ground)
    letter = initial(view.title)
    if letter:
        font = ImageFont.load_default(20 * unit)
        bold = round(unit * 0.6)
        left, top, right, bottom = draw.textbbox((0, 0), letter, font=font, stroke_width=bold)
        at = ((side - left - right) / 2, (side - top - bottom) / 2)
        draw.text(at, letter, fill=view.ink, font=font, stroke_width=bold)
    else:
        for left, top, right, bottom in FRONT_PAGE:
            draw.rectangle((left * unit, top * unit, right * unit - 1, bottom * unit - 1), fill=view.ink)
    return image.reduce(_FINER)
