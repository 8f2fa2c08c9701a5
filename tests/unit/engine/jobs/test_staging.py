"""Where new files wait."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.engine.jobs.staging import Staging, begin_staging, discard, stage, staging_folder
from sitegen.errors import SitegenError


@pytest.mark.parametrize("is_first", [True, False], ids=["first build", "later build"])
def test_what_a_killed_build_still_writes(is_first: bool, tmp_path: Path) -> None:
    """A worker that outlives its killed build by a moment writes nothing that the next build publishes."""
    output = tmp_path / "public"
    if not is_first:
        output.mkdir()
    killed = begin_staging(output, is_whole=True)
    stage(killed, "a/index.html", b"old")
    own = begin_staging(output, is_whole=True)
    stage(own, "a/index.html", b"new")
    for path in ("a/index.html", "b/index.html", "b/c/d.html", "e.html"):
        with pytest.raises(FileNotFoundError):
            stage(killed, path, b"old")
    assert [path.read_bytes() for path in Path(own.folder).rglob("*") if path.is_file()] == [b"new"]
    discard(staging_folder(output))
    with pytest.raises(FileNotFoundError):
        stage(killed, "f/index.html", b"old")
    assert [path.name for path in tmp_path.iterdir()] == ([] if is_first else ["public"])


def test_a_link_in_its_place(tmp_path: Path) -> None:
    """Nothing is written where a link in the place of the staging folder leads."""
    (tmp_path / "theirs").mkdir()
    staging_folder(tmp_path / "public").symlink_to(tmp_path / "theirs")
    with pytest.raises(SitegenError, match="stands where new files must wait"):
        begin_staging(tmp_path / "public", is_whole=True)
    assert list((tmp_path / "theirs").iterdir()) == []


@pytest.mark.parametrize("is_tree", [True, False])
@pytest.mark.parametrize("path", ["../x", "a/../../x", "/etc/x", "a/..", ".."])
def test_nothing_waits_outside_of_the_folder(path: str, is_tree: bool) -> None:
    """A path that would leave the output folder has no file in which to wait, whoever planned it."""
    with pytest.raises(ValueError, match="does not lie in the output folder"):
        Staging("/nowhere", is_tree).file(path)
    assert Staging("/nowhere", is_tree).file("a/..b/c..d/e.html").startswith("/nowhere/")
