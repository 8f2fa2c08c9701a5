"""The share image of a story: 1200 by 630 pixels with its title, as large as fits, source, topic and the site's name.

Never: lets a text reach the edge.
"""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageChops, ImageColor, ImageDraw

from sitegen.plan.files.share_images import SIZE
from sitegen.plan.views.picture_views import ShareView
from sitegen.render.images.drawn_text import Face, choose_face, cut, end_early, wrap
from sitegen.render.result import RenderResult

_SIDE = 80
_WIDTH = SIZE[0] - 2 * _SIDE
_TITLE_TOP, _TITLE_BOTTOM = 150, 500
_LARGEST, _SMALLEST = 84, 36
_SMALL = 34
_LEADING = 1.24
_SHADES = 15
"""Steps from the ground to an ink: what makes edges smooth."""


def share_png(view: ShareView) -> RenderResult:
    """Return a share image as PNG; what no font can draw is left out of it, and reported."""
    face = choose_face(view)
    out = BytesIO()
    _drawn(view, face).save(out, "PNG", compress_level=6)
    if all(face.has(letter) for text in (view.title, view.source, view.topic, view.site) for letter in text):
        return RenderResult(out.getvalue())
    warning = "no font here has all the letters of the stories' titles and names, so share images leave some out"
    hint = "Put a font that has them into the site, and name its file here: share_fonts: [fonts/NotoSansSC-Bold.otf]."
    return RenderResult(out.getvalue(), "share_fonts", warning, hint)


def site_card_png(view: ShareView) -> RenderResult:
    """Return the site's share image as PNG; a name that no font has gives way to the host without a word."""
    return RenderResult(share_png(view).data)


def _drawn(view: ShareView, face: Face) -> Image.Image:
    """Draw each ink on a layer of its own: finding few colours in a finished picture takes ten times as long."""
    ink, quiet, accent = (Image.new("L", SIZE) for _ in range(3))
    ImageDraw.Draw(accent).rectangle((0, 0, SIZE[0], 16), fill=255)
    _draw_origin(ImageDraw.Draw(accent), ImageDraw.Draw(quiet), view, face)
    _draw_title(ImageDraw.Draw(ink), face.known(view.title) or face.known(view.site), face)
    foot = ImageDraw.Draw(quiet)
    foot.line((_SIDE, 532, SIZE[0] - _SIDE, 532), fill=255, width=1)
    site = cut(face.known(view.site), face, _SMALL, _WIDTH)
    foot.text((_SIDE, 574), site, fill=255, font=face.at(_SMALL), anchor="lm")
    return _inked(((ink, view.ink), (quiet, view.quiet), (accent, view.accent)), view.ground)


def _draw_title(draw: ImageDraw.ImageDraw, title: str, face: Face) -> None:
    size, lines = fit(title, face)
    middle = (_TITLE_TOP + _TITLE_BOTTOM) / 2
    for number, line in enumerate(lines):
        at = (_SIDE, middle + (number + 0.5 - len(lines) / 2) * size * _LEADING)
        draw.text(at, line, fill=255, font=face.at(size), anchor="lm", stroke_width=face.bold(size))


def _draw_origin(accent: ImageDraw.ImageDraw, quiet: ImageDraw.ImageDraw, view: ShareView, face: Face) -> None:
    source = cut(face.known(view.source), face, _SMALL, _WIDTH * 0.6)
    font, left = face.at(_SMALL), _SIDE
    if source:
        accent.text((left, 96), source, fill=255, font=font, anchor="lm")
        left += int(font.getlength(source)) + _SMALL
    topic = cut(face.known(view.topic), face, _SMALL, SIZE[0] - _SIDE - left)
    if topic:
        quiet.text((left, 96), topic, fill=255, font=font, anchor="lm")


def _inked(layers: tuple[tuple[Image.Image, str], ...], ground: str) -> Image.Image:
    """Lay inks, which nowhere overlap, on a ground: a picture with a palette of their shades."""
    paper = ImageColor.getrgb(ground)[:3]
    palette = list(paper)
    picture = Image.new("L", SIZE)
    for number, (layer, colour) in enumerate(layers):
        first = number * _SHADES
        steps = [first + (value * _SHADES + 127) // 255 if value * _SHADES >= 128 else 0 for value in range(256)]
        picture = ImageChops.lighter(picture, layer.point(steps))
        for shade in range(1, _SHADES + 1):
            pairs = zip(paper, ImageColor.getrgb(colour)[:3], strict=True)
            palette += [(under * (_SHADES - shade) + over * shade) // _SHADES for under, over in pairs]
    picture.putpalette(palette)
    return picture


def fit(title: str, face: Face) -> tuple[int, list[str]]:
    """Return the largest size at which a title fits into its space, and its lines; what does not fit is cut."""
    lines: list[str] = []
    for size in range(_LARGEST, _SMALLEST - 1, -4):
        lines = wrap(title, face, size, _WIDTH)
        if len(lines) * size * _LEADING <= _TITLE_BOTTOM - _TITLE_TOP:
            return size, lines
    kept = lines[: int((_TITLE_BOTTOM - _TITLE_TOP) / (_SMALLEST * _LEADING))]
    kept[-1] = end_early(kept[-1], face, _SMALLEST, _WIDTH)
    return _SMALLEST, kept
