"""Values of the wrong kind, dates in every wrong form, addresses that lead where none may."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.pages.known_keys import KNOWN_KEYS, OTHER_NAMES
from sitegen.pages.parse import parse_source
from sitegen.settings import Settings
from tests.hostile.digest_under_attack import HOSTILE, Case, DigestUnderAttack, case, fields
from tests.hostile.safe_output import is_harmless_address

DATES = (
    "0001-01-01",
    "9999-12-31",
    "9999-12-31T23:59:59+14:00",
    "1969-12-31T23:59:59Z",
    "2024-02-30",
    "2024-13-01",
    "2024-00-10",
    "2024-02-21T24:00:00Z",
    "2024-02-21T12:60:00Z",
    "2016-12-31T23:59:60Z",
    "2024-02-21T12:00:00+25:00",
    "2024-02-21T12:00:00+08:99",
    "2024-02-21T12:00:00 Mars/Phobos",
    "2024-02-21 12:00",
    "2024-02-21T12:00:00",
    "20240221",
    "1708459200",
    "1708459200000",
    "02/21/2024",
    "21.02.2024",
    "yesterday",
    "2024-02",
    "2024",
    "-2024-02-21",
    "2024-02-21T12:00:00.9999999999999999999999Z",
    "２０２４-０２-２１",
    "Wed, 21 Feb 2024 16:21:00 +0000",
    "Wed, 31 Feb 2024 16:21:00 +0000",
    "'2024-02-21\\n'",
    "inf",
    "nan",
    "1e400",
    "[2024-02-21]",
    "{year: 2024}",
    "9" * 5000,
    "2024-02-21" + " " * 5000,
)
ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\\tscript:alert(1)",
    "java\\nscript:alert(1)",
    "\\x01javascript:alert(1)",
    "java\\0script:alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "javascript%3Aalert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "file:///etc/passwd",
    "blob:https://a.example/1",
    "about:blank",
    "view-source:https://a.example/",
    "ftp://a.example/",
    "//evil.example/x",
    "/\\\\evil.example/x",
    "\\\\\\\\evil.example\\\\x",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "https://",
    "https://user:word@evil.example/",
    "https://good.example@evil.example/",
    "https://a.example:99999/",
    "https://[::1",
    "https://a b/",
    "https://xn--/",
    "https://\\u202egood.example/",
    'https://a.example/\\"><script>alert(1)</script>',
    "https://a.example/'onmouseover='alert(1)",
    "https://" + "a" * 70_000 + ".example/",
)
HARMLESS = (
    "https://a.example/'onmouseover='alert(1)",
    'https://a.example/\\"><script>alert(1)</script>',
    "https://\\u202egood.example/",
    "https://xn--/",
)
"""Those of them that can be made a web address."""
PLACES = (
    "originalUrl: {}",
    "webUrl: {}",
    "image: {}",
    "images: [{}]",
    "images: [{{url: {}}}]",
    "related: [{{title: t, webUrl: {}}}]",
    "related: [{{title: t, originalUrl: {}, webUrl: 'https://ok.example/'}}]",
    "related: [{{title: t, url: {}}}]",
    "related: [{{title: t, webUrl: 'https://ok.example/', images: [{{url: {}}}]}}]",
    "related: [{{title: t, webUrl: 'https://ok.example/', provider: {{name: p, images: [{{url: {}}}]}}}}]",
    "provider: {{name: p, images: [{{url: {}}}]}}",
    "provider: {{name: p, domain: {}}}",
    "aliases: [{}]",
    "slug: {}",
    "id: {}",
    "x: {}",
)
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
        fields("publishedDatetime: 2024-05-30", "Quality: 3", "topcis: [AI]"),
        'warning 5 "publishedDatetime" is not a key that means something here',
        'warning 6 "Quality" is not a key that means something here',
        'warning 7 "topcis" is not a key that means something here',
    ),
    case("published: maybe", fields("published: maybe"), 'error 5 "maybe" is neither true nor false'),
    case("a language that is markup", fields("language: '\"><script>'"), 'warning 5 ""><script>" is not a language'),
    case("opaque in every spelling", fields("secured: c2VjcmV0LWJsb2I", "SECURED: c2VjcmV0LWJsb2I")),
    case("opaque, deep inside", fields("x: {y: [{secured: c2VjcmV0LWJsb2I}]}")),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_fields(case: Case, digest: DigestUnderAttack) -> None:
    """Whatever a field holds, its problem has its line, and all other stories are as they were."""
    digest.take(case)


@pytest.mark.parametrize("place", PLACES)
def test_no_field_leads_astray(place: str, digest: DigestUnderAttack) -> None:
    """No address that is no web address reaches any output, whichever field it stands in."""
    sources = {}
    for number, address in enumerate(ADDRESSES):
        head = [line for line in ("provider: Wire", "title: Hostile") if line.split(":")[0] != place.split(":")[0]]
        line = place.format(f'"{address}"')
        sources[HOSTILE.replace("hostile", f"hostile-{number}")] = "\n".join(("---", *head, line, "---", "Text.\n"))
    *rest, (path, first) = sources.items()
    report = digest.build_with(Case("addresses", first, path=path, more=dict(rest)))
    assert all(problem.hint for problem in report.problems)
    if place in ("originalUrl: {}", "webUrl: {}"):
        blamed = {problem.path for problem in report.problems}
        fine = {line for path, text in sources.items() if path not in blamed for line in text.splitlines()}
        assert fine & {place.format(f'"{one}"') for one in ADDRESSES} == {place.format(f'"{one}"') for one in HARMLESS}


@pytest.mark.parametrize("key", ["publishedDateTime", "date", "updatedDateTime", "expiryDate", "related"])
def test_every_wrong_date_is_told(key: str, digest: DigestUnderAttack) -> None:
    """A date that is none is a problem with its line and an example; it never stops a build."""
    sources = {}
    for number, date in enumerate(DATES):
        line = (
            f"related: [{{title: t, webUrl: 'https://ok.example/', date: {date}}}]"
            if key == "related"
            else f"{key}: {date}"
        )
        source = fields(line).replace("/hostile", f"/hostile-{number}")
        sources[HOSTILE.replace("hostile", f"hostile-{number}")] = source
    *rest, (path, first) = sources.items()
    report = digest.build_with(Case("dates", first, path=path, more=dict(rest), most_touched=2))
    blamed = {problem.path: problem for problem in report.problems}
    good = {number for number, path in enumerate(sources) if path not in blamed}
    right = ("60Z", "2024-02-21 12:00", "T12:00:00", "+0000", "999Z", "\\n'", " " * 5000)
    assert {DATES[number] for number in good} <= {date for date in DATES if date.endswith(right)}
    assert all(problem.line == 5 and problem.hint for problem in blamed.values())


def told_of(key: str, value: str) -> str:
    """Return what is told of one value of one known key."""
    head = [line for line in ("title: t", "date: 2024-02-21") if line.split(":")[0] != key]
    text = "\n".join(("---", f"{key}: {value}", *head, "---", "Text.\n"))
    problems = parse_source(text.encode(), "news/x.md", Settings()).problems
    return "; ".join(f"{one.level} {one.line} {one.field}: {one.message}" for one in problems)


def test_every_kind_of_value_for_every_known_key() -> None:
    """A value of the wrong kind is told in the words of wrong_kinds.txt; what is `fine` there was understood."""
    keys = [*KNOWN_KEYS, "topics", *OTHER_NAMES]
    lines = [f"{key}: {value} -> {told_of(key, value) or 'fine'}" for key in keys for value in VALUES]
    assert lines == WRONG_KINDS.read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    ("address", "is_harmless"),
    [("https://a/", True), ("/a", True), ("a?b:c", True), ("//a", False), ("java\tscript:a", False), ("x:y", False)],
)
def test_the_judge_is_strict(address: str, is_harmless: bool) -> None:
    """What decides here whether an address does harm knows the tricks itself."""
    assert is_harmless_address(address) is is_harmless
