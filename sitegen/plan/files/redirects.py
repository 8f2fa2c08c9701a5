"""Plans how old addresses are answered, as the host can; and says which of them are useless.

Each rule is about one address: what hosts would read as a pattern is refused where it is typed (`values.is_pattern`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from urllib.parse import unquote

from sitegen.errors import Problem
from sitegen.hosts.host import OldAddresses
from sitegen.hosts.hosts import host_of
from sitegen.pages.page import PageMeta
from sitegen.pages.urls import encode_path
from sitegen.plan.feeds.feeds import ATOM_FILE
from sitegen.plan.files.former_places import former_places
from sitegen.plan.files.in_place import plan_in_place
from sitegen.plan.files.lost_paths import LostPaths
from sitegen.plan.files.own_rules import REDIRECTS, answered_by_owner
from sitegen.plan.output import Output, PlanInputs
from sitegen.plan.views.file_views import TextView
from sitegen.settings import Settings
from sitegen.site.index import SiteIndex
from sitegen.site.lists.sealed_lists import FEED_ARCHIVE

IsTaken = Callable[[str], bool]
"""Whether an output has a path."""


def plan_redirects(inputs: PlanInputs, is_taken: IsTaken, problems: list[Problem]) -> Iterator[Output]:
    """Plan the rules of the host, and a file at each old address that it has no rule for.

    What cannot be answered there is added to `problems`.
    """
    answers = host_of(inputs.settings).answer(old_addresses(inputs, is_taken))
    for path, text in answers.files:
        yield Output(path, "text", TextView(text=text), path)
    yield from plan_in_place(inputs, answers.in_place, is_taken, problems)


def rule_files(settings: Settings) -> frozenset[str]:
    """Return the names of the files with the rules of the host."""
    return frozenset(path for path, _ in host_of(settings).answer(OldAddresses({}, (), "")).files)


def old_addresses(inputs: PlanInputs, is_taken: IsTaken) -> OldAddresses:
    """Return where each alias of a page or in `site.yaml` and each address that moved leads, and what is gone.

    Nothing leads away from an output, so no story takes a feed over.
    """
    base = inputs.base_path
    published = (*inputs.index.stories, *inputs.index.pages)
    moved: dict[str, str] = {}
    # Hosts take /old and /old/ for one address, so both lead to one page.
    owners: dict[str, str] = {}

    def move(old_url: str, new_url: str) -> None:
        if owners.setdefault(old_url.rstrip("/"), new_url) == new_url:
            moved.setdefault(old_url, new_url)

    circling = _circling(_ways(inputs.settings, is_taken))
    for old, new in inputs.settings.aliases.items():
        if _key(old) not in circling and not _is_output(unquote(old), is_taken):
            move(base + old.lstrip("/"), base + new.lstrip("/"))
    for page in sorted((page for page in published if page.aliases), key=lambda page: page.path):
        for alias in page.aliases:
            if not _is_output(alias, is_taken):
                move(base + encode_path(alias.lstrip("/")), page.url)
    lost, left = LostPaths(inputs, is_taken), [*inputs.index.removed, *_gone_blocks(inputs)]
    for old, new in chain(lost.pages(), former_places(inputs, is_taken)):
        if new:
            move(old, new)
        else:
            left.append(old)
    gone = {url for url in left if url.rstrip("/") not in owners}
    for old, new in lost.folders():
        move(old, new)
    ways = {_key(old): new for old, new in owners.items()}
    arrived = {old: _end(new, ways) for old, new in moved.items()}
    return OldAddresses(arrived, sorted(gone), f"{base}404.html", inputs.own_rules.get(REDIRECTS, ""))


def _gone_blocks(inputs: PlanInputs) -> Iterator[str]:
    """Yield the addresses of the blocks of lists that are gone; of the archives of the feed, those of the documents."""
    for lost in inputs.index.lost_blocks:
        if lost.into is None:
            file = ATOM_FILE if lost.folder == FEED_ARCHIVE else ""
            yield f"{inputs.base_path}{lost.folder}{lost.name}/{file}"


def _end(url: str, ways: Mapping[str, str]) -> str:
    """Return where one arrives in the end, so that no redirect leads to another one."""
    passed: set[str] = set()
    while (key := _key(url)) in ways and key not in passed:
        passed.add(key)
        url = ways[key]
    return url


def useless_aliases(pages: Iterable[PageMeta], settings: Settings, is_taken: IsTaken) -> Iterator[Problem]:
    """Yield a warning for each alias that does not lead to its page: something stands there, or another page has it."""
    owners = {unquote(old).strip("/"): "site.yaml" for old in settings.aliases}
    for page in sorted((page for page in pages if page.aliases), key=lambda page: page.path):
        shown = settings.shown_path(page.path)
        for alias, line in zip(page.aliases, page.alias_lines, strict=True):
            is_own = settings.base_path + encode_path(alias.strip("/")) == page.url.rstrip("/")
            owner = owners.setdefault(alias.strip("/"), shown)
            if not is_own and _is_output(alias, is_taken):
                message = f"{alias} is the address of something else on this site, so it leads there"
                yield Problem("warning", shown, line, 0, "aliases", message, "Take it out.")
            elif owner != shown:
                message = f"{alias} is an old address in {owner} too, and leads where that one says"
                yield Problem("warning", shown, line, 0, "aliases", message, "Take it out of one of the two.")


def useless_redirects(index: SiteIndex, settings: Settings, is_taken: IsTaken) -> Iterator[Problem]:
    """Yield a warning for each alias in `site.yaml` that leads away from an output, round in a circle or to nothing."""
    if not settings.aliases:
        return
    old_addresses = {_key(old) for old in settings.aliases} | set(_left_addresses(index, settings))
    circling = _circling(_ways(settings, is_taken))
    first: dict[str, str] = {}
    for old, new in settings.aliases.items():
        twin = first.setdefault(_key(old), old)
        message = ""
        if _key(old) == _key(new):
            message = "leads to itself"
        elif _is_output(unquote(old), is_taken):
            message = "is an address of this site already, so it leads nowhere else"
        elif twin != old:
            message = f"is the same address as {twin}, and leads where that one says"
        elif _key(old) in circling:
            message = f"leads round in a circle, by way of {new}"
        elif _key(new) not in old_addresses and not _is_output(unquote(new), is_taken):
            message = f"leads to {new}, which this site does not have"
        if message:
            yield settings.problem(f"aliases.{old}", message, "Correct or delete it.", "warning")


def _left_addresses(index: SiteIndex, settings: Settings) -> Iterator[str]:
    """Yield the key of each address from which a redirect leads on."""
    for page in (*index.stories, *index.pages):
        yield from map(_key, page.aliases)
    for outcome in index.lost.outcomes:
        if outcome.target:
            yield _key(outcome.address[len(settings.base_path) - 1 :])


def answers(inputs: PlanInputs, is_taken: IsTaken) -> Callable[[str], bool]:
    """Return what says whether anything answers at a path: an output, an old address, a rule of the owner's."""
    left: set[str] = set()
    settings = inputs.settings
    by_owner = answered_by_owner(inputs.own_rules.get(REDIRECTS, ""))

    def is_answered(path: str) -> bool:
        if _is_output(path, is_taken) or is_taken(f"{path.rstrip('/')}.html"):
            return True
        if not left:
            left.update(("", *map(_key, settings.aliases), *_left_addresses(inputs.index, settings)))
        return _key(f"/{path}") in left or by_owner(settings.base_path + path)

    return is_answered


def _ways(settings: Settings, is_taken: IsTaken) -> dict[str, str]:
    """Return where each old address of `site.yaml` leads, but for those of outputs, which lead nowhere."""
    ways: dict[str, str] = {}
    for old, new in settings.aliases.items():
        if not _is_output(unquote(old), is_taken):
            ways.setdefault(_key(old), _key(new))
    return ways


def _circling(ways: Mapping[str, str]) -> set[str]:
    """Return the addresses whose redirects lead round in a circle."""
    known: dict[str, bool] = {}
    for start in ways:
        walk: dict[str, None] = {}
        at = start
        while at in ways and at not in known and at not in walk:
            walk[at] = None
            at = ways[at]
        known.update(dict.fromkeys(walk, at in walk or known.get(at, False)))
    return {address for address, is_circling in known.items() if is_circling}


def _key(path: str) -> str:
    """Return one text for all spellings that hosts take for one address."""
    return unquote(path).rstrip("/")


def _is_output(alias: str, is_taken: IsTaken) -> bool:
    path = alias.lstrip("/")
    return is_taken(path) or is_taken(f"{path.rstrip('/')}/index.html".lstrip("/"))
