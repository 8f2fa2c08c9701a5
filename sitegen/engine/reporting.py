"""Makes the report of a build from what its stages left.

Never: prints.
"""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.engine.jobs.render_jobs import JobResult
from sitegen.engine.prepare import Prepared
from sitegen.engine.report import BuildReport, Rendered
from sitegen.engine.site_paths import SitePaths
from sitegen.errors import Problem, in_order


def report_of(
    paths: SitePaths,
    prepared: Prepared,
    results: Sequence[JobResult],
    problems: Sequence[Problem],
    deleted: Sequence[str] | None,
) -> BuildReport:
    """Return what a build did; `deleted` is None when it published nothing. Its seconds are filled in by the caller."""
    did_publish = deleted is not None
    written = sum(result.written for result in results) if did_publish else 0
    counted = prepared.counted
    return BuildReport(
        output=paths.settings.output,
        sources=counted.sources,
        published=counted.published,
        withheld=counted.withheld,
        outputs=prepared.diff.planned,
        rendered=tuple(
            Rendered(
                path=job.output.path,
                reason=job.reason,
                template=job.output.kind,
                seconds=result.seconds,
                written=did_publish and result.written,
            )
            for job, result in zip(prepared.diff.jobs, results, strict=False)
        ),
        written=written,
        unchanged=prepared.diff.planned - written if did_publish else 0,
        deleted=tuple(deleted or ()),
        parsed=counted.parsed,
        problems=in_order((*prepared.problems, *problems)),
        seconds={},
        next_change=counted.next_change,
        did_publish=did_publish,
    )
