"""What intake costs those who do not use it, and the measure of what it reads."""

from __future__ import annotations

from pathlib import Path

from benchmarks.intake import measured
from sitegen.cli.extras import INTAKE
from tests.command_line import python
from tests.intake.publishers import ADDRESSES, PAGES, new_site


def test_a_build_loads_nothing_of_intake(tmp_path: Path) -> None:
    """`sitegen build` imports neither the room nor any library that is behind its doors."""
    root = new_site(tmp_path / "site")
    libraries = {*INTAKE, "sitegen.intake", "sitegen.net.fetch"} - {"lxml"}  # which feedgen loads, for our own feeds
    code = (
        "import sys; from sitegen.cli.main import run; code = run(['build']);"
        f"print(code, sorted(set(sys.modules) & {libraries!r}))"
    )
    assert python(root, code).out.splitlines()[-1] == "0 []"


def test_the_measure_tells_right_wrong_and_absent() -> None:
    """Each field that is expected counts once: right, wrong, or absent where the page does not say it."""
    expected = {"url": ADDRESSES["news-agency"], "title": "Grid model cuts reserve costs, operator says"}
    expected |= {"date": "2026-11-23T08:42:00+02:00", "site": "Another", "body": "Nothing of this."}
    found = dict(measured((PAGES / "news-agency.html").read_bytes(), expected))
    assert found == {"title": "right", "day": "right", "minute": "right", "site": "wrong", "body": "wrong"}
    portal = {"url": ADDRESSES["chinese-portal"], "date": "2026-11-23T09:10:00+08:00"}
    assert dict(measured((PAGES / "chinese-portal.html").read_bytes(), portal)) == {"day": "right", "minute": "absent"}
