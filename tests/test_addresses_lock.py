"""`addresses.lock`: who writes it, what merges and damage do to it, and that it stays where nothing changes."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from sitegen.errors import SitegenError
from tests.command_line import NOW, sitegen
from tests.published_addresses import LOCK, FollowedSite
from tests.site_under_test import SITE_YAML, has_only_looked, story

SMALL = SITE_YAML + "search: off\ncalendar: off\n"
MARKED = ("<<<<<<< HEAD", "||||||| base", "=======", ">>>>>>> other")


@pytest.fixture
def small(tmp_path: Path) -> FollowedSite:
    """A site of three stories that was never built."""
    site = FollowedSite(tmp_path / "site", SMALL)
    for number in range(3):
        day = f"2024-01-0{number + 1}"
        site.write(f"content/news/{day}-{number}.md", story(f"Story {number}", f"{day}T05:00:00Z", originalUrl=None))
    return site


def git(site: FollowedSite, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run git in a site's folder."""
    who = (
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@a.test",
        "-c",
        "init.defaultBranch=main",
        "-c",
        "core.hooksPath=/dev/null",
    )
    command = ["git", *who, *arguments]
    return subprocess.run(command, cwd=site.root, capture_output=True, encoding="utf-8", check=False)


def committed(site: FollowedSite, message: str) -> None:
    """Commit all of a site."""
    git(site, "add", "-A")
    assert git(site, "commit", "-qm", message).returncode == 0


def branches(site: FollowedSite) -> None:
    """Let two branches each add ten stories, build and commit; the second is checked out."""
    site.write(".gitignore", "/public/\n/.public.*\n/.sitegen/\n")
    site.build(addresses="write", jobs=1)
    git(site, "init", "-q")
    committed(site, "before")
    for name in ("one", "two"):
        git(site, "checkout", "-q", "main")
        git(site, "checkout", "-qb", name)
        for number in range(10):
            site.write(f"content/news/{name}-{number}.md", story(f"{name} {number}", topics=f"[{name}]"))
        site.build(addresses="write", jobs=1)
        committed(site, name)


def test_branches_merge_without_a_conflict(small: FollowedSite) -> None:
    """Two branches that add ten stories each merge without a conflict, and the next build has all lines, sorted."""
    small.write(".gitattributes", (Path(__file__).parents[1] / "sitegen/starter_site/gitattributes").read_text("utf-8"))
    branches(small)
    merged = git(small, "merge", "-q", "one", "-m", "merged")
    assert merged.returncode == 0, merged.stdout
    after = small.lock()
    small.publish()
    records = [line for line in small.lock().decode().splitlines() if line[0] != "#"]
    told = [line for line in records if not line.startswith("made ")]
    assert len(told) == 3 + 20 + len({"topics/ai", "topics/one", "topics/two", "sources/example-news"})
    assert records == sorted(records)
    assert set(records) == {line for line in after.decode().splitlines() if line[0] != "#"}


def test_a_conflict_is_settled_by_a_build(small: FollowedSite) -> None:
    """Without the attribute git may leave markers: both sides count, and the next build writes none."""
    branches(small)
    git(small, "merge", "-q", "one", "-m", "merged")
    conflicted = small.lock().decode()
    assert any(line.startswith(MARKED) for line in conflicted.splitlines())
    report = small.publish()
    assert report.problems == ()
    assert not any(line.startswith(MARKED) for line in small.lock().decode().splitlines())
    assert {line for line in conflicted.splitlines() if line[:1].isalnum()} == {
        line for line in small.lock().decode().splitlines() if line[:1].isalnum()
    }


def test_the_order_of_a_merge_is_no_matter(small: FollowedSite, tmp_path: Path) -> None:
    """Whichever branch is merged into the other, the next build writes the same lock and the same site."""
    branches(small)
    results = []
    for ours, theirs in (("one", "two"), ("two", "one")):
        git(small, "checkout", "-q", "-f", ours)
        git(small, "checkout", "-q", "-b", f"{ours}-{theirs}")
        git(small, "merge", "-q", theirs, "-m", "merged")
        with small.clean_copy(small.lock()) as copy:
            copy.build(addresses="write", jobs=1)
            results.append((copy.lock(), copy.outputs()))
        git(small, "reset", "-q", "--hard")
        git(small, "clean", "-qfd")
    assert results[0] == results[1]


