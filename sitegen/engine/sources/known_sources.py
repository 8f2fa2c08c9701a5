"""What is known of the sources from the last build: it lies in the cache, and in the memory of a process that stays."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from sitegen.cache.build_cache import BuildCache
from sitegen.cache.records import SourceRecord
from sitegen.engine.kept.kept_state import KeptState, KnownSource
from sitegen.engine.sources.parse_job import DATA
from sitegen.errors import Problem
from sitegen.pages.page import PageMeta
from sitegen.pages.term import TermData
from sitegen.sources import SourceFile
from sitegen.values import decoder, with_changes

_decode_page = decoder(PageMeta).decode
_decode_term = decoder(TermData).decode
_decode_problems = decoder(tuple[Problem, ...]).decode


class KnownSources:
    """The sources of the last build."""

    def __init__(self, cache: BuildCache, kept: KeptState | None = None) -> None:
        self.cache = cache
        self._kept = kept
        self._terms: dict[tuple[tuple[str, tuple[str, ...]], ...], dict[str, tuple[str, ...]]] = {}

    def all(self) -> Iterator[tuple[str, SourceRecord | KnownSource]]:
        """Yield each source by its path."""
        if self._kept is not None and self._kept.known:
            yield from self._kept.known.items()
        else:
            yield from ((record.path, record) for record in self.cache.sources())

    def decoded(self, source: SourceRecord | KnownSource, path: str, file: SourceFile | None) -> KnownSource:
        """Return what a source means; its page shares the `path`. `file` is the one that this is known to be true of.

        Raises ValueError for what was not encoded here.
        """
        if isinstance(source, KnownSource):
            known = source if source.file is file else source._replace(file=file)
        else:
            known = self._decoded(source, path, file)
        if self._kept is not None and known is not source:
            self._kept.known[path] = known
        return known

    def _decoded(self, source: SourceRecord, path: str, file: SourceFile | None) -> KnownSource:
        meaning: PageMeta | TermData | None = None
        if source.meaning and path.startswith(DATA):
            meaning = _decode_term(source.meaning)
        elif source.meaning:
            meaning = self._interned(_decode_page(source.meaning), path)
        problems = _decode_problems(source.problems) if source.problems else ()
        return KnownSource(source.changed_ns, source.size, source.inode, source.digest, meaning, problems, file)

    def evict(self, paths: Iterable[str]) -> None:
        """Drop sources, and what they show."""
        paths = list(paths)
        self.cache.evict_sources(paths)
        if self._kept is not None:
            for path in paths:
                self._kept.known.pop(path, None)

    def _interned(self, page: PageMeta, path: str) -> PageMeta:
        """Return a page that shares its path with the file, and with other pages what is equal: a million fit then."""
        terms = self._terms.setdefault(tuple(page.terms.items()), page.terms)
        return with_changes(page, path=path, day=sys.intern(page.day), terms=terms)
