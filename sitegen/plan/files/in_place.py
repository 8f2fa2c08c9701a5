"""Plans a file at each old address that the host has no rule for: a page or a line that leads on, or a copy of a feed.

Readers of feeds follow no page, so they get the feed itself; it says in itself where it stands now. A picture cannot
lead on, and a second one of each would double a site whose stories all move: old share images answer 404.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote

from sitegen.errors import Problem, whole_file
from sitegen.hosts.host import some_paths
from sitegen.hosts.hosts import host_of
from sitegen.pages.urls import fits_on_disk
from sitegen.plan.feeds.feeds import plan_feeds
from sitegen.plan.files import markdown_copies, share_images
from sitegen.plan.output import Output, PlanInputs, outputs_of
from sitegen.plan.path_reservations import PathReservations
from sitegen.plan.views.file_views import MOVED, MovedView, TextView

STAND_IN = "what stands in for the old address of"
"""How the origin of each such output begins."""
_FEED_ENDINGS = (".xml", ".json", ".rss", ".atom", ".rdf")
_JSON = ".json"
_PAGE_ENDINGS = (".html", ".htm")


def plan_in_place(
    inputs: PlanInputs, leads: Mapping[str, str], is_taken: Callable[[str], bool], problems: list[Problem]
) -> Iterator[Output]:
    """Plan a file at each old address, which leads to another one; add to `problems` where none can stand."""
    impossible, reserved, paths = list[str](), PathReservations(), set[str]()
    feeds = _feeds(inputs, leads)
    for old, new in sorted(leads.items()):
        file = _same_file(old, new)
        if file == share_images.FILE:
            continue
        rest = _path(old, inputs)
        feed = feeds.get(_path(new, inputs)) if rest.endswith(_FEED_ENDINGS) else None
        is_file = feed or file or rest.endswith(_PAGE_ENDINGS)
        path = rest if is_file else f"{rest.rstrip('/')}/index.html"
        if feed and rest.endswith(_JSON) != feed.path.endswith(_JSON):  # its bytes would have the wrong type there
            impossible.append(old)
        elif path in paths:  # the two spellings of an address are one file
            continue
        elif not _is_possible(path, is_taken) or reserved.take(path, old):
            impossible.append(old)
        else:
            paths.add(path)
            yield _output(inputs, path, new, feed)
    if impossible:
        problems.append(_unanswered(impossible, host_of(inputs.settings).title))


def _feeds(inputs: PlanInputs, leads: Mapping[str, str]) -> dict[str, Output]:
    """Return by their paths the feeds to which old addresses of feeds lead."""
    wanted = {_path(new, inputs) for old, new in leads.items() if _path(old, inputs).endswith(_FEED_ENDINGS)}
    return {feed.path: feed for feed in outputs_of(plan_feeds(inputs)) if feed.path in wanted} if wanted else {}


def _path(url: str, inputs: PlanInputs) -> str:
    return unquote(url[len(inputs.base_path) :])


def _unanswered(impossible: list[str], title: str) -> Problem:
    """Return the warning of old addresses at which no file can stand."""
    number, first = len(impossible), some_paths(impossible)
    words = "old address" if number == 1 else "old addresses"
    message = f"{number:,} {words} cannot be answered on {title}, where no file can stand there: {first}"
    return whole_file("warning", "site.yaml", message, "Take the alias out, or use another host.", "host")


def _same_file(old: str, new: str) -> str:
    """Return which of the files beside a story an old address was, and is at the new one; empty for another address."""
    file = old.rpartition("/")[2]
    is_beside = file in (markdown_copies.FILE, share_images.FILE) and new.endswith(f"/{file}")
    return file if is_beside else ""


def _output(inputs: PlanInputs, path: str, new: str, feed: Output | None) -> Output:
    origin = f"{STAND_IN} {new}"
    if feed:
        return Output(path, feed.kind, feed.view, origin)
    full_url = inputs.absolute(new)
    if _same_file(path, new):
        return Output(path, "text", TextView(text=f"Moved to <{full_url}>\n"), origin)
    return Output(path, MOVED, MovedView(new, full_url, full_url, inputs.settings.language), origin)


def _is_possible(path: str, is_taken: Callable[[str], bool]) -> bool:
    """Return whether a file can have this path, among the outputs and on a disk."""
    parts = path.split("/")
    folders = ("/".join(parts[:number]) for number in range(1, len(parts)))
    return fits_on_disk(path) and all(parts) and not is_taken(path) and not any(map(is_taken, folders))
