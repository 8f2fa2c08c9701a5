"""What a build is asked for, and what it reports when it is done."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Literal

from sitegen.errors import Problem
from sitegen.values import Value

WAITING = "wait for another build"
"""The stage in which a build does nothing but wait for the end of another one."""

PUBLISHING = "publish"
"""The stage in which the output folder is changed."""


LockUse = Literal["read", "check", "write"]
"""What a build does with `addresses.lock`: it only reads it, tells when it is behind, or writes it when the site was
published."""


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
    all_or_nothing: bool = False
    """Publish nothing when one source has an error."""
    keep_going: bool = False
    """Publish what is left however many sources have an error."""
    strict: bool = False
    """Publish nothing when there is any problem, a warning too."""

    addresses: LockUse = "read"
    machine: str = ""
    """The host on whose machine the build runs, as `host` in `site.yaml` calls it; empty: another machine."""

    def blocks(self, problems: tuple[Problem, ...], at_fault: Collection[str]) -> bool:
        """Return whether these problems keep the site from being published.

        An error of one of the sources `at_fault` withholds that source alone; any other means the whole site.
        """
        if self.strict:
            return bool(problems)
        errors = [problem for problem in problems if problem.level == "error"]
        return any(self.all_or_nothing or problem.path not in at_fault for problem in errors)


class Withheld(Value, frozen=True):
    """A page that is not published, and why."""

    path: str
    reason: str
    """`error`, `draft`, `published: false`, `removed`, `expired 2024-05-01 09:00`, `until 2026-12-01 09:00`, `no date`,
    ..."""
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
    size: int = 0
    """In bytes, of what was written."""


class NewAnswer(Value, frozen=True):
    """An old address that is answered from this build on."""

    address: str
    status: int
    """301, 410, or 200 for a page that leads on."""
    target: str
    """Empty for what is gone."""


class BuildReport(Value, frozen=True):
    """The result of one build."""

    output: str
    """The output folder as a person would type it."""
    sources: int = 0
    published: int = 0
    """Stories and pages together that are public now: those of the last build when this one published nothing."""
    withheld: tuple[Withheld, ...] = ()
    outputs: int = 0
    """Files of the site that are public now."""
    rendered: tuple[Rendered, ...] = ()
    written: int = 0
    unchanged: int = 0
    """Outputs whose bytes stayed as they were, rendered again or not."""
    deleted: tuple[str, ...] = ()
    new_answers: tuple[NewAnswer, ...] = ()
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
    early: dict[str, str] = {}
    """Address -> why it would not be published now: what `--drafts` and `--future` let in."""
    lock: Literal["", "new", "changed"] = ""
    """What became of `addresses.lock`; empty: nothing."""

    @property
    def errors(self) -> int:
        """How many problems are errors."""
        return sum(problem.level == "error" for problem in self.problems)
