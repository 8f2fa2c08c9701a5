"""The order of rendering: outputs that show the same stories come close together.

So what was made of a story for one list is still at hand for the next.

Never: changes what is rendered, or the order of publishing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sitegen.build.staleness import Job
from sitegen.site.index import SiteIndex


def rendering_order(jobs: Sequence[Job], index: SiteIndex) -> list[int]:
    """Return the jobs' positions: those without a list as they come, then the lists by their newest story."""
    numbers = {story.path: number for number, story in enumerate(index.stories)}
    keys = [_age(job, numbers) for job in jobs]
    return sorted(range(len(jobs)), key=keys.__getitem__)


def _age(job: Job, numbers: Mapping[str, int]) -> int:
    stories = getattr(job.output.view, "stories", ())
    return numbers.get(stories[0].path, -1) if stories else -1
