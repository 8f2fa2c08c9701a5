"""What a build does at its edges: files that change under it, names that clash, mistakes that must not publish."""

from __future__ import annotations

import gc
import os
import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from sitegen.cache.build_cache import BuildCache
from sitegen.config import load_settings
from sitegen.engine.build import build_site
from sitegen.engine.clean import clean_site
from sitegen.engine.report import BuildReport
from sitegen.engine.site_paths import site_paths_of
from sitegen.errors import SitegenError
from sitegen.plan.files.marker import MARKER
from sitegen.values import with_changes
from tests.site_under_test import SITE_YAML, SiteUnderTest, bytes_below, story


def one_story(site: SiteUnderTest) -> None:
    site.write("content/news/2024-02-21-a.md", story("Alpha"))


def test_the_collector_is_as_it_was(site: SiteUnderTest) -> None:
    """Of a program that goes on, such as `serve`, no build hides anything from the garbage collector for ever."""
    one_story(site)
    for _ in range(2):
        site.build(clean=True)
        assert (gc.isenabled(), gc.get_freeze_count()) == (True, 0)


def test_unreadable_folder(site: SiteUnderTest) -> None:
    """A folder that cannot be opened is an error: a drive that is away must not empty the site."""
    one_story(site)
    site.build()
    # Opening a folder by a path that is too long fails for every account, root included.
    _make_deep(site.root / "content", "x" * 200, 25)
    report = site.build()
    assert [problem.level for problem in report.problems if "cannot be read" in problem.message] == ["error"]
    assert not report.did_publish
    assert site.has("news/2024/02/22/a/index.html")


def _make_deep(top: Path, name: str, depth: int) -> None:
    """Nest folders until their path is longer than the system opens at once."""
    here = os.getcwd()
    try:
        os.chdir(top)
        for _ in range(depth):
            os.mkdir(name)
            os.chdir(name)
    finally:
        os.chdir(here)


@pytest.mark.parametrize("path", ["static/a.txt", "themes/default/templates/story.html"])
def test_changed_while_building(path: str, site: SiteUnderTest) -> None:
    """A template or static file that changes between planning and rendering stops the build; nothing stale is kept."""
    one_story(site)
    site.write(path, "first")
    settings, _ = load_settings(site.root)

    def edit_before_rendering(stage: str, done: int, total: int) -> None:
        if (stage, done) == ("render", 0):
            site.write(path, "second")

    with pytest.raises(SitegenError, match="was changed while"):
        build_site(site_paths_of(site.root, settings, site.options), edit_before_rendering)
    site.write(path, "first")
    site.build()
    assert site.verify() == ()


def test_template_that_is_not_text(site: SiteUnderTest) -> None:
    """A template that is not UTF-8 is reported; the cache stays, and with it what is known of other files."""
    one_story(site)
    site.build()
    site.write("public/CNAME", "digest.test")
    site.write("themes/default/templates/story.html", b"\xff")
    with pytest.raises(SitegenError, match=r"themes/default/templates/story\.html cannot be read"):
        site.build()
    site.delete("themes")
    site.build()
    assert site.text("CNAME") == "digest.test"


@pytest.mark.parametrize("line", ["Draft: true", "DRAFT: yes", "Published: false", "expirydate: 2024-03-02"])
def test_withholding_in_any_case(line: str, site: SiteUnderTest) -> None:
    """What withholds a story counts however its key is spelt."""
    text = story("Alpha", published=None).replace("category: news", line)
    site.write("content/news/2024-01-01-a.md", text)
    assert site.build().published == 0


@pytest.mark.parametrize(
    "text",
    [
        " ---\n title: Alpha\n draft: true\n ---\nText\n",
        ".. title: Alpha\n.. draft: true\n\nText\n",
        "#+TITLE: Alpha\n#+DRAFT: true\n\nText\n",
    ],
)
def test_foreign_front_matter(text: str, site: SiteUnderTest) -> None:
    """Front matter in a form that is not read is an error, never text of a published story."""
    site.write("content/news/2024-01-01-a.md", text.encode())
    report = site.build()
    assert [(problem.level, problem.path) for problem in report.problems] == [("error", "content/news/2024-01-01-a.md")]


@pytest.mark.parametrize(
    "text", ['+++\ntitle = "Alpha"\ndraft = true\n+++\nText\n', '{"title": "Alpha", "draft": true}\nText\n']
)
def test_drafts_in_other_forms(text: str, site: SiteUnderTest) -> None:
    """A draft is withheld in whichever form its front matter is."""
    site.write("content/news/2024-01-01-a.md", text.encode())
    report = site.build()
    assert (report.published, [held.reason for held in report.withheld]) == (0, ["draft"])


