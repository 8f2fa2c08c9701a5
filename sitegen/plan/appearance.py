"""The look: what of a theme's colours and fonts the planners need, beside templates."""

from __future__ import annotations

from sitegen.plan.views.picture_views import FileRef
from sitegen.values import Value

STYLESHEET = "assets/style.css"
"""The stylesheet of a theme: what the owner chooses is written at its end."""


class Appearance(Value, frozen=True):
    """Colours and fonts: the theme's own, and what `site.yaml` says over them."""

    colours: dict[str, tuple[str, str]] = {}
    """Name -> light and dark, each `#rrggbb`."""
    style: str = ""
    """CSS that sets the custom properties that `site.yaml` chose; empty: none."""
    fonts: tuple[FileRef, ...] = ()
    """What share images are drawn with, the first choice first."""

    def light(self, name: str, default: str) -> str:
        """Return a colour of the light scheme."""
        return self.colours[name][0] if name in self.colours else default


PLAIN = Appearance()
"""Of a theme that lets nothing be chosen."""
