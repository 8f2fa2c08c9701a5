"""The jinja2 door: what templates see, what they depend on, and how their mistakes are told."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from sitegen.plan.views.dated_views import FolderView
from sitegen.plan.views.html_views import Link
from sitegen.render.html.templates import TemplateProblem, Templates
from sitegen.render.theme.theme import ThemeFolder
from tests.unit.render.shown_views import all_views, frame

VIEW = FolderView(url="/x/", title="Tom & <b>Jerry</b>", description="", feeds=(), children=(Link("A", "/a/"),))


def make(root: Path, files: dict[str, str], name: str = "mine") -> ThemeFolder:
    """Write a theme's files and return its folder."""
    for path, text in files.items():
        target = root / name / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return ThemeFolder(name, root / name, f"themes/{name}")


def templates(root: Path, **sources: str) -> Templates:
    """Return the templates of one folder; `page` stands for `page.html`."""
    return Templates((make(root, {f"templates/{name}.html": text for name, text in sources.items()}),))


def problem_of(made: Templates, template: str = "page.html") -> TemplateProblem:
    """Return what rendering a template raises."""
    with pytest.raises(TemplateProblem) as raised:
        made.render(template, VIEW, frame())
    return raised.value


def test_text_is_escaped(tmp_path: Path) -> None:
    """Whatever a template prints is escaped, in every template, without being asked."""
    assert templates(tmp_path, page="{{ view.title }}").render("page.html", VIEW, frame()) == (
        "Tom &amp; &lt;b&gt;Jerry&lt;/b&gt;"
    )


@pytest.mark.parametrize("source", ["{{ now() }}", "{{ lipsum() }}", "{{ [1, 2] | random }}", "{{ site.title }}"])
def test_nothing_but_the_view(tmp_path: Path, source: str) -> None:
    """A template finds no clock, no chance and no site object."""
    assert problem_of(templates(tmp_path, page=source))


def test_jinjas_own_names_are_known_everywhere(tmp_path: Path) -> None:
    """A page, a macro that it imports and a template that it includes know `range` and the other names of jinja2."""
    loop = "{% for number in range(2) %}{{ number }}{% endfor %}"
    sources = {
        "page": '{% from "parts.html" import count %}' + loop + '{{ count() }}{% include "more.html" %}',
        "parts": "{% macro count() %}" + loop + "{% endmacro %}",
        "more": "{% set seen = namespace(last=dict(a=1)) %}{{ seen.last.a }}",
    }
    assert templates(tmp_path, **sources).render("page.html", VIEW, frame()) == "01011"


def test_words_in_the_language_of_the_frame(tmp_path: Path) -> None:
    """`text` speaks the frame's language and falls back to English word by word."""
    files = {
        "templates/page.html": "{{ text.skip }} {{ text.menu }}",
        "texts/en.yaml": "skip: Skip\nmenu: Menu\n",
        "texts/zh.yaml": "skip: 跳到正文\n",
    }
    made = Templates((make(tmp_path, files),))
    assert made.render("page.html", VIEW, frame(language="zh-CN")) == "跳到正文 Menu"
    assert made.render("page.html", VIEW, frame(language="fr")) == "Skip Menu"


def test_once(tmp_path: Path) -> None:
    """What lies in `once/` is made of the frame alone and the same on each page; a new frame makes it anew."""
    made = Templates(
        (
            make(
                tmp_path,
                {"templates/once/foot.html": "<i>{{ frame.title }}</i>", "templates/p.html": "{{ once.foot }}"},
            ),
        )
    )
    assert made.render("p.html", VIEW, frame(title="A & B")) == "<i>A &amp; B</i>"
    assert made.render("p.html", VIEW, frame(title="C")) == "<i>C</i>"


def test_once_never_sees_a_view(tmp_path: Path) -> None:
    """A template in `once/` that asks for the view is a problem with its own path."""
    made = Templates((make(tmp_path, {"templates/once/a.html": "\n{{ view.title }}", "templates/page.html": "x"}),))
    problem = problem_of(made).problem
    assert (problem.path, problem.line) == ("themes/mine/templates/once/a.html", 2)
    assert problem.hint.startswith("templates/once/ knows `frame` and `text` alone")


ALL_NAMES = "a template knows `view`, `frame`, `text`, `once` and `show`"


