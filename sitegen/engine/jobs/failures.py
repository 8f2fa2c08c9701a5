"""Which source it is that a template cannot show, and when it is the template itself that is at fault.

Never: renders.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sitegen.engine.jobs.render_jobs import JobResult
from sitegen.errors import Problem, whole_file
from sitegen.settings import Settings

MOST_ROUNDS = 5
"""How often a site is rendered without those that failed. What still fails then is no matter of single sources."""
ONE_IN = 10
"""A template that fails for more than one in ten of the sources that it shows is at fault itself: publishing would take
them all down."""


class Failures:
    """The sources that a template could not show, over all rounds of one build."""

    def __init__(self, settings: Settings) -> None:
        """Begin with none."""
        self.problems: tuple[Problem, ...] = ()
        """An error for each of them, which withholds it."""
        self._settings = settings
        self._failed: dict[str, set[str]] = {}
        self._totals: Mapping[str, int] = {}
        self._rounds = 0

    def learn(self, results: Iterable[JobResult], totals: Mapping[str, int]) -> bool:
        """Record what failed in one round; return whether another round without those sources is worthwhile.

        `totals` is how many sources each template shows; those of the first round count, since none is left out of it.
        """
        self._rounds += 1
        self._totals = self._totals or totals
        failed = [result for result in results if result.problem and result.source]
        for result in failed:
            self._failed.setdefault(result.template, set()).add(result.source)
        if not failed or self._rounds >= MOST_ROUNDS or any(map(self._is_at_fault, self._failed)):
            return False
        self.problems += tuple(self._problems(failed))
        return True

    def _is_at_fault(self, template: str) -> bool:
        """Return whether a template fails for too many, or for all that there are."""
        failed, total = len(self._failed[template]), self._totals.get(template, 0)
        return failed > max(1, total // ONE_IN) or failed >= total

    def _problems(self, failed: Sequence[JobResult]) -> Iterable[Problem]:
        for source, found in {result.source: result.problem for result in failed}.items():
            if found is not None:
                message = f"the theme cannot show it: {found.where()}: {found.message}"
                hint = found.hint or "Correct the source, or the template."
                yield whole_file("error", self._settings.shown_path(source), message, hint)
