"""Adds what a person names: one draft for each source, and its capture. Never publishes, never overwrites."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from sitegen.engine.report import BuildOptions
from sitegen.errors import SitegenError
from sitegen.intake.captures import Capture, capture_path, captures_held, write_capture
from sitegen.intake.draft_text import Draft, draft_text
from sitegen.intake.duplicates import find_related
from sitegen.intake.facts.evidence import Evidence
from sitegen.intake.known_site import KnownSite, news_folder, open_known_site
from sitegen.intake.materials import Material, open_material
from sitegen.intake.new_draft import DraftOptions, Known, make_draft, stem_of
from sitegen.intake.polite import Guest
from sitegen.intake.subscriptions import read_subscriptions
from sitegen.new_file import write_new
from sitegen.pages.parse import parse_source
from sitegen.pages.urls import slugify
from sitegen.settings import Settings

_MOST_TRIES = 100


class Site(NamedTuple):
    """The site for which something is added."""

    root: Path
    settings: Settings
    options: BuildOptions


class Source(NamedTuple):
    """What is to be added."""

    named: str
    """An address, a file, or `-`."""
    from_url: str = ""
    pasted: bytes = b""
    said: Evidence | None = None
    """What is known of it beside it: by the feed that told of it."""


class Added(NamedTuple):
    """A draft that has a file."""

    path: str
    """Relative to the site."""
    draft: Draft
    capture: Capture


class DraftWriter:
    """Adds one source after another to a site; what each needs to know is found out once."""

    def __init__(self, site: Site, guest: Guest) -> None:
        """Read what the site has, and what its subscriptions say.

        Raises:
            SitegenError: when `subscriptions.yaml` cannot be used.
        """
        self._site = site
        self.guest = guest
        subscriptions = read_subscriptions(site.root)
        content = site.root / site.settings.content
        self._names = _names_in(content / "news") | _names_in(content / "_news")
        self.known = Known(self._known_site(), subscriptions, site.options.now)
        self._added: dict[str, str] = {}

    def add(self, source: Source, options: DraftOptions) -> Added:
        """Make the draft of a source.

        Raises:
            SitegenError: when it cannot be read, or the site has it already.
        """
        self._refuse_known(source.from_url or source.named)
        material = self._open(source)
        draft, capture = make_draft(material, self.known, options)
        self._refuse_known(draft.address.value)
        draft = draft._replace(related=find_related(draft, capture, self.known.site))
        path = self._write(draft, capture)
        if draft.address.value:
            self._added[draft.address.value] = path
        return Added(path, draft, capture)

    def _open(self, source: Source) -> Material:
        try:
            material = open_material(source.named, source.from_url, self.guest, source.pasted)
        except SitegenError as error:
            if source.said is None or error.exit_code == 2:
                raise
            # The feed has told enough for a draft that waits for its text.
            material = Material(source.named, address=source.named, failure=str(error))
        if source.said is None:
            return material
        source.said.extend(material.said)
        return material._replace(said=source.said)

    def _refuse_known(self, address: str) -> None:
        if not address.startswith(("http://", "https://")):
            return
        path = self.known.site.with_address(address) or self._added.get(address, "")
        if path:
            hint = f"edit it, or review it: `sitegen review {path}`"
            raise SitegenError(f"{address} is in {path} already", hint, exit_code=1)

    def _write(self, draft: Draft, capture: Capture) -> str:
        """Write capture and draft; the text goes only into the capture where the draft could not be read with it."""
        site = self._site
        content = site.root / site.settings.content
        section = news_folder(content)
        with captures_held(site.root):
            self._refuse_added_meanwhile(content / section, draft.address.value)
            for number in range(1, _MOST_TRIES):
                name = _file_name(draft, number)
                path = (content / section / name).relative_to(site.root).as_posix()
                if (site.root / path).exists() or (site.root / capture_path(path)).exists():
                    continue
                text = self._checked(draft._replace(capture=capture_path(path)), f"{section}/{name}")
                # The capture first: a draft without one could not be reviewed, one without a draft is in nobody's way.
                write_capture(site.root, capture_path(path), capture)
                write_new(site.root / path, text)
                self._names.add(name)
                return path
        raise SitegenError(f"there are {_MOST_TRIES} drafts of this name", "delete some of them")

    def _refuse_added_meanwhile(self, folder: Path, address: str) -> None:
        """Look again at the site where another command has added drafts since this one began."""
        names = _names_in(folder)
        if names - self._names:
            self.known = self.known._replace(site=self._known_site())
            self._names = names
            self._refuse_known(address)

    def _known_site(self) -> KnownSite:
        return open_known_site(self._site.root, self._site.settings, self._site.options)

    def _checked(self, draft: Draft, path: str) -> str:
        text = draft_text(draft)
        if draft.body and _has_error(text, path, self._site.settings):
            notes = (*draft.notes, "its text would not be read as a text, so it is in the capture alone")
            text = draft_text(draft._replace(body="", notes=notes))
        return text


def _names_in(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()} if folder.is_dir() else set()


def _file_name(draft: Draft, number: int) -> str:
    day = f"{draft.date.value[:10]}-" if draft.date.value else ""
    again = f"-{number}" if number > 1 else ""
    return f"{day}{slugify(stem_of(draft))}{again}.md"


def _has_error(text: str, path: str, settings: Settings) -> bool:
    return any(problem.level == "error" for problem in parse_source(text.encode(), path, settings).problems)
