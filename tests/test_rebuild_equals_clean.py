"""Design rule 2: after any sequence of edits the output is, byte for byte, what a clean build makes."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.site_under_test import SITE_YAML, SiteUnderTest, bytes_below, story

TOPICS = ("AI", "ai", "Artificial Intelligence", "Robotics", "中文", "Chips", "Policy")

Edit = Callable[[SiteUnderTest, random.Random], None]


def _stories(site: SiteUnderTest) -> list[Path]:
    return sorted((site.root / "content" / "news").glob("*.md"))


def _any_story(site: SiteUnderTest, rng: random.Random) -> str:
    found = _stories(site)
    if not found:
        add_story(site, rng)
        found = _stories(site)
    return rng.choice(found).relative_to(site.root).as_posix()


def add_story(site: SiteUnderTest, rng: random.Random) -> None:
    """Add a story of any age, sometimes with a body that links to another."""
    number = rng.randrange(10**6)
    day = f"2024-{rng.randint(1, 5):02}-{rng.randint(1, 28):02}"
    links = [path.name for path in _stories(site)]
    body = f"Text **{number}**.\n\n[earlier]({rng.choice(links)})\n" if links and rng.random() < 0.5 else ""
    topics = "[" + ", ".join(rng.sample(TOPICS, rng.randint(0, 3))) + "]"
    text = story(
        f"Story {number}",
        f"{day}T{rng.randint(0, 23):02}:15:00Z",
        body,
        topics=topics,
        heat=rng.randint(-1, 99),
        provider=f"\n  name: {rng.choice(['Wired', 'Example News', '中国日报网'])}",
    )
    site.write(f"content/news/{day}-story-{number}.md", text)


def edit_body(site: SiteUnderTest, rng: random.Random) -> None:
    """Add a paragraph to a story."""
    path = site.root / _any_story(site, rng)
    path.write_bytes(path.read_bytes() + f"\nMore {rng.randrange(1000)}.\n".encode())


def edit_title(site: SiteUnderTest, rng: random.Random) -> None:
    """Change a title."""
    path = _any_story(site, rng)
    site.edit(path, "title: ", f"title: {rng.choice('ABC')}")


def keep_size_and_time(site: SiteUnderTest, rng: random.Random) -> None:
    """Change a story without changing its size or its modification time."""
    path = site.root / _any_story(site, rng)
    times = path.stat()
    path.write_bytes(path.read_bytes().replace(b"is about", rng.choice([b"is_about", b"is-about"])))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def rename_story(site: SiteUnderTest, rng: random.Random) -> None:
    """Rename a story, which changes its address."""
    path = site.root / _any_story(site, rng)
    path.rename(path.with_name(f"{path.name[:10]}-renamed-{rng.randrange(10**6)}.md"))


def delete_story(site: SiteUnderTest, rng: random.Random) -> None:
    """Delete a story."""
    site.delete(_any_story(site, rng))


def change_topics(site: SiteUnderTest, rng: random.Random) -> None:
    """Give a story other topics."""
    path = site.root / _any_story(site, rng)
    lines = path.read_text().splitlines(keepends=True)
    topics = ", ".join(rng.sample(TOPICS, 2))
    path.write_text("".join(f"topics: [{topics}]\n" if line.startswith("topics:") else line for line in lines))


def flip_published(site: SiteUnderTest, rng: random.Random) -> None:
    """Withhold a published story, or the other way round."""
    path = site.root / _any_story(site, rng)
    text = path.read_text()
    old, new = ("true", "false") if "published: true" in text else ("false", "true")
    path.write_text(text.replace(f"published: {old}", f"published: {new}", 1))


def edit_template(site: SiteUnderTest, rng: random.Random) -> None:
    """Override a template of the theme with one that says something else."""
    name = rng.choice(["story.html", "term.html", "day.html", "block.html", "404.html"])
    site.write(f"themes/default/templates/{name}", f"<title>{{{{ view.title }}}}</title>{rng.randrange(1000)}\n")


def drop_template(site: SiteUnderTest, rng: random.Random) -> None:
    """Take the site's own templates away again."""
    shutil.rmtree(site.root / "themes", ignore_errors=True)


def edit_site_yaml(site: SiteUnderTest, rng: random.Random) -> None:
    """Change settings: title, page size, zone, base path, least number of stories."""
    site.write(
        "site.yaml",
        SITE_YAML.replace("Test Digest", f"Digest {rng.randrange(100)}")
        .replace("Asia/Shanghai", rng.choice(["UTC", "America/New_York", "Asia/Shanghai"]))
        .replace("digest.test/", rng.choice(["digest.test/", "digest.test/news/"]))
        + f"page_size: {rng.randint(2, 4)}\nleast_stories: {rng.randint(1, 2)}\n"
        + f"search: {rng.choice(['on', 'off'])}\n",
    )


