"""What a process that stays keeps of one build for the next, so that it need not look for it again.

Each part is what the disk or the cache told when the last build ended. It counts only while the cache is as that build
left it, and the settings are the same; what is on disk is taken from here only for a build that was told what changed.

Never: decides what is published. Without it each build is the same, but slower.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sitegen.errors import Problem
from sitegen.kept_values import KeptValues
from sitegen.pages.page import PageMeta
from sitegen.pages.term import TermData
from sitegen.settings import Settings
from sitegen.site.index import SiteIndex
from sitegen.site.page_files import FilesThere
from sitegen.site.publishing import Audience
from sitegen.sources import SourceFile, Sources

MOST_TOLD = 100
"""Changed files. Of more of them notices may get lost, and to look at all files costs little beside reading these."""


class KnownSource(NamedTuple):
    """A source as it was when it was parsed, and what it means."""

    changed_ns: int
    size: int
    inode: int
    digest: str
    meaning: PageMeta | TermData | None
    problems: tuple[Problem, ...]
    file: SourceFile | None
    """As it was listed; None: it may change again without a new time."""


@dataclass(frozen=True, slots=True)
class IndexInputs:
    """All that an index is made from, but the settings."""

    pages: Sequence[PageMeta]
    terms: Sequence[TermData]
    audience: Audience
    unread: Mapping[str, str]
    """Sources of which no page came -> why."""
    lock: str
    """Digest of `addresses.lock`."""
    files: FilesThere


class KeptIndex(NamedTuple):
    """An index, and what it was made from."""

    inputs: IndexInputs
    site: SiteIndex
    mark: str
    """That of what the index says of all but bodies: those with one mark say the same, in whatever process."""


class KeptState:
    """What is kept of the last build of one site."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._revision = ""
        self._settings: Settings | None = None
        self._told: frozenset[str] | None = None
        self.changed: frozenset[str] | None = None
        """The files that may have changed since the last build; None: any, those of the output too."""
        self._forget()

    def tell(self, changed: frozenset[str] | None) -> None:
        """Say which files may have changed since the last build began, relative to the site; None: any of them."""
        self._told = None if changed is None or len(changed) > MOST_TOLD else changed

    def begin(self, revision: str, settings: Settings) -> None:
        """Begin a build, with the cache in this revision: if it is another one, what is kept is worth nothing."""
        if not revision or revision != self._revision or settings != self._settings:
            self._forget()
        self.changed = self._told if self.sources is not None else None
        self.values.begin_round()
        self._told, self._revision, self._settings = None, "", settings  # until the build has come to its end

    def end(self, revision: str) -> None:
        """End a build that left the cache in this revision."""
        self._revision = revision

    def _forget(self) -> None:
        self.sources: Sources | None = None
        """As they were listed."""
        self.known: dict[str, KnownSource] = {}
        """By path; all that are in the cache, or none."""
        self.last: KeptIndex | None = None
        self.values = KeptValues()
        """Parts of the index and of the plan."""