@pytest.mark.parametrize(
    ("source", "line", "message", "hint"),
    [
        ("\n{{ view.titel }}", 2, "FolderView has no field `titel`", "did you mean `title`?"),
        ("{{ veiw.title }}", 1, "there is no name `veiw`", "did you mean `view`?"),
        ("{{ missing }}", 1, "there is no name `missing`", ALL_NAMES),
        ("{{ frame.theme.zebra }}", 1, "the mapping has no field `zebra`", "it has footer, logo, stylesheet"),
        ("{% if view.children[0].link %}{% endif %}", 1, "Link has no field `link`", "it has title, url"),
        ("a\nb\n{% for x in %}", 3, "Expected an expression, got 'end of statement block'", ""),
        ("{{ view.title | day_word }}", 1, "No filter named 'day_word'.", "did you mean `day_words`?"),
        ('{% include "prats.html" %}', 1, "there is no template named 'prats.html'", "did you mean `parts.html`?"),
        ("{{ 1 // 0 }}", 1, "the template stopped: integer division or modulo by zero", ""),
    ],
)
def test_a_mistake_is_told(tmp_path: Path, source: str, line: int, message: str, hint: str) -> None:
    """A mistake in a template is a problem with path, line, what is wrong and what is near."""
    problem = problem_of(templates(tmp_path, page=source, parts="")).problem
    assert (problem.path, problem.line) == ("themes/mine/templates/page.html", line)
    assert (problem.message, problem.hint) == (message, hint)


def test_a_mistake_in_an_included_template(tmp_path: Path) -> None:
    """The problem names the template with the mistake, not the one that was asked for."""
    made = templates(tmp_path, page='{% include "part.html" %}', part="\n\n{{ view.nothing }}")
    assert problem_of(made).problem.where() == "themes/mine/templates/part.html:3"


@pytest.mark.parametrize(
    "wrong", ["{% include 'prat.html' %}", "{% extends 'prat.html' %}", "{% import 'prat.html' as p %}"]
)
def test_a_template_that_is_missing_is_told_where_it_is_asked_for(tmp_path: Path, wrong: str) -> None:
    """A name that no template has is told with the template and the line that name it, and with a name that is near."""
    made = templates(tmp_path, page="{% include 'frame.html' %}", frame=f"\n{wrong}\n", part="")
    with pytest.raises(TemplateProblem) as raised:
        made.digest("page.html")
    told = raised.value.problem
    assert (told.path, told.line) == ("themes/mine/templates/frame.html", 2)
    assert (told.message, told.hint) == ("there is no template named 'prat.html'", "did you mean `part.html`?")


@pytest.mark.parametrize("asked", ["'none.html' ignore missing", "['none.html', 'part.html']"])
def test_a_template_that_may_be_missing(tmp_path: Path, asked: str) -> None:
    """What jinja2 lets be missing is no problem, and counts as soon as it is there."""
    files = {"templates/page.html": f"{{% include {asked} %}}", "templates/part.html": "part"}
    before = Templates((make(tmp_path, files),))
    digest = before.digest("page.html")
    before.render("page.html", VIEW, frame())
    assert Templates((make(tmp_path, {**files, "templates/none.html": "new"}),)).digest("page.html") != digest


@pytest.mark.parametrize(
    ("source", "message", "hint"),
    [
        ("{{ view.title.upper }}", "`upper` is a function, and printed without a call", "Write `upper()`."),
        ("{{ view.children.index }}", "`index` is a function, and printed without a call", "Write `index()`."),
        ("{{ [1] | map('string') }}", "a generator is printed, which is not text", "Print one of its fields."),
        ("{{ [view.title.upper] }}", "a list is printed, which is not text", "Print one of its fields."),
    ],
)
@pytest.mark.parametrize("name", ["page", "part", "once/menu"])
def test_what_differs_in_each_process_is_no_value(
    tmp_path: Path, source: str, message: str, hint: str, name: str
) -> None:
    """A template that prints a function or an object is told, with its line: its bytes would be others each time."""
    source = source.replace("view.title", "frame.title").replace("view.children", "frame.menu")
    sources = {"page": "{% include 'part.html' %}{{ once.menu }}", "part": "", "once/menu": "", name: f"\n{source}\n"}
    problem = problem_of(templates(tmp_path, **sources)).problem
    assert (problem.path, problem.line) == (f"themes/mine/templates/{name}.html", 2)
    assert (problem.message, problem.hint) == (message, hint)


CARD = "{% set c = view.stories[0] %}"


@pytest.mark.parametrize(
    ("part", "page", "expected"),
    [
        (
            "{% macro line(c) %}<b>{% endmacro %}",
            "{% autoescape false %}{{ p.line(c) }}{% endautoescape %}{{ p.line(c) }}",
            "<b><b>",
        ),
        (
            "{% macro line(c, a='-', b='-') %}{{ a }}{{ b }} {% endmacro %}",
            "{{ p.line(c, 'b', 'x') }}{{ p.line(c, b='x') }}",
            "bx -x ",
        ),
        (
            "{% set _n = namespace(n=0) %}{% macro line(c) %}{% set _n.n = _n.n + 1 %}{{ _n.n }}{% endmacro %}",
            "{{ p.line(c) }}{{ p.line(c) }}",
            "12",
        ),
        (
            "{% macro line(c) %}{% import 'state.html' as s %}{{ s.next(c) }}{% endmacro %}",
            "{{ p.line(c) }}{{ p.line(c) }}",
            "12",
        ),
    ],
)
def test_a_card_is_kept_only_where_it_comes_out_the_same(tmp_path: Path, part: str, page: str, expected: str) -> None:
    """What a macro gives for a card depends on where it is called, on how, and on what it remembers."""
    state = "{% set seen = [] %}{% macro next(c) %}{{ [seen.append(1), seen | length][1] }}{% endmacro %}"
    made = templates(tmp_path, part=part, state=state, page=f"{{% import 'part.html' as p %}}{CARD}{page}")
    assert made.render("page.html", all_views()["block.html"][0], frame()) == expected


