"""`_redirects` and `_headers` are read as the host reads them."""

from __future__ import annotations

import pytest

from sitegen.serve.host_rules import find_headers, find_redirect, parse_headers, parse_redirects

REDIRECTS = """
# old addresses
/old/            /new/
/moved           /here/       302
/blog/*          /news/:splat 301
/t/:topic/page   /topics/:topic/
/gone/           /404.html    410!
/de/*            /x/:splat    302  Language=de
/strange         /y           999999
/:a/:a/twice     /y
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/old/", ("/new/", 301)),
        ("/old", ("/new/", 301)),
        ("/moved", ("/here/", 302)),
        ("/blog/2024/a/", ("/news/2024/a/", 301)),
        ("/blog", ("/news/", 301)),
        ("/blogger/", None),
        ("/t/ai/page", ("/topics/ai/", 301)),
        ("/t/a/b/page", None),
        ("/de/a", None),
        ("/strange", None),
        ("/x/x/twice", None),
        ("/gone/", None),
    ],
)
def test_a_path_finds_its_redirect(path: str, expected: tuple[str, int] | None) -> None:
    """The first rule that matches gives the address and the status; rules with conditions or nonsense give none."""
    assert find_redirect(parse_redirects(REDIRECTS), path, forced=False) == expected


def test_a_forced_rule_is_found_apart() -> None:
    """A status with `!` is asked for before the files are looked at."""
    assert find_redirect(parse_redirects(REDIRECTS), "/gone/", forced=True) == ("/404.html", 410)


def test_all_rules_for_a_path_set_headers() -> None:
    """Every block whose path matches adds its headers, the last one wins, and noise is left out."""
    text = "/*\n  X-A: 1\n  X-B: 1\n  noise\n/feed.xml\n  X-B: 2\n  Content-Type: application/rss+xml\n  X-\x07: x\n"
    rules = parse_headers(text)
    assert find_headers(rules, "/a/") == {"X-A": "1", "X-B": "1"}
    assert find_headers(rules, "/feed.xml") | {"X-\x07": "x"} == {
        "X-A": "1",
        "X-B": "2",
        "Content-Type": "application/rss+xml",
        "X-\x07": "x",
    }


def test_a_rule_is_matched_in_linear_time() -> None:
    """A pattern full of stars does not make the server search for ever."""
    rules = parse_redirects(f"/{'*a' * 30}b /x")
    assert find_redirect(rules, "/" + "a" * 5000, forced=False) is None
