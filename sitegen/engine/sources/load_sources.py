"""Loads the sources: parses those that changed since the last build, takes all others from the cache."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sitegen.cache.build_cache import BuildCache, reading_cache
from sitegen.cache.records import SourceRecord
from sitegen.engine.kept.kept_state import KnownSource
from sitegen.engine.processes.workers import run
from sitegen.engine.site_paths import Progress, trusted_ns
from sitegen.engine.sources.known_sources import KnownSources
from sitegen.engine.sources.parse_job import PARSE, ParseContext, ParsedSource, ParseRequest
from sitegen.errors import Problem
from sitegen.pages.page import PageMeta
from sitegen.pages.parser_settings import parser_settings
from sitegen.pages.term import TermData
from sitegen.settings import Settings
from sitegen.sources import SourceFile
from sitegen.values import digest_of


@dataclass(frozen=True, slots=True)
class LoadedSources:
    """Everything that the sources mean, in the order of their files."""

    pages: Sequence[PageMeta]
    terms: Sequence[TermData]
    problems: Sequence[Problem]
    parsed: int


def load_sources(
    files: Sequence[SourceFile], known: KnownSources, context: ParseContext, jobs: int, progress: Progress
) -> LoadedSources:
    """Return what all sources mean, parsing only those whose bytes changed, and store what was parsed.

    Raises DamagedCacheError when what was stored cannot be read.
    """
    loading = _Loading(files, known, context.listed_ns)
    with reading_cache():
        requests = loading.take_unchanged()
    done = 0
    with known.cache.transaction():
        for some in run(PARSE, context, requests, jobs):
            loading.store(requests[done : done + len(some)], some)
            done += len(some)
            progress("parse", done, len(requests))
        known.evict(loading.gone)
    known.cache.write_safely()  # what is published must never be lost in part
    return loading.loaded()


def invalidate_other_parser(cache: BuildCache, settings: Settings, code: str) -> None:
    """Evict all sources when they were parsed by other `code` (its digest) or with other settings."""
    parser = digest_of([code, parser_settings(settings), settings.content])
    if cache.meta("parser") != parser:
        with cache.transaction():
            cache.evict_all_sources()
            cache.set_meta("parser", parser)


class _Loading:
    """Takes what the sources mean, from the last build or from workers, by the position of their files."""

    def __init__(self, files: Sequence[SourceFile], known: KnownSources, listed_ns: int) -> None:
        self.gone: list[str] = []
        """Paths of sources that are no longer there, or that could not be read."""
        self._files = files
        self._known = known
        self._listed_ns = listed_ns
        self._position = {file.path: number for number, file in enumerate(files)}
        self._meanings: list[PageMeta | TermData | None] = [None] * len(files)
        self._problems: dict[int, tuple[Problem, ...]] = {}
        self._failures: list[Problem] = []
        self._parsed = 0

    def take_unchanged(self) -> list[ParseRequest]:
        """Take what the unchanged files mean; return the others, which must be read."""
        is_unchanged = bytearray(len(self._files))
        digests: dict[int, str] = {}
        for path, source in self._known.all():
            position = self._position.get(path)
            if position is None:
                self.gone.append(path)
                continue
            file = self._files[position]
            if _is_seen(source, file) or _is_same(source, file):
                is_unchanged[position] = True
                self._add(position, self._known.decoded(source, file.path, file))
            else:
                digests[position] = source.digest
        return [
            ParseRequest(file, digests.get(position, ""))
            for position, file in enumerate(self._files)
            if not is_unchanged[position]
        ]

    def store(self, requests: Sequence[ParseRequest], results: Sequence[ParsedSource | Problem]) -> None:
        """Take and store the results of some requests."""
        records, pages = [], []
        for request, result in zip(requests, results, strict=True):
            path = request.file.path
            if isinstance(result, Problem):
                self._failures.append(result)
                self.gone.append(path)
                continue
            records.append(self._record(request.file, result))
            if not result.is_unmodified:
                pages.append((path, result.card, result.page))
        self._parsed += len(pages)
        self._known.cache.store_sources(records)
        self._known.cache.store_pages(pages)
        for record in records:
            position = self._position[record.path]
            file = self._files[position]
            is_trusted = file.changed_ns == record.changed_ns
            self._add(position, self._known.decoded(record, record.path, file if is_trusted else None))

    def loaded(self) -> LoadedSources:
        """Return all that was taken, in the order of the files."""
        pages = [meaning for meaning in self._meanings if type(meaning) is PageMeta]
        terms = [meaning for meaning in self._meanings if type(meaning) is TermData]
        problems = [problem for _, found in sorted(self._problems.items()) for problem in found]
        return LoadedSources(pages, terms, [*problems, *self._failures], self._parsed)

    def _add(self, position: int, source: KnownSource) -> None:
        self._meanings[position] = source.meaning
        if source.problems:
            self._problems[position] = source.problems

    def _record(self, file: SourceFile, result: ParsedSource) -> SourceRecord:
        changed_ns = trusted_ns(file.changed_ns, self._listed_ns)
        known = self._known.cache.source(file.path) if result.is_unmodified else None
        if known is not None:
            return known._replace(changed_ns=changed_ns, size=file.size, inode=file.inode)
        return SourceRecord(
            file.path, changed_ns, file.size, file.inode, result.digest, result.meaning, result.problems
        )


def _is_seen(source: SourceRecord | KnownSource, file: SourceFile) -> bool:
    """Return whether a process that stays was not even told of the file: then it is the one listed before."""
    return isinstance(source, KnownSource) and source.file is file


def _is_same(source: SourceRecord | KnownSource, file: SourceFile) -> bool:
    is_same_file = (file.changed_ns, file.size, file.inode) == (source.changed_ns, source.size, source.inode)
    # A source may be another one's translation because that one came, and stays as it is itself.
    return is_same_file and file.language == source.digest.partition(":")[2]