def test_a_card_that_is_kept_is_looked_at_too(tmp_path: Path) -> None:
    """A function that a card's macro prints is told however often the same card was shown."""
    part = "{% macro line(card) %}\n{{ card.title.upper }}{% endmacro %}"
    made = templates(tmp_path, page="{% from 'part.html' import line %}{{ line(view.stories[0]) }}", part=part)
    for _ in range(3):
        with pytest.raises(TemplateProblem) as raised:
            made.render("page.html", all_views()["block.html"][0], frame())
        assert (raised.value.problem.path, raised.value.problem.line) == ("themes/mine/templates/part.html", 2)


def test_an_address_in_a_text_is_a_text(tmp_path: Path) -> None:
    """A story may tell of `<function f at 0x7f>`."""
    made = templates(tmp_path, page="{{ view.title }} {{ ['<x at 0x7f>'][0] }}")
    view = FolderView(url="/x/", title="<f at 0x7f>", description="", feeds=(), children=())
    assert made.render("page.html", view, frame()) == "&lt;f at 0x7f&gt; &lt;x at 0x7f&gt;"


def test_a_problem_crosses_processes(tmp_path: Path) -> None:
    """A problem that a worker raises arrives whole."""
    found = problem_of(templates(tmp_path, page="{{ nothing }}"))
    assert pickle.loads(pickle.dumps(found)).problem == found.problem


def test_the_sites_own_template_comes_first(tmp_path: Path) -> None:
    """One file overrides one template; `parent/` leads to the one behind it, whose own parts stay overridable."""
    own = make(
        tmp_path / "site",
        {
            "templates/page.html": '{% extends "parent/page.html" %}{% block b %}mine, {{ super() }}{% endblock %}',
            "templates/foot.html": "my foot",
        },
    )
    shipped = make(
        tmp_path / "shipped",
        {
            "templates/page.html": '{% extends "base.html" %}{% block b %}theirs{% endblock %}',
            "templates/base.html": '[{% block b %}{% endblock %}|{% include "foot.html" %}]',
            "templates/foot.html": "foot",
        },
    )
    assert Templates((own, shipped)).render("page.html", VIEW, frame()) == "[mine, theirs|my foot]"


def test_parent_without_one(tmp_path: Path) -> None:
    """A template that extends a parent that is not there is a problem, not an endless loop."""
    made = templates(tmp_path, page='{% extends "parent/page.html" %}')
    assert problem_of(made).problem.message == "there is no template named 'page.html'"
    with pytest.raises(TemplateProblem):
        made.digest("page.html")


REACHED = {
    "templates/page.html": '{% extends "base.html" %}{% from "m.html" import a %}',
    "templates/base.html": '{% include "foot.html" %}',
    "templates/foot.html": "foot",
    "templates/m.html": '{% import "n.html" as n %}',
    "templates/n.html": "n",
    "templates/once/menu.html": '{% include "item.html" %}',
    "templates/item.html": "item",
    "templates/other.html": "other",
    "texts/en.yaml": "a: b",
}


@pytest.mark.parametrize("path", sorted(set(REACHED) - {"templates/other.html"}))
def test_the_digest_covers_all_that_a_template_reaches(tmp_path: Path, path: str) -> None:
    """A change in anything that a page extends, includes, imports, or that is made once changes its digest."""
    before = Templates((make(tmp_path, REACHED),)).digest("page.html")
    after = Templates((make(tmp_path, {path: REACHED[path] + "\nc: d"}),)).digest("page.html")
    assert before != after


def test_the_digest_covers_nothing_else(tmp_path: Path) -> None:
    """A change in a template that a page does not reach leaves its digest alone."""
    before = Templates((make(tmp_path, REACHED),)).digest("page.html")
    assert Templates((make(tmp_path, {"templates/other.html": "new"}),)).digest("page.html") == before


def test_the_digest_of_a_name_known_only_when_it_runs(tmp_path: Path) -> None:
    """A template that includes what a variable names depends on all templates."""
    files = {"templates/page.html": "{% include view.title %}", "templates/other.html": "a"}
    before = Templates((make(tmp_path, files),)).digest("page.html")
    assert Templates((make(tmp_path, {"templates/other.html": "b"}),)).digest("page.html") != before
