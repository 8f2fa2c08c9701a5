"""What hosts answer for addresses at which nothing stands any more: of stories, of terms with their feeds, of folders.

Never: writes a rule (`redirects.py` does).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import unquote

from sitegen.plan.feeds.feeds import feed_files
from sitegen.plan.output import PlanInputs
from sitegen.site.lost_addresses import Outcome

_ANSWERED_BY_410 = frozenset({"removed", "expired", "withheld", "gone"})


class LostPaths:
    """The addresses of what was published, but for those of an output."""

    def __init__(self, inputs: PlanInputs, is_taken: Callable[[str], bool]) -> None:
        """Take what became of them; `is_taken` says whether an output has a path."""
        self._base = inputs.base_path
        self._files = ("", *feed_files(inputs.settings))
        self._is_taken = is_taken
        self._lost = [one for one in inputs.index.lost.outcomes if one.fate not in ("empty", "dismissed")]

    def moved(self) -> Iterator[tuple[str, str]]:
        """Yield each address that leads to another one, and that one."""
        for outcome in self._lost:
            if outcome.fate in ("moved", "merged"):
                for address, file in self._free(outcome):
                    yield address, outcome.target + file

    def gone(self) -> Iterator[str]:
        """Yield each address of what is there no more."""
        for outcome in self._lost:
            if outcome.fate in _ANSWERED_BY_410:
                yield from (address for address, _ in self._free(outcome))

    def folders(self) -> Iterator[tuple[str, str]]:
        """Yield each folder in front of such an address whose page went with it, and the nearest one that has a page.

        A day whose only story moved has no page any more; its month has.
        """
        for outcome in self._lost:
            if outcome.is_term or not (outcome.fate == "broken" or any(self._free(outcome))):
                continue
            bare = []
            folder = outcome.address[len(self._base) :].strip("/").rpartition("/")[0]
            while folder and not self._has_page(folder):
                bare.append(folder)
                folder = folder.rpartition("/")[0]
            nearest = f"{self._base}{folder}/" if folder else self._base
            yield from ((f"{self._base}{one}/", nearest) for one in bare)

    def _free(self, outcome: Outcome) -> Iterator[tuple[str, str]]:
        """Yield the address of an outcome, and those of a term's feeds, but for those of an output."""
        for file in self._files if outcome.is_term else ("",):
            address = outcome.address + file
            path = unquote(address[len(self._base) :])
            if not self._is_taken(path if file else f"{path}index.html"):
                yield address, file

    def _has_page(self, folder: str) -> bool:
        return self._is_taken(f"{unquote(folder)}/index.html")