def test_branches_that_publish_one_address(small: FollowedSite) -> None:
    """Of two branches that each published a story at one address one story keeps it, whichever is merged first."""
    small.build(addresses="write", jobs=1)
    before = small.lock()
    locks = []
    for folder in ("x", "y"):
        small.write(f"content/news/{folder}/same.md", story(f"Of {folder}", originalUrl=None))
        small.build(addresses="write", jobs=1)
        locks.append([line for line in small.lock().splitlines() if line not in before.splitlines()])
        small.delete(f"content/news/{folder}/same.md")
        (small.root / LOCK).write_bytes(before)
    for folder in ("x", "y"):
        small.write(f"content/news/{folder}/same.md", story(f"Of {folder}", originalUrl=None))
    outputs = []
    for lines in (locks[0] + locks[1], locks[1] + locks[0]):
        (small.root / LOCK).write_bytes(before.replace(b"# end\n", b"\n".join([*lines, b"# end", b""])))
        small.publish()
        outputs.append((small.outputs(), small.lock()))
    assert outputs[0] == outputs[1]
    assert small.lock().count(b"/same/") == 1
    assert small.lock().count(b"/same-") == 1


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (("--drafts",), {}),
        (("--future",), {}),
        (("--now", NOW), {}),
        (("--base-url", "https://other.test/"), {}),
        (("--verify",), {}),
        (("--frozen",), {}),
        ((), {"CI": "true"}),
        ((), {"SOURCE_DATE_EPOCH": "1717243200"}),
        ((), {"NETLIFY": "true", "CONTEXT": "production"}),
        ((), {"NETLIFY": "true", "CONTEXT": "deploy-preview"}),
    ],
)
def test_who_never_writes_it(small: FollowedSite, arguments: tuple[str, ...], environment: dict[str, str]) -> None:
    """A build that shows something else than the site as it is now, proves something, or is frozen leaves it alone."""
    assert sitegen(small.root, "build", *arguments, **{"CI": "", **environment}).code == 0
    assert small.lock() == b""


def test_who_writes_it(small: FollowedSite) -> None:
    """A plain build that published writes it; one that published nothing, or found nothing changed, does not."""
    small.write("content/news/bad.md", "---\ntitle: [\n---\n")
    assert sitegen(small.root, "build", "--all-or-nothing", CI="").code == 1
    assert small.lock() == b""
    small.delete("content/news/bad.md")
    ran = sitegen(small.root, "build", CI="")
    assert (ran.code, f"{LOCK} is new" in ran.out) == (0, True)
    before = (small.lock(), (small.root / LOCK).stat().st_mtime_ns)
    assert f"{LOCK} is new" not in sitegen(small.root, "build", CI="").out
    assert (small.lock(), (small.root / LOCK).stat().st_mtime_ns) == before
    small.write("content/news/2024-02-22-new.md", story("New"))
    assert "--frozen, not CI" in sitegen(small.root, "build", "--frozen", CI="").err
    assert small.lock() == before[0]
    sitegen(small.root, "build", "--no-frozen", CI="true")
    assert b"/new/" in small.lock()


def test_a_lock_that_is_behind_is_told(small: FollowedSite) -> None:
    """A build that may not write it tells how many lines are missing; one that is up to date says nothing of it."""
    small.build(addresses="write", jobs=1)
    assert small.build(addresses="check", jobs=1).problems == ()
    small.write("content/news/2024-02-22-new.md", story("New"))
    (problem,) = small.build(addresses="check", jobs=1).problems
    assert (problem.level, problem.path) == ("warning", LOCK)
    assert problem.message == "it is behind by 1 line: what is published now would be forgotten"


