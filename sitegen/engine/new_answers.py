"""Which old addresses a build begins to answer: what its files with rules say that those before did not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

from sitegen.engine.compare.staleness import Job
from sitegen.engine.report import NewAnswer
from sitegen.hosts.own_server import GONE, MAP
from sitegen.plan.files.in_place import STAND_IN
from sitegen.plan.views.file_views import MovedView, TextView

_MAP_LINE = re.compile(rf'"(.*/)" "{GONE}";')


def new_answers(output: Path, base_path: str, jobs: Iterable[Job]) -> tuple[NewAnswer, ...]:
    """Return them, before the files are moved into the output folder."""
    found: list[NewAnswer] = []
    for job in jobs:
        made = job.output
        if isinstance(made.view, TextView) and made.path in ("_redirects", MAP):
            found += _of_rules(made.path, set(made.view.text.splitlines()) - _lines_before(output / made.path))
        elif isinstance(made.view, MovedView) and made.origin.startswith(STAND_IN):
            address = base_path + quote(made.path.removesuffix("index.html"))
            found.append(NewAnswer(address=address, status=200, target=made.view.url))
    return tuple(sorted(found, key=lambda answer: answer.address))


def _lines_before(file: Path) -> set[str]:
    try:
        return set(file.read_text("utf-8", "replace").splitlines())
    except OSError:
        return set()


def _of_rules(path: str, lines: Iterable[str]) -> Iterator[NewAnswer]:
    for line in lines:
        if path == MAP:
            gone = _MAP_LINE.fullmatch(line)
            if gone:
                yield NewAnswer(address=quote(gone[1]), status=410, target="")
        else:
            address, target, status = (*line.split(), "", "", "")[:3]
            if not status.isdigit():
                continue  # a rule of the owner's
            yield NewAnswer(address=address, status=int(status), target="" if status == "410" else target)
