"""What became of every published address, and what a person answers: dismissed in the lock, or kept as an alias.

Never: builds.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from sitegen.cache.build_cache import BuildCache
from sitegen.engine.address_file import lock_lines, publish_lock, stage_lock
from sitegen.engine.inspect.survey_site import survey_site
from sitegen.engine.prepare import Surveyed
from sitegen.engine.site_paths import SitePaths
from sitegen.errors import Problem, SitegenError, in_order
from sitegen.pages.splice.alias_splice import add_alias, add_term_alias
from sitegen.replace_file import replace_file
from sitegen.settings import Settings
from sitegen.site.addresses.address_history import FIRST_LINE, LAST_LINE, LOCK_FILE, merged_records
from sitegen.site.addresses.address_records import AddressRecord, parse_record, record_line
from sitegen.site.addresses.lost_addresses import Outcome
from sitegen.site.addresses.made_kinds import parse_made
from sitegen.site.addresses.next_lock import LockTail
from sitegen.site.index import SiteIndex
from sitegen.site.lists.published_blocks import PublishedBlocks


class Moved(NamedTuple):
    """What became of the addresses of a site."""

    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...]
    """Of the lock itself, and of what could not be written."""
    written: tuple[str, ...] = ()
    """Sources that have an alias more, as problems name them."""


def find_moved(paths: SitePaths) -> Moved:
    """Return what became of every published address at which nothing stands any more."""
    return survey_site(paths, lambda _, found: _moved(found.index))


def write_aliases(paths: SitePaths) -> Moved:
    """Write the old addresses of each story and term that moved into its source, as aliases."""

    def write(_: BuildCache, surveyed: Surveyed) -> Moved:
        wanted: dict[str, list[str]] = {}
        for outcome in surveyed.index.lost.outcomes:
            if outcome.fate == "moved" and (outcome.source or not outcome.is_term):
                wanted.setdefault(outcome.source, []).append(outcome.address)
        found = _moved(surveyed.index)
        problems, written = [], []
        for source, addresses in sorted(wanted.items()):
            left, is_written = _add_aliases(paths, source, addresses)
            written += [source] if is_written else []
            problems += [_not_written(source, address) for address in left]
        return found._replace(problems=in_order((*found.problems, *problems)), written=tuple(written))

    return survey_site(paths, write)


def dismiss_addresses(paths: SitePaths, typed: Sequence[str]) -> Moved:
    """Mark these addresses in the lock as needing no answer any more; return what became of the others.

    Raises SitegenError when the lock is behind, and for an address that was never published, or at which something
    stands: then nothing is marked.
    """

    def dismiss(_: BuildCache, found: Surveyed) -> None:
        index = found.index
        if any(index.errors()):
            return
        wanted = {_dismissible(one, index, paths.settings) for one in typed}
        if any(one.fate == "moved" and index.next_lock.changes for one in index.lost.outcomes):
            raise SitegenError(f"{LOCK_FILE} is behind", "run `sitegen build` first", exit_code=2)
        publish_lock(stage_lock(paths.home, _without(wanted, lock_lines(paths.root))), paths.root)

    survey_site(paths, dismiss)
    return find_moved(paths)


def _moved(index: SiteIndex) -> Moved:
    told = [problem for problem in index.errors() if problem.path == LOCK_FILE]
    return Moved(index.lost.outcomes, in_order(told))


def _dismissible(typed: str, index: SiteIndex, settings: Settings) -> str:
    """Return the address in the lock that was typed, with or without host and in whatever encoding."""
    path = unquote(urlsplit(typed.strip()).path)
    base = settings.base_path
    below = path[len(base) :] if path.startswith(base) else path
    key = below.strip("/")
    for outcome in index.lost.outcomes:
        address = outcome.address[len(base) - 1 :]
        if unquote(address).strip("/") == key:
            return address
    hint = "`sitegen moved` lists the addresses that were published and are not there any more."
    raise SitegenError(f"{typed} is not such an address", hint, exit_code=2)


def _without(dismissed: Iterable[str], lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a lock as they are when some addresses need no answer."""
    blocks, records, kinds = PublishedBlocks(), [], set[str]()
    for line in lines:
        if kind := parse_made(line):
            kinds.add(kind)
        elif not blocks.add(line) and (record := parse_record(line)):
            records.append(_without_addresses(record, dismissed))
    yield FIRST_LINE
    yield from sorted(map(record_line, merged_records(records)))
    yield from LockTail(blocks, made=frozenset(kinds)).lines()
    yield LAST_LINE


def _without_addresses(record: AddressRecord, dismissed: Iterable[str]) -> AddressRecord:
    """Return a record as it is when some addresses need no answer: marked, or without one that it had before."""
    former = tuple(address for address in record.former if address not in dismissed)
    is_dismissed = record.is_dismissed or record.address in dismissed
    return record._replace(former=former, is_dismissed=is_dismissed)


def _add_aliases(paths: SitePaths, source: str, addresses: Sequence[str]) -> tuple[list[str], bool]:
    """Add addresses to the aliases of a source; return those for which there is no place, and whether it changed."""
    settings = paths.settings
    file = Path(os.path.realpath(paths.root / source))
    before = data = file.read_bytes()
    left = []
    path = source[len(settings.shown_path("")) :]
    for address in addresses:
        alias = unquote(address[len(settings.base_path) - 1 :])
        if path.startswith("_data/"):
            found = add_term_alias(data, path, alias.strip("/").rpartition("/")[2], settings)
        else:
            found = add_alias(data, path, alias, settings)
        if found is None:
            left.append(address)
        else:
            data = found
    if data != before:
        replace_file(file, data)
    return left, data != before


def _not_written(source: str, address: str) -> Problem:
    message = f"{address} cannot be added to its aliases"
    return Problem("warning", source, 0, 0, "aliases", message, "Write it by hand, or keep addresses.lock: it has it.")
