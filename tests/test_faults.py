"""What goes wrong with machines: killed builds, full disks, lost files and workers, damaged caches.

Every test breaks the thing itself: processes are killed, disks are filled, bytes are overwritten. After each fault the
site that is published is whole, and the next build gives what a clean one gives.

`make test` tries a few moments of each kind, `make test-long` a hundred; `SITEGEN_FAULTS_STORIES=300` does so on a
larger site, and `SITEGEN_FAULTS_SEED=1` at other moments.
"""

from __future__ import annotations

import contextlib
import os
import random
import resource
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import pytest

from sitegen.cache.build_cache import BuildCache
from sitegen.cli.main import run
from sitegen.errors import SitegenError
from tests.command_line import LONGEST_WAIT_SECONDS, NOW, environment, python, sitegen
from tests.site_under_test import SiteUnderTest, bytes_below, story

FEW, MANY = 8, 100
STORIES = int(os.environ.get("SITEGEN_FAULTS_STORIES", "9"))
SEED = int(os.environ.get("SITEGEN_FAULTS_SEED", "0"))
BUILD = [sys.executable, "-m", "sitegen", "build", "--now", NOW]
CHANGES = ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree", "shutil.move", "sqlite3.connect")
"""What Python tells its audit hooks of before it changes a disk (PEP 578)."""


def fill(site: SiteUnderTest, stories: int = STORIES) -> None:
    """Write stories, a page, a topic, and a file that is copied."""
    site.write("site.yaml", "title: T\nbase_url: https://digest.test/\npage_size: 3\n")
    for number in range(stories):
        day = f"2024-{number % 5 + 1:02}-{number % 27 + 1:02}"
        text = story(f"Story {number}", f"{day}T05:00:00Z", f"Text {number}.\n\n" * 5, topics=f"[AI, T{number % 3}]")
        site.write(f"content/news/{day}-story-{number}.md", text)
    site.write("content/about.md", "---\ntitle: About\n---\nWe.\n")
    site.write("content/_data/topics/ai.yaml", "name: AI\ndescription: Minds.\n")
    site.write("static/images/a.svg", "<svg/>")


def edit(site: SiteUnderTest) -> None:
    """Change, add and remove stories, rename a topic, and override a template."""
    site.edit("content/news/2024-01-01-story-0.md", "title: Story 0", "title: Other 0")
    site.delete("content/news/2024-02-02-story-1.md")
    site.write("content/news/2024-05-20-new.md", story("New", "2024-05-20T05:00:00Z", "New.\n", topics="[Robots]"))
    site.write("content/_data/topics/ai.yaml", "name: Minds\nslug: minds\naliases: [AI]\n")
    site.write("themes/default/templates/404.html", "<title>{{ view.title }}</title>Gone\n")


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[SiteUnderTest, dict[str, bytes], dict[str, bytes]]:
    """A site that was built and then edited, its outputs, and the outputs that a clean build makes after the edit."""
    site = SiteUnderTest(tmp_path_factory.mktemp("faults") / "site")
    fill(site)
    site.build(jobs=1)
    old = site.outputs()
    edit(site)
    fresh = never_built(site, "fresh")
    fresh.build(jobs=1)
    return site, old, fresh.outputs()


Sites = tuple[SiteUnderTest, dict[str, bytes], dict[str, bytes]]


def never_built(site: SiteUnderTest, name: str) -> SiteUnderTest:
    """Return a copy of a site without output and cache."""
    copy = site.copy_to(site.root.with_name(name))
    copy.delete("public")
    copy.lose_cache()
    return copy


def assert_whole(site: SiteUnderTest, old: dict[str, bytes], new: dict[str, bytes]) -> None:
    """Check that every published file is whole: as in the old site or as in the new one, and no other file is there."""
    for path, data in site.outputs().items():
        assert data in (old.get(path), new.get(path)), path
    missing = (old.keys() & new.keys()) - site.outputs().keys()
    assert missing == set() or not site.outputs(), missing


