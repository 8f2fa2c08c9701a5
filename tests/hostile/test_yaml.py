"""Front matter that is built to break a parser."""

from __future__ import annotations

import pytest

from tests.hostile.digest_under_attack import Attacked, Case, case, fields, front

LAUGHS = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
LAUGHS += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]

CASES = (
    case("a bomb of aliases", fields(*LAUGHS), "error 10 the aliases (*name) stand for too many values"),
    case("a list that holds itself", fields("topics: &a [x, *a]"), "error 5 *a contains itself"),
    case("a mapping that holds itself", fields("x: &a {b: *a}"), "error 5 *a contains itself"),
    case("a mapping merged into itself", fields("x: &a {<<: *a}"), "error 5 *a contains itself"),
    case("an alias to nothing", fields("x: *gone"), "error 5 *gone refers to nothing above it"),
    case("an alias to what comes later", fields("x: *y", "y: &y 1"), "error 5 *y refers to nothing above it"),
    case("10 MB of front matter", fields("x: " + "y" * 10_000_000), "error 1 the front matter is larger than 1 MB"),
    case("a million keys", fields(*(f"k{n}:" for n in range(60_000)))),
    case("nested 10,000 deep", fields("x: " + "[" * 10_000 + "]" * 10_000), "error 5 nested more than 50 deep"),
    case(
        "nested mappings 10,000 deep",
        fields("x: " + "{a: " * 10_000 + "}" * 10_000),
        "error 5 nested more than 50 deep",
    ),
    case(
        "nested by indentation",
        fields("x:", *("  " * n + "- " for n in range(1, 300))),
        "error 55 nested more than 50 deep",
    ),
    case("never closed brackets", fields("x: " + "[" * 5000), "error 5 nested more than 50 deep"),
    case(
        "never closed quotation mark",
        fields('x: "open'),
        "error 5 the front matter is not YAML: the quotation mark here is never closed",
    ),
    case(
        "a tag of Python",
        fields("x: !!python/object/apply:os.system ['touch /tmp/x']"),
        'error 5 the tag "tag:yaml.org,2002:python/object/apply:os.system" is',
    ),
    case("a local tag", fields("x: !include /etc/passwd"), 'error 5 the tag "!include" is not supported'),
    case("a second document", fields("x: 1", "--- !!map", "y: 2"), "error 6 a second YAML document begins here"),
    case(
        "a directive",
        "---\n%YAML 9.9\n---\ntitle: x\n---\nText.\n",
        "error 2 the front matter is not YAML: found incompatible YAML document",
    ),
    case("a list as a key", fields("? [a, b]", ": c"), "error 5 a list or mapping cannot be a key"),
    case(
        "a key given twice",
        fields("title: Hostile again"),
        'warning 5 "title" is given twice, first in line 2; this one counts',
    ),
    case(
        "a tab as indentation",
        fields("x:", "\ty: 1"),
        "error 6 the front matter is not YAML: a value cannot begin with this character",
    ),
    case(
        "a colon in a title",
        front("title: Hostile: the sequel", "date: 2024-02-20"),
        "error 2 the front matter is not YAML: a key cannot end with this colon",
    ),
    case("a list instead of fields", front("- a", "- b"), "error 2 the front matter is not a list of fields"),
    case("a text instead of fields", front("just a text"), "error 2 the front matter is not a list of fields"),
    case("a number instead of fields", front("42"), "error 2 the front matter is not a list of fields"),
    case("empty front matter", front()),
    case("only a comment", front("# nothing")),
    case(
        "never closed",
        "---\ntitle: Hostile\n\nText that goes on.\n",
        "error 1 the front matter that begins here is never closed",
    ),
    case(
        "closed only inside a text",
        "---\ntitle: Hostile\nx: |\n  ---\n",
        "error 1 the front matter that begins here is never closed",
    ),
    case(
        "a key of 100 KB", fields("k" * 100_000 + ": 1"), "error 5 the front matter is not YAML: a line without a key"
    ),
    case("an anchor of 100 KB", fields("x: &" + "a" * 100_000 + " 1")),
    case("keys of control characters", fields('"\\0\\e[31m": 1')),
    case("unknown escape", fields('x: "\\q"'), "error 5 the front matter is not YAML: a backslash before this charac"),
    case(
        "a surrogate by escape",
        fields('x: "\\ud800"', 'topics: ["\\udfff"]'),
        "error 5 the front matter is not YAML: found invalid Unicode characte",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_yaml(case: Case, attacked: Attacked) -> None:
    """Whatever YAML front matter holds, its problem has its line, and all other stories are as they were."""
    attacked.check(case)
