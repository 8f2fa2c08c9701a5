"""Writes anew what tests expect in files of their own: `make golden`, or `python -m tests.golden WHICH`.

Read the difference before it is committed: each line that changed is a change that somebody sees.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.command_line import PROJECT
from tests.hostile.digest_under_attack import DigestUnderAttack
from tests.hostile.test_fields import WRONG_KINDS, wrong_kinds_text
from tests.hostile.test_names import CASES, NAMES_TOLD, names_told_text
from tests.page_specs import FRAMES, spec_file, spec_text
from tests.page_specs import SPECS as PAGES
from tests.read_sites import ReadSites
from tests.rebuild_cases import SPECS as REBUILDS
from tests.rebuild_cases import renew_cases
from tests.unit.pages.spec_cases import SPECS, renew_spec
from tests.unit.pages.spec_functions import FUNCTIONS

Texts = Iterator[tuple[Path, str]]
"""Files and what they should say."""


def _specs() -> Texts:
    for name, function in FUNCTIONS.items():
        yield SPECS / name, renew_spec((SPECS / name).read_text("utf-8"), function)


def _pages() -> Texts:
    with TemporaryDirectory() as folder:
        sites = ReadSites(Path(folder))
        for spec in (*FRAMES, *PAGES):
            yield spec_file(spec), spec_text(sites, spec)


def _rebuild() -> Texts:
    for path in sorted(REBUILDS.glob("*.txt")):
        with TemporaryDirectory() as folder:
            yield path, renew_cases(path.read_text("utf-8"), Path(folder))


def _hostile() -> Texts:
    yield WRONG_KINDS, wrong_kinds_text()
    with TemporaryDirectory() as folder:
        yield NAMES_TOLD, names_told_text(DigestUnderAttack(Path(folder) / "site").suffer(CASES))


GOLDEN: dict[str, Callable[[], Texts]] = {"specs": _specs, "pages": _pages, "rebuild": _rebuild, "hostile": _hostile}
"""What can be asked for: what sources mean, what pages say, what an edit renders, what is told of hostile sources."""


def main(arguments: Sequence[str]) -> int:
    """Write the files that differ from what they should say, and name them."""
    parser = argparse.ArgumentParser(prog="python -m tests.golden", description=__doc__)
    parser.add_argument("which", nargs="*", choices=[[], *GOLDEN], help="all, unless some are named")
    for which in parser.parse_args(arguments).which or GOLDEN:
        for path, text in GOLDEN[which]():
            if not path.exists() or path.read_text("utf-8") != text:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
                sys.stdout.write(f"{path.relative_to(PROJECT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
