"""The order in which people edit, build and merge changes no byte once the files are the same."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.published_addresses import FollowedSite
from tests.site_under_test import SITE_YAML, story

SITE = SITE_YAML + "search: off\nfeed_size: 6\npage_size: 1\n"
COUNT = 6
BOTH = "content/news/s2.md"
"""What both branches edit."""
Edit = Callable[[FollowedSite, str], None]


def put(field: str) -> Edit:
    """Return what adds a field to a story."""
    return lambda site, path: site.edit(path, "title:", f"{field}\ntitle:")


def replaced(old: str, new: str) -> Edit:
    """Return what replaces a text in a story."""
    return lambda site, path: site.edit(path, old, new)


def renamed(site: FollowedSite, path: str) -> None:
    """Give a story another file name."""
    (site.root / path).rename(site.root / path.replace(".md", "-z.md"))


def added(site: FollowedSite, path: str) -> None:
    """Add a story beside another one."""
    site.write(path.replace(".md", "-new.md"), a_story(f"new {path[-4]}", "[AI, New]"))


EDITS: dict[str, Edit] = {
    "slug": lambda site, path: put(f"slug: other-{path[-4]}")(site, path),
    "date": replaced("2024-01-0", "2024-02-0"),
    "file name": renamed,
    "new": added,
    "deleted": lambda site, path: site.delete(path),
    "draft": put("draft: true"),
    "removed": put("removed: true"),
    "tombstone": put("removed: true\nnote: Withdrawn."),
    "topic": replaced("[AI", "[Chips"),
    "id": lambda site, path: put(f"id: i-{path[-4]}")(site, path),
    "broken": replaced("topics: [", "topics: [["),
}


def a_story(name: str, topics: str = "[AI, Law]", day: int = 1) -> str:
    """Return a story that its path identifies, with a text of its own."""
    return story(
        f"Story {name}", f"2024-01-0{day}T09:00:00Z", f"The text of {name}.\n", topics=topics, originalUrl=None
    )


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> FollowedSite:
    """A published site of some stories."""
    site = FollowedSite(tmp_path_factory.mktemp("edits") / "site", SITE)
    for number in range(COUNT):
        site.write(f"content/news/s{number}.md", a_story(str(number), day=number + 1))
    site.build(addresses="write", jobs=1)
    site.look()
    return site


@pytest.fixture
def base(published: FollowedSite, tmp_path: Path) -> FollowedSite:
    """A copy of that site."""
    return published.copy_to(tmp_path / "site")


def chosen(rng: random.Random, numbers: list[int]) -> list[tuple[str, str]]:
    """Return an edit for each of these stories."""
    return [(rng.choice([*EDITS]), f"content/news/s{number}.md") for number in numbers]


def after(
    base: FollowedSite, edits: list[tuple[str, str]]
) -> tuple[dict[str, bytes], bytes, dict[str, bytes], set[str]]:
    """Return what a copy of a site publishes after some edits with a build after each: outputs, lock, sources, seen."""
    with base.clean_copy(base.lock()) as site:
        site.seen, site.items = {*base.seen}, {}
        for name, path in edits:
            EDITS[name](site, path)
            site.build(addresses="write", jobs=1)
            site.look()
        sources = {path.name: path.read_bytes() for path in (site.root / "content/news").iterdir()}
        return site.outputs(), site.lock(), sources, site.seen


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 12))])
def test_the_order_of_edits(base: FollowedSite, seed: int) -> None:
    """Whichever story is edited and built first, the site and its lock end as the same bytes."""
    rng = random.Random(seed)
    edits = chosen(rng, [*range(4)])
    first = after(base, edits)
    rng.shuffle(edits)
    assert after(base, edits)[:2] == first[:2]
    assert after(base, edits[::-1])[:2] == first[:2]


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 12))])
def test_the_order_of_merges(base: FollowedSite, seed: int, tmp_path: Path) -> None:
    """Of two branches with edits and builds of their own each may be merged into the other: the same bytes come of it.

    Every address that either had published is answered, also of a story that both edited.
    """
    rng = random.Random(100 + seed)
    _, ours, our_sources, our_seen = after(base, [*chosen(rng, [0, 1]), ("slug", BOTH)])
    _, theirs, their_sources, their_seen = after(base, [("date", BOTH), *chosen(rng, [3, 4, 5])])
    results = []
    for one, other in ((ours, theirs), (theirs, ours)):
        with base.clean_copy(merged(one, base.lock(), other, tmp_path)) as site:
            shutil.rmtree(site.root / "content/news")
            for name in our_sources.keys() | their_sources.keys():
                is_ours = name[:2] in ("s0", "s1", "s2")
                found = (our_sources if is_ours else their_sources).get(name)
                if found is not None:
                    site.write(f"content/news/{name}", found)
            site.seen, site.items = our_seen | their_seen, {}
            site.build(addresses="write", jobs=1)
            site.look()
            results.append((site.outputs(), site.lock()))
    assert results[0] == results[1]


def merged(ours: bytes, base: bytes, theirs: bytes, folder: Path) -> bytes:
    """Return the lock that git makes of two, with the attribute that `new site` writes."""
    files = [folder / name for name in ("ours", "base", "theirs")]
    for file, data in zip(files, (ours, base, theirs), strict=True):
        file.write_bytes(data)
    run = subprocess.run(["git", "merge-file", "--union", "-p", *files], capture_output=True, check=True)
    return run.stdout
