"""No name and no old address becomes a rule about other addresses, in `_redirects`, in `_headers` or anywhere."""

from __future__ import annotations

import json

import pytest

from sitegen.config import load_settings
from tests.hostile.formats import header_paths, read, redirects
from tests.site_under_test import SITE_YAML, SiteUnderTest, story

PATTERNS = (
    "/*", "*", "/news/*", "/news/2024/02/*", "/*/x", "/a*", "/a*b/c", "/:a/:b", "/:a", ":a/b", "/news/:year/:month/",
    "/news/:splat", "/x/:_y", "/x/:1", "/x:y", "/wiki/Talk:Main", "%2A", "/%2a", "/news/%2A", "/%3Aa/%3Ab", "/a%3ab",
    "/%252A", "https://digest.test/*", "https://digest.test/:a", "/:a!", "/a/:b:c",
)  # fmt: skip
"""Old addresses that hosts would read as patterns."""
NO_ADDRESSES = (
    "/* /evil/ 200!", "//evil.example/", "///evil.example/", "/%5Cevil",
    "/\\evil.example", "https://evil.example/", "https://digest.test.evil.example/", "javascript:alert(1)", "/x?y",
    "/x%3Fy=1", "/x#y", "/x%23y", "/a\nX: 1", "/a%0AX:%201", "/a%0d%0ab", "/a\tb", "/a%09", "/a%00b", "/a\x7f", "/..",
    "/a/../b", "/%2e%2e/x", "/a/./b", "/*/%2e", "/a//b", "/a/%2F/b", "/", "", " ", "/%ff", "/" + "a" * 2000,
    "# comment", "{a: b}",
)  # fmt: skip
"""What is no old address of this site."""
LITERAL = {
    "/old/": "/old/",
    "/a b": "/a%20b",
    "/x%20200!": "/x%20200!",
    "/old.html": "/old.html",
    "old/x": "/old/x",
    "/12:30/": "/12:30/",
    "/a:/": "/a:/",
    "/!a/b!": "/!a/b!",
    "/$1/&b;c=d,e@f(g)'h": "/$1/&b;c=d,e@f(g)'h",
    "/100%": "/100%25",
    "/%E4%B8%AD/": "/%E4%B8%AD/",
    "/日本/": "/%E6%97%A5%E6%9C%AC/",
    "/\u00e9/nfc": "/%C3%A9/nfc",
    "/e\u0301/nfd": "/e%CC%81/nfd",
    "/a\u2028b": "/a%E2%80%A8b",
    "/a\u00a0b": "/a%C2%A0b",
    "/\u202eb": "/%E2%80%AEb",
    '/"<x>|^`{y}[z]': "/%22%3Cx%3E%7C%5E%60%7By%7D%5Bz%5D",
    "/...": "/...",
    "/.netlify-x": "/.netlify-x",
}
"""Old addresses, and how `_redirects` names each."""
NAMES = (
    "*", ":year", ":splat", "*.html", "%2A", "%3Aa", "a b", "x 200!", "?x", "#x", "a\\nb", "..", "\\u202ea",
    "é", "e\\u0301", "news/*", "/:a/:b", "a:b", "'\\\"<>",
)  # fmt: skip
"""What a stranger gives a thing for a name, as it stands in YAML's double quotes."""
FILES = ("*", ":year", "%2A", "a b 200!", "#x", "[x]", "{x}", "'x", "é", "e\u0301", "x;y=z", "&lt;x&gt;", "!x")
"""Names of files and folders, as a disk may have them."""


