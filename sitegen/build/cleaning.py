"""Takes a site's output and memory away.

Never: touches a file that is not ours.
"""

from __future__ import annotations

from pathlib import Path

from sitegen.build.claiming import holds_only_ours
from sitegen.build.place import BuildPlace, place_of, silent
from sitegen.build.remembering import work_alone
from sitegen.build.report import BuildOptions
from sitegen.build.writer import delete, discard, staging_folder
from sitegen.cache import Memory, forget
from sitegen.settings import Settings


def clean_site(root: Path, settings: Settings, options: BuildOptions) -> int:
    """Remove every output that we wrote, and the memory of this output folder. Return how many files were removed.

    What lies in the lost-and-found stays. Raises SitegenError when the folder has become another site's.
    """
    place = place_of(root, settings, options)
    removed = work_alone(place, silent, lambda memory, _: _delete_all(place, memory))
    discard(staging_folder(place.output))
    forget(place.memory)
    if place.output.is_dir() and not any(place.output.iterdir()):
        place.output.rmdir()
    return len(removed)


def _delete_all(place: BuildPlace, memory: Memory) -> list[str]:
    holds_only_ours(place, memory)
    return delete(place.output, [row.path for row in memory.outputs()])