def test_nothing_changed_is_still_nothing_to_do(small: FollowedSite) -> None:
    """After a build that wrote the lock the next one only looks, and so does one after the lock is as it was again."""
    small.settle(addresses="write", jobs=1)
    before = small.lock()
    (small.root / LOCK).write_bytes(before.replace(b"# end\n", b""))
    assert not has_only_looked(small.build(addresses="write", jobs=1))
    (small.root / LOCK).write_bytes(before)
    assert has_only_looked(small.settle(addresses="write", jobs=1))
    assert small.lock() == before


@pytest.mark.parametrize("change", ["CRLF", "mark", "twice", "reversed", "blank lines"])
def test_what_is_tolerated(small: FollowedSite, change: str) -> None:
    """Other line ends, a byte order mark, repeated lines, another order and empty lines change nothing, and go."""
    small.build(addresses="write", jobs=1)
    outputs, lock = small.outputs(), small.lock()
    first, *records, last = lock.splitlines(keepends=True)
    changed = {
        "CRLF": lock.replace(b"\n", b"\r\n"),
        "mark": b"\xef\xbb\xbf" + lock,
        "twice": b"".join([first, *records, *records, last]),
        "reversed": b"".join([first, *reversed(records), last]),
        "blank lines": lock.replace(b"\n", b"\n\n"),
    }[change]
    (small.root / LOCK).write_bytes(changed)
    with small.clean_copy(changed) as copy:
        report = copy.build(addresses="write", jobs=1)
        assert (report.problems, copy.outputs()) == ((), outputs)
        assert copy.lock() in (lock, changed if change in ("CRLF", "mark") else lock)


@pytest.mark.parametrize("at", [0, 40, 100, -2, -8, -60])
def test_a_lock_that_was_cut(small: FollowedSite, at: int) -> None:
    """A lock that ends too early, or is empty, is one error with its line; it stays, and nothing is published."""
    small.build(addresses="write", jobs=1)
    cut = small.lock()[:at]
    (small.root / LOCK).write_bytes(cut)
    outputs = small.outputs()
    small.delete("content/news/2024-01-01-0.md")
    report = small.build(addresses="write", jobs=1)
    found = [problem for problem in report.problems if problem.level == "error"]
    assert [(problem.path, bool(problem.line), bool(problem.hint)) for problem in found] == [(LOCK, True, True)]
    assert (small.lock(), small.outputs()) == (cut, outputs)
    assert small.build(addresses="check", jobs=1).problems == report.problems


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b"/news/2024/01/02/1/", b"/news/2024/01\0/1/", "not a line of an address"),
        (b"2024-01-02", b"yesterday!", "not a line of an address"),
        (b"/news/2024/01/02/1/", b"/news/*", "not a line of an address"),
        (b"/news/2024/01/02/1/", b"//other.example/", "not a line of an address"),
        (b"Format 1", b"Format 2", "of format 2"),
    ],
)
def test_a_line_that_nobody_can_read(small: FollowedSite, old: bytes, new: bytes, words: str) -> None:
    """A line with other signs, and a format that is not known, are errors that say what to do."""
    small.build(addresses="write", jobs=1)
    damaged = small.lock().replace(old, new, 1)
    assert damaged != small.lock()
    (small.root / LOCK).write_bytes(damaged)
    report = small.build(addresses="write", jobs=1)
    (problem,) = report.problems
    assert (problem.level, problem.path, words in problem.message) == ("error", LOCK, True)
    assert (report.did_publish, small.lock()) == (False, damaged)


def test_a_lock_that_leads_to_nothing(small: FollowedSite) -> None:
    """A link to a file that is not there is an error, before anything is published: the site has a lock elsewhere."""
    (small.root / LOCK).symlink_to(small.root / "elsewhere" / LOCK)
    with pytest.raises(SitegenError, match="cannot be read"):
        small.build(addresses="write", jobs=1)
    assert not small.has("index.html")


def test_it_holds_no_word_of_a_story(small: FollowedSite) -> None:
    """Titles, texts, excerpts and addresses of originals are in no line: a takedown does not live on in git."""
    small.write("content/news/2024-02-22-x.md", story("Zebra", body="Quagga.", originalUrl="https://okapi.example/"))
    small.build(addresses="write", jobs=1)
    assert not any(word in small.lock() for word in (b"ebra", b"uagga", b"okapi", b"Story"))
