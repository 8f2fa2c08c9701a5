"""A preview has a folder of its own, and looks at all that may be other than in the last build."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.serve.preview import HOME, Look, Round, keep_previewing, own_home
from sitegen.serve.server import SiteServer
from sitegen.serve.watching.watch import Watch
from sitegen.settings import Settings


def test_previews_at_once_have_a_folder_each(tmp_path: Path) -> None:
    """Two previews of one site that run at once have folders of their own; when one ends, its folder is used again."""
    with own_home(tmp_path) as first:
        assert first == tmp_path / HOME
        with own_home(tmp_path) as second:
            assert second == tmp_path / ".sitegen/preview-2"
        with own_home(tmp_path) as again:
            assert again == second
    with own_home(tmp_path) as last:
        assert last == first


def test_what_a_stopped_build_was_told_is_looked_at_again(tmp_path: Path) -> None:
    """After a build that was stopped the next one looks at everything, not at what changed since alone."""
    (tmp_path / "content").mkdir()
    looks: list[Look] = []

    def build(look: Look) -> Round:
        looks.append(look)
        if len(looks) == 3:
            raise KeyboardInterrupt
        (tmp_path / f"content/{len(looks)}.md").write_text("Words.", "utf-8")
        return Round(Settings(), did_end=len(looks) != 2)

    with (
        SiteServer("127.0.0.1", 0) as server,
        Watch(tmp_path, Settings()) as watch,
        pytest.raises(KeyboardInterrupt),
    ):
        keep_previewing(server, watch, tmp_path / HOME, build)
    assert looks[2].changed is None


def test_a_moment_that_has_come_is_no_change(tmp_path: Path) -> None:
    """Whoever waits for a change is asked meanwhile whether it is over: the clock may have been set."""
    asked: list[int] = []

    def is_over() -> bool:
        asked.append(1)
        return True

    with Watch(tmp_path, Settings()) as watch:
        assert not watch.wait(0.1, is_over)
    assert asked
