"""Which old addresses a build begins to answer: what its files with rules say that those before did not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path

from sitegen.engine.compare.staleness import Job
from sitegen.engine.report import NewAnswer
from sitegen.hosts.own_server import GONE, MAP
from sitegen.pages.urls import encode_path
from sitegen.plan.files.in_place import STAND_IN
from sitegen.plan.views.file_views import TextView

_MAP_LINE = re.compile(rf'"(.*/)" "{GONE}";')


def new_answers(output: Path, base_path: str, jobs: Iterable[Job]) -> tuple[NewAnswer, ...]:
    """Return the old addresses that this build begins to answer; call it before files are moved into place."""
    found: list[NewAnswer] = []
    for job in jobs:
        made = job.output
        if isinstance(made.view, TextView) and made.path in ("_redirects", MAP):
            before = _text_before(output / made.path).splitlines()
            found += _of_rules(made.path, set(made.view.text.splitlines()).difference(before))
        elif made.origin.startswith(STAND_IN):
            target = made.origin.removeprefix(STAND_IN).strip()
            if target not in unescape(_text_before(output / made.path)):  # or it is only written anew
                address = base_path + encode_path(made.path.removesuffix("index.html"))
                found.append(NewAnswer(address=address, status=200, target=target))
    return tuple(sorted(found, key=lambda answer: answer.address))


def _text_before(file: Path) -> str:
    try:
        return file.read_text("utf-8", "replace")
    except OSError:
        return ""


def _of_rules(path: str, lines: Iterable[str]) -> Iterator[NewAnswer]:
    for line in lines:
        if path == MAP:
            gone = _MAP_LINE.fullmatch(line)
            if gone:
                yield NewAnswer(address=encode_path(gone[1]), status=410, target="")
        else:
            address, target, status = (*line.split(), "", "", "")[:3]
            if not status.isdigit():
                continue  # a rule of the owner's
            yield NewAnswer(address=address, status=int(status), target="" if status == "410" else target)
