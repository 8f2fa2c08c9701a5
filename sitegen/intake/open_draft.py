"""Opens a draft that a person names, and puts its changed bytes back at once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from sitegen.engine.inspect.survey_site import surveyed
from sitegen.engine.report import BuildOptions
from sitegen.engine.site_paths import site_paths_of
from sitegen.errors import SitegenError, machine_words
from sitegen.intake.facts.evidence import Candidate
from sitegen.pages.fields.intake_needs import INTAKE, needs_of
from sitegen.pages.front_matter.nodes import Mapping, Node, Scalar, Sequence
from sitegen.pages.splice.draft_splice import front_matter_of
from sitegen.replace_file import replace_file
from sitegen.settings import Settings


class OpenDraft(NamedTuple):
    """A draft as it is on the disk."""

    root: Path
    path: str
    """Relative to the content folder."""
    file: Path
    data: bytes
    fields: Mapping
    intake: Mapping | None

    @property
    def needs(self) -> tuple[str, ...]:
        """What nobody has decided yet."""
        return needs_of(self.fields)

    def value(self, key: str) -> str:
        """Return a field as typed; empty where it is no text."""
        return text_in(self.fields, key)

    def said(self, key: str) -> str:
        """Return what `intake` says under a key."""
        return text_in(self.intake, key)

    def texts(self, key: str) -> list[str]:
        """Return the texts of a list in `intake`."""
        node = self.intake.value(key) if self.intake else None
        return [one.text for one in node.items if isinstance(one, Scalar)] if isinstance(node, Sequence) else []

    def candidates(self, field: str) -> list[Candidate]:
        """Return the candidates that `intake` keeps for a field."""
        node = _inner(self.intake, field)
        found = node.value("candidates") if node else None
        items = found.items if isinstance(found, Sequence) else []
        return [Candidate(text_in(one, "value"), text_in(one, "at")) for one in items if isinstance(one, Mapping)]

    def place(self, field: str) -> str:
        """Return from where the value of a field was chosen."""
        return text_in(_inner(self.intake, field), "chosen")

    def write(self, data: bytes) -> None:
        """Put other bytes into its place, unless the file was changed meanwhile.

        Raises:
            SitegenError: when it was.
        """
        if self.file.read_bytes() != self.data:
            raise SitegenError(f"{self.file} was changed meanwhile", "run the command again")
        replace_file(self.file, data)


def open_draft(root: Path, settings: Settings, typed: str) -> OpenDraft:
    """Return the draft of a file that a person names from where they are, or from the site's folder.

    Raises:
        SitegenError: exit code 2, when there is none, it is no source of the site, or its head cannot be read.
    """
    content = Path(os.path.realpath(root / settings.content))
    for file in (Path(typed), root / typed):
        real = Path(os.path.realpath(file))
        if not real.is_file():
            continue
        if not real.is_relative_to(content):
            raise SitegenError(f"{typed} lies outside of {settings.content}/", "name a draft of this site", exit_code=2)
        return _opened(root, real.relative_to(content).as_posix(), real, typed)
    raise SitegenError(f"there is no file {typed}", "name a draft, as `sitegen add` printed it", exit_code=2)


def waiting_drafts(root: Path, settings: Settings, options: BuildOptions) -> list[OpenDraft]:
    """Return the drafts that have `intake`, those that need something first."""
    found = []
    for page in surveyed(site_paths_of(root, settings, options)).loaded.pages:
        if page.withheld:
            try:
                draft = open_draft(root, settings, settings.shown_path(page.path))
            except SitegenError:
                continue  # written by hand in another way: none of ours
            if draft.intake is not None:
                found.append(draft)
    return sorted(found, key=lambda draft: (not draft.needs, draft.path))


def text_in(mapping: Mapping | None, key: str) -> str:
    """Return a text in a mapping; empty where there is none."""
    node = mapping.value(key) if mapping else None
    return node.text if isinstance(node, Scalar) else ""


def _opened(root: Path, path: str, file: Path, typed: str) -> OpenDraft:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise SitegenError(f"{typed} cannot be read: {machine_words(error)}", exit_code=2) from None
    fields = front_matter_of(data, path)
    if fields is None:
        raise SitegenError(f"{typed} has no front matter that can be read", "`sitegen check` says where", exit_code=2)
    return OpenDraft(root, path, file, data, fields, _inner(fields, INTAKE))


def _inner(mapping: Mapping | None, key: str) -> Mapping | None:
    node: Node | None = mapping.value(key) if mapping else None
    return node if isinstance(node, Mapping) else None
