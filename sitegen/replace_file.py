"""Puts other bytes into the place of a file: whole, or not at all, whatever happens meanwhile."""

from __future__ import annotations

import os
from pathlib import Path

from sitegen.errors import naming


def replace_file(file: Path, data: bytes) -> None:
    """Write bytes beside a file and move them into its place; what its mode was it stays.

    Raises:
        OSError: with the file's name, when it cannot be written; then it is as it was, and nothing lies beside it.
    """
    beside = file.with_name(f".{file.name}.{os.getpid()}.new")
    with naming(file):
        try:
            beside.write_bytes(data)
            if file.exists():
                beside.chmod(file.stat().st_mode)
            beside.replace(file)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
