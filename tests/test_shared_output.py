"""Several checkouts and caches, one output folder: whoever built there last, the next build equals a clean one."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.config import load_settings
from sitegen.engine.build import build_site
from sitegen.engine.inspect.verify import Verified, verify_site
from sitegen.engine.publish.output_record import OutputRecord, read_record, record_file
from sitegen.engine.publish.writer import delete
from sitegen.engine.site_paths import site_paths_of
from tests.command_line import LONGEST_WAIT_SECONDS, NOW, PROJECT, environment, running, sitegen
from tests.site_under_test import SiteUnderTest, bytes_below, story
from tests.test_faults import at_change, die, in_a_child
from tests.unit.engine.processes.test_lock import held_elsewhere

ROUNDS = int(os.environ.get("SITEGEN_SHARED_ROUNDS", "12"))
SEED = int(os.environ.get("SITEGEN_SHARED_SEED", "0"))
THEIRS = {"CNAME": b"digest.test", ".well-known/x": b"theirs", "others/page.html": b"theirs"}
"""What the owner of the output folder put there, and no build may touch."""


class Checkout:
    """One checkout of a site that is built into a folder elsewhere."""

    def __init__(self, root: Path, output: Path) -> None:
        self.site = SiteUnderTest(root)
        self.output = output
        self.site.write("content/news/2024-02-21-a.md", story("Alpha"))

    def build(self, output: Path | None = None) -> None:
        settings, _ = load_settings(self.site.root, output=str(output or self.output))
        assert build_site(site_paths_of(self.site.root, settings, self.site.options)).did_publish

    def verify(self) -> Verified:
        settings, _ = load_settings(self.site.root, output=str(self.output))
        return verify_site(site_paths_of(self.site.root, settings, self.site.options))

    def clean_bytes(self) -> dict[str, bytes]:
        """Return what a build makes where there was none before."""
        with tempfile.TemporaryDirectory() as folder:
            fresh = Checkout.__new__(Checkout)
            fresh.site = SiteUnderTest.__new__(SiteUnderTest)
            fresh.site.root, fresh.site.options = Path(folder, "site"), self.site.options
            shutil.copytree(self.site.root, fresh.site.root, ignore=shutil.ignore_patterns(".sitegen"))
            fresh.build(Path(folder, "out"))
            return bytes_below(Path(folder, "out"))

    def edit(self, rng: random.Random) -> None:
        """Add a story or a page of any section, change one, take one away, or change every page."""
        files = sorted((self.site.root / "content").rglob("*.md"))
        action = rng.randrange(4)
        if action == 0 or len(files) < 2:
            section = rng.choice(["news", "sport", "deep/er"])
            name = f"2024-{rng.randint(1, 5):02}-{rng.randint(1, 28):02}-s{rng.randrange(10**6)}.md"
            self.site.write(f"content/{section}/{name}", story(f"Story {rng.randrange(100)}"))
        elif action == 1:
            rng.choice(files).unlink()
        elif action == 2:
            path = rng.choice(files)
            path.write_bytes(path.read_bytes() + f"\nMore {rng.randrange(100)}.\n".encode())
        else:
            self.site.write("themes/default/templates/404.html", f"<title>T</title>{rng.randrange(100)}\n")


def assert_clean(checkout: Checkout) -> None:
    """Check the output after a build of a checkout, and that record, cache and folder name the same files."""
    expected = checkout.clean_bytes()
    assert bytes_below(checkout.output) == expected | THEIRS
    assert read_record(checkout.output) == OutputRecord(frozenset(expected), is_complete=True)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "www" / "html"


@pytest.fixture
def two(tmp_path: Path, out: Path) -> tuple[Checkout, Checkout]:
    """Two checkouts of one site that differ, and build into one folder."""
    one, other = Checkout(tmp_path / "one", out), Checkout(tmp_path / "other", out)
    other.site.write("content/sport/2024-02-21-b.md", story("Bravo"))
    other.site.write("static/sport.txt", "sport")
    return one, other


def put_theirs(out: Path) -> None:
    for path, data in THEIRS.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(data)


def build_and_kill(checkout: Checkout, moment: int) -> None:
    """Build, and kill that build before its `moment`-th change of the disk, if it has so many."""

    def work() -> None:
        at_change(moment, die)
        checkout.build()

    assert in_a_child(work) in (0, -signal.SIGKILL)


def keep(folder: Path, kept: Path) -> None:
    """Put a copy of a folder in the place of another one."""
    shutil.rmtree(kept, ignore_errors=True)
    if folder.exists():
        shutil.copytree(folder, kept)


def test_random_turns(two: tuple[Checkout, Checkout], out: Path) -> None:
    """Checkouts that take turns, killed builds, caches put back, lost or mixed up: each build equals a clean one."""
    rng = random.Random(SEED)
    two[0].build()
    put_theirs(out)
    for turn in range(ROUNDS):
        checkout = two[turn % 2] if turn % 3 else rng.choice(two)
        cache = checkout.site.root / ".sitegen"
        kept = cache.with_name("kept")
        for _ in range(rng.randint(0, 2)):
            checkout.edit(rng)
        match rng.randrange(7):
            case 0:
                keep(cache, kept)
            case 1:
                keep(kept, cache)
            case 2:
                shutil.rmtree(cache, ignore_errors=True)
            case 3:
                keep(rng.choice(two).site.root / "kept", cache)
            case _:
                for _ in range(rng.randint(1, 2)):
                    build_and_kill(rng.choice(two), rng.randint(1, 60))
        checkout.build()
        assert_clean(checkout)
        if turn % 4 == 3:
            assert checkout.verify() == ((), (), tuple(sorted(THEIRS)))


def test_an_older_cache_is_noticed(two: tuple[Checkout, Checkout], out: Path) -> None:
    """A cache that was put back is noticed though size and time of each file that it knows are as it left them."""
    one, _ = two
    one.site.write("content/sport/2024-02-21-later.md", story("Later"))
    one.build()
    one.site.delete("content/sport/2024-02-21-later.md")
    cache, kept = one.site.root / ".sitegen", one.site.root / "kept"
    keep(cache, kept)
    one.build()
    one.site.write("static/sport/x.txt", "new")
    one.build()
    one.site.delete("static/sport")
    keep(kept, cache)
    one.build()
    assert bytes_below(out) == one.clean_bytes()


def test_another_file_with_the_size_and_time_of_ours(two: tuple[Checkout, Checkout], out: Path) -> None:
    """After a build of another checkout no size and time is trusted: bytes are compared."""
    one, other = two
    for checkout, text in ((one, "ours"), (other, "else")):
        checkout.site.write("static/same.txt", text)
        checkout.build()
        if checkout is one:
            left = (out / "same.txt").stat()
    os.utime(out / "same.txt", ns=(left.st_atime_ns, left.st_mtime_ns))
    one.build()
    assert (out / "same.txt").read_text() == "ours"


def test_a_file_of_others_where_an_output_was(two: tuple[Checkout, Checkout], out: Path) -> None:
    """An older cache believes that a file is an output; the record knows that it was removed, so it is not touched."""
    one, _ = two
    one.site.write("static/gone.txt", "gone")
    one.build()
    cache, kept = one.site.root / ".sitegen", one.site.root / "kept"
    keep(cache, kept)
    one.site.delete("static/gone.txt")
    one.build()
    (out / "gone.txt").write_text("theirs")
    keep(kept, cache)
    one.build()
    assert (out / "gone.txt").read_text() == "theirs"


def damage(record: Path) -> None:
    data = bytearray(record.read_bytes())
    data[len(data) // 2] = 0
    data[-5] = 0
    record.write_bytes(data)


@pytest.mark.parametrize(
    "act", [Path.unlink, damage, lambda record: record.write_bytes(b""), lambda record: record.write_bytes(b"x\n{}\n")]
)
def test_a_record_that_is_lost_or_damaged(act: Callable[[Path], object], two: tuple[Checkout, Checkout]) -> None:
    """Without its record no file of the folder is believed in: what no source explains is put aside, nothing fails."""
    one, other = two
    other.build()
    one.build()
    act(record_file(one.output))
    (one.output / "mine.txt").write_text("mine")
    (one.output / "index.html").write_text("scribbled")
    one.build()
    assert bytes_below(one.output) == one.clean_bytes()
    assert (one.site.root / ".sitegen/lost-and-found/mine.txt").read_text() == "mine"
    (one.output / "mine.txt").write_text("mine")
    other.build()
    assert bytes_below(one.output) == other.clean_bytes() | {"mine.txt": b"mine"}


def test_a_cache_that_is_lost(two: tuple[Checkout, Checkout], out: Path) -> None:
    """With the record alone all that is ours is known, so nothing old stays and nothing of others is moved."""
    one, other = two
    other.build()
    put_theirs(out)
    shutil.rmtree(other.site.root)
    one.build()
    assert_clean(one)
    assert not (one.site.root / ".sitegen/lost-and-found").exists()


def test_the_record_does_not_grow_for_ever(two: tuple[Checkout, Checkout], monkeypatch: pytest.MonkeyPatch) -> None:
    """From a number of changes on the record is written anew, and says the same."""
    one, _ = two
    one.build()
    lengths = []
    monkeypatch.setattr("sitegen.engine.publish.reconcile.APPENDED_KEPT", 6)
    for number in range(8):
        one.site.write(f"content/news/2024-02-21-{number % 2}.md", story(f"X{number}"))
        one.site.write(f"static/{number}.txt", str(number))
        one.build()
        one.site.delete(f"static/{number}.txt")
        lengths.append(len(record_file(one.output).read_bytes()))
        assert read_record(one.output).paths == bytes_below(one.output).keys()
    one.build()
    assert lengths != sorted(lengths)
    assert read_record(one.output) == OutputRecord(frozenset(one.clean_bytes()), is_complete=True)


def test_nothing_changed_notes_nothing(two: tuple[Checkout, Checkout]) -> None:
    """A build that changes no file leaves the record as it is."""
    one, _ = two
    one.build()
    before = record_file(one.output).read_bytes()
    os.utime(one.site.root / "content/news/2024-02-21-a.md")
    one.build()
    assert record_file(one.output).read_bytes() == before


def test_clean_takes_what_is_recorded(two: tuple[Checkout, Checkout], out: Path) -> None:
    """`clean` removes all that the last build made, from whichever checkout, the record, and nothing of others."""
    one, other = two
    other.build()
    put_theirs(out)
    assert sitegen(one.site.root, "clean", "--output", str(out)).code == 0
    assert bytes_below(out) == THEIRS
    assert not record_file(out).exists()


def test_another_checkout_is_waited_for(two: tuple[Checkout, Checkout], out: Path) -> None:
    """While another checkout builds into the folder, a build says that it waits; commands that only look do not."""
    one, _ = two
    one.build()
    command = [sys.executable, "-m", "sitegen", "build", "--now", NOW, "--output", str(out)]
    with held_elsewhere(out.with_name(".html.sitegen-lock")) as holder:
        for looking in (["check"], ["why", "index.html"]):
            assert sitegen(one.site.root, *looking, "--output", str(out)).code == 0
        with running(command, one.site.root) as build:
            assert build.stderr
            words = "sitegen: another build is using the site or its output folder; waiting for it to finish\n"
            assert build.stderr.readline() == words
            holder.kill()
            assert build.wait(LONGEST_WAIT_SECONDS) == 0


def test_checkouts_that_build_at_once(two: tuple[Checkout, Checkout], out: Path) -> None:
    """Many builds of two checkouts into one folder at once all end well, and the folder is that of the last one."""
    command = [sys.executable, "-m", "sitegen", "build", "-q", "--now", NOW, "--output", str(out)]
    started = [subprocess.Popen(command, cwd=one.site.root, env=environment()) for one in (*two, *two)]
    assert [process.wait(LONGEST_WAIT_SECONDS) for process in started] == [0, 0, 0, 0]
    assert bytes_below(out) in [one.clean_bytes() for one in two]


def test_what_lies_in_the_output(site: SiteUnderTest) -> None:
    """`--verify` names all that a clean build does not make: in places of the site it fails, elsewhere it does not."""
    site.write("content/news/2024-02-21-a.md", story("Alpha"))
    site.write("static/images/a.svg", "<svg/>")
    site.build()
    theirs = [
        "CNAME", "google123.html", ".well-known/x", ".nojekyll", ".git/HEAD", "others/page.html", "others/deep/x",
        "news/.htaccess", "indexes.html", "nothing/", "a link",
    ]  # fmt: skip
    wrong = [
        "news/2023/index.html", "news/old.html", "News/x.html", "INDEX.html", "index.htm", "index.html.gz", "news.html",
        "archive.HTML", "feed.xml.br", "Feed.XML", "topics/gone/index.html", "assets/mine.css", "images/b.png",
        "news/2024/empty/", "news/a link", "Archive/", "404/index.html",
    ]  # fmt: skip
    for path in (*theirs, *wrong):
        file = site.root / "public" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if path.endswith("/"):
            file.mkdir()
        elif path.endswith("link"):
            file.symlink_to("/")
        else:
            file.write_bytes(b"by hand")
    settings, _ = load_settings(site.root)
    paths = site_paths_of(site.root, settings, site.options)
    assert verify_site(paths) == ((), tuple(sorted(wrong)), tuple(sorted(theirs)))
    ran = sitegen(site.root, "build", "--verify", "--now", NOW)
    assert ran.code == 1
    assert "public/news/2023/index.html: is not made by this site" in ran.err
    assert "Not ours, and left alone in public/: 11 files\n    .git/HEAD\n" in ran.out
    for path in wrong:
        delete(site.root / "public", [path, f"{path}x"])
    ran = sitegen(site.root, "build", "--verify", "--now", NOW, "--strict")
    assert (ran.code, ran.err) == (0, "")
    assert "Verified" in ran.out


def test_outputs_that_are_others(site: SiteUnderTest) -> None:
    """An output that is missing, has other bytes, or is a link to the same ones is none that a clean build makes."""
    site.write("content/news/2024-02-21-a.md", story("Alpha"))
    site.build()
    public = site.root / "public"
    (public / "404.html").write_text("other")
    (public / "robots.txt").unlink()
    (public / "feed.xml").rename(site.root / "feed.xml")
    (public / "feed.xml").symlink_to(site.root / "feed.xml")
    os.mkfifo(public / "pipe")
    (public / "sitemap.xml").unlink()
    os.mkfifo(public / "sitemap.xml")
    settings, _ = load_settings(site.root)
    found = verify_site(site_paths_of(site.root, settings, site.options))
    assert found == (("404.html", "feed.xml", "robots.txt", "sitemap.xml"), (), ("pipe",))


def test_nothing_of_a_killed_build_stays(two: tuple[Checkout, Checkout], out: Path) -> None:
    """Folders that a killed build had made are gone when what it was about to put there never came."""
    one, _ = two
    one.build()
    one.site.write("static/deep/er/still/x.txt", "x")

    def work() -> None:
        def hook(event: str, arguments: tuple[object, ...]) -> None:
            if event == "os.mkdir" and str(arguments[0]) == str(out / "deep" / "er"):
                die()

        sys.addaudithook(hook)
        one.build()

    assert in_a_child(work) == -signal.SIGKILL
    assert (out / "deep").is_dir()
    one.site.delete("static/deep")
    one.build()
    assert one.verify() == ((), (), ())


def test_the_deploy_plugin_keeps_the_record() -> None:
    """What the starter site keeps between deploys has the record that lies beside the output folder."""
    plugin = PROJECT / "sitegen/starter_hosts/netlify/netlify/plugins/keep-sitegen-cache/index.js"
    assert record_file(Path("public")).name == ".public" + ".sitegen-build"
    assert "'.' + path.basename(PUBLISH_DIR) + '.sitegen-build'" in plugin.read_text("utf-8")
