"""Which copied files are read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.build.assets import find_assets
from sitegen.build.place import RACY_NS
from sitegen.cache import Memory
from sitegen.sources import SourceFile

CHANGED_NS = 1_700_000_000_000_000_000
LONG_AFTER = CHANGED_NS + 10 * RACY_NS


def digest_of_logo(root: Path, text: str, *, listed_ns: int = LONG_AFTER) -> str:
    """Write a file of `static/` whose time and size never tell, and return the digest that is found for it."""
    (root / "static").mkdir(exist_ok=True)
    (root / "static" / "logo.svg").write_text(text, "utf-8")
    with Memory(root / "memory.db") as memory:
        file = SourceFile(path="logo.svg", changed_ns=CHANGED_NS, size=1)
        return find_assets(root, [file], [], memory, listed_ns).views["logo.svg"].digest


def test_same_time_and_size_is_trusted(tmp_path: Path) -> None:
    """A file with the time and size of the last build is not read."""
    assert digest_of_logo(tmp_path, "old") == digest_of_logo(tmp_path, "new")


@pytest.mark.parametrize("listed_ns", [CHANGED_NS, CHANGED_NS + RACY_NS])
def test_time_just_before_listing_is_not_trusted(tmp_path: Path, listed_ns: int) -> None:
    """A file changed just before it was listed is read in the next build: it may have changed again unseen."""
    first = digest_of_logo(tmp_path, "old", listed_ns=listed_ns)
    second = digest_of_logo(tmp_path, "new")
    assert first != second
    assert digest_of_logo(tmp_path, "newer") == second
