"""An address once published is answered, and an item keeps its identity, whatever the publisher does to the sources."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.published_addresses import FollowedSite
from tests.site_under_test import SITE_YAML, story

SITE = SITE_YAML + "search: off\nfeed_size: 6\npage_size: 1\n"
"""With blocks of one story or two, and archives of the feed."""
A, B, C, D = (f"content/news/2024-01-0{number}-{name}.md" for number, name in enumerate("abcd", 1))
A_URL, B_URL, C_URL, D_URL = (f"/news/2024/01/0{number}/{name}/" for number, name in enumerate("abcd", 1))

Edit = Callable[[FollowedSite], None]


def plain(name: str, day: int, topics: str = "[AI]", **fields: object) -> str:
    """Return a story that its path identifies, with a text of its own."""
    known = {"originalUrl": None, "topics": topics, **fields}
    return story(f"Story {name}", f"2024-01-0{day}T09:00:00Z", f"The text of {name}.\n", **known)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> FollowedSite:
    """A published site of four stories: two known by their paths, one by its original's address, one by an id."""
    site = FollowedSite(tmp_path_factory.mktemp("published") / "site", SITE)
    site.write(A, plain("A", 1, "[AI, Chips]"))
    site.write(B, plain("B", 2, "[AI, Robots]"))
    site.write(C, story("Story C", "2024-01-03T09:00:00Z", topics="[Machine Learning]"))
    site.write(D, plain("D", 4, "[Law]", id="d-4"))
    site.publish()
    return site


@pytest.fixture
def followed(published: FollowedSite, tmp_path: Path) -> FollowedSite:
    """A copy of that site."""
    return published.copy_to(tmp_path / "site")


def move(old: str, new: str) -> Edit:
    """Rename a source."""

    def edit(site: FollowedSite) -> None:
        (site.root / new).parent.mkdir(parents=True, exist_ok=True)
        (site.root / old).rename(site.root / new)

    return edit


def change(path: str, old: str, new: str) -> Edit:
    """Replace a text in a file."""
    return lambda site: site.edit(path, old, new)


def write(path: str, text: str) -> Edit:
    """Write a file."""
    return lambda site: site.write(path, text)


def both(*edits: Edit) -> Edit:
    """Do several things at once."""

    def edit(site: FollowedSite) -> None:
        for one in edits:
            one(site)

    return edit


def remove(path: str) -> Edit:
    """Delete a file."""
    return lambda site: site.delete(path)


FEEDS = ("feed.xml", "atom.xml", "feed.json")
MERGED = {"/topics/chips/" + file: (200, "/topics/hardware/" + file) for file in ("", *FEEDS)}
GONE = (410, A_URL)

