"""What is known of a host: one value, made in the file of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

HeaderBlock = tuple[str, tuple[str, ...]]
"""A path pattern (`/feeds/:name/feed.xml`, `/*`), and `Name: value` lines for what it matches."""
BuiltFiles = Mapping[str, int]
"""The files that the host is to take: path -> bytes."""
RuleFile = tuple[str, str]
"""The path of a file in the output folder that the host reads, and its text."""
WORKFLOW = ".github/workflows/site.yml"
"""Where GitHub finds how a new site is built, for hosts that `starter_hosts/workflow/` has steps for."""


class OldAddresses(NamedTuple):
    """The addresses at which nothing stands any more, from the root of the site's host and percent-encoded."""

    moved: Mapping[str, str]
    """Old address -> where one arrives in the end. One address may stand here with and without a slash at its end."""
    gone: Sequence[str]
    not_found: str
    """The address of the page that says that nothing is there."""
    own: str = ""
    """The owner's rules: they come before all others."""


class Answers(NamedTuple):
    """How a host answers old addresses."""

    files: tuple[RuleFile, ...] = ()
    in_place: Mapping[str, str] = {}
    """Old address -> where it leads, for each one that a file at the old address has to answer."""


class Breach(NamedTuple):
    """Something that the host would refuse."""

    message: str
    hint: str


class Host(NamedTuple):
    """One host."""

    name: str
    """As in `site.yaml`."""
    title: str
    """For people."""
    answer: Callable[[OldAddresses], Answers]
    headers: Callable[[Sequence[HeaderBlock], bool], Iterable[RuleFile]]
    """Returns the files with the headers of a site, or (True) of a preview of one."""
    breaches: Callable[[BuiltFiles], Iterator[Breach]]
    rule_files: tuple[str, ...] = ()
    """Files with rules that it reads, which an owner may write, too: the two are merged."""
    address_ending: str = ""
    """Of the names that this host alone gives to sites (`.pages.dev`); empty: it gives none."""
    before_first_push: tuple[str, ...] = ()
    """What is left to do by hand for a new site, in words."""


def own_lines(own: str) -> list[str]:
    """Return the lines of the owner's rules, each with its end."""
    return [f"{line}\n" for line in own.splitlines()]


def header_lines(blocks: Iterable[HeaderBlock]) -> str:
    """Return the text of a file `_headers`, which several hosts read alike."""
    return "\n".join(f"{path}\n" + "".join(f"  {line}\n" for line in lines) for path, lines in blocks)


def some_paths(paths: Sequence[str]) -> str:
    """Return the first of some paths, and how many more there are."""
    return f"{paths[0]} and {len(paths) - 1:,} more" if len(paths) > 1 else paths[0]


FEWER_FILES = (
    "Fewer files: `calendar: months` or `off`, `markdown_copies: off`, `share_images: off`, fewer `feed_formats`, "
    "a higher `least_stories` or `page_size`."
)