@pytest.mark.parametrize(("path", "blamed"), [("static/about", "about.md"), ("static/feed.xml/x", "static/feed.xml/x")])
def test_file_where_a_folder_must_be(path: str, blamed: str, site: SiteUnderTest) -> None:
    """A static file in the way of a page withholds the page; in the way of the site's own files it stops the build."""
    one_story(site)
    site.write("content/about.md", "---\ntitle: About\n---\nText\n")
    site.write(path, "mine")
    report = site.build()
    assert report.did_publish == (blamed == "about.md")
    assert any(blamed in problem.path + problem.message for problem in report.problems)


def test_hidden_static_files(site: SiteUnderTest) -> None:
    """`static/.well-known/` is copied like all of `static/`; what belongs to Git is not."""
    site.write("static/.well-known/security.txt", "Contact: x")
    site.write("static/.gitignore", "x")
    site.build()
    assert site.has(".well-known/security.txt")
    assert not site.has(".gitignore")


def test_section_below_another_folder(site: SiteUnderTest) -> None:
    """Every folder in front of a story is a page, also a section that stands below another folder."""
    site.write("site.yaml", SITE_YAML + 'permalinks: {news: "/blog/{section}/{slug}/"}\n')
    one_story(site)
    site.build()
    assert site.has("blog/index.html")
    assert site.has("blog/news/index.html")


def test_clean_leaves_other_memories(site: SiteUnderTest) -> None:
    """`clean` of one output folder leaves what is known of another."""
    one_story(site)
    site.build()
    site.write("public/CNAME", "digest.test")
    settings, _ = load_settings(site.root, output=str(site.root.parent / "other"))
    build_site(site_paths_of(site.root, settings, site.options))
    assert clean_site(site_paths_of(site.root, settings, site.options)) > 0
    assert site.build().rendered == ()
    assert site.has("CNAME")


def test_lost_record_is_told(site: SiteUnderTest) -> None:
    """Files of unknown origin are put aside when cache and record are lost, and the report says where."""
    one_story(site)
    site.build()
    site.write("public/mine.txt", "mine")
    site.lose_cache()
    (problem,) = site.build().problems
    assert problem.message.startswith("mine.txt moved to .sitegen/lost-and-found/")
    assert (site.root / ".sitegen" / "lost-and-found" / "mine.txt").read_text() == "mine"


def built_into(site: SiteUnderTest, output: Path, base_url: str | None = None) -> BuildReport:
    """Build a site into a folder elsewhere."""
    settings, _ = load_settings(site.root, base_url, str(output))
    return build_site(site_paths_of(site.root, settings, site.options))


@pytest.mark.parametrize(("one_url", "other_url"), [("https://one.test/", "https://one.test/two/"), ("", "")])
def test_one_site_never_takes_the_folder_of_another(tmp_path: Path, one_url: str, other_url: str) -> None:
    """A site refuses a folder that another site made, names it and the way out, and touches no byte."""
    out = tmp_path / "www"
    sites = []
    for name, url in (("one", one_url), ("two", other_url)):
        site = SiteUnderTest(tmp_path / name, f"title: Number {name}\n" + (f"base_url: {url}\n" if url else ""))
        one_story(site)
        sites.append(site)
    built_into(sites[0], out)
    before = bytes_below(out)
    with pytest.raises(SitegenError, match="holds another site") as refused:
        built_into(sites[1], out)
    assert (one_url or "Number one") in str(refused.value)
    assert bytes_below(out) == before
    (out / MARKER).write_bytes(b"")
    assert built_into(sites[1], out).did_publish
    with pytest.raises(SitegenError, match="holds another site"):
        built_into(sites[0], out)
    after = bytes_below(out)
    settings, _ = load_settings(sites[0].root, output=str(out))
    with pytest.raises(SitegenError, match="holds another site"):
        clean_site(site_paths_of(sites[0].root, settings, sites[0].options))
    assert bytes_below(out) == after


def test_a_site_knows_its_own_folder(site: SiteUnderTest, tmp_path: Path) -> None:
    """A moved checkout without a cache, a preview's address, and a new base_url with a cache are the same site."""
    one_story(site)
    out = tmp_path / "www"
    built_into(site, out)
    moved = SiteUnderTest.__new__(SiteUnderTest)
    moved.root, moved.options = tmp_path / "moved", site.options
    shutil.copytree(site.root, moved.root, ignore=shutil.ignore_patterns(".sitegen"))
    assert built_into(moved, out).did_publish
    assert built_into(moved, out, "https://preview--digest.test/").did_publish
    assert built_into(site, out).did_publish
    site.edit("site.yaml", "digest.test", "elsewhere.test")
    assert built_into(site, out).did_publish
    assert "https://elsewhere.test/" in (out / MARKER).read_text("utf-8")
    with pytest.raises(SitegenError, match="holds another site"):
        built_into(moved, out)


