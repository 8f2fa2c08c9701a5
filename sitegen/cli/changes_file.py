"""Writes what a build changed in the output folder, for what uploads it and empties caches."""

from __future__ import annotations

import json
from pathlib import Path

from sitegen.engine.report import BuildReport
from sitegen.errors import SitegenError
from sitegen.pages.urls import encode_path

_KEYS = ("output", "published", "written", "removed", "redirected")
"""All of them are part of the public interface."""


def begin_changes(file: Path) -> None:
    """Write that nothing was published over the file of an earlier build: that is true if this build stops.

    Raises:
        SitegenError: exit code 2, when a file of changes cannot stand there, or something else does.
    """
    if not file.parent.is_dir():
        raise _impossible(file, f"there is no folder {file.parent}")
    if file.is_dir() or (file.is_file() and not _holds_changes(file)):
        raise _impossible(file, "something else is there, which would be lost")
    if file.is_file():
        _write(file, dict(zip(_KEYS, ("", False, [], [], []), strict=True)))


def require_outside(file: Path, output: Path) -> None:
    """Raise SitegenError, exit code 2, when a file would lie in the output folder, and be published."""
    if file.resolve().is_relative_to(output.resolve()):
        raise _impossible(file, "it would be published with the output folder")


def write_changes(file: Path, report: BuildReport, base_path: str) -> None:
    """Write one JSON object.

    Raises:
        SitegenError: exit code 2, when it cannot be written.
    """

    def entry(path: str, **more: object) -> dict[str, object]:
        return {"path": path, "address": base_path + encode_path(path.removesuffix("index.html")), **more}

    written = [entry(one.path, bytes=one.size, reason=one.reason) for one in report.rendered if one.written]
    values = (
        report.output,
        report.did_publish,
        sorted(written, key=lambda one: str(one["path"])),
        [entry(path) for path in sorted(report.deleted)],
        [{"address": one.address, "status": one.status, "to": one.target} for one in report.new_answers],
    )
    _write(file, dict(zip(_KEYS, values, strict=True)))


def _holds_changes(file: Path) -> bool:
    """Return whether a file was written by an earlier build, or is empty."""
    try:
        text = file.read_text("utf-8")
        found = json.loads(text) if text else dict.fromkeys(_KEYS)
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(found, dict) and tuple(found) == _KEYS


def _write(file: Path, changes: dict[str, object]) -> None:
    try:
        file.write_text(json.dumps(changes, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise _impossible(file, f"it cannot be written ({error.strerror or error})") from None


def _impossible(file: Path, why: str) -> SitegenError:
    return SitegenError(f"--changes {file}: {why}", "Name another file, such as changes.json.", exit_code=2)
