"""Logs an unexpected error, for a bug report.

Never: imports the rest of the package, which may be what is broken.
"""

from __future__ import annotations

import platform
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

from sitegen import __version__


def log_bug(error: Exception, site: Path, arguments: Sequence[str]) -> Path | None:
    """Write versions and traceback into `.sitegen/bug.log` of the site, or a temporary file; return which.

    None when nothing can be written anywhere.
    """
    lines = [
        f"sitegen {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"arguments: {list(arguments)!r}",
        "".join(traceback.format_exception(error)),
    ]
    text = "\n\n".join(lines)
    file = site / ".sitegen" / "bug.log"
    try:
        file.write_text(text, "utf-8", "backslashreplace")
    except OSError:
        return _in_temporary_file(text)
    return file


def _in_temporary_file(text: str) -> Path | None:
    try:
        handle, name = tempfile.mkstemp(prefix="sitegen-bug-", suffix=".log")
        with open(handle, "w", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(text)
    except OSError:
        return None
    return Path(name)
