"""What is drawn as a bitmap, without loading what draws it before something is."""

from __future__ import annotations

from sitegen.plan.views.picture_views import IconView, ShareView
from sitegen.render.result import RenderResult

# Pillow takes as long to load as a build that changes nothing takes altogether: 50 ms.


def draw_icon(view: IconView) -> RenderResult:
    """Return an icon as PNG."""
    from sitegen.render.images.pictures import icon_png

    return icon_png(view)


def draw_ico(view: IconView) -> RenderResult:
    """Return an icon as ICO."""
    from sitegen.render.images.pictures import icon_ico

    return icon_ico(view)


def draw_site_card(view: ShareView) -> RenderResult:
    """Return the site's share image as PNG; a name that no font has gives way to the host without a word."""
    return RenderResult(draw_share_image(view).data)


def draw_share_image(view: ShareView) -> RenderResult:
    """Return a share image as PNG."""
    from sitegen.render.images.share_image import share_png

    return share_png(view)
