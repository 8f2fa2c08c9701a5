"""Writing and deleting."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.engine.jobs.staging import Staging, begin_staging, stage
from sitegen.engine.publish.writer import delete, publish, require_own_folder
from sitegen.errors import SitegenError
from sitegen.plan.files.marker import MARKER


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Staging, Path]:
    """A staging folder, and an output folder with one file."""
    output = tmp_path / "public"
    output.mkdir()
    (output / "old.html").write_text("old")
    return begin_staging(output, is_whole=True), output


def staged(staging: Staging, **files: str) -> list[str]:
    paths = [name.replace("__", "/") + ".html" for name in files]
    for path, text in zip(paths, files.values(), strict=True):
        stage(staging, path, text.encode())
    return paths


def test_whole_folder_at_once(tmp_path: Path) -> None:
    """Where there is no output folder, the staged one becomes it."""
    staging = begin_staging(tmp_path / "public", is_whole=True)
    publish(staging, tmp_path / "public", staged(staging, a__b="text"), set())
    assert (tmp_path / "public" / "a" / "b.html").read_text() == "text"
    assert not Path(staging.folder).exists()


def test_a_part_is_no_folder(tmp_path: Path) -> None:
    """Where the output folder was taken away while a part of it was made, that part does not become the folder."""
    output = tmp_path / "public"
    staging = begin_staging(output, is_whole=False)
    with pytest.raises(FileNotFoundError):
        publish(staging, output, staged(staging, a="text"), set())
    assert not output.exists()


def test_moved_into_place(folders: tuple[Staging, Path]) -> None:
    """Staged files replace the published ones; others stay."""
    staging, output = folders
    publish(staging, output, staged(staging, old="new", a__b="text"), set())
    assert (output / "old.html").read_text() == "new"
    assert (output / "a" / "b.html").read_text() == "text"


def test_never_through_a_link(folders: tuple[Staging, Path], tmp_path: Path) -> None:
    """A link inside the output folder is refused: nothing is written where it leads."""
    staging, output = folders
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (output / "a").symlink_to(elsewhere)
    with pytest.raises(SitegenError, match="stands where"):
        publish(staging, output, staged(staging, a__b="text"), set())
    assert list(elsewhere.iterdir()) == []


def test_never_deletes_through_a_link(folders: tuple[Staging, Path], tmp_path: Path) -> None:
    """A file behind a link inside the output folder is not deleted."""
    _, output = folders
    elsewhere = tmp_path / "public-too"
    elsewhere.mkdir()
    (elsewhere / "b.html").write_text("theirs")
    (output / "a").symlink_to(elsewhere)
    assert delete(output, ["a/b.html"]) == []
    assert (elsewhere / "b.html").read_text() == "theirs"


def test_outdated_makes_way(folders: tuple[Staging, Path]) -> None:
    """A file of ours that must go stands in the way of a folder, or the other way round: it goes first."""
    staging, output = folders
    (output / "x.html").mkdir()
    (output / "x.html" / "y.html").write_text("old")
    publish(staging, output, staged(staging, x="new"), {"x.html/y.html"})
    assert (output / "x.html").read_text() == "new"


def test_stranger_in_the_way(folders: tuple[Staging, Path]) -> None:
    """A folder with somebody else's file where a file of ours must stand is an error that names it."""
    staging, output = folders
    (output / "x.html").mkdir()
    (output / "x.html" / "theirs.txt").write_text("theirs")
    with pytest.raises(SitegenError, match=r"x\.html"):
        publish(staging, output, staged(staging, x="new"), set())
    assert (output / "x.html" / "theirs.txt").read_text() == "theirs"


def test_empty_folders_go(folders: tuple[Staging, Path]) -> None:
    """Deleting the last file of a folder removes the folder, up to the output folder."""
    _, output = folders
    (output / "a" / "b").mkdir(parents=True)
    (output / "a" / "b" / "c.html").write_text("")
    assert delete(output, ["a/b/c.html", "gone.html"]) == ["a/b/c.html"]
    assert [path.name for path in output.iterdir()] == ["old.html"]


def test_foreign_folder(folders: tuple[Staging, Path]) -> None:
    """A folder with files that is not known to be ours is refused, with the way out."""
    _, output = folders
    with pytest.raises(SitegenError) as refused:
        require_own_folder(output, is_known=False)
    assert MARKER in refused.value.hint
    (output / MARKER).touch()
    require_own_folder(output, is_known=False)


def test_output_is_a_file(tmp_path: Path) -> None:
    """An output folder that is a file is refused."""
    (tmp_path / "public").write_text("")
    with pytest.raises(SitegenError, match="is a file"):
        require_own_folder(tmp_path / "public", is_known=False)
