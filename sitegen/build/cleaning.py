"""Removes a site's output and cache.

Never: touches a file that is not ours.
"""

from __future__ import annotations

from pathlib import Path

from sitegen.build.claiming import holds_only_ours
from sitegen.build.open_cache import work_alone
from sitegen.build.output_record import read_record, remove_record
from sitegen.build.place import BuildPlace, place_of, silent
from sitegen.build.report import BuildOptions
from sitegen.build.staging import discard, staging_folder
from sitegen.build.writer import delete
from sitegen.cache import BuildCache
from sitegen.cache_file import discard_cache
from sitegen.settings import Settings


def clean_site(root: Path, settings: Settings, options: BuildOptions) -> int:
    """Remove every output that we wrote, and the cache of this output folder. Return how many files were removed.

    What lies in the lost-and-found stays. Raises SitegenError when the folder has become another site's.
    """
    place = place_of(root, settings, options)
    removed = work_alone(
        place, silent, lambda cache, _: _delete_all(place, cache), changes_output=place.output.is_dir()
    )
    discard_cache(place.cache)
    return len(removed)


def _delete_all(place: BuildPlace, cache: BuildCache) -> list[str]:
    holds_only_ours(place, cache)
    record = read_record(place.output)
    known = {output.path for output in cache.outputs()}
    removed = delete(place.output, sorted(record.paths if record.is_complete else record.paths | known))
    if place.output.is_dir() and not any(place.output.iterdir()):
        place.output.rmdir()
    discard(staging_folder(place.output))
    remove_record(place.output)
    return removed