TABLE: dict[str, tuple[Edit, dict[str, tuple[int, str]]]] = {
    "date": (
        change(A, "2024-01-01T", "2024-01-08T"),
        {A_URL: (200, "/news/2024/01/08/a/"), "/news/2024/01/01/": (200, "/news/2024/01/")},
    ),
    "slug": (change(A, "title:", "slug: other\ntitle:"), {A_URL: (200, "/news/2024/01/01/other/")}),
    "file name": (move(A, "content/news/2024-01-01-z.md"), {A_URL: (200, "/news/2024/01/01/z/")}),
    "file name, known by an address": (move(C, "content/news/2024-01-03-z.md"), {C_URL: (200, "/news/2024/01/03/z/")}),
    "file name and title": (
        both(move(A, "content/news/z.md"), change("content/news/z.md", "Story A", "Another")),
        {A_URL: (200, "/news/2024/01/01/z/")},
    ),
    "file name and text": (
        both(move(A, "content/news/z.md"), change("content/news/z.md", "The text of A", "Another")),
        {A_URL: (200, "/news/2024/01/01/z/")},
    ),
    "file name and day": (
        both(move(A, "content/news/z.md"), change("content/news/z.md", "2024-01-01", "2024-01-07")),
        {A_URL: (200, "/news/2024/01/07/z/")},
    ),
    "section": (move(A, "content/reports/2024-01-01-a.md"), {A_URL: (200, "/reports/2024/01/01/a/")}),
    "permalink pattern": (
        write("site.yaml", SITE + "permalinks:\n  news: /{section}/{slug}/\n"),
        {A_URL: (200, "/news/a/"), D_URL: (200, "/news/d/"), "/news/2024/01/04/": (200, "/news/")},
    ),
    "terms merged": (
        write("content/_data/topics/hardware.yaml", "name: Hardware\naliases: [Chips, Semiconductors]\n"),
        {**MERGED, "/topics/semiconductors/atom.xml": (200, "/topics/hardware/atom.xml")},
    ),
    "term renamed in the stories": (
        change(A, "Chips", "Silicon"),
        {"/topics/chips/": (200, "/topics/chips/"), "/topics/chips/atom.xml": (200, "/topics/chips/atom.xml")},
    ),
    "term described": (
        write("content/_data/topics/ml.yaml", "_id: ml\nname: MACHINE learning\nshortName: ML\n"),
        {
            "/topics/machine-learning/": (200, "/topics/machine-learning/"),
            "/topics/ml/": (200, "/topics/machine-learning/"),
        },
    ),
    "term gets a slug": (
        write("content/_data/topics/ml.yaml", "slug: ml\nname: Machine learning\n"),
        {f"/topics/machine-learning/{file}": (200, f"/topics/ml/{file}") for file in ("", *FEEDS)},
    ),
    "draft again": (change(A, "published: true", "published: false"), {A_URL: GONE}),
    "expired": (change(A, "title:", "expiryDate: 2024-05-01\ntitle:"), {A_URL: GONE}),
    "removed": (change(A, "title:", "removed: true\ntitle:"), {A_URL: GONE}),
    "removed with a note": (change(A, "title:", "removed: true\nnote: Withdrawn.\ntitle:"), {A_URL: (200, A_URL)}),
    "deleted": (remove(A), {A_URL: GONE, "/topics/chips/feed.xml": (200, "/topics/chips/feed.xml")}),
    "broken": (
        change(A, "topics: [", "topics: [["),
        {A_URL: (200, A_URL), "/topics/chips/feed.xml": (200, "/topics/chips/feed.xml")},
    ),
    "id added": (change(A, "title:", "id: a-1\ntitle:"), {A_URL: (200, A_URL)}),
    "clash": (
        write("content/news/0/2024-01-01-a.md", plain("New", 1)),
        {A_URL: (200, A_URL)},
    ),
    "the last of all": (both(*map(remove, (A, B, C, D))), {A_URL: GONE, "/news/2024/": (200, "/")}),
    "two swap their slugs": (
        both(
            change(A, "title:", "slug: q\ntitle:"),
            change(B, "2024-01-02T", "2024-01-01T"),
            change(B, "title:", "slug: a\ntitle:"),
        ),
        {B_URL: (200, A_URL), A_URL: (200, A_URL)},
    ),
}


@pytest.mark.parametrize("name", TABLE)
def test_each_edit(followed: FollowedSite, name: str) -> None:
    """After each edit all that was published is answered, no item is another one to readers, and all builds agree."""
    edit, expected = TABLE[name]
    ids = followed.ids()
    edit(followed)
    followed.publish()
    assert {address: followed.answer(address) for address in expected} == expected
    now = followed.ids()
    assert {title: now[title] for title in ids.keys() & now.keys()} == {
        title: ids[title] for title in ids.keys() & now.keys()
    }
    assert not set(now.values()) - set(ids.values()) or name in ("clash",)


def test_a_story_that_moves_twice(followed: FollowedSite) -> None:
    """Each address that a story had leads to where it is now, at once."""
    for slug in ("second", "third"):
        followed.write(A, plain("A", 1, slug=slug))
        followed.publish()
    third = (200, "/news/2024/01/01/third/")
    assert [followed.answer(url) for url in (A_URL, "/news/2024/01/01/second/")] == [third, third]


def test_an_address_stands_in_one_line(followed: FollowedSite) -> None:
    """An address that another story has now is not in the line of the one that had it, be that moved or gone."""
    followed.edit(A, "title:", "slug: moved\ntitle:")
    followed.delete(B)
    followed.publish()
    followed.write("content/news/x/2024-01-01-a.md", plain("Other", 1))
    followed.write("content/news/x/2024-01-02-b.md", plain("Another", 2))
    followed.publish()
    words = followed.lock().decode().replace("was:", "").split()
    assert [words.count(url) for url in (A_URL, B_URL)] == [1, 1]


