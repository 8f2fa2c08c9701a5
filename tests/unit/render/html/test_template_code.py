"""What a process keeps of templates: code and references, by their text."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, TemplateSyntaxError

from sitegen.plan.views.dated_views import FolderView
from sitegen.render.html.template_code import KeptCode, Reference, references_in
from sitegen.render.html.templates import Templates
from sitegen.render.theme.theme import ThemeFolder
from tests.unit.render.shown_views import frame

VIEW = FolderView(url="/x/", title="Tom & Jerry", description="", feeds=(), children=())


def rendered(folder: Path, source: str) -> str:
    """Return what one text of `page.html` makes of the view, as a build of its own does."""
    (folder / "templates").mkdir(parents=True, exist_ok=True)
    (folder / "templates/page.html").write_text(source, "utf-8")
    return Templates((ThemeFolder("mine", folder, "themes/mine"),)).render("page.html", VIEW, frame())


def test_an_edited_template_is_compiled_anew(tmp_path: Path) -> None:
    """A template of the same name and another text runs as its text is now, also when the edit is taken back."""
    texts = ("{{ view.title }}", "no, {{ view.title }}", "{{ view.title }}")
    assert [rendered(tmp_path, text) for text in texts] == [
        "Tom &amp; Jerry",
        "no, Tom &amp; Jerry",
        "Tom &amp; Jerry",
    ]


def test_templates_of_two_sites_are_not_mixed_up(tmp_path: Path) -> None:
    """Two sites in one process, with templates of one name and another text, each show their own."""
    made = [rendered(tmp_path / name, f"{name} {{{{ view.url }}}}") for name in ("one", "two", "one")]
    assert made == ["one /x/", "two /x/", "one /x/"]


def test_both_ways_to_compile_give_the_same(tmp_path: Path) -> None:
    """A template says the same whether it was compiled to run many times or few, in whatever order."""
    text = "{% for one in [view.title, view.url] %}[{{ one }}]{% endfor %}"
    made = {rendered(tmp_path, text) for for_many in (True, False, True)}
    assert made == {"[Tom &amp; Jerry][/x/]"}


def test_no_more_than_some_hundred_are_kept() -> None:
    """A process that meets ever new texts, as `serve` does while a theme is written, does not grow for ever."""
    kept = KeptCode()
    for number in range(1100):
        source = f"text {number}"
        environment = Environment(loader=DictLoader({"page.html": source}), bytecode_cache=kept)
        assert environment.get_template("page.html").render() == source
    found = [kept.get_bucket(environment, "page.html", None, f"text {number}").code for number in range(1100)]
    assert 0 < len([code for code in found if code]) <= 512


def test_references() -> None:
    """Each statement that needs other templates is known with its line, also one that is only known when it runs."""
    source = "{% extends 'a.html' %}\n{% include ['b.html', 'c.html'] ignore missing %}\n{% import view.x as x %}"
    assert references_in(source, "page.html") == (
        Reference(1, ("a.html",), may_be_missing=False),
        Reference(2, ("b.html", "c.html"), may_be_missing=True),
        Reference(3, (None,), may_be_missing=False),
    )


def test_what_is_no_template_is_told_each_time() -> None:
    """A mistake is reported again, although it was reported before."""
    for _ in range(2):
        with pytest.raises(TemplateSyntaxError):
            references_in("{% if %}", "page.html")