def test_clashing_stories_are_nowhere(site: SiteUnderTest) -> None:
    """A page whose address is taken is withheld everywhere: no list, feed or menu shows it."""
    site.write("content/news/2024-02-21-a.md", story("Alpha"))
    site.write("content/archive.md", "---\ntitle: Bravo\n---\nText\n")
    site.write("content/index.md", "---\ntitle: Charlie\n---\nText\n")
    report = site.build()
    assert (report.did_publish, report.published, report.errors) == (True, 1, 2)
    texts = [data.decode("utf-8", "replace") for data in site.outputs().values()]
    assert any("Alpha" in text for text in texts)
    assert [text for text in texts if "Bravo" in text or "Charlie" in text] == []
    assert site.verify() == ()


@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_an_output_in_whose_place_is_no_file(kind: str, site: SiteUnderTest, tmp_path: Path) -> None:
    """A link to the same bytes, or a pipe, in the place of an output gives way to the output."""
    site.write("content/news/one.md", story("One"))
    site.build()
    output, elsewhere = site.root / "public/index.html", tmp_path / "copy.html"
    output.rename(elsewhere)
    if kind == "link":
        output.symlink_to(elsewhere)
    else:
        os.mkfifo(output)
    site.build()
    assert output.is_file()
    assert not output.is_symlink()
    assert site.verify() == ()


def test_folders_that_change_places(site: SiteUnderTest) -> None:
    """Files that stand in each other's place are noticed, also with equal size and times: what is withheld goes."""
    site.write("content/a/x.md", story("Alpha", published="true ", slug="same"))
    site.write("content/b/x.md", story("Bravo", published="false", slug="same"))
    a, b, c = (site.root / "content" / name for name in "abc")
    files = (a / "x.md", b / "x.md")
    while len({(file.stat().st_size, file.stat().st_mtime_ns, file.stat().st_ctime_ns) for file in files}) > 1:
        for file in files:  # as a checkout or an unpacked archive does
            os.utime(file, ns=(1, 1))
    for _ in range(2):  # times that are quite new are not trusted
        site.build()
    for old, new in ((a, c), (b, a), (c, b)):
        old.rename(new)
    assert site.build().parsed == 2
    assert not any(path.startswith("a/") for path in site.outputs())
    assert site.verify() == ()


def test_an_empty_folder_in_the_place_of_an_output(site: SiteUnderTest) -> None:
    """An empty folder gives way to the output; one with a file in it is somebody's, and stops the build."""
    one_story(site)
    site.build()
    place = site.root / "public/index.html"
    place.unlink()
    place.mkdir()
    site.build()
    assert place.is_file()
    place.unlink()
    place.mkdir()
    (place / "mine.txt").write_text("mine")
    with pytest.raises(SitegenError, match="stands where the site needs another kind of entry"):
        site.build()
    assert (place / "mine.txt").read_text() == "mine"


def test_a_file_in_the_place_of_the_staging_folder(site: SiteUnderTest) -> None:
    """What cannot be cleared away where new files must wait is told, and is left as it is."""
    one_story(site)
    site.write(".public.staging", "mine")
    with pytest.raises(SitegenError, match="stands where new files must wait"):
        site.build()
    assert (site.root / ".public.staging").read_text() == "mine"


def test_files_of_unknown_origin_are_put_aside_twice(site: SiteUnderTest) -> None:
    """Nothing that was put aside before is lost when another file of its name is."""
    for text in ("first", "second"):
        one_story(site)
        site.build()
        site.write("public/mine.txt", text)
        (site.root / ".sitegen/cache.db").unlink()
        (site.root / ".public.sitegen-build").unlink()
        site.build()
    assert (site.root / ".sitegen/lost-and-found/mine.txt").read_text() == "first"
    assert (site.root / ".sitegen/lost-and-found-2/mine.txt").read_text() == "second"


def test_a_clean_build_believes_no_digest(site: SiteUnderTest) -> None:
    """With --clean static files are read again, though their times and sizes are those of the last build."""
    one_story(site)
    site.write("static/a.txt", "text")
    for _ in range(2):  # times that are quite new are not trusted
        site.build()
    with BuildCache(site.root / ".sitegen/cache.db") as cache:
        key = "files that are copied"
        stored = cache.meta(key)
        cache.set_meta(key, re.sub(r'("static/a.txt",[^"]*")\w+', r"\1wrong", stored))
        assert cache.meta(key) != stored
    site.options = with_changes(site.options, clean=True)
    assert site.build().did_publish


def test_what_is_stored_of_a_static_file_is_damaged(site: SiteUnderTest) -> None:
    """A digest with a flipped bit is not believed: the file is read again."""
    one_story(site)
    site.write("static/a.txt", "text")
    for _ in range(2):  # times that are quite new are not trusted
        site.build()
    with sqlite3.connect(site.root / ".sitegen/cache.db") as db:
        (value,) = db.execute("SELECT value FROM meta WHERE key = 'files that are copied'").fetchone()
        place = value.index('"', value.index("static/a.txt") + 20) + 1
        flipped = value[:place] + ("0" if value[place] != "0" else "1") + value[place + 1 :]
        db.execute("UPDATE meta SET value = ? WHERE key = 'files that are copied'", (flipped,))
    assert site.build().did_publish
    assert site.verify() == ()