def test_two_new_ones_clash(followed: FollowedSite) -> None:
    """Two new stories that want one address each have their own, in every list and feed, and neither the other's."""
    for folder in ("x", "y"):
        followed.write(f"content/news/{folder}/same.md", plain(f"Of {folder}", 5))
    report = followed.publish()
    (problem,) = report.problems
    assert (problem.level, problem.path) == ("warning", "content/news/x/same.md")
    found = re.findall(r"/news/2024/01/05/same[^/]*/", followed.text("feed.xml"))
    assert len(set(found)) == 2
    assert "/news/2024/01/05/same/" not in found
    assert all(followed.answer(address)[0] == 200 for address in found)
    followed.delete("content/news/x/same.md")
    followed.publish()
    assert [followed.answer(address) for address in sorted(set(found))] != [(410, one) for one in sorted(set(found))]
    assert followed.answer("/news/2024/01/05/same/")[0] == 200


@pytest.mark.parametrize(
    ("path", "edit", "field"),
    [
        (C, ("originalUrl: https://news.example/", "originalUrl: https://other.example/"), "originalUrl"),
        (C, ("originalUrl: ", "was: "), ""),
        (C, ("originalUrl: ", "guid: tag:x\noriginalUrl: "), "guid"),
        (D, ("id: d-4", "id: d-5"), "id"),
    ],
)
def test_another_identity_is_told(followed: FollowedSite, path: str, edit: tuple[str, str], field: str) -> None:
    """A story whose id or original address was changed is told once, with its line: readers see it once more."""
    ids = followed.ids()
    followed.edit(path, *edit)
    (problem,) = (one for one in followed.publish().problems if "readers see it once more" in one.message)
    assert (problem.level, problem.path, problem.field) == ("warning", path, field)
    assert bool(problem.line) == bool(field)
    assert set(followed.ids().values()) != set(ids.values())
    assert not any("once more" in one.message for one in followed.build(jobs=1).problems)


@pytest.mark.parametrize("twins", [("/Old/A/", "/old/a/"), ("/straße/", "/strasse/"), ("/cafe\u0301/", "/caf\u00e9/")])
def test_twins_on_some_disks(followed: FollowedSite, twins: tuple[str, str]) -> None:
    """Of two addresses that are one file on some disks the story that was there keeps its own, whichever is older."""
    first, second = (f"content/news/x/{number}.md" for number in (1, 2))
    followed.write(first, plain("First", 5, url=twins[0]))
    followed.publish()
    followed.write(second, plain("Second", 1, url=twins[1]))
    report = followed.publish()
    assert [(one.level, one.path) for one in report.problems] == [("warning", second)]
    pages = {path: data for path, data in followed.outputs().items() if path.endswith("index.html")}
    assert b"The text of First." in pages[f"{twins[0][1:]}index.html"]
    assert len([path for path, data in pages.items() if b"The text of Second." in data]) == 1


def test_what_lies_beside_a_story_moves_with_it(followed: FollowedSite) -> None:
    """The Markdown copy of a story that moved leads to the new one, that of one that is gone answers 410."""
    followed.write("site.yaml", SITE + "markdown_copies: on\n")
    followed.publish()
    followed.edit(A, "title:", "slug: other\ntitle:")
    followed.delete(B)
    followed.publish()
    assert followed.answer(f"{A_URL}index.md") == (200, "/news/2024/01/01/other/index.md")
    assert followed.answer(f"{B_URL}index.md") == (410, f"{B_URL}index.md")


def test_a_slip_gives_no_address_away(followed: FollowedSite) -> None:
    """While a source has an error its address is kept for it, and it has it again afterwards."""
    followed.edit(A, "topics: [", "topics: [[")
    followed.write("content/news/x/2024-01-01-a.md", plain("New", 1))
    followed.publish()
    page = followed.text("news/2024/01/01/a/index.html")
    assert "This story is being corrected" in page
    assert '<meta name="robots" content="noindex">' in page
    assert "Story A" not in page
    followed.edit(A, "topics: [[", "topics: [")
    followed.publish()
    assert "Story A" in followed.text("news/2024/01/01/a/index.html")


def sources(site: FollowedSite) -> list[str]:
    """Return the sources of stories, sorted."""
    return sorted(path.relative_to(site.root).as_posix() for path in (site.root / "content").rglob("*.md"))


def a_story(site: FollowedSite, rng: random.Random) -> str:
    """Return some story; a new one when there is none."""
    found = sources(site)
    return rng.choice(found) if found else add(site, rng)


def add(site: FollowedSite, rng: random.Random) -> str:
    """Add a story, often of the name and day of another one."""
    folder, day, name = rng.choice(["news", "news/x", "reports"]), rng.randint(1, 4), rng.choice("pqrst")
    path = f"content/{folder}/2024-01-0{day}-{name}.md"
    identity = rng.choice([{}, {}, {"id": f"i{rng.randint(1, 4)}"}, {"originalUrl": f"https://o.example/{name}"}])
    topics = rng.sample(["AI", "Chips", "Law", "Robots"], k=rng.randint(0, 2))
    site.write(path, plain(f"{name} {rng.randint(1, 99)}", day, f"[{', '.join(topics)}]", **identity))
    return path


