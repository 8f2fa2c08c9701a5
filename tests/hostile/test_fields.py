"""Values of the wrong kind, dates in every wrong form, addresses that lead where none may."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.pages.fields.known_keys import KNOWN_KEYS, OTHER_NAMES
from sitegen.pages.parse import parse_source
from sitegen.settings import Settings
from sitegen.withholding_words import CONCEPTS
from tests.hostile.attacks import ADDRESSES, DATES, HARMLESS, RIGHT_DATES
from tests.hostile.digest_under_attack import Attacked, Case, DigestUnderAttack, case, fields
from tests.hostile.safe_output import is_harmless_address

PLACES = (
    "originalUrl: {0}\nimages: [{0}, {{url: {0}}}]\nprovider: {{name: p, domain: {0}, images: [{{url: {0}}}]}}\n"
    "aliases: [{0}]\nid: {0}\nx: {0}\nrelated:\n- {{title: t, webUrl: {0}}}\n- {{title: t, url: {0}}}\n"
    "- {{title: t, originalUrl: {0}, webUrl: 'https://ok.example/', images: [{{url: {0}}}]}}\n"
    "- {{title: t, webUrl: 'https://ok.example/', provider: {{name: p, domain: {0}, images: [{{url: {0}}}]}}}}\n",
    "provider: Wire\nwebUrl: {0}\nimage: {0}\nslug: {0}\n",
)
"""Every field that holds an address, or becomes one."""
RELATED_DATE = "related: [{{title: t, webUrl: 'https://ok.example/', date: {}}}]"
VALUES = ("text", "''", "7", "-1", "true", "[]", "[a, b]", "[[a]]", "[{name: b}]", "{a: b}", "{name: {name: b}}")
WRONG_KINDS = Path(__file__).with_name("wrong_kinds.txt")

CASES = (
    case(
        "a thousand topics",
        fields(f"topics: [{', '.join(f't{n}' for n in range(1000))}]"),
        "warning 5 1000 values, the most is 200",
        "warning 5 200 values on one page, the most is 100",
    ),
    case(
        "10,000 pictures",
        fields(f"images: [{', '.join(['/a.png'] * 10_000)}]"),
        "warning 0 /a.png is missing: words stand in its place",
        "warning 5 10000 values, the most is 200",
    ),
    case(
        "10,000 related",
        fields(f"related: [{', '.join(['{title: t}'] * 10_000)}]"),
        "warning 5 10000 values, the most is 200",
        *["warning 5 related coverage without an address (webUrl) is left out"] * 99,
    ),
    case(
        "a title of 100 KB",
        fields().replace("Hostile", "x" * 100_000),
        "warning 2 the title has 100,000 characters; feeds show the first 500",
    ),
    case(
        "an excerpt of 900 KB",
        fields("excerpt: " + "y" * 900_000),
        "warning 5 the excerpt has 900,000 characters; lists and feeds show the",
    ),
    case(
        "scores beyond all bounds",
        fields("quality: 1e308", "heat: -999999999999999999999"),
        'warning 5 "1e308" is not a number',
        'warning 6 "-999999999999999999999" is not a number',
    ),
    case(
        "scores that are no numbers",
        fields("quality: NaN", "heat: ∞"),
        'warning 5 "NaN" is not a number',
        'warning 6 "∞" is not a number',
    ),
    case(
        "a near miss of a key",
        fields("publishdDateTime: 2024-05-30", "Qualty: 3", "topcis: [AI]"),
        'warning 5 "publishdDateTime" is not a key that means something here',
        'warning 6 "Qualty" is not a key that means something here',
        'warning 7 "topcis" is not a key that means something here',
    ),
    case("a language that is markup", fields("language: '\"><script>'"), 'warning 5 ""><script>" is not a language'),
    case("opaque in every spelling", fields("secured: c2VjcmV0LWJsb2I", "SECURED: c2VjcmV0LWJsb2I")),
    case("opaque, deep inside", fields("x: {y: [{secured: c2VjcmV0LWJsb2I}]}")),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_fields(case: Case, attacked: Attacked) -> None:
    """Whatever a field holds, its problem has its line, and all other stories are as they were."""
    attacked.check(case)


def test_no_field_leads_astray(digest: DigestUnderAttack) -> None:
    """No address that is no web address reaches any output, whichever field it stands in."""
    sources = {
        f"content/news/2024-05-{day:02}-hostile-{number}.md": (address, lines.format(f'"{address}"'))
        for day, lines in enumerate(PLACES, 1)
        for number, address in enumerate(ADDRESSES)
    }
    report = digest.build_with(
        (path, f"---\ntitle: Hostile\n{lines}---\nText.\n") for path, (_, lines) in sources.items()
    )
    assert all(problem.hint for problem in report.problems)
    for key in ("originalUrl", "webUrl"):
        told = {
            problem.path
            for problem in report.problems
            if problem.field == key and problem.message.endswith(" is not a safe web address")
        }
        asked = {
            path: address for path, (address, lines) in sources.items() if f"{key}: " in lines.partition("related")[0]
        }
        assert {address for path, address in asked.items() if path not in told} == set(HARMLESS)


DATED = "publishedDateTime: {}", "date: {}", "updatedDateTime: {}", "expiryDate: {}", RELATED_DATE


def test_every_wrong_date_is_told(digest: DigestUnderAttack) -> None:
    """A date that is none is a problem with its line and an example; it never stops a build."""
    files = {
        dated(day, number): fields(line.format(date)).replace("{n}", f"{day}-{number}")
        for day, line in enumerate(DATED, 1)
        for number, date in enumerate(DATES)
    }
    report = digest.build_with(files.items(), most_touched=2)
    assert all(problem.line == 5 and problem.hint for problem in report.problems)
    blamed = {problem.path for problem in report.problems}
    for day, line in enumerate(DATED, 1):
        good = {date for number, date in enumerate(DATES) if dated(day, number) not in blamed}
        assert good == {date for date in RIGHT_DATES if line != RELATED_DATE or "," not in date}, line


def dated(day: int, number: int) -> str:
    """Return the path of a story with a wrong date; its slug is its own, whatever its date becomes."""
    return f"content/news/2024-05-{day:02}-hostile-{day}-{number}.md"


def told_of(key: str, value: str) -> str:
    """Return what is told of one value of one known key."""
    head = [line for line in ("title: t", "date: 2024-02-21") if line.split(":")[0] != key]
    text = "\n".join(("---", f"{key}: {value}", *head, "---", "Text.\n"))
    parsed = parse_source(text.encode(), "news/x.md", Settings())
    told = [f"{one.level} {one.line} {one.field}: {one.message}" for one in parsed.problems]
    reason = parsed.meta.withheld if parsed.meta else ""
    return "; ".join([*told, *([f"withheld: {reason}"] if reason else [])])


def wrong_kinds_text() -> str:
    """Return what wrong_kinds.txt should say: each key with each value, and what is told of it."""
    keys = [*KNOWN_KEYS, "topics", *OTHER_NAMES, *CONCEPTS]
    return "".join(f"{key}: {value} -> {told_of(key, value) or 'fine'}\n" for key in keys for value in VALUES)


def test_every_kind_of_value_for_every_known_key() -> None:
    """A value of the wrong kind is told in the words of wrong_kinds.txt; what is `fine` there was understood."""
    assert wrong_kinds_text().splitlines() == WRONG_KINDS.read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    ("address", "is_harmless"),
    [
        ("https://a/", True),
        ("/a", True),
        ("a?b:c", True),
        ("//a", False),
        ("java\tscript:a", False),
        ("x:y", False),
        ("&x:y", True),
    ],
)
def test_the_judge_is_strict(address: str, is_harmless: bool) -> None:
    """What decides here whether an address does harm knows the tricks itself."""
    assert is_harmless_address(address) is is_harmless
