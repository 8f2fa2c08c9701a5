"""Writes a file that is the owner's from then on: a new site, a story, a draft."""

from __future__ import annotations

from pathlib import Path

from sitegen.errors import naming


def write_new(file: Path, text: str) -> None:
    """Write a text to a file that must not be there yet, in UTF-8 and with line feeds; its folders are made.

    Raises:
        FileExistsError: when it is there; nothing is overwritten.
        OSError: with the file's name, when it cannot be written; half a file does not stay.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with naming(file):
        stream = file.open("x", encoding="utf-8", newline="\n")
        try:
            with stream:
                stream.write(text)
        except OSError:
            file.unlink()  # half a file would block the next attempt
            raise
