"""Measures what intake reads of saved pages: `python -m benchmarks.intake FOLDER`.

FOLDER holds pages (`name.html`), each with its expected fields beside it (`name.json`): url, title, date (a day, or a
moment with its zone), site, body. What is not given there is not counted. Each field is right, wrong or absent.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from sitegen.intake.choices import choosing
from sitegen.intake.page.decoding import decode_page
from sitegen.intake.page.read_page import HostSays, read_page

FIELDS = ("title", "day", "minute", "site", "body")
_GOOD_BODY = 0.8
"""Of the F1 over words from which on a body counts as right."""


def main() -> int:
    """Print a row a field."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true", help="name each page with a wrong field")
    chosen = parser.parse_args()
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for page in sorted(chosen.folder.glob("*.html")):
        expected = json.loads(page.with_suffix(".json").read_text("utf-8"))
        for field, outcome in measured(page.read_bytes(), expected):
            counts[field][outcome] += 1
            if chosen.verbose and outcome == "wrong":
                print(f"{page.name}: {field}")
    print(f"{'':<8}{'right':>8}{'wrong':>8}{'absent':>8}")
    for field in FIELDS:
        found = counts[field]
        print(f"{field:<8}{found['right']:>8}{found['wrong']:>8}{found['absent']:>8}")
    return 0


def measured(data: bytes, expected: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what became of each field of a page that has an expected value."""
    latest = datetime.now(UTC)
    address = expected.get("url", "")
    page = read_page(decode_page(data), address, HostSays(), latest)
    title = choosing.choose_title(page.evidence).value
    date = choosing.choose_date(page.evidence, choosing.Circumstances(latest=latest)).value
    wanted = expected.get("date", "")
    if "title" in expected:
        yield "title", _compared(_plain(title), _plain(expected["title"]))
    if wanted:
        yield "day", _compared(date[:10], wanted[:10])
    if "T" in wanted:
        yield "minute", _compared(_minute(date), _minute(wanted))
    if "site" in expected:
        yield "site", _compared(_plain(choosing.choose_site(page.evidence).value), _plain(expected["site"]))
    if "body" in expected:
        alike = _f1(_words(page.body), _words(expected["body"]))
        yield "body", "absent" if not page.body else "right" if alike >= _GOOD_BODY else "wrong"


def _compared(found: str, wanted: str) -> str:
    return "absent" if not found else "right" if found == wanted else "wrong"


def _minute(text: str) -> str:
    if "T" not in text:
        return ""
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo is None else moment.astimezone(UTC)).strftime("%Y-%m-%d %H:%M")


def _plain(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _words(text: str) -> Counter[str]:
    """Return the words of a text, with each Chinese character as one."""
    return Counter(re.findall(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+", text.casefold()))


def _f1(found: Counter[str], wanted: Counter[str]) -> float:
    common = (found & wanted).total()
    return 2 * common / (found.total() + wanted.total()) if common else 0.0


if __name__ == "__main__":
    sys.exit(main())
