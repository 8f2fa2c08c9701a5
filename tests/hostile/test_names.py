"""Names that become addresses and files: slugs, topics, aliases, file names; and names that collide."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.attacks import NAMES
from tests.hostile.digest_under_attack import HOSTILE, Attacked, Case, DigestUnderAttack, fields

NAMES_TOLD = Path(__file__).with_name("names_told.txt")
TWIN = HOSTILE.replace("hostile", "twin")
PLACES = (
    "topics: [{0}]\naliases: [{0}]\nid: {0}\nprovider: {0}\ncategory: {0}\ntype: {0}\n",
    "provider: Wire\nslug: {0}\n",
)
"""Every field that becomes a name or an address."""


def twins(first: str, second: str) -> Case:
    """Return two stories of one day with these lines."""
    other = fields(second).replace("wire.example/hostile", "wire.example/twin")
    return Case(f"{first} and {second}", fields(first), more={TWIN: other})


def test_no_name_leaves_the_output(digest: DigestUnderAttack) -> None:
    """Whatever a name is, its files lie in the output folder, under names that every system can hold."""
    folder = digest.site.root.parent
    before = sorted(path.name for path in folder.iterdir())
    # Below no folder, so that the category is the section and stands in the address.
    digest.build_with(
        (f"content/2024-05-{day:02}-hostile-{number}.md", f"---\ntitle: Hostile\n{lines.format(quote)}---\nText.\n")
        for day, lines in enumerate(PLACES, 1)
        for number, quote in enumerate(f'"{name}"' for name in NAMES)
    )
    outputs = set(digest.site.outputs())
    assert sorted(path.name for path in folder.iterdir()) == before
    for path in outputs - {"_headers", "_redirects", ".made-by-sitegen"}:
        assert len(path.encode()) < 1000
        for part in path.split("/"):
            assert is_name_everywhere(part), path


def is_name_everywhere(part: str) -> bool:
    """Return whether a part of a path is one on Linux, macOS and Windows."""
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
    Case("a page where a day is", "---\ntitle: Hostile\ntype: page\n---\nx\n", path="content/news/2024/02/10/index.md"),
    Case("a page where a story is", "---\ntitle: Hostile\ntype: page\n---\nx\n",
         path="content/news/2024/02/10/good-10/index.md"),
    Case("an old address that is a feed", fields("aliases: [/feed.xml, feed.xml, /]")),
    Case("an old address that is a story", fields("aliases: [/news/2024/02/10/good-10/]")),
    Case("old addresses that are rules", fields('aliases: ["/a b 200", "/* /evil 200", "/:x", "/a\\n/b /c 301!"]')),
    Case("a slug that claims a feed", fields("slug: feed.xml"), path="content/x/feed.xml.md"),
    Case("parents in a circle", fields("topics: [A1]"), more={
        "content/_data/topics/a1.yaml": "name: A1\nparent: B1\n",
        "content/_data/topics/b1.yaml": "name: B1\nparent: A1\n"}),
    Case("a term that is its own parent", fields("topics: [A2]"), more={
        "content/_data/topics/a2.yaml": "name: A2\nparent: A2\n"}),
    Case("two files of one term", fields("topics: [A3]"), more={
        "content/_data/topics/a3.yaml": "name: A3\n", "content/_data/topics/b3.yaml": "name: a3\n"}),
    Case("a term that is no mapping", fields("topics: [A4]"), more={"content/_data/topics/a4.yaml": "- A4\n"}),
    Case("a term with a hostile slug", fields("topics: [A5]"), more={
        "content/_data/topics/a5.yaml": "name: A5\nslug: ../../../x\ndescription: <script>x</script>\n"}),
    Case("terms that take each other's names", fields("topics: [A6, B6]"), more={
        "content/_data/topics/a6.yaml": "name: A6\naliases: [B6]\n",
        "content/_data/topics/b6.yaml": "name: B6\naliases: [A6]\n"}),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_names(case: Case, attacked: Attacked) -> None:
    """Two claims to one address, identity or name are told in the words of names_told.txt, and one of them keeps it."""
    assert told_of(case, attacked) == TOLD[case.name]


def told_of(case: Case, attacked: Attacked) -> list[str]:
    """Return what is told of a case, a line each."""
    return [f"{one.level} {one.where()}: {one.message}" for one in attacked.told[case.name]]


def names_told_text(attacked: Attacked) -> str:
    """Return what names_told.txt should say of all cases."""
    lines = (line for case in CASES for line in (case.name, *(f"    {one}" for one in told_of(case, attacked))))
    return "".join(f"{line}\n" for line in lines)


def test_a_page_that_claims_the_home_page(digest: DigestUnderAttack) -> None:
    """A page with the address of the home page is told and not shown; the home page stays."""
    files = {"content/index.md": "---\ntitle: Hostile\n---\nA claim.\n"}
    report = digest.build_with(files.items(), most_touched=5)
    assert [problem.message for problem in report.problems] == ["its address is taken: index.html is the home page"]
    assert "A claim." not in digest.site.text("index.html")
    assert "Good 14" in digest.site.text("index.html")


def read_told() -> dict[str, list[str]]:
    """Return the problems of each case: a line with its name, then indented ones."""
    told: dict[str, list[str]] = {}
    name = ""
    for line in NAMES_TOLD.read_text("utf-8").splitlines():
        if line.startswith("    "):
            told[name].append(line.strip())
        else:
            name = line
            told[name] = []
    return told


TOLD = read_told()
