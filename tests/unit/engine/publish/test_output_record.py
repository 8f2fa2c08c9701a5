"""The record beside an output folder, after whatever happened to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.engine.publish.output_record import (
    LastBuild,
    OutputRecord,
    last_build,
    read_record,
    record_begin,
    record_end,
    record_file,
    write_anew,
)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """An output folder with the record of two builds, of which the second removed a file."""
    output = tmp_path / "public"
    write_anew(output, {"a.html", "b.html"}, is_complete=True)
    record_end(output, [], LastBuild("one"))
    record_begin(output, ["c.html"])
    record_end(output, ["a.html"], LastBuild("two", 2))
    return output


def test_it_says_what_is_there_and_who_came_last(output: Path) -> None:
    """What was put there and not removed is ours; the last build is the one that came to its end last."""
    assert read_record(output) == OutputRecord(frozenset({"b.html", "c.html"}), is_complete=True)
    assert last_build(output) == LastBuild("two", 2)


def test_a_build_that_did_not_end_is_no_last_build(output: Path) -> None:
    """What it was about to put there counts as ours, and nobody knows who came last."""
    record_begin(output, ["d.html"])
    assert read_record(output).paths == {"b.html", "c.html", "d.html"}
    assert last_build(output).id == ""


def test_a_line_that_is_cut_short_does_not_count(output: Path) -> None:
    """Whoever began to write it did nothing else yet; its id is not believed either."""
    with record_file(output).open("ab") as record:
        record.write(b'{"put":["d.html"],"build":"three"}')
    assert read_record(output) == OutputRecord(frozenset({"b.html", "c.html"}), is_complete=True)
    assert last_build(output).id == ""


def test_a_record_that_began_with_unknown_files(tmp_path: Path) -> None:
    """It is complete as soon as a build came to its end, and not before."""
    output = tmp_path / "public"
    write_anew(output, {"a.html"}, is_complete=False)
    assert read_record(output) == OutputRecord(frozenset({"a.html"}), is_complete=False)
    record_end(output, [], LastBuild("one"))
    assert read_record(output) == OutputRecord(frozenset({"a.html"}), is_complete=True)


@pytest.mark.parametrize(
    "harm",
    [
        Path.unlink,
        lambda record: record.write_bytes(b""),
        lambda record: record.write_bytes(record.read_bytes().replace(b"c.html", b"\xff.html")),
        lambda record: record.write_bytes(record.read_bytes() + b"{\n"),
    ],
    ids=["missing", "empty", "not text", "not a line"],
)
def test_a_record_that_was_harmed_is_not_complete(harm: Callable[[Path], object], output: Path) -> None:
    """Files that it does not name may be ours then."""
    harm(record_file(output))
    assert not read_record(output).is_complete
