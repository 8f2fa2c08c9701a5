"""What a build is asked for, and what it reports when it is done."""

from __future__ import annotations

from datetime import datetime

from sitegen.errors import Problem
from sitegen.values import Value

WAITING = "wait for another build"
"""The stage in which a build does nothing but wait for the end of another one."""


class BuildOptions(Value, frozen=True):
    """What one build is asked for, beyond `site.yaml`."""

    now: datetime
    """Aware. Decides what is published; never shown."""
    drafts: bool = False
    future: bool = False
    jobs: int = 0
    """Processes; 0: as many as the machine has cores, when there is enough work."""
    clean: bool = False
    """Disregard the last build and make everything again."""
    keep_going: bool = False
    """Publish what is good although there are errors."""
    strict: bool = False
    """Treat warnings as errors."""

    def blocks(self, problems: tuple[Problem, ...]) -> bool:
        """Return whether these problems keep the site from being published."""
        if self.keep_going:
            return False
        return any(problem.level == "error" or self.strict for problem in problems)


class Withheld(Value, frozen=True):
    """A page that is not published, and why."""

    path: str
    reason: str
    """`draft`, `published: false`, `removed`, `expired 2024-05-01 09:00`, `until 2026-12-01 09:00`, `no date`, ..."""
    hint: str = ""
    """The way out."""


class Rendered(Value, frozen=True):
    """One output that was rendered."""

    path: str
    reason: str
    """`new`, `view`, `template`, `frame`, `code`, `missing`, `changed on disk`."""
    template: str
    seconds: float
    written: bool
    """False when its bytes turned out to be what was there."""


class BuildReport(Value, frozen=True):
    """The result of one build."""

    output: str
    """The output folder as a person would type it."""
    sources: int = 0
    published: int = 0
    """Stories and pages together."""
    withheld: tuple[Withheld, ...] = ()
    outputs: int = 0
    rendered: tuple[Rendered, ...] = ()
    written: int = 0
    unchanged: int = 0
    """Outputs whose bytes stayed as they were, rendered again or not."""
    deleted: tuple[str, ...] = ()
    parsed: int = 0
    """Sources read and parsed; the others came from the cache."""
    problems: tuple[Problem, ...] = ()
    """Sorted by path, line, column."""
    seconds: dict[str, float] = {}
    """Stage -> seconds, in the order of the stages, and `total`."""
    next_change: datetime | None = None
    """When the output will next change by itself: a story falls due or expires."""
    did_publish: bool = False
    """False when errors kept the last output as it was."""

    @property
    def errors(self) -> int:
        """How many problems are errors."""
        return sum(problem.level == "error" for problem in self.problems)
