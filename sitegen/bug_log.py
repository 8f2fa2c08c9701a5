"""Writes down what nobody foresaw, for a report.

Never: imports the rest of the package, which may be what is broken.
"""

from __future__ import annotations

import platform
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

from sitegen import __version__


def log_bug(error: Exception, site: Path, arguments: Sequence[str]) -> Path:
    """Write versions and traceback into `.sitegen/bug.log` of the site, or a temporary file; return which."""
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
        handle, name = tempfile.mkstemp(prefix="sitegen-bug-", suffix=".log")
        file = Path(name)
        with open(handle, "w", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(text)
    return file
