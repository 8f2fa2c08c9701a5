"""Plans the files that are copied as they are: the theme's and the site's own.

Never: reads one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen.plan.file_views import AssetView
from sitegen.plan.look import STYLESHEET, Look
from sitegen.plan.output import Output
from sitegen.values import with_changes


def plan_assets(assets: Mapping[str, AssetView], look: Look) -> Iterator[Output]:
    """Plan a copy of each asset: output path -> which file, and the digest of its bytes.

    The colours and fonts that the owner chose are written at the end of the stylesheet.
    """
    for path, view in sorted(assets.items()):
        if path == STYLESHEET and look.style:
            view = with_changes(view, appended=look.style)
        yield Output(path=path, kind="asset", view=view, origin=view.source)
