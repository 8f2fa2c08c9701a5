"""Writes what a build changed in the output folder, for what uploads it and empties caches."""

from __future__ import annotations

import json
from pathlib import Path

from sitegen.engine.report import BuildReport
from sitegen.errors import naming
from sitegen.pages.urls import encode_path


def write_changes(file: Path, report: BuildReport, base_path: str) -> None:
    """Write one JSON object. All keys are part of the public interface."""

    def entry(path: str, **more: object) -> dict[str, object]:
        return {"path": path, "address": base_path + encode_path(path.removesuffix("index.html")), **more}

    written = [entry(one.path, bytes=one.size, reason=one.reason) for one in report.rendered if one.written]
    changes = {
        "output": report.output,
        "published": report.did_publish,
        "written": sorted(written, key=lambda one: str(one["path"])),
        "removed": [entry(path) for path in sorted(report.deleted)],
        "redirected": [{"address": one.address, "status": one.status, "to": one.target} for one in report.new_answers],
    }
    with naming(file):
        file.write_text(json.dumps(changes, indent=1) + "\n", encoding="utf-8")
