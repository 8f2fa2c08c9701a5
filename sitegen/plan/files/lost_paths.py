"""What hosts answer for addresses at which nothing stands any more: stories, terms with their feeds, folders.

Never: writes a rule (`redirects.py` does).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import unquote

from sitegen.pages.urls import output_path
from sitegen.plan.feeds.feeds import ever_feed_files, stand_in_feeds
from sitegen.plan.files import markdown_copies, share_images
from sitegen.plan.output import PlanInputs
from sitegen.site.addresses.lost_addresses import Outcome

_ANSWERED_BY_410 = frozenset({"removed", "expired", "withheld", "gone"})


def nearest_page(url: str, base_path: str, is_taken: Callable[[str], bool]) -> str:
    """Return the address of the nearest folder above one that has a page; the site's own when there is none."""
    folder = url[len(base_path) :].strip("/").rpartition("/")[0]
    while folder and not is_taken(f"{unquote(folder)}/index.html"):
        folder = folder.rpartition("/")[0]
    return f"{base_path}{folder}/" if folder else base_path


class LostPaths:
    """The addresses of what was published, but for those of an output."""

    def __init__(self, inputs: PlanInputs, is_taken: Callable[[str], bool]) -> None:
        """Take what became of them; `is_taken` says whether an output has a path."""
        self._base = inputs.base_path
        settings = inputs.settings
        self._feeds = ever_feed_files(settings, inputs.index.made)
        self._stand_ins = stand_in_feeds(settings, inputs.index.made)
        beside = ((markdown_copies.FILE, settings.markdown_copies), (share_images.FILE, settings.share_images))
        self._beside = tuple(file for file, is_wanted in beside if is_wanted)
        self._is_taken = is_taken
        self._lost = [one for one in inputs.index.lost.outcomes if one.fate not in ("empty", "dismissed")]

    def pages(self) -> Iterator[tuple[str, str]]:
        """Yield each address of a page and of what lay beside it, and where it leads; empty: it is gone."""
        for outcome in self._lost:
            if outcome.fate in _ANSWERED_BY_410:
                yield from ((outcome.address + file, "") for file in self._free(outcome))
            elif outcome.fate in ("moved", "merged"):
                for file in self._free(outcome):
                    target = outcome.target + self._stand_ins.get(file, file)
                    if not file or self._is_taken(output_path(target, self._base)):
                        yield outcome.address + file, target

    def folders(self) -> Iterator[tuple[str, str]]:
        """Yield each folder in front of such an address whose page went with it, and the nearest one that has a page.

        A day whose only story moved has no page any more; its month has.
        """
        for outcome in self._lost:
            if not (outcome.fate == "broken" or "" in self._free(outcome)):
                continue
            nearest = nearest_page(outcome.address, self._base, self._is_taken)
            folder = _folder_of(outcome.address)
            while folder != nearest and len(folder) > len(self._base):
                yield folder, nearest
                folder = _folder_of(folder)

    def _free(self, outcome: Outcome) -> list[str]:
        """Return what stood at an address and is no output now: the page (empty), a term's feeds, a story's copies.

        The copies lie beside a page: where another one stands they are its own.
        """
        files = ["", *(self._feeds if outcome.is_term else self._beside)]
        free = [file for file in files if not self._is_taken(output_path(outcome.address + file, self._base))]
        return free if outcome.is_term or "" in free else []


def _folder_of(url: str) -> str:
    """Return the address of the folder above one."""
    return url.rstrip("/").rpartition("/")[0] + "/"
