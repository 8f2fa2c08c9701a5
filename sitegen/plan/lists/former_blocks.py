"""Plans what stands at the addresses of blocks that are no more: a page that leads to the block with the same story."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sitegen.pages.urls import output_path
from sitegen.plan.output import Output, PlanInputs
from sitegen.plan.views.file_views import MOVED, MovedView
from sitegen.site.lists.sealed_lists import FEED_ARCHIVE


def plan_former_blocks(inputs: PlanInputs, has_room: Callable[[str], bool]) -> Iterator[Output]:
    """Plan a page at each address of a former block, where there is room; archives of the feed have documents."""
    for lost in inputs.index.lost_blocks:
        path = output_path(f"{inputs.base_path}{lost.folder}{lost.name}/", inputs.base_path)
        if lost.into is None or lost.folder == FEED_ARCHIVE or not has_room(path):
            continue
        target = lost.into.url_of(lost.block, inputs.base_path)
        yield Output(
            path=path,
            kind=MOVED,
            view=MovedView(target, inputs.absolute(target), lost.into.title, inputs.settings.language),
            origin=f"a former block of {lost.into.title}",
        )