def test_every_old_address_is_one(site: SiteUnderTest) -> None:
    """An alias of a story is one line about one address, or is told with its line and is none."""
    typed = [*PATTERNS, *NO_ADDRESSES, *LITERAL]
    head = "---\ntitle: Alpha\ndate: 2024-02-21\naliases:\n"
    lines = "".join(f"  - {json.dumps(alias)}\n" for alias in typed[:-1])
    site.write("content/news/a.md", f"{head}{lines}  - {json.dumps(typed[-1])}\n---\nText.\n".encode())
    report = site.build()
    told = {typed[problem.line - 5]: problem for problem in report.problems}
    assert set(told) == {*PATTERNS, *NO_ADDRESSES}
    assert all("more than one address" in told[alias].message for alias in PATTERNS)
    assert all(problem.hint.endswith("It is left out.") and problem.level == "warning" for problem in told.values())
    assert sorted(old for old, _ in redirects(site.text("_redirects"))) == sorted(LITERAL.values())
    assert {new for _, new in redirects(site.text("_redirects"))} == {"/news/2024/02/21/a/"}


@pytest.mark.parametrize("address", sorted({*PATTERNS, *NO_ADDRESSES[:-3]} - {"/%252A", "/"}))
@pytest.mark.parametrize("entry", ['{0}: "/feed.xml"', '"/x": {0}'])
def test_an_alias_of_site_yaml_is_one_address(site: SiteUnderTest, entry: str, address: str) -> None:
    """Old and new addresses in site.yaml are told where hosts would read a pattern, or nothing of this site.

    There the home page may be one, and an encoded space stays encoded.
    """
    line = entry.format(json.dumps(address))
    site.write("site.yaml", (SITE_YAML + "aliases:\n  " + line + "\n").encode())
    settings, problems = load_settings(site.root)
    assert [(problem.line, problem.path) for problem in problems] == [(7, "site.yaml")]
    assert settings.aliases == {}


@pytest.mark.parametrize("path", ["/*/", "/:a/", "/x/:year/", "/%2A/", "/%3Ax/", "/a:b/", "/a*/"])
def test_a_base_path_is_no_pattern(site: SiteUnderTest, path: str) -> None:
    """An address of the site in which hosts would read a pattern is told: it begins every rule."""
    site.write("site.yaml", f'base_url: "https://digest.test{path}"\n')
    _, problems = load_settings(site.root)
    assert [(problem.line, problem.field) for problem in problems] == [(1, "base_url")]


def test_no_name_is_a_rule(site: SiteUnderTest) -> None:
    """Slugs, sections, folders, terms and files of any name leave the rules as they are, each about one address."""
    site.write("site.yaml", SITE_YAML + "markdown_copies: on\n")
    site.write("content/news/2024-02-21-a.md", story("Alpha"))
    site.build()
    before = header_paths(site.text("_headers"))
    for number, name in enumerate(NAMES):
        text = f'title: T{number}\ndate: 2024-03-{number + 1:02}\nslug: "{name}"\nremoved: true\n'
        site.write(f"content/x/slug-{number}.md", f"---\n{text}---\nText.\n")
        text = f'title: S{number}\ncategory: "{name}"\ndate: 2024-04-{number + 1:02}\naliases: [/old-{number}]\n'
        site.write(f"content/section-{number}.md", f'---\n{text}topics: ["{name}"]\n---\nText.\n')
        site.write(f"content/_data/topics/t{number}.yaml", f'name: T{number}\nslug: "{name}"\n')
    for number, name in enumerate(FILES):
        site.write(f"content/{name}/{name}/{name}.md", f"---\ntitle: F{number}\naliases: [/of-{number}]\n---\nText.\n")
        if name != "e\u0301":  # one file with the other, on some disks: that is no site
            site.write(f"static/{name}/{name}", "text")
    assert site.build().did_publish
    rules = redirects(site.text("_redirects"))
    assert {f"/old-{number}" for number in range(len(NAMES))} <= {old for old, _ in rules}
    assert len({old for old, _ in rules if old.startswith("/x/")}) == len(NAMES)
    assert len({old for old, _ in rules if old.startswith("/of-")}) > 5
    added = set(header_paths(site.text("_headers"))) - set(before)
    assert all(path.endswith("/:b/:c/:d/:e/index.md") for path in added), added
    for path, data in site.outputs().items():
        if path.partition("/")[0] not in FILES:
            read(path, data)