def set_field(site: FollowedSite, path: str, name: str, value: str) -> None:
    """Set a field of a story's front matter, or take it out."""
    text = re.sub(rf"^{name}: .*\n", "", (site.root / path).read_text("utf-8"), flags=re.MULTILINE)
    site.write(path, text.replace("---\n", f"---\n{name}: {value}\n", 1) if value else text)


def rename(site: FollowedSite, rng: random.Random) -> None:
    """Move a source to a name or a folder that may be another's."""
    path = a_story(site, rng)
    target = (
        site.root
        / f"content/{rng.choice(['news', 'reports', 'news/x'])}/2024-01-0{rng.randint(1, 4)}-{rng.choice('pqrst')}.md"
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists():
        (site.root / path).rename(target)


def change_field(site: FollowedSite, rng: random.Random) -> None:
    """Change what an address or an identity is made of, or whether the story is published."""
    name, values = rng.choice(
        [
            ("publishedDateTime", ["2024-01-05", "2024-01-02"]),
            ("slug", ["p", "q", "other", ""]),
            ("title", ["Another", "A third"]),
            ("draft", ["true", ""]),
            ("removed", ["true", ""]),
            ("note", ["Withdrawn.", ""]),
            ("expiryDate", ["2024-03-01", ""]),
            ("id", ["i1", "i9", ""]),
            ("topics", ["[AI]", "[Chips, Law]", "[Silicon]", "[]"]),
            ("broken", ["[", ""]),
        ]
    )
    set_field(site, a_story(site, rng), name, rng.choice(values))


def change_terms(site: FollowedSite, rng: random.Random) -> None:
    """Describe, merge, rename or move a term, or take its description away."""
    file = site.root / "content/_data/topics/chips.yaml"
    texts = [
        "name: Chips\nslug: semis\n",
        "name: Silicon\naliases: [Chips]\n",
        "name: Silicon\n",
        "name: chips\nparent: AI\n",
    ]
    if file.exists() and rng.random() < 0.3:
        file.unlink()
    else:
        site.write("content/_data/topics/chips.yaml", rng.choice(texts))


def change_site(site: FollowedSite, rng: random.Random) -> None:
    """Change what all addresses are made of."""
    patterns = [
        "",
        "permalinks:\n  news: /{section}/{slug}/\n",
        "permalinks:\n  news: /n/{year}/{slug}/\n",
        "calendar: months\n",
        "calendar: off\nfeed_formats: [rss]\n",
        "feed_formats: [atom, json]\nfeeds: {long: {min_quality: 1}}\n",
        "taxonomies: {topics: {}}\nfeed_formats: []\n",
    ]
    site.write("site.yaml", SITE + rng.choice(patterns))


def remove_one(site: FollowedSite, rng: random.Random) -> None:
    """Delete a source."""
    site.delete(a_story(site, rng))


def swap(site: FollowedSite, rng: random.Random) -> None:
    """Let two sources have each other's bytes."""
    one, other = a_story(site, rng), a_story(site, rng)
    first, second = (site.root / one).read_bytes(), (site.root / other).read_bytes()
    site.write(one, second)
    site.write(other, first)


STEPS = [
    add,
    add,
    rename,
    rename,
    remove_one,
    swap,
    change_field,
    change_field,
    change_field,
    change_terms,
    change_site,
]


def assert_all_stay_answered(folder: Path, seed: int, steps: int) -> None:
    """Make random edits, one or two before each build, and see after each that nothing is lost."""
    rng = random.Random(seed)
    site = FollowedSite(folder / "site", SITE)
    for _ in range(5):
        add(site, rng)
    site.publish()
    for _ in range(steps):
        for _ in range(rng.randint(1, 2)):
            rng.choice(STEPS)(site, rng)
        site.publish()


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.long) for seed in (2, 3))])
def test_random_edits_lose_no_address(tmp_path: Path, seed: int) -> None:
    """After each random step no address is unanswered, and builds from the lock before and after agree."""
    assert_all_stay_answered(tmp_path, seed, 6)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(130, 160))
def test_long_random_edits_lose_no_address(tmp_path: Path, seed: int) -> None:
    """The same holds for longer sequences."""
    assert_all_stay_answered(tmp_path, seed, 15)
