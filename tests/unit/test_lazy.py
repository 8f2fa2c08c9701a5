"""Which modules wait until they are used."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from threading import Thread

import pytest

from sitegen.lazy import lazy_imports

LOADED = "from pathlib import Path\nPath({!r}).touch()\nVALUE = 7\n"
USER = "from sitegen.lazy import lazy_imports\nwith lazy_imports():\n    from lazy_package import waiting\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a package and its module, each of which leaves a file when it is loaded, and two users."""
    (tmp_path / "lazy_package").mkdir()
    for name in ("__init__", "waiting"):
        (tmp_path / "lazy_package" / f"{name}.py").write_text(LOADED.format(str(tmp_path / name)), "utf-8")
    for name in ("lazy_user", "lazy_other"):
        (tmp_path / f"{name}.py").write_text(USER, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("lazy_package", "lazy_package.waiting", "lazy_user", "lazy_other"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return tmp_path


def test_a_module_waits_until_it_is_used(folder: Path) -> None:
    """A module is loaded when something of it is first used, however many imported it; its package at once."""
    finders = list(sys.meta_path)
    user, other = import_module("lazy_user"), import_module("lazy_other")
    assert (folder / "__init__").exists()
    assert not (folder / "waiting").exists()
    assert sys.meta_path == finders
    assert user.waiting.VALUE == 7
    assert (folder / "waiting").exists()
    assert other.waiting is user.waiting


def test_other_threads_import_as_ever(folder: Path) -> None:
    """What a server imports while a build puts its own imports off is there at once."""
    with lazy_imports():
        thread = Thread(target=import_module, args=("lazy_package.waiting",))
        thread.start()
        thread.join()
    assert (folder / "waiting").exists()
