"""Where the system sends no notices, looking finds each change."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sitegen.serve.watching.source_folders import source_folders
from sitegen.serve.watching.source_looks import file_system_of, look
from sitegen.serve.watching.watch import Watch
from sitegen.settings import Settings
from sitegen.values import with_changes
from tests.command_line import LONGEST_WAIT_SECONDS


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("content/news", "static", "public", ".sitegen"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "site.yaml").write_text("title: A\n", "utf-8")
    (tmp_path / "content/news/a.md").write_text("a", "utf-8")
    return tmp_path


@pytest.mark.parametrize("content", ["content", "."])
def test_a_look_sees_what_matters(root: Path, content: str) -> None:
    """An edit that keeps size and time, a new, renamed or linked file, a new folder are seen; outputs are not."""
    folders = source_folders(root, with_changes(Settings(), content=content))
    story = root / "content/news/a.md"
    seen = {look(folders)}
    assert look(folders) in seen
    (root / "public/index.html").write_text("x", "utf-8")
    (root / ".sitegen/cache.db").write_text("x", "utf-8")
    (root / "content/news/.a.md.swp").write_text("x", "utf-8")
    assert look(folders) in seen

    def is_new() -> bool:
        found = look(folders)
        is_other = found not in seen
        seen.add(found)
        return is_other

    times = story.stat().st_atime_ns, story.stat().st_mtime_ns
    story.write_text("b", "utf-8")
    os.utime(story, ns=times)
    assert is_new()
    story.rename(root / "content/news/b.md")
    assert is_new()
    (root / "content/news/link.md").symlink_to(root / "content/news/b.md")
    assert is_new()
    (root / "themes/own").mkdir(parents=True)
    assert is_new()
    (root / "site.yaml").write_text("title: Longer\n", "utf-8")
    assert is_new()


def test_polling_finds_changes(root: Path) -> None:
    """A preview that polls is woken by each change, also of a folder that was made anew."""
    with Watch(root, Settings(), must_poll=True) as watch:
        for number in range(2):
            while not watch.wait(0.2):
                (root / "content/news/a.md").write_text(f"{number}{os.urandom(4).hex()}", "utf-8")
        (root / "content/news/a.md").unlink()
        (root / "content/news").rmdir()
        assert watch.wait(LONGEST_WAIT_SECONDS)
        assert watch.follow(Settings())


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/srv/site", "ext4"),
        ("/mnt/team/site", "nfs4"),
        ("/mnt/my drive/site", "cifs"),
        ("/mnt/ssh/site", "9p"),
        ("/mnt/teams", "ext4"),
    ],
)
def test_a_drive_of_the_network_is_known(folder: str, kind: str) -> None:
    """The file system of a folder is that of the innermost place that it lies in."""
    mounts = [
        "/dev/sda1 / ext4 rw 0 0",
        "server:/team /mnt/team nfs4 rw 0 0",
        r"//server/x /mnt/my\040drive cifs rw 0 0",
        "host: /mnt/ssh fuse.sshfs rw 0 0",
    ]
    assert file_system_of(Path(folder), mounts) == kind
