"""Plans the files that are copied as they are: the theme's and the site's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen.plan.appearance import STYLESHEET, Appearance
from sitegen.plan.output import Output
from sitegen.plan.views.file_views import AssetView
from sitegen.values import with_changes


def plan_assets(assets: Mapping[str, AssetView], appearance: Appearance) -> Iterator[Output]:
    """Plan a copy of each asset: output path -> which file, and the digest of its bytes.

    The colours and fonts that the owner chose are written at the end of the stylesheet.
    """
    for path, view in sorted(assets.items()):
        if path == STYLESHEET and appearance.style:
            view = with_changes(view, appended=appearance.style)
        yield Output(path=path, kind="asset", view=view, origin=view.source)
