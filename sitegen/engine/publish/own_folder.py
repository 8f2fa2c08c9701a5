"""Makes sure that an output folder is this site's own before anything is written to it."""

from __future__ import annotations

from sitegen.cache.build_cache import BuildCache
from sitegen.engine.publish.writer import list_files, require_own_folder
from sitegen.engine.site_paths import SitePaths
from sitegen.errors import SitegenError
from sitegen.plan.files.marker import MARKER, owner_in
from sitegen.values import digest_bytes

_LONGEST_NAME = 200


def require_own_output(paths: SitePaths, cache: BuildCache) -> None:
    """Require an output folder that is ours, or empty. Raises SitegenError when it is somebody else's."""
    require_own_folder(paths.output, is_known=holds_only_ours(paths, cache))


def holds_only_ours(paths: SitePaths, cache: BuildCache) -> bool:
    """Return whether the output folder holds our marker, or else every file in it is an output in the cache.

    Raises SitegenError when it holds the marker of another site.
    """
    marker = paths.output / MARKER
    if marker.is_file():
        _insist_on_ours(paths, marker.read_bytes(), cache)
        return True
    known = {output.path for output in cache.outputs()}
    return bool(known) and all(path in known for path in list_files(paths.output))


def _insist_on_ours(paths: SitePaths, marker: bytes, cache: BuildCache) -> None:
    """Refuse the folder of another site. One whose marker we wrote stays ours when the site's address changes."""
    owner = owner_in(marker.decode("utf-8", "replace"))
    if owner in ("", paths.settings.name):
        return
    row = cache.output(MARKER)
    if row is None or row.digest not in ("", digest_bytes(marker)):
        raise SitegenError(
            f"{paths.output} holds another site, {owner[:_LONGEST_NAME]}, so nothing was written.",
            "Name another --output. If its files may go, or it is this site under an older name, "
            f"empty the file {MARKER} in it.",
        )
