"""The corpus maker's command line."""

from __future__ import annotations

from pathlib import Path

from benchmarks.corpus import main


def read_all(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.md")}


def test_a_corpus_is_the_same_bytes_every_time(tmp_path: Path) -> None:
    """Each kind of corpus, made twice, is the same files with the same bytes."""
    for kind, count in ((("items", "30"), 30), (("issues", "2"), 2), (("tail", "--stories", "9", "--terms", "90"), 9)):
        folders = [tmp_path / f"{kind[0]}-{turn}" for turn in range(2)]
        for folder in folders:
            main([str(folder), *kind])
        assert len(read_all(folders[0])) == count
        assert read_all(folders[0]) == read_all(folders[1])


def test_sections_are_folders(tmp_path: Path) -> None:
    """Items are news, long issues are issues."""
    main([str(tmp_path), "items", "2"])
    main([str(tmp_path), "issues", "1"])
    assert {path.name for path in tmp_path.iterdir()} == {"news", "issues"}
