"""The site's icon as SVG: the initial of its title, or a front page where the initial is no Latin letter.

Never: needs a font of this machine: a browser draws the letter with its own.
"""

from __future__ import annotations

from sitegen.plan.views.picture_views import IconView
from sitegen.render.languages import monogram

GRID = 32
CORNER = 5
FRONT_PAGE = ((6, 7, 26, 12), (6, 15, 15, 17.5), (6, 19.5, 15, 22), (6, 24, 15, 26), (18, 15, 26, 26))
"""Head, lines and picture of a front page, each left, top, right, bottom on the grid."""


def initial(title: str) -> str:
    """Return the letter or figure that stands for a site; empty when it is not one that every machine can draw."""
    letter = monogram(title)
    return letter if letter.isascii() and letter.isalnum() else ""


def write_icon_svg(view: IconView) -> bytes:
    """Return an icon as SVG."""
    letter = initial(view.title)
    drawn = (
        f'<text x="16" y="23" font-family="Helvetica, Arial, sans-serif" font-size="20" font-weight="600" '
        f'text-anchor="middle" fill="{view.ink}">{letter}</text>'
        if letter
        else f'<path fill="{view.ink}" d="{"".join(_rectangle(*sides) for sides in FRONT_PAGE)}"/>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {GRID} {GRID}">'
        f'<rect width="{GRID}" height="{GRID}" rx="{CORNER}" fill="{view.ground}"/>{drawn}</svg>\n'
    ).encode()


def _rectangle(left: float, top: float, right: float, bottom: float) -> str:
    return f"M{left:g} {top:g}H{right:g}V{bottom:g}H{left:g}z"
