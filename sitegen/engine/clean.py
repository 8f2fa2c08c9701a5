"""Removes a site's output and cache.

Never: touches a file that is not ours.
"""

from __future__ import annotations

from sitegen.cache.build_cache import BuildCache
from sitegen.cache.cache_file import discard_cache
from sitegen.engine.jobs.staging import discard, staging_folder
from sitegen.engine.open_cache import work_alone
from sitegen.engine.publish.output_record import read_record, remove_record
from sitegen.engine.publish.own_folder import holds_only_ours
from sitegen.engine.publish.writer import delete
from sitegen.engine.site_paths import SitePaths, silent


def clean_site(paths: SitePaths) -> int:
    """Remove every output that we wrote, and the cache of this output folder. Return how many files were removed.

    What lies in the lost-and-found stays. Raises SitegenError when the folder has become another site's.
    """
    removed = work_alone(
        paths, silent, lambda cache, _: _delete_all(paths, cache), changes_output=paths.output.is_dir()
    )
    discard_cache(paths.cache)
    return len(removed)


def _delete_all(paths: SitePaths, cache: BuildCache) -> list[str]:
    holds_only_ours(paths, cache)
    record = read_record(paths.output)
    known = {output.path for output in cache.outputs()}
    removed = delete(paths.output, sorted(record.paths if record.is_complete else record.paths | known))
    if paths.output.is_dir() and not any(paths.output.iterdir()):
        paths.output.rmdir()
    discard(staging_folder(paths.output))
    remove_record(paths.output)
    return removed
