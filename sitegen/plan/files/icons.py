"""Plans the site's icons and its web manifest: the owner's own, or what is drawn.

What browsers ask for: `/favicon.ico` without being told (32 pixels, for tabs and feed readers), an SVG where they can
show one, 180 pixels for Apple's home screens, 192 and 512 for those of the manifest (W3C Web App Manifest, "icons").
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from sitegen.plan.frame import IconLink
from sitegen.plan.output import Output, PlanInputs
from sitegen.plan.views.file_views import AssetView, TextView
from sitegen.plan.views.picture_views import FileRef, IconView
from sitegen.values import encode

OWN = "icon.png"
"""A picture in `static/` from which the owner lets all sizes be made."""
MANIFEST = "site.webmanifest"


class _Icon(NamedTuple):
    path: str
    kind: str
    """As in `render/renderer.py`."""
    size: int
    type: str
    rel: str = ""
    """How pages link to it; empty: only the manifest names it."""


_SVG = _Icon("icon.svg", "icon-svg", 0, "image/svg+xml", "icon")
_ICONS = (
    _Icon("favicon.ico", "icon-ico", 32, "image/x-icon", "icon"),
    _SVG,
    _Icon("apple-touch-icon.png", "icon", 180, "image/png", "apple-touch-icon"),
    _Icon("icon-192.png", "icon", 192, "image/png"),
    _Icon("icon-512.png", "icon", 512, "image/png"),
)


def icon_links(assets: Mapping[str, AssetView], base_path: str) -> tuple[IconLink, ...]:
    """Return what pages say of icons and manifest in their head."""
    icons = [icon for icon in _present(assets) if icon.rel]
    links = [
        IconLink(rel=icon.rel, url=base_path + icon.path, type=icon.type, sizes=_sizes(icon) if icon.size else "")
        for icon in icons
    ]
    if OWN in assets and _SVG not in icons:
        links.append(IconLink(rel="icon", url=f"{base_path}icon-192.png", type="image/png", sizes="192x192"))
    return (*links, IconLink(rel="manifest", url=base_path + MANIFEST, type="application/manifest+json", sizes=""))


def _present(assets: Mapping[str, AssetView]) -> list[_Icon]:
    """Return the icons that there will be: the owner's alone where there is one, none drawn beside it."""
    own = [icon for icon in _ICONS if icon.path in assets]
    if OWN in assets:
        return [icon for icon in _ICONS if icon in own or icon is not _SVG]
    return own or list(_ICONS)


def plan_icons(inputs: PlanInputs, assets: Mapping[str, AssetView]) -> Iterator[Output]:
    """Plan the icons that the owner does not give, and the manifest."""
    appearance, picture, present = inputs.appearance, assets.get(OWN), _present(assets)
    for icon in present:
        if icon.path not in assets:
            view = IconView(
                title=inputs.settings.title,
                ground=appearance.light("accent", "#8f2d16"),
                ink=appearance.light("paper", "#fbf8f1"),
                size=icon.size,
                is_whole=icon.kind == "icon",
                own=FileRef(source=picture.source, digest=picture.digest) if picture else None,
            )
            yield Output(icon.path, icon.kind, view, "an icon")
    if MANIFEST not in assets:
        drawn = () if picture else {icon.path for icon in present} - {*assets}
        text = encode(_manifest(inputs, present, drawn)).decode()
        yield Output(MANIFEST, "text", TextView(text=text + "\n"), "the web manifest")


def _manifest(inputs: PlanInputs, icons: list[_Icon], drawn: Collection[str]) -> dict[str, Any]:
    """Return the manifest (W3C Web Application Manifest)."""
    settings, paper = inputs.settings, inputs.appearance.light("paper", "#fbf8f1")
    return {
        "name": settings.title,
        **({"description": settings.description} if settings.description else {}),
        "lang": settings.language,
        "id": settings.base_path,
        "start_url": settings.base_path,
        "scope": settings.base_path,
        "display": "minimal-ui",
        "background_color": paper,
        "theme_color": paper,
        "icons": [
            {"src": settings.base_path + icon.path, "sizes": _sizes(icon), "type": icon.type}
            # What is drawn keeps clear of the edges, so that any shape may be cut out of it.
            | ({"purpose": "any maskable"} if icon.path in drawn and icon.size else {})
            for icon in icons
            if icon is _SVG or not icon.rel
        ],
    }


def _sizes(icon: _Icon) -> str:
    return f"{icon.size}x{icon.size}" if icon.size else "any"


def icon_headers(base_path: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the line of `_headers` for the manifest, whose type hosts do not know."""
    yield base_path + MANIFEST, ("Content-Type: application/manifest+json; charset=utf-8",)
