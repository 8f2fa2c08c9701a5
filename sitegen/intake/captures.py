"""Captures: the whole text of what came in, each line with its mark, in a folder that stays on the editor's machine.

A draft in a public repository is published, so the words of others lie here and not in the draft.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sitegen.engine.processes.lock import hold
from sitegen.errors import SitegenError
from sitegen.intake.lines.mark_lines import DROP, HEADING, ITEM, KEEP, Line
from sitegen.intake.lines.markdown_of_lines import joined_markdown, markdown_of
from sitegen.replace_file import replace_file

FOLDER = "captures"
IGNORE_LINES = "# Texts of others: they stay on this machine.\n*\n"
"""What keeps the folder out of git."""
_FIRST_LINE = "sitegen capture 1"
_LOCK = ".lock"
_FORMS = ("text", "markdown")
_MARKS = (KEEP, HEADING, ITEM, DROP)
_MOST_BYTES = 20_000_000


class Capture(NamedTuple):
    """What came in."""

    source: str
    """The address or file, as it was named."""
    form: str
    """What its lines are: `text`, or `markdown` that was made of a page."""
    lines: tuple[Line, ...]

    def markdown(self) -> str:
        """Return the kept lines as a body."""
        return markdown_of(self.lines) if self.form == "text" else joined_markdown(self.lines)

    def paragraphs(self) -> list[str]:
        """Return the kept lines that may be sentences, without markup."""
        return [
            line.text for line in self.lines if line.mark == KEEP and not line.text.startswith(("#", "|", ">", "!["))
        ]


def capture_path(draft: str) -> str:
    """Return where the capture of a draft lies, relative to the site."""
    return f"{FOLDER}/{Path(draft).stem}.txt"


@contextmanager
def captures_held(root: Path) -> Iterator[None]:
    """Lock the folder of captures, made when it is not there, against other commands that write into it.

    Raises:
        SitegenError: when something else stands in its place.
    """
    folder = root / FOLDER
    if folder.exists() and not folder.is_dir():
        raise SitegenError(f"{FOLDER} is not a folder", "move it away: what comes in is kept there", exit_code=2)
    folder.mkdir(exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        replace_file(ignore, IGNORE_LINES.encode())
    with hold(folder / _LOCK, lambda: None):
        yield


def write_capture(root: Path, path: str, capture: Capture) -> None:
    """Write a capture into its folder, which the caller holds."""
    head = [_FIRST_LINE, f"source\t{capture.source}", f"form\t{capture.form}", ""]
    lines = [f"{line.mark}\t{line.rule}\t{line.text}" for line in capture.lines]
    replace_file(root / path, ("\n".join((*head, *lines)) + "\n").encode("utf-8", "replace"))


def read_capture(root: Path, path: str) -> Capture:
    """Return a capture.

    Raises:
        SitegenError: when there is none, or it is not one.
    """
    try:
        with (root / path).open("rb") as stream:
            text = stream.read(_MOST_BYTES).decode("utf-8")
        first, source, form, empty, *typed = text.split("\n")
        if first != _FIRST_LINE or empty:
            raise ValueError
        lines = tuple(map(_line, typed[:-1]))
    except FileNotFoundError:
        hint = "captures stay on the machine on which `sitegen add` ran"
        raise SitegenError(f"{path} is not there", hint, exit_code=2) from None
    except ValueError:
        raise SitegenError(f"{path} is not a capture any more", "add the source again", exit_code=2) from None
    form = form.partition("\t")[2]
    return Capture(source.partition("\t")[2], form if form in _FORMS else "text", lines)


def _line(typed: str) -> Line:
    """Return a line as it was written. Raises ValueError for one that was not."""
    mark, rule, text = typed.split("\t", 2)
    if mark not in _MARKS:
        raise ValueError
    return Line(text, mark, rule)
