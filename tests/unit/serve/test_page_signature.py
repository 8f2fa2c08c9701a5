"""A page is another one when anything of it is, and stylesheets count apart."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sitegen.serve.answers import OutputFolder
from sitegen.serve.page_signature import Signature, sign

PAGE = (
    '<link rel="stylesheet" href="../style.css"><script src=/site.js></script>'
    '<img alt="a > b" src="pic.png" srcset="/big.png 2x"><img src="https://elsewhere.example/x.png"><p>Words'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("style.css", "site.js", "a/pic.png", "big.png", "x.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("1", "utf-8")
    return tmp_path


def signed(folder: Path, html: str = PAGE, status: int = 200) -> Signature:
    return sign(status, html.encode(), "/a/", OutputFolder(folder, "/").find_address)


def change(file: Path) -> None:
    os.utime(file, ns=(1, file.stat().st_mtime_ns + 10))


def test_words_scripts_and_pictures_make_another_page(folder: Path) -> None:
    """Other words, another status, a changed script or picture make another page; a file of another host does not."""
    first = signed(folder)
    assert signed(folder) == first
    assert signed(folder, PAGE + "!").text != first.text
    assert signed(folder, status=404).text != first.text
    change(folder / "x.png")
    assert signed(folder) == first
    for name in ("site.js", "a/pic.png", "big.png"):
        before = signed(folder)
        change(folder / name)
        assert signed(folder).text != before.text, name


def test_a_stylesheet_counts_apart(folder: Path) -> None:
    """A changed stylesheet, or one at another version, leaves the page as it is and changes what is said of it."""
    first = signed(folder)
    change(folder / "style.css")
    changed = signed(folder)
    versioned = signed(folder, PAGE.replace("style.css", "style.css?v=2"))
    assert changed.text == versioned.text == first.text
    assert len({one.styles["../style.css"] for one in (first, changed, versioned)}) == 3
    assert signed(folder, PAGE.replace("style.css", "other.css")).styles.keys() != first.styles.keys()


def test_what_is_taken_in_by_what_is_taken_in(folder: Path) -> None:
    """A file that a stylesheet or a script takes in, through others too, makes another page; a loop of them ends."""
    (folder / "style.css").write_text('@import "a/more.css"; b { background: url( "x.png" ) }', "utf-8")
    (folder / "a/more.css").write_text("@import '../style.css'; i { background: URL(pic.png) }", "utf-8")
    (folder / "site.js").write_text('import { a } from "./a/inner.js";\n', "utf-8")
    (folder / "a/inner.js").write_text("import '../last.js'", "utf-8")
    (folder / "last.js").write_text("", "utf-8")
    html = '<link rel="stylesheet" href="/style.css"><script type="module" src="/site.js"></script>'
    for name in ("a/more.css", "x.png", "a/pic.png", "a/inner.js", "last.js"):
        before = signed(folder, html)
        change(folder / name)
        assert signed(folder, html).text != before.text, name
    before = signed(folder, html)
    change(folder / "style.css")
    assert (signed(folder, html).text, signed(folder, html).styles) != (before.text, before.styles)
    assert signed(folder, html).text == before.text


def test_the_index_of_the_search_page(folder: Path) -> None:
    """The search page is another one when the index that it asks is."""
    html = '<form data-index="/index.json">'
    (folder / "index.json").write_text("{}", "utf-8")
    before = signed(folder, html)
    change(folder / "index.json")
    assert signed(folder, html).text != before.text
