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
    write_new_bytes(file, text.encode())


def write_new_bytes(file: Path, data: bytes) -> None:
    """Write bytes to a file that must not be there yet, as `write_new` does a text."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with naming(file):
        stream = file.open("xb")
        try:
            with stream:
                stream.write(data)
        except OSError:
            file.unlink()  # half a file would block the next attempt
            raise
