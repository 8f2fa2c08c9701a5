"""Names that become addresses and files: slugs, topics, aliases, file names; and names that collide."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.digest_under_attack import HOSTILE, Case, DigestUnderAttack, fields

NAMES = (
    "..", ".", "../../etc/passwd", "/etc/passwd", "..\\\\..\\\\x", "%2e%2e%2f", "C:\\\\x", "CON", "con.txt", "NUL",
    "aux", "LPT1", "COM¹", "a" * 300, "中" * 300, "\U0001f600", "\U0001f469\u200d\U0001f4bb", "-", "---", "_", "~",
    "#", "?a=b", "a b", " a ", "a.", "a..", ".htaccess", ".git", ".made-by-sitegen", "_headers", "_redirects",
    "index.html", "feed.xml", "index", "404", "page:x", "a\\u0000b", "a\\u202eb", "\\ud83d", "é", "e\\u0301", "ß",
    "İ", "ı", "ﬁ", "Ａ", "K", "*", "<>", "a|b", "a\\nb", "$(id)", "`id`", "';--", "{slug}", "{{ 7*7 }}", "%00",
    "%zz", "null", "true", "0", "1e3", "2024",
)  # fmt: skip
TWIN = HOSTILE.replace("hostile", "hostile-twin")


def twins(first: str, second: str) -> Case:
    """Return two stories of one day with these lines."""
    other = fields("date: 2024-05-30", second).replace("wire.example/hostile", "wire.example/twin")
    return Case(f"{first} and {second}", fields("date: 2024-05-30", first), more={TWIN: other})


@pytest.mark.parametrize("key", ["slug", "topics", "aliases", "id", "provider", "category", "type"])
def test_no_name_leaves_the_output(key: str, digest: DigestUnderAttack) -> None:
    """Whatever a name is, its files lie in the output folder, under names that every system can hold."""
    more = {}
    for number, name in enumerate(NAMES):
        value = f'["{name}"]' if key in ("topics", "aliases") else f'"{name}"'
        head = "provider: Wire\n" if key != "provider" else ""
        source = f"---\ntitle: Hostile {number}\n{head}{key}: {value}\n---\nText.\n"
        more[f"content/news/2024-05-{number % 28 + 1:02}-hostile-{number}.md"] = source
    folder = digest.site.root.parent
    before = sorted(path.name for path in folder.iterdir())
    outputs: set[str] = set()
    try:
        digest.write_all(more)
        digest.build()
        digest.check_outputs()
        outputs = set(digest.site.outputs())
    finally:
        digest.forget(Case("", "", more=more))
    assert sorted(path.name for path in folder.iterdir()) == before
    for path in outputs - {"_headers", "_redirects", ".made-by-sitegen"}:
        assert len(path.encode()) < 1000
        for part in path.split("/"):
            assert is_name_everywhere(part), path


def is_name_everywhere(part: str) -> bool:
    """Whether a part of a path is one on Linux, macOS and Windows."""
    stem = part.partition(".")[0].lower()
    devices = {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"}
    is_odd = any(ord(sign) < 32 or sign in '<>:"\\|?*\x7f' for sign in part)
    return not is_odd and stem not in devices and part[-1] not in ". " and part[0] != "." and len(part.encode()) <= 255


CASES = (
    twins("slug: a", "slug: a"),
    twins("slug: a", "slug: A"),
    twins("slug: é", 'slug: "e\\u0301"'),
    twins("slug: ß", "slug: SS"),
    twins("slug: ﬁ", "slug: fi"),
    twins("slug: K", "slug: k"),
    twins("slug: i", "slug: İ"),
    twins("topics: [C++]", "topics: [c++]"),
    twins("topics: [a b]", "topics: [a-b, A_B]"),
    twins("topics: ['!']", "topics: ['?']"),
    twins("topics: ['AI!']", "topics: ['AI?']"),
    twins("id: x", "id: x"),
    twins("aliases: [/old/]", "aliases: [/old/]"),
    Case("a page where a list is", "---\ntitle: Hostile\n---\nx\n", path="content/topics/index.md"),
    Case("a page where the archive is", "---\ntitle: Hostile\n---\nx\n", path="content/archive/index.md"),
    Case("a page where the home page is", "---\ntitle: Hostile\n---\nx\n", path="content/index.md", most_touched=5),
    Case("a page where a day is", "---\ntitle: Hostile\n---\nx\n", path="content/news/2024/02/10/index.md"),
    Case("a page where a story is", "---\ntitle: Hostile\n---\nx\n", path="content/news/2024/02/10/good-10/index.md"),
    Case("an old address that is a feed", fields("aliases: [/feed.xml, feed.xml, /]")),
    Case("an old address that is a story", fields("aliases: [/news/2024/02/10/good-10/]")),
    Case("old addresses that are rules", fields('aliases: ["/a b 200", "/* /evil 200", "/:x", "/a\\n/b /c 301!"]')),
    Case("a slug that claims a feed", fields("slug: feed.xml"), path="content/x/feed.xml.md"),
    Case("parents in a circle", fields("topics: [A]"), more={
        "content/_data/topics/a.yaml": "name: A\nparent: B\n", "content/_data/topics/b.yaml": "name: B\nparent: A\n"}),
    Case("a term that is its own parent", fields("topics: [A]"), more={
        "content/_data/topics/a.yaml": "name: A\nparent: A\n"}),
    Case("two files of one term", fields("topics: [A]"), more={
        "content/_data/topics/a.yaml": "name: A\n", "content/_data/topics/b.yaml": "name: a\n"}),
    Case("a term that is no mapping", fields("topics: [A]"), more={"content/_data/topics/a.yaml": "- A\n"}),
    Case("a term with a hostile slug", fields("topics: [A]"), more={
        "content/_data/topics/a.yaml": "name: A\nslug: ../../../x\ndescription: <script>x</script>\n"}),
    Case("terms that take each other's names", fields("topics: [A, B]"), more={
        "content/_data/topics/a.yaml": "name: A\naliases: [B]\n",
        "content/_data/topics/b.yaml": "name: B\naliases: [A]\n"}),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_names(case: Case, digest: DigestUnderAttack) -> None:
    """Two claims to one address, identity or name are told in the words of names_told.txt, and one of them keeps it."""
    told = [f"{one.level} {one.where()}: {one.message}" for one in digest.build_with(case).problems]
    assert told == TOLD[case.name]


def read_told() -> dict[str, list[str]]:
    """Return the problems of each case: a line with its name, then indented ones."""
    told: dict[str, list[str]] = {}
    name = ""
    for line in Path(__file__).with_name("names_told.txt").read_text("utf-8").splitlines():
        if line.startswith("    "):
            told[name].append(line.strip())
        else:
            name = line
            told[name] = []
    return told


TOLD = read_told()
