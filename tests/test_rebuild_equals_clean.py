"""Design rule 2: after any sequence of edits the output is, byte for byte, what a clean build makes."""

from __future__ import annotations

import os
import random
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitegen.config import load_settings
from sitegen.engine.report import BuildReport
from sitegen.errors import SitegenError
from sitegen.plan.files.marker import MARKER
from sitegen.values import with_changes
from tests.differences import assert_same_outputs
from tests.planned_groups import PlannedGroups
from tests.site_under_test import NOW, SITE_YAML, SiteUnderTest, bytes_below, story

TOPICS = ("AI", "ai", "Artificial Intelligence", "Robotics", "中文", "Chips", "Policy")

SHORT_LISTS = SITE_YAML + "page_size: 2\n"

Edit = Callable[[SiteUnderTest, random.Random], None]


def _stories(site: SiteUnderTest) -> list[Path]:
    return sorted((site.root / "content").glob("[!_]*/*.md"))


def _set(site: SiteUnderTest, key: str, value: str) -> None:
    """Give a setting a value; an empty one takes it out."""
    lines = (site.root / "site.yaml").read_text().splitlines()
    kept = [line for line in lines if not line.startswith(f"{key}:")]
    site.write("site.yaml", "\n".join([*kept, *([f"{key}: {value}"] if value else [])]) + "\n")


def _output(site: SiteUnderTest) -> Path:
    """Return the folder of the outputs, as `site.yaml` has it."""
    settings, _ = load_settings(site.root)
    return site.root / settings.output


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
    text = path.read_bytes()
    found = re.search(rb"is[ _-]about", text)
    if found:
        others = [word for word in (b"is about", b"is_about", b"is-about") if word != found[0]]
        path.write_bytes(text.replace(found[0], rng.choice(others), 1))
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
    """Take the site's own templates away again, or give it one."""
    if not (site.root / "themes").exists():
        edit_template(site, rng)
        return
    shutil.rmtree(site.root / "themes", ignore_errors=True)
    _set(site, "theme", "")


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
    """Take the topic files away, or give the site some."""
    if not (site.root / "content" / "_data").exists():
        edit_topic_file(site, rng)
        return
    shutil.rmtree(site.root / "content" / "_data", ignore_errors=True)


def _any_output(site: SiteUnderTest, rng: random.Random) -> Path | None:
    found = sorted(path for path in _output(site).rglob("*") if path.is_file())
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


def corrupt_cache(site: SiteUnderTest, rng: random.Random) -> None:
    """Overwrite random bytes of the cache, or cut it short."""
    caches = sorted((site.root / ".sitegen").glob("cache*.db"))
    if not caches:
        return
    path = rng.choice(caches)
    data = bytearray(path.read_bytes())
    if rng.random() < 0.3:
        data = data[: rng.randrange(len(data))]
    for _ in range(rng.choice([1, 20, 400])):
        if data:
            data[rng.randrange(len(data))] = rng.randrange(256)
    path.write_bytes(bytes(data))


def lose_cache(site: SiteUnderTest, rng: random.Random) -> None:
    """Delete the cache."""
    shutil.rmtree(site.root / ".sitegen", ignore_errors=True)


def add_static_file(site: SiteUnderTest, rng: random.Random) -> None:
    """Add or change a file that is copied."""
    site.write(f"static/images/{rng.choice('ab')}.svg", f"<svg>{rng.randrange(1000)}</svg>")


def delete_static_file(site: SiteUnderTest, rng: random.Random) -> None:
    """Take a copied file away, or put one where a folder of them was."""
    images = site.root / "static" / "images"
    if not images.exists():
        add_static_file(site, rng)
    elif images.is_dir() and rng.random() < 0.5:
        next(images.iterdir()).unlink(missing_ok=True)
        if not any(images.iterdir()):
            images.rmdir()
    else:
        shutil.rmtree(images, ignore_errors=True)
        site.write("static/pictures", "A file.")


def rename_section(site: SiteUnderTest, rng: random.Random) -> None:
    """Rename a folder of stories, which changes all their addresses."""
    folders = sorted(path for path in (site.root / "content").iterdir() if not path.name.startswith("_"))
    if folders:
        rng.choice(folders).rename(site.root / "content" / f"part-{rng.randrange(10**6)}")


def change_permalinks(site: SiteUnderTest, rng: random.Random) -> None:
    """Give the stories of a section addresses of another form."""
    patterns = ("/{section}/{slug}/", "/{year}/{slug}/", "/{section}/{day}/{month}/{year}/{slug}/")
    sections = sorted({path.parent.name for path in _stories(site)}) or ["news"]
    _set(site, "permalinks", f"{{{rng.choice(sections)}: '{rng.choice(patterns)}'}}")


def change_taxonomies(site: SiteUnderTest, rng: random.Random) -> None:
    """Rename a taxonomy, add one, or take one away."""
    forms = ("{topics: {}}", "{subjects: {key: topics}, sources: {key: provider}}", "{topics: {least_stories: 2}}", "")
    _set(site, "taxonomies", rng.choice(forms))


def extend_theme(site: SiteUnderTest, rng: random.Random) -> None:
    """Take a theme of the site's own that extends the shipped one, or edit that theme's template."""
    site.write("themes/mine/theme.yaml", "extends: default\n")
    site.write("themes/mine/templates/story.html", f"<title>{{{{ view.title }}}}</title>{rng.randrange(1000)}\n")
    _set(site, "theme", rng.choice(["mine", "mine", "default"]))


def change_audience(site: SiteUnderTest, rng: random.Random) -> None:
    """Build for somebody else: with drafts, with what is not due, or at another time."""
    site.options = with_changes(
        site.options,
        drafts=rng.random() < 0.5,
        future=rng.random() < 0.3,
        now=rng.choice([NOW, NOW.replace(month=3), NOW.replace(year=2025)]),
    )