def assert_repaired(site: SiteUnderTest, new: dict[str, bytes]) -> None:
    """Check that the next build gives what a clean one gives, and that the one after it has nothing to do."""
    site.build(jobs=1)
    assert site.outputs() == new
    assert site.build(jobs=1).rendered == ()
    assert not list(site.root.glob(".*.staging"))


def in_a_child(work: Callable[[], None]) -> int:
    """Do work in a forked process and return its status as `os.waitstatus_to_exitcode` has it: -9 when killed."""
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            work()
            os._exit(0)
        os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def at_change(number: int, act: Callable[[], object], count: Callable[[int], object] = lambda _: None) -> None:
    """Do something just before the `number`-th change that this process makes of the disk."""
    seen = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event in CHANGES and (event != "open" or is_writing(arguments)):
            seen += 1
            count(seen)
            if seen == number:
                act()

    sys.addaudithook(hook)


def die() -> None:
    """Kill this process."""
    os.kill(os.getpid(), signal.SIGKILL)


def is_writing(arguments: tuple[object, ...]) -> bool:
    """Return whether an `open` event is one for writing."""
    return isinstance(arguments[2], int) and bool(arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def count_changes(site: SiteUnderTest) -> int:
    """Return how many changes of the disk a build makes."""
    file = os.open(site.root.with_name("count"), os.O_RDWR | os.O_CREAT | os.O_TRUNC)

    def work() -> None:
        at_change(0, lambda: None, lambda seen: os.pwrite(file, f"{seen:9}".encode(), 0))
        site.build(jobs=1)

    assert in_a_child(work) == 0
    with os.fdopen(file) as told:
        return int(told.read())


@pytest.fixture(params=[pytest.param(FEW, id="few"), pytest.param(MANY, id="many", marks=pytest.mark.long)])
def many(request: pytest.FixtureRequest) -> int:
    """About how many moments a fault is tried at."""
    return int(request.param)


def moments_of(total: int, many: int) -> list[int]:
    """Return moments spread over all of a build, the first and the last among them, others at random."""
    rng = random.Random(SEED)
    step = max(1, total // many)
    return sorted({1, total, *(min(total, start + rng.randrange(step)) for start in range(1, total + 1, step))})


def killed_at_changes(site: SiteUnderTest, many: int) -> Iterator[SiteUnderTest]:
    """Yield copies of a site whose build was killed, each before another change of the disk."""
    folder = site.root.with_name("killed")
    for moment in moments_of(count_changes(site.copy_to(folder)), many):
        victim = site.copy_to(folder)

        def work(victim: SiteUnderTest = victim, moment: int = moment) -> None:
            at_change(moment, die)
            victim.build(jobs=1)

        assert in_a_child(work) == -signal.SIGKILL
        yield victim


def test_killed_before_any_change_of_the_disk(sites: Sites, many: int) -> None:
    """A build that is killed (-9) leaves whole files, of the old site or the new one; the next build repairs it all."""
    site, old, new = sites
    for victim in killed_at_changes(site, many):
        assert_whole(victim, old, new)
        assert_repaired(victim, new)


def test_an_edit_that_is_taken_back_after_a_killed_build(sites: Sites, many: int) -> None:
    """What a killed build had begun with leaves no trace when the next one finds everything as before the edit."""
    site, old, _ = sites
    for victim in killed_at_changes(site, many):
        victim.delete("content")
        victim.delete("themes")
        fill(victim)
        assert_repaired(victim, old)
        with BuildCache(victim.root / ".sitegen/cache.db", reader=True) as cache:
            assert [row.path for row in cache.outputs() if not row.digest] == [], "reserved, and nothing came of it"


def test_killed_while_the_lost_cache_is_made_anew(sites: Sites, many: int) -> None:
    """Also when the cache was lost, no moment of a killed build lets an old page stay or loses an operator's file."""
    site, _, new = sites
    site = site.copy_to(site.root.with_name("without-cache"))
    site.lose_cache()
    site.write("public/robots-extra.txt", "theirs")
    site.write("public/.git/HEAD", "theirs")
    for victim in killed_at_changes(site, many):
        victim.build(jobs=1)
        outputs = victim.outputs()
        assert outputs.pop(".git/HEAD") == b"theirs"
        assert outputs == new
        # A build that was killed may have made the first folder, and moved nothing into it.
        (aside,) = (victim.root / ".sitegen").glob("lost-and-found*/robots-extra.txt")
        assert aside.read_text() == "theirs"


def at_call(name: str, act: Callable[[], object]) -> None:
    """Do something just before this process calls a function of this name."""

    def look(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_name == name:
            act()

    sys.setprofile(look)


@pytest.mark.parametrize("moment", ["store_results", "put_aside", "keep_journal", "store_outputs"])
def test_killed_while_a_first_build_is_stored(moment: str, sites: Sites) -> None:
    """Where all is in place and nothing is stored, everything is known as ours: what is taken away then goes."""
    site, _, new = sites
    victim = never_built(site, "killed")
    victim.write("static/.well-known/security.txt", "Contact: mailto:a@digest.test\n")

    def work() -> None:
        at_call(moment, die)
        victim.build(jobs=1)

    assert in_a_child(work) == -signal.SIGKILL
    victim.delete("static/.well-known/security.txt")
    assert_repaired(victim, new)
    assert not (victim.root / ".sitegen/lost-and-found").exists()


def test_cleaned_after_a_killed_first_build(sites: Sites) -> None:
    """`clean` removes what a killed first build had put in place."""
    site, _, _ = sites
    victim = never_built(site, "killed")

    def work() -> None:
        at_call("store_results", die)
        victim.build(jobs=1)

    assert in_a_child(work) == -signal.SIGKILL
    assert victim.outputs() != {}
    assert sitegen(victim.root, "clean").code == 0
    assert victim.outputs() == {}


def test_killed_in_a_first_build(sites: Sites, many: int) -> None:
    """A first build that is killed leaves nothing that is trusted: what is withdrawn then does not stay."""
    site, _, _ = sites
    fresh = never_built(site, "fresh")
    folder = site.root.with_name("killed")
    edited = fresh.copy_to(folder)
    edited.delete("content/news/2024-03-03-story-2.md")
    edited.build(jobs=1)
    expected = edited.outputs()
    for victim in killed_at_changes(fresh, many):
        victim.delete("content/news/2024-03-03-story-2.md")
        assert_repaired(victim, expected)


def test_killed_at_random_times_with_workers(sites: Sites, many: int) -> None:
    """A build and its workers, killed at a random time, leave whole files and no process; the next build repairs it."""
    site, old, new = sites
    folder = site.root.with_name("killed")
    rng = random.Random(SEED)
    longest = 0.0
    for number in range(max(4, many // 5)):
        victim = site.copy_to(folder)
        with subprocess.Popen([*BUILD, "--jobs", "3", "-q"], cwd=victim.root, env=environment()) as process:
            if number:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(rng.uniform(0.1, 1.0) * longest)
            else:
                longest = seconds_of(process)
            workers = children_of(process.pid)
            process.kill()
        assert_whole(victim, old, new)
        assert_repaired(victim, new)
        wait_for_end(workers)


def seconds_of(process: subprocess.Popen[bytes]) -> float:
    """Return how long a process takes."""
    started = os.times().elapsed
    process.wait(LONGEST_WAIT_SECONDS)
    return os.times().elapsed - started


def children_of(process: int) -> list[int]:
    """Return the processes that a process started."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if int((folder / "stat").read_text().rpartition(")")[2].split()[1]) == process:
                found.append(int(folder.name))
    return found


def wait_for_end(processes: list[int]) -> None:
    """Wait until processes that are not ours have ended."""
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            handle = os.pidfd_open(process)
            try:
                assert select.select([handle], [], [], LONGEST_WAIT_SECONDS)[0], f"process {process} outlives its build"
            finally:
                os.close(handle)


def test_interrupted_at_any_change_of_the_disk(sites: Sites, many: int) -> None:
    """Ctrl-C ends a build with exit code 130 and leaves the old site, or the new one, and nothing between."""
    site, old, new = sites
    folder = site.root.with_name("interrupted")
    for moment in moments_of(count_changes(site.copy_to(folder)), many):
        victim = site.copy_to(folder)

        def work(victim: SiteUnderTest = victim, moment: int = moment) -> None:
            at_change(moment, lambda: os.kill(os.getpid(), signal.SIGINT))
            os._exit(run(["build", str(victim.root), "--now", NOW, "--jobs", "1", "-q"]))

        assert in_a_child(work) == 130, moment
        assert victim.outputs() in (old, new), moment
        assert_repaired(victim, new)


def test_interrupted_with_workers(sites: Sites, tmp_path: Path) -> None:
    """Ctrl-C while workers are at work ends them too, without a traceback of any."""
    site, old, new = sites
    victim = site.copy_to(site.root.with_name("interrupted"))
    victim.delete(".sitegen")
    told = tmp_path / "told"
    at_work, begin = os.pipe()
    go_on, let_go = os.pipe()

    def work() -> None:
        os.setsid()
        os.close(let_go)
        main = os.getpid()

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            if event == "open" and os.getpid() != main and is_writing(arguments):
                os.write(begin, b"%d " % main)
                os.read(go_on, 1)

        sys.addaudithook(hook)
        os.dup2(os.open(told, os.O_WRONLY | os.O_CREAT), 2)
        sys.stderr = sys.__stderr__
        os._exit(run(["build", str(victim.root), "--now", NOW, "--jobs", "3"]))

    def interrupt() -> None:
        if build := os.read(at_work, 20).split():
            os.killpg(int(build[0]), signal.SIGINT)
        os.close(let_go)

    presser = threading.Thread(target=interrupt)
    presser.start()
    code = in_a_child(work)
    os.close(begin)
    presser.join()
    os.close(at_work)
    os.close(go_on)
    assert code == 130
    assert told.read_text() == "Interrupted.\n"
    assert victim.outputs() == old
    assert_repaired(victim, new)


def mount(*arguments: str) -> bool:
    """Run `mount`, and return whether it is allowed here."""
    return (
        shutil.which("mount") is not None and not subprocess.run(["mount", *arguments], capture_output=True).returncode
    )


def can_mount() -> bool:
    """Return whether this account may mount a small disk."""
    with tempfile.TemporaryDirectory() as folder:
        if not mount("-t", "tmpfs", "-o", "size=64k", "none", folder):
            return False
        subprocess.run(["umount", folder], check=True)
        return True


CAN_MOUNT = can_mount()


@contextlib.contextmanager
def mounted(folder: Path, *arguments: str) -> Iterator[None]:
    """Have something mounted on a folder."""
    folder.mkdir(exist_ok=True)
    assert mount(*arguments, str(folder))
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.skipif(not CAN_MOUNT, reason="only root may mount a small disk; the limit on file sizes is tested anyway")
def test_full_disk(sites: Sites, tmp_path: Path) -> None:
    """A disk that is full at any point stops the build with a sentence; the site is whole, and repaired later."""
    site, old, new = sites
    disk = tmp_path / "disk"
    with mounted(disk, "-t", "tmpfs", "-o", "size=16m", "none"):
        for free in (0, 8, 32, 64, 128, 192, 256, 320, 384, 512, 768, 1024, 2048):
            victim = site.copy_to(disk / "site")
            room = shutil.disk_usage(disk).free - free * 1024
            with open(disk / "ballast", "wb") as ballast:
                ballast.write(bytes(max(0, room)))
            ran = sitegen(victim.root, "build", "--now", NOW, "--jobs", "1")
            assert ran.code in (0, 1), ran.err
            assert "bug" not in ran.err
            assert ran.code == 0 or "There is no room in" in ran.err or "disk I/O" in ran.err, ran.err
            assert ran.code == 0 or "ake room on th" in ran.err, ran.err
            (disk / "ballast").unlink()
            assert_whole(victim, old, new)
            assert_repaired(victim, new)


@pytest.mark.skipif(not CAN_MOUNT, reason="only root may mount a small disk")
def test_full_disks_elsewhere(sites: Sites, tmp_path: Path) -> None:
    """Where the output, the temporary folder or a new draft has no room, the place is named, and what to do."""
    site, _, new = sites
    disk = tmp_path / "disk"
    victim = site.copy_to(tmp_path / "site")
    with mounted(disk, "-t", "tmpfs", "-o", "size=256k", "none"):
        (disk / "ballast").write_bytes(bytes(200_000))
        for jobs in ("1", "2"):
            ran = sitegen(tmp_path, "build", str(victim.root), "--output", str(disk / "www"), "--jobs", jobs)
            assert (ran.code, "bug" in ran.err) == (1, False), ran.err
            # The folder or one in it, whichever came first.
            assert f"There is no room in {disk}/.www.staging" in ran.err
            assert "Make room on that disk and run the command again." in ran.err
            assert not (disk / "www").exists()
        victim.build(jobs=1)
        start = "from sitegen.cli.main import main; main()"
        verified = python(victim.root, start, "build", "--verify", TMPDIR=str(disk))
        assert (verified.code, f"There is no room in {disk}/sitegen-verify" in verified.err) == (1, True), verified.err
        (disk / "ballast").write_bytes(bytes(shutil.disk_usage(disk).total - 4096))
        ran = sitegen(tmp_path, "new", "site", str(disk / "new"))
        assert (ran.code, f"There is no room in {disk}" in ran.err) == (1, True), ran.err
        assert not [file for file in (disk / "new").rglob("*") if file.is_file() and not file.stat().st_size]
    assert victim.outputs() == new


@pytest.mark.parametrize("limit", [0, 512, 2048, 4096, 16384, 65536, 131072])
def test_files_may_not_grow(limit: int, sites: Sites) -> None:
    """A limit on the size of files (as quotas have) stops the build with a sentence; the site is whole."""
    site, old, new = sites
    victim = site.copy_to(site.root.with_name("limited"))

    def work() -> None:
        errors = (victim.root.parent / "errors").open("w")
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        os.dup2(errors.fileno(), 2)
        sys.stderr = sys.__stderr__
        os._exit(run(["build", str(victim.root), "--now", NOW, "--jobs", "1", "-q"]))

    assert in_a_child(work) in (0, 1)
    assert_whole(victim, old, new)
    assert_repaired(victim, new)


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Make a folder read-only, also for root."""
    if CAN_MOUNT:
        with mounted(folder, "--bind", str(folder)):
            assert mount("-o", "remount,ro,bind", str(folder))
            yield
    else:
        folder.chmod(0o555)
        yield
        folder.chmod(0o755)


@pytest.mark.skipif(os.geteuid() == 0 and not CAN_MOUNT, reason="nothing is read-only to root")
@pytest.mark.parametrize("place", ["public", ".", ".sitegen"])
def test_read_only(place: str, sites: Sites) -> None:
    """Where nothing may be written, a sentence names the place, and what was published stays."""
    site, old, new = sites
    victim = site.copy_to(site.root.with_name("read-only"))
    with read_only(victim.root / place):
        ran = sitegen(victim.root, "build", "--now", NOW, "--jobs", "1")
        assert ran.code == 1, ran.err
        assert "bug" not in ran.err
        assert "ead-only" in ran.err or "ermission" in ran.err or "readonly" in ran.err
        assert victim.outputs() == old
    assert_repaired(victim, new)


def test_the_output_vanishes_while_it_is_written(sites: Sites, many: int) -> None:
    """An output folder that is taken away in the middle of a build is told, and made anew by the next one."""
    site, _, new = sites
    folder = site.root.with_name("vanishing")
    for moment in moments_of(count_changes(site.copy_to(folder)), many)[::3]:
        victim = site.copy_to(folder)

        def work(victim: SiteUnderTest = victim, moment: int = moment) -> None:
            at_change(moment, lambda: shutil.rmtree(victim.root / "public", ignore_errors=True))
            os._exit(run(["build", str(victim.root), "--now", NOW, "--jobs", "1", "-q"]))

        assert in_a_child(work) in (0, 1), moment
        assert_repaired(victim, new)


def test_a_worker_is_lost(sites: Sites) -> None:
    """When the system kills a worker, the build says so and publishes nothing."""
    site, old, new = sites
    victim = site.copy_to(site.root.with_name("lost"))
    victim.delete(".sitegen")

    def work() -> None:
        main = os.getpid()

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            if event == "open" and os.getpid() != main and is_writing(arguments):
                die()

        sys.addaudithook(hook)
        try:
            victim.build(jobs=2)
        except SitegenError as error:
            os._exit(7 if "ended before its work was done" in str(error) else 8)

    assert in_a_child(work) == 7
    assert victim.outputs() == old
    assert_repaired(victim, new)


def test_damaged_memories(sites: Sites, many: int) -> None:
    """A cache with any bytes overwritten, cut off, or put in its place is as good as none."""
    site, _, new = sites
    folder = site.root.with_name("damaged")
    rng = random.Random(SEED)
    for number in range(many):
        victim = site.copy_to(folder)
        file = victim.root / ".sitegen" / "cache.db"
        data = bytearray(file.read_bytes())
        if number % 3 == 0:
            data = data[: rng.randrange(len(data))]
        for _ in range(rng.choice([1, 10, 100, 1000])):
            if data:
                data[rng.randrange(len(data))] = rng.randrange(256)
        file.write_bytes(data)
        if number % 4 == 0:
            file.with_name("cache.db-wal").write_bytes(rng.randbytes(5000))
        assert_repaired(victim, new)


def of_another_format(file: Path, number: int) -> None:
    """Give a cache the format number of another version."""
    with contextlib.closing(sqlite3.connect(file)) as db:
        db.execute(f"PRAGMA user_version = {number}")


def of_somebody_else(file: Path) -> None:
    """Put another program's database in a cache's place."""
    file.unlink()
    with contextlib.closing(sqlite3.connect(file)) as db:
        db.executescript("CREATE TABLE pages (x); CREATE TABLE theirs (y); PRAGMA user_version = 1")


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: of_another_format(file, 99),
        lambda file: of_another_format(file, 0),
        of_somebody_else,
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(b"\x89PNG\r\n\x1a\n" * 1000),
        lambda file: file.write_text("{}"),
        lambda file: file.unlink(),
    ],
    ids=["newer", "older", "foreign", "empty", "a picture", "a text", "gone"],
)
def test_other_memories(damage: Callable[[Path], object], sites: Sites) -> None:
    """A cache of another version or another program is as good as none, for a build and for other commands."""
    site, _, new = sites
    victim = site.copy_to(site.root.with_name("other"))
    for command in ("check", "why"):
        damage(victim.root / ".sitegen" / "cache.db")
        words = ["check"] if command == "check" else ["why", "index.html"]
        assert sitegen(victim.root, *words, "--now", NOW).code == 0
    damage(victim.root / ".sitegen" / "cache.db")
    assert_repaired(victim, new)


def test_two_builds_at_once(sites: Sites) -> None:
    """Builds of one site that are started together wait for each other, and all end well."""
    site, _, new = sites
    victim = site.copy_to(site.root.with_name("twice"))
    running = [subprocess.Popen([*BUILD, "-q"], cwd=victim.root, env=environment()) for _ in range(4)]
    assert [process.wait(LONGEST_WAIT_SECONDS) for process in running] == [0, 0, 0, 0]
    assert_repaired(victim, new)


@pytest.mark.parametrize("change", ["write", "delete", "replace by a folder"])
def test_a_source_changes_while_it_is_read(change: str, sites: Sites) -> None:
    """A source that changes between being listed and read is taken as it then is, or told; the next build is right."""
    site, old, _ = sites
    victim = site.copy_to(site.root.with_name("changing"))
    name = "content/news/2024-05-20-new.md"

    def work() -> None:
        done: list[bool] = []

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            if event == "open" and str(arguments[0]).endswith(name) and not done:
                done.append(True)
                if change != "write":
                    victim.delete(name)
                if change == "write":
                    victim.edit(name, "New.", "Newer.")
                elif change != "delete":
                    (victim.root / name).mkdir()

        sys.addaudithook(hook)
        victim.build(jobs=1)

    assert in_a_child(work) == 0
    fresh = victim.copy_to(site.root.with_name("fresh"))
    fresh.delete("public")
    fresh.delete(".sitegen")
    fresh.build(jobs=1)
    assert_whole(victim, old, fresh.outputs())
    assert_repaired(victim, fresh.outputs())


@pytest.mark.parametrize("years", [-30, -1, 1, 30])
def test_the_clock_is_wrong(years: int, sites: Sites) -> None:
    """Whatever time the machine believes it is when files are changed, the next build sees the change."""
    site, _, _ = sites
    victim = site.copy_to(site.root.with_name("clock"))
    victim.build(jobs=1)
    moment = 1_700_000_000 + years * 31_556_952
    for turn in range(3):
        path = victim.root / "content/news/2024-05-20-new.md"
        path.write_text(story("New", "2024-05-20T05:00:00Z", f"Turn {turn}.\n", topics="[Robots]"))
        for file in (path, victim.root / ".sitegen/time", *(victim.root / "public").rglob("*.html")):
            os.utime(file, (moment, moment))
        victim.build(jobs=1)
        assert f"Turn {turn}." in victim.text("news/2024/05/20/new/index.html")
    assert victim.verify() == ()


def test_a_folder_of_somebody_else_is_never_touched(sites: Sites, tmp_path: Path) -> None:
    """A folder with other files is refused, also by a site that was built elsewhere before."""
    site = sites[0].copy_to(tmp_path / "site")
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "index.html").write_text("theirs")
    ran = sitegen(site.root, "build", "--now", NOW, "--output", str(theirs))
    assert ran.code == 1
    assert "holds files that sitegen did not make" in ran.err
    assert bytes_below(theirs) == {"index.html": b"theirs"}


def test_each_output_folder_is_known_by_itself(sites: Sites, tmp_path: Path) -> None:
    """What is built into one folder says nothing of another: no page that was withdrawn meanwhile stays in either."""
    site = sites[0].copy_to(tmp_path / "site")
    site.build(jobs=1)
    site.delete("content/news/2024-05-20-new.md")
    assert sitegen(site.root, "build", "--now", NOW, "--output", str(tmp_path / "other")).code == 0
    site.build(jobs=1)
    assert not site.has("news/2024/05/20/new/index.html")
    assert bytes_below(tmp_path / "other") == site.outputs()


def test_links_inside_the_output_lead_nowhere(sites: Sites, tmp_path: Path) -> None:
    """Nothing is written, replaced or deleted where a link inside the output folder leads."""
    site = sites[0].copy_to(tmp_path / "site")
    site.build(jobs=1)
    theirs = tmp_path / "theirs"
    shutil.copytree(site.root / "public" / "news", theirs)
    before = bytes_below(theirs)
    site.delete("public/news")
    (site.root / "public" / "news").symlink_to(theirs)
    site.edit("content/news/2024-05-20-new.md", "New.", "Newer.")
    site.delete("content/news/2024-01-01-story-0.md")
    ran = sitegen(site.root, "build", "--now", NOW)
    assert ran.code == 1
    assert "news stands where the site needs another kind of entry" in ran.err
    assert bytes_below(theirs) == before
    sitegen(site.root, "clean")
    assert bytes_below(theirs) == before
