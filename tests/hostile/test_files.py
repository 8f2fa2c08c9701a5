"""What lies in `content/` and is no source, sources with names that are attacks, and sources that are too large."""

from __future__ import annotations

import os
import shutil
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.digest_under_attack import MOST_SECONDS, DigestUnderAttack, fields
from tests.hostile.safe_output import assert_safe
from tests.hostile.test_names import is_name_everywhere
from tests.site_under_test import changed

STORY = b"---\ntitle: Hostile\nprovider: Wire\n---\nText.\n"
SECRET = "what nobody may read"
ODD: dict[str, tuple[Callable[[Path, Path], object], str]] = {
    "out.md": (lambda path, secret: path.symlink_to(secret), "warning is a link that leads out of this folder"),
    "up.md": (
        lambda path, secret: path.symlink_to("../../site.yaml"),
        "warning is a link that leads out of this folder",
    ),
    "endless.md": (
        lambda path, secret: path.symlink_to("/dev/zero"),
        "warning is a link that leads out of this folder",
    ),
    "folder": (lambda path, secret: path.symlink_to(secret.parent), "warning is a link that leads out of this folder"),
    "loop": (lambda path, secret: path.symlink_to("."), "warning is a link to"),
    "itself.md": (lambda path, secret: path.symlink_to("itself.md"), "warning is a link to"),
    "nowhere.md": (lambda path, secret: path.symlink_to("nothing.md"), "warning is a link to"),
    "pipe.md": (lambda path, secret: os.mkfifo(path), "warning is not a file"),
    "socket.md": (lambda path, secret: listen(path), "warning is not a file"),
    "folder.md": (lambda path, secret: path.mkdir(), ""),
}
"""Name below `content/news/` -> what makes it, and what is told of it."""
NAMES = (
    "<script>alert(1)<>", "a\nb", "a\tb", "-rf", "CON", " ", "..", "...", "é", "e\u0301", "Case", "case", "a" * 250,
    "中" * 84, "{{ 7*7 }}", "%2e%2e", "\"quote'", "#x?y", "a\\b", "\u202egnp", "\U0001f600", "~", "*", "$(id)", "a;b",
    "&lt;", "2024-02-30-x", "0000-00-00-x", "99999-01-01", "index", "_index", "404", "feed.xml",
)  # fmt: skip
"""Names without the ending."""


def listen(path: Path) -> None:
    """Make a socket; the way to it is short, for the system allows no long one."""
    here = os.getcwd()
    with socket.socket(socket.AF_UNIX) as made:
        try:
            os.chdir(path.parent)
            made.bind(path.name)
        finally:
            os.chdir(here)


def test_entries_that_are_no_sources(digest: DigestUnderAttack, tmp_path: Path) -> None:
    """Links that lead out or in circles, pipes and sockets are told or passed by; nothing behind them shows."""
    folder = digest.site.root / "content" / "news"
    (tmp_path / "secret.md").write_text(f"---\ntitle: {SECRET}\n---\n{SECRET}\n")
    for name, (make, _) in ODD.items():
        make(folder / name, tmp_path / "secret.md")
    try:
        report = digest.site.build(jobs=1)
    finally:
        for name in ODD:
            path = folder / name
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    told = {problem.path: f"{problem.level} {problem.message}" for problem in report.problems}
    expected = {f"content/news/{name}": words for name, (_, words) in ODD.items() if words}
    assert told.keys() == expected.keys()
    assert {path: text for path, text in told.items() if not text.startswith(expected[path])} == {}
    assert digest.site.outputs() == digest.before


def test_names_of_files(digest: DigestUnderAttack) -> None:
    """Whatever a file is called, its page has an address that every system can hold, or the name is told."""
    folder = digest.site.root / "content" / "news"
    made = [folder / f"2024-05-01-{name}.md" for name in NAMES if len(name.encode()) < 240]
    made += [folder / f"{name}.md" for name in NAMES if name != ".."]
    raw = [os.fsencode(folder) + b"/\xff\xfe.md", os.fsencode(folder) + b"/2024-05-01-\xed\xa0\x80.md"]
    for path in (*map(os.fsencode, made), *raw):
        with open(path, "wb") as file:
            file.write(STORY)
    try:
        report = digest.site.build(jobs=1)
    finally:
        for path in (*map(os.fsencode, made), *raw):
            os.unlink(path)
    outputs = digest.site.outputs()
    digest.check_outputs(most_touched=1)
    for name in outputs.keys() - digest.before.keys():
        assert all(is_name_everywhere(part) for part in name.split("/")), name
    assert len({path.casefold() for path in outputs}) == len(outputs), "two files are one on some systems"
    words = ("its address is taken: ", "has a name that is not valid UTF-8", "the path ")
    wanted_twice = " is the address of "
    told = [one.message for one in report.problems if one.path != "content"]
    assert all(message.startswith(words) or wanted_twice in message for message in told)
    assert sum("not valid UTF-8" in problem.message for problem in report.problems) == len(raw)
    assert all(problem.hint for problem in report.problems)


def test_folders_without_end(digest: DigestUnderAttack) -> None:
    """A story sixty folders deep is a story."""
    deep = digest.site.root / "content" / "deep"
    path = deep.joinpath(*["x"] * 60, "2024-05-01-a.md")
    path.parent.mkdir(parents=True)
    path.write_bytes(STORY)
    try:
        report = digest.site.build(jobs=1)
    finally:
        shutil.rmtree(deep)
    assert report.problems == ()
    assert digest.site.has("deep/2024/05/01/a/index.html")


@pytest.mark.parametrize(
    ("megabytes", "level", "words"),
    [
        (50, "warning", "the body has 52428800 characters, the most for Markdown is 1000000"),
        (65, "error", "the file is larger than 64 MB"),
    ],
)
def test_huge_bodies(megabytes: int, level: str, words: str, digest: DigestUnderAttack) -> None:
    """A body of 50 MB is shown as plain text, one of 65 MB not at all, in bounded time; every other story stays."""
    path = digest.site.root / "content" / "news" / "2024-05-01-huge.md"
    line = b"<script>alert(1)</script> [x](javascript:x) *y*\n"
    body = (line * (megabytes * 2**20 // len(line) + 1))[: megabytes * 2**20]
    path.write_bytes(fields(body="").encode() + body)
    started = time.process_time()
    try:
        report = digest.site.build(jobs=1)
    finally:
        path.unlink()
    assert time.process_time() - started < MOST_SECONDS
    assert [(problem.level, problem.message) for problem in report.problems] == [(level, words)]
    after = digest.site.outputs()
    assert_safe({path: after[path] for path in changed(digest.before, after) if path in after})
    assert digest.site.has("news/2024/05/01/huge/index.html") is (level == "warning")
    if level == "warning":
        assert after["news/2024/05/01/huge/index.html"].count(b"&lt;script&gt;alert(1)&lt;/script&gt;") > 10**6