def edit_topic_file(site: SiteUnderTest, rng: random.Random) -> None:
    """Describe a topic: name, parent, aliases."""
    site.write(
        "content/_data/topics/ai.yaml",
        f"name: {rng.choice(['Artificial Intelligence', 'AI', 'All AI'])}\n"
        f"aliases: [{rng.choice(['ai', 'A.I.', '人工智能'])}]\ndescription: Number {rng.randrange(100)}.\n",
    )
    if rng.random() < 0.5:
        site.write("content/_data/topics/robotics.yaml", f"name: Robotics\nparent: {rng.choice(['AI', 'Chips'])}\n")


def drop_topic_files(site: SiteUnderTest, rng: random.Random) -> None:
    """Take the topic files away."""
    shutil.rmtree(site.root / "content" / "_data", ignore_errors=True)


def _any_output(site: SiteUnderTest, rng: random.Random) -> Path | None:
    found = sorted(path for path in (site.root / "public").rglob("*") if path.is_file())
    return rng.choice(found) if found else None


def delete_output(site: SiteUnderTest, rng: random.Random) -> None:
    """Delete a file that was built."""
    path = _any_output(site, rng)
    if path:
        path.unlink()


def scribble_on_output(site: SiteUnderTest, rng: random.Random) -> None:
    """Change a file that was built."""
    path = _any_output(site, rng)
    if path:
        path.write_bytes(path.read_bytes() + b"<!-- by hand -->")


def corrupt_memory(site: SiteUnderTest, rng: random.Random) -> None:
    """Overwrite random bytes of the memory, or cut it short."""
    path = site.root / ".sitegen" / "memory.db"
    if not path.exists():
        return
    data = bytearray(path.read_bytes())
    if rng.random() < 0.3:
        data = data[: rng.randrange(len(data))]
    for _ in range(rng.choice([1, 20, 400])):
        if data:
            data[rng.randrange(len(data))] = rng.randrange(256)
    path.write_bytes(bytes(data))


def lose_memory(site: SiteUnderTest, rng: random.Random) -> None:
    """Delete the memory."""
    shutil.rmtree(site.root / ".sitegen", ignore_errors=True)


def add_static_file(site: SiteUnderTest, rng: random.Random) -> None:
    """Add or change a file that is copied."""
    site.write(f"static/images/{rng.choice('ab')}.svg", f"<svg>{rng.randrange(1000)}</svg>")


def touch_everything(site: SiteUnderTest, rng: random.Random) -> None:
    """Give every source a new time, as a fresh checkout does."""
    for path in (site.root / "content").rglob("*.md"):
        os.utime(path)


EDITS: tuple[Edit, ...] = (
    add_story,
    add_story,
    edit_body,
    edit_title,
    keep_size_and_time,
    rename_story,
    delete_story,
    change_topics,
    flip_published,
    edit_template,
    drop_template,
    edit_site_yaml,
    edit_topic_file,
    drop_topic_files,
    delete_output,
    scribble_on_output,
    corrupt_memory,
    lose_memory,
    add_static_file,
    touch_everything,
)


def assert_equals_clean(site: SiteUnderTest) -> None:
    """Build; the output must be what the same sources give where there was no build before."""
    report = site.build()
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder, "site")
        shutil.copytree(site.root, fresh, ignore=shutil.ignore_patterns("public", ".sitegen"))
        clean = SiteUnderTest.__new__(SiteUnderTest)
        clean.root, clean.options = fresh, site.options
        expected = clean.build()
        assert report.did_publish == expected.did_publish
        assert report.problems == expected.problems
        assert report.withheld == expected.withheld
        if report.did_publish:
            assert bytes_below(site.root / "public") == bytes_below(fresh / "public")


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(edits=st.lists(st.sampled_from(EDITS), min_size=6, max_size=10), seed=st.integers(0, 10**6))
def test_random_edits(edits: list[Edit], seed: int) -> None:
    """After every step of a random sequence of edits, incremental equals clean."""
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        site = SiteUnderTest(Path(folder, "site"))
        for _ in range(7):
            add_story(site, rng)
        assert_equals_clean(site)
        for edit in edits:
            edit(site, rng)
            assert_equals_clean(site)


@pytest.mark.parametrize("edit", dict.fromkeys(EDITS), ids=lambda edit: edit.__name__)
def test_each_edit(edit: Edit, site: SiteUnderTest) -> None:
    """After each kind of edit, done twice with a build between, incremental equals clean."""
    rng = random.Random(7)
    for _ in range(9):
        add_story(site, rng)
    assert_equals_clean(site)
    for _ in range(2):
        edit(site, rng)
        assert_equals_clean(site)
