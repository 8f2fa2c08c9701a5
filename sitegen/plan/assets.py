"""Plans the files that are copied as they are: the theme's and the site's own.

Never: reads one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen.plan.output import Output
from sitegen.plan.views import AssetView


def plan_assets(assets: Mapping[str, AssetView]) -> Iterator[Output]:
    """Plan a copy of each asset: output path -> which file, and the digest of its bytes."""
    for path, view in sorted(assets.items()):
        yield Output(path=path, kind="asset", view=view, origin=view.source)
