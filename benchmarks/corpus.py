"""Write a corpus: `python -m benchmarks.corpus OUT items 25000`, `OUT issues 700`, `OUT tail`.

Never: holds more than one file's chunk, so a million items need no memory.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.long_issues import make_issues
from benchmarks.stories import make_stories
from benchmarks.term_tail import make_tail


def write_items(content: Path, count: int, body_kb: float = 0) -> int:
    """Write `count` stories below `content/news` and return their size in bytes."""
    return _write_files(content / "news", ((name, (text,)) for name, text in make_stories(count, body_kb)))


def write_issues(content: Path, count: int) -> int:
    """Write `count` long issues below `content/issues` and return their size in bytes."""
    return _write_files(content / "issues", make_issues(count))


def write_tail(content: Path, stories: int = 700, terms: int = 5600) -> int:
    """Write stories with a long tail of terms below `content/news` and return their size in bytes."""
    return _write_files(content / "news", ((name, (text,)) for name, text in make_tail(stories, terms)))


def _write_files(folder: Path, files: Iterable[tuple[str, Iterable[str]]]) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    size = 0
    for name, chunks in files:
        with (folder / name).open("w", encoding="utf-8", newline="\n") as file:
            for chunk in chunks:
                file.write(chunk)
            size += file.tell()
    return size


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the corpus that the command line asks for."""
    parser = argparse.ArgumentParser(prog="benchmarks.corpus", description="Write a corpus, the same one every time.")
    parser.add_argument("out", type=Path, help="the content folder to fill")
    kinds = parser.add_subparsers(dest="kind", required=True)
    items = kinds.add_parser("items", help="news items as a crawler writes them")
    items.add_argument("count", type=int)
    items.add_argument("--body", type=float, default=0, metavar="KB", help="give every item a body of this size")
    issues = kinds.add_parser("issues", help="long issues, 181 KB each on average")
    issues.add_argument("count", type=int, nargs="?", default=700)
    tail = kinds.add_parser("tail", help="stories with a long tail of terms")
    tail.add_argument("--stories", type=int, default=700)
    tail.add_argument("--terms", type=int, default=5600)
    chosen = parser.parse_args(arguments)
    if chosen.kind == "items":
        size = write_items(chosen.out, chosen.count, chosen.body)
    elif chosen.kind == "issues":
        size = write_issues(chosen.out, chosen.count)
    else:
        size = write_tail(chosen.out, chosen.stories, chosen.terms)
    print(f"{chosen.out}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
