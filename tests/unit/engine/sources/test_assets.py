"""Which copied files are read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.cache.build_cache import BuildCache
from sitegen.engine.site_paths import RACY_NS
from sitegen.engine.sources.assets import find_assets
from sitegen.render.theme.theme import theme_folders
from sitegen.sources import SourceFile

CHANGED_NS = 1_700_000_000_000_000_000
LONG_AFTER = CHANGED_NS + 10 * RACY_NS


def digest_of_logo(root: Path, text: str, *, listed_ns: int = LONG_AFTER) -> str:
    """Write a file of `static/` whose time and size never tell, and return the digest that is found for it."""
    (root / "static").mkdir(exist_ok=True)
    (root / "static" / "logo.svg").write_text(text, "utf-8")
    with BuildCache(root / "cache.db") as cache:
        file = SourceFile(path="logo.svg", changed_ns=CHANGED_NS, size=1, inode=1)
        digest = find_assets(root, [file], [], cache, listed_ns).views["logo.svg"].digest
        cache.write_safely()  # a new cache loses what it was given before
        return digest


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


def test_the_first_of_two_files_wins(tmp_path: Path) -> None:
    """Of two files for one address the site's own `static/` comes first, then its theme, then the theme behind that."""
    for path, text in (
        ("theme.yaml", "extends: default\n"),
        ("static/assets/style.css", "x"),
        ("static/logo.svg", "x"),
    ):
        file = tmp_path / "themes" / "mine" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "logo.svg").write_text("own", "utf-8")
    own = [SourceFile(path="logo.svg", changed_ns=CHANGED_NS, size=3, inode=1)]
    with BuildCache(tmp_path / "cache.db") as cache:
        views = find_assets(tmp_path, own, theme_folders(tmp_path, "mine"), cache, LONG_AFTER).views
    assert {
        path: views[path].source.removesuffix(path) for path in ("logo.svg", "assets/style.css", "assets/site.js")
    } == {
        "logo.svg": "static/",
        "assets/style.css": "themes/mine/static/",
        "assets/site.js": "sitegen/themes/default/static/",
    }