def switch_output(site: SiteUnderTest, rng: random.Random) -> None:
    """Build into another folder, or back into the first."""
    _set(site, "output", "public" if _output(site).name == "www" else "www")


def all_or_nothing(site: SiteUnderTest, rng: random.Random) -> None:
    """Publish without a story that has an error, insist on its repair, or repair it."""
    bad = site.root / "content" / "news" / "2024-03-03-bad.md"
    if bad.exists() and rng.random() < 0.5:
        bad.unlink()
    else:
        site.write("content/news/2024-03-03-bad.md", story("Bad", "2024-02-30"))
    site.options = with_changes(site.options, all_or_nothing=not site.options.all_or_nothing)


def add_alias(site: SiteUnderTest, rng: random.Random) -> None:
    """Give a story an old address, sometimes one that another has."""
    path = site.root / _any_story(site, rng)
    alias = rng.choice(["/old/", f"/old-{rng.randrange(100)}/", "/feed.xml", "/topics/ai/"])
    path.write_text(re.sub(r"(?m)^(aliases:.*\n)?title:", f"aliases: [{alias}]\ntitle:", path.read_text(), count=1))


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
    corrupt_cache,
    lose_cache,
    add_static_file,
    delete_static_file,
    rename_section,
    change_permalinks,
    change_taxonomies,
    extend_theme,
    change_audience,
    switch_output,
    all_or_nothing,
    add_alias,
    touch_everything,
)


@contextmanager
def clean_copy(site: SiteUnderTest) -> Iterator[SiteUnderTest]:
    """Copy a site without all that builds made."""
    with tempfile.TemporaryDirectory() as folder:
        copy = SiteUnderTest.__new__(SiteUnderTest)
        copy.root, copy.options = Path(folder, "site"), site.options
        shutil.copytree(site.root, copy.root, ignore=shutil.ignore_patterns("public", "www", ".sitegen"))
        yield copy


def build_after_refusal(site: SiteUnderTest) -> BuildReport:
    """Build. A site that was renamed, lost its cache and returns to an older output is refused; do as the hint says."""
    try:
        return site.build()
    except SitegenError as refused:
        if "holds another site" not in str(refused):
            raise
        (_output(site) / MARKER).write_bytes(b"")
        return site.build()


def assert_equals_clean(site: SiteUnderTest, groups: PlannedGroups) -> None:
    """Build; the output must be what the same sources give where there was no build before.

    Groups that are planned with the inputs of earlier ones must have their views.
    """
    report = build_after_refusal(site)
    with clean_copy(site) as clean:
        groups.assert_inputs_tell_views(clean)
        clean.lose_cache()
        expected = clean.build()
        assert report.did_publish == expected.did_publish
        # What was left in a folder when its cache was lost is put aside, and that is told.
        told = tuple(problem for problem in report.problems if "lost-and-found" not in problem.message)
        assert told == expected.problems
        assert report.withheld == expected.withheld
        if report.did_publish:
            assert_same_outputs(bytes_below(_output(site)), bytes_below(_output(clean)))


@pytest.mark.parametrize("seed", [*range(4), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(4, 8))])
def test_random_edits(seed: int) -> None:
    """After every step of a random sequence of edits, incremental equals clean."""
    rng = random.Random(seed)
    assert_each_step_equals_clean(rng.choices(EDITS, k=rng.randint(6, 10)), rng)


@pytest.mark.long
@pytest.mark.parametrize("_", range(4))
@settings(max_examples=10, suppress_health_check=list(HealthCheck), print_blob=True)
@given(edits=st.lists(st.sampled_from(EDITS), min_size=12, max_size=25), seed=st.integers(0, 10**6))
def test_many_random_edits(_: int, edits: list[Edit], seed: int) -> None:
    """The same holds for longer sequences, which are others at each run; of one that fails the shortest is shown."""
    assert_each_step_equals_clean(edits, random.Random(seed))


def assert_each_step_equals_clean(edits: list[Edit], rng: random.Random) -> None:
    """Make edits in a new site of seven stories, whose lists have sealed blocks, and build after each."""
    with tempfile.TemporaryDirectory() as folder:
        site = SiteUnderTest(Path(folder, "site"), SHORT_LISTS)
        for _ in range(7):
            add_story(site, rng)
        groups = PlannedGroups()
        assert_equals_clean(site, groups)
        for edit in edits:
            edit(site, rng)
            assert_equals_clean(site, groups)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> SiteUnderTest:
    """A site of nine stories that was built, for each edit to begin with; its lists have sealed blocks."""
    site = SiteUnderTest(tmp_path_factory.mktemp("built") / "site", SHORT_LISTS)
    rng = random.Random(7)
    for _ in range(9):
        add_story(site, rng)
    assert_equals_clean(site, PlannedGroups())
    return site


@pytest.mark.parametrize("edit", dict.fromkeys(EDITS), ids=lambda edit: edit.__name__)
def test_each_edit(edit: Edit, built: SiteUnderTest, tmp_path: Path) -> None:
    """After each kind of edit, done twice with a build between, incremental equals clean."""
    site = SiteUnderTest.__new__(SiteUnderTest)
    site.root, site.options = tmp_path / "site", built.options
    shutil.copytree(built.root, site.root)
    rng, groups = random.Random(7), PlannedGroups()
    with clean_copy(built) as copy:
        groups.assert_inputs_tell_views(copy)
    for _ in range(2):
        before = bytes_below(site.root)
        edit(site, rng)
        assert bytes_below(site.root) != before or edit in (touch_everything, change_audience)
        assert_equals_clean(site, groups)
