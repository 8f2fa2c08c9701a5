"""Readers of feeds see no item twice, whatever the publisher does to the sources: newsboat and feedparser say so."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import feedparser
import pytest

from tests.newsboat import Newsboat
from tests.published_addresses import FollowedSite
from tests.test_published_addresses import TABLE, followed, published

__all__ = ["followed", "published"]
QUICK = ("date", "file name", "section", "removed with a note", "id added")


@pytest.mark.skipif(
    shutil.which("newsboat") is None and not os.environ.get("CI"), reason="newsboat is not installed (Debian: newsboat)"
)
@pytest.mark.parametrize(
    "name", [name if name in QUICK else pytest.param(name, marks=pytest.mark.long) for name in TABLE]
)
def test_no_item_is_seen_twice(followed: FollowedSite, tmp_path: Path, name: str) -> None:
    """After each edit nothing but a new story is unread, in either feed, and no feed names one item twice."""
    feeds = [followed.root / "public" / file for file in ("feed.xml", "atom.xml")]
    readers = [Newsboat(tmp_path / file.stem, [f"file://{file}"]) for file in feeds]
    for reader in readers:
        assert reader.unread() == 4
        reader.read_all()
    TABLE[name][0](followed)
    followed.build(addresses="write", jobs=1)
    assert [reader.unread() for reader in readers] == [1 if name == "clash" else 0] * 2
    for file in feeds:
        ids = [entry.id for entry in feedparser.parse(file.read_text("utf-8")).entries]
        assert len(ids) == len(set(ids))
