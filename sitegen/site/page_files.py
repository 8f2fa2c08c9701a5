"""Files beside texts: which of those that published pages refer to are published, and where each of them stands.

A file stands in the folder of the page that refers to it, so it is published with that page and withheld with it. What
is named from the root (`/images/x.png`) is a file of `static/`, or stands at that address.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from posixpath import basename, dirname, splitext
from typing import NamedTuple

from sitegen.errors import Problem
from sitegen.pages.page import BodyLink, PageMeta
from sitegen.pages.urls import encode_path
from sitegen.settings import Settings
from sitegen.sources import file_suffixes
from sitegen.values import Value

_TAKEN = frozenset(("index.html", "index.md", "share.png"))
"""Names of what the site itself makes beside a page."""


class FileFacts(Value, frozen=True):
    """What is known of a file of the content folder."""

    digest: str = ""
    """Of its bytes."""
    width: int = 0
    """Pixels; 0: it is no picture, or does not say."""
    height: int = 0
    has_place: bool = False
    """Whether it says where it was taken."""
    refusal: str = ""
    """Why it may not be published."""


class FilesThere(NamedTuple):
    """The files that texts may refer to."""

    facts: Mapping[str, FileFacts] = {}
    """By path in the content folder."""
    static: Collection[str] = ()
    """Output paths of the files that are copied in any case."""
    sizes: Mapping[str, tuple[int, int]] = {}
    """Width and height of the pictures among them, by output path."""


class PublishedFile(Value, frozen=True):
    """A file that a page refers to, and where it stands."""

    source: str
    """Its path in the content folder; empty for one that is copied in any case."""
    url: str
    digest: str = ""
    width: int = 0
    height: int = 0
    has_place: bool = False


@dataclass(frozen=True, slots=True)
class SiteFiles:
    """The files that texts refer to."""

    of_pages: Mapping[str, Mapping[str, PublishedFile]] = field(default_factory=dict)
    """Path of a page -> target, as it names it -> the file."""
    problems: tuple[Problem, ...] = ()

    def shown(self) -> dict[str, list[tuple[str, str, int, int]]]:
        """Return what pages show of their files, by path of the page."""
        return {
            path: sorted((target, file.url, file.width, file.height) for target, file in files.items())
            for path, files in self.of_pages.items()
        }


def settle_files(
    pages: Iterable[PageMeta], there: FilesThere, undated: Collection[str], settings: Settings
) -> SiteFiles:
    """Return which files are published with which pages, and a warning of each that is not, once for each page.

    `undated` are the plain texts that are no story, for they have no date: they are files like others.
    """
    of_pages: dict[str, Mapping[str, PublishedFile]] = {}
    missing: dict[tuple[str, str], Problem] = {}
    suffixes = file_suffixes(settings)
    for page in pages:
        wanted = (*page.files, *(link for link in page.links if link.target in undated))
        if not wanted:
            continue
        beside = _Beside(page, there, settings)
        for link in wanted:
            if (why := beside.add(link, suffixes)) and (link.is_picture or not link.target.startswith("/")):
                missing.setdefault((page.path, link.target), _problem(page, link, why, settings))
        if beside.found:
            of_pages[page.path] = beside.found
    return SiteFiles(of_pages, tuple(missing.values()))


class _Beside:
    """The files of one page."""

    def __init__(self, page: PageMeta, there: FilesThere, settings: Settings) -> None:
        self.found: dict[str, PublishedFile] = {}
        """By target."""
        self._page = page
        self._there = there
        self._base_path = settings.base_path
        self._names: dict[str, str] = dict.fromkeys(_TAKEN, "")

    def add(self, link: BodyLink, suffixes: tuple[str, ...]) -> str:
        """Add the file that a link means; return why it cannot be published, empty when it is."""
        target = link.target
        if target in self.found:
            return ""
        path = target.lstrip("/")
        if target.startswith("/") and path in self._there.static:
            width, height = self._there.sizes.get(path, (0, 0))
            self.found[target] = PublishedFile("", self._base_path + encode_path(path), width=width, height=height)
            return ""
        if path.startswith("../"):
            return _OUTSIDE
        if not path.lower().endswith(suffixes):
            return _OTHER_KIND
        facts = self._there.facts.get(path)
        if facts is None or facts.refusal:
            return facts.refusal if facts else _NO_FILE
        url = self._base_path + encode_path(path) if target.startswith("/") else self._url_beside(path)
        self.found[target] = PublishedFile(path, url, facts.digest, facts.width, facts.height, facts.has_place)
        return ""

    def _url_beside(self, path: str) -> str:
        """Return the address of a file in the page's folder: as it lies beside the source, else by its name alone."""
        folder = dirname(self._page.path)
        name = path if not folder else path[len(folder) + 1 :] if path.startswith(f"{folder}/") else basename(path)
        if self._names.setdefault(name.casefold(), path) != path:
            stem, ending = splitext(name)
            name = f"{stem}-{blake2b(path.encode(), digest_size=4).hexdigest()}{ending}"
        url = self._page.url
        return f"{url if url.endswith('/') else url.removesuffix('.html') + '/'}{encode_path(name)}"


_NO_FILE, _OUTSIDE, _OTHER_KIND = "no file", "outside", "another kind"


def _problem(page: PageMeta, link: BodyLink, why: str, settings: Settings) -> Problem:
    """Return a warning of a file that is not published; several of a kind are told together."""
    name = link.target if link.target.startswith(("/", "../")) else settings.shown_path(link.target)
    if why == _NO_FILE:
        message, several = f"{name} is missing: words stand in its place", "files that texts refer to are missing"
        hint = "Put each beside the text that refers to it, or below static/ where its address begins with /."
    elif why == _OUTSIDE:
        message = f"{name} lies outside the content folder, so it is not published"
        several = "files that texts refer to lie outside the content folder"
        hint = "Put each beside the text that refers to it."
    elif why == _OTHER_KIND:
        message = f"{name} is of a kind that is not published beside a text"
        several = "files that texts refer to are of kinds that are not published"
        hint = "Name each ending in `files` of site.yaml (`files: [zip]`), or put the file into static/."
    else:
        message, several = f"{name} {why}, so it is not published", "files that texts refer to may not be published"
        hint = "Put another file in its place."
    span = len(link.text) if link.column else 0
    path = settings.shown_path(page.path)
    return Problem("warning", path, link.line, link.column, "", message, hint, span, several=several, name=name)
