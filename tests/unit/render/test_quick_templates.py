"""The short ways through jinja2 give what the long ways give."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment
from markupsafe import Markup

from sitegen.pages.page import Card
from sitegen.render.quick_templates import MOST_KEPT, QuickEnvironment

PARTS = (
    "{% macro show(card, mark=1) %}<b>{{ card.title | seen }}{{ mark }}</b>{% endmacro %}"
    "{% macro named(card) %}{{ view }}{{ card.title | seen }}{% endmacro %}"
)


def card(title: str = "Alpha & Bravo", path: str = "a.md") -> Card:
    return Card(path=path, title=title, url="/a/")


class Watched:
    """An environment that tells how often a macro looked at a card."""

    def __init__(self, **templates: str) -> None:
        self.seen: list[str] = []
        loader = DictLoader({"parts": PARTS, **templates})
        self.environment = QuickEnvironment(loader=loader, autoescape=True)
        self.environment.filters["seen"] = self._see

    def _see(self, text: str) -> str:
        self.seen.append(text)
        return text

    def render(self, **names: Any) -> str:
        return self.environment.get_template("page").render(**names)


def test_a_card_is_shown_once() -> None:
    """A macro imported without context runs once for the same card and values, however many templates show it."""
    watched = Watched(page="{% from 'parts' import show %}{{ show(card) }}{{ show(card, mark=2) }}")
    one = card()
    assert watched.render(card=one) == "<b>Alpha &amp; Bravo1</b><b>Alpha &amp; Bravo2</b>"
    assert watched.render(card=one) == "<b>Alpha &amp; Bravo1</b><b>Alpha &amp; Bravo2</b>"
    assert len(watched.seen) == 2


def test_another_card_and_another_value() -> None:
    """An equal card of another object, `true` for 1, and a value that may change are never taken for one another."""
    watched = Watched(page="{% import 'parts' as parts %}{{ parts.show(card, mark) }}")
    one = card()
    assert watched.render(card=one, mark=1) == "<b>Alpha &amp; Bravo1</b>"
    assert watched.render(card=one, mark=True) == "<b>Alpha &amp; BravoTrue</b>"
    assert watched.render(card=card("Other"), mark=1) == "<b>Other1</b>"
    changing = ["x"]
    assert "&#39;x&#39;" in watched.render(card=one, mark=changing)
    changing[0] = "y"
    assert "&#39;y&#39;" in watched.render(card=one, mark=changing)


def test_a_macro_with_context_runs_each_time() -> None:
    """What a macro takes from the page it stands on is never kept for another page."""
    watched = Watched(page="{% from 'parts' import named with context %}{{ named(card) }}")
    one = card()
    assert watched.render(card=one, view="first ") == "first Alpha &amp; Bravo"
    assert watched.render(card=one, view="second ") == "second Alpha &amp; Bravo"


def test_a_macro_of_the_page_itself_runs_each_time() -> None:
    """A macro that sees the page's own names is never kept."""
    watched = Watched(page="{% macro here(card) %}{{ view }}{{ card.title }}{% endmacro %}{{ here(card) }}")
    one = card("A")
    assert [watched.render(card=one, view=view) for view in ("1", "2")] == ["1A", "2A"]


def test_what_is_kept_is_bounded() -> None:
    """A process never keeps more than so many pieces."""
    watched = Watched(page="{% from 'parts' import show %}{% for card in cards %}{{ show(card) }}{% endfor %}")
    watched.render(cards=[card(str(number)) for number in range(MOST_KEPT + 10)])
    assert len(watched.environment.kept) <= MOST_KEPT


class Odd(str):
    """A text that is more than a text."""

    def __html__(self) -> str:
        return "<i>odd</i>"


TEMPLATE = (
    "{{ value }}|{% set kept %}{{ value }}{% endset %}{{ kept }}|{{ value ~ '<' }}|{{ [value] | join('<') }}|"
    "{% macro show(value) %}{{ value }}{% endmacro %}{{ show(value) }}|{{ value | safe }}|{% filter upper %}{{ value }}"
    "{% endfilter %}|{{ show(value) | length }}"
)


@given(st.one_of(st.text(), st.integers(), st.none(), st.booleans(), st.floats(allow_nan=False), st.lists(st.text())))
def test_escaped_as_ever(value: object) -> None:
    """Every value is escaped as jinja2 escapes it."""
    assert QuickEnvironment(autoescape=True).from_string(TEMPLATE).render(value=value) == Environment(
        autoescape=True
    ).from_string(TEMPLATE).render(value=value)


@pytest.mark.parametrize("value", [Markup("<b>&</b>"), Odd("x<"), Markup("")])
def test_markup_stays_markup(value: object) -> None:
    """What says that it is HTML is not escaped, as ever."""
    assert QuickEnvironment(autoescape=True).from_string(TEMPLATE).render(value=value) == Environment(
        autoescape=True
    ).from_string(TEMPLATE).render(value=value)


def test_lists_instead_of_generators_change_nothing() -> None:
    """Blocks, `super`, loops, includes that may be missing and call blocks give what jinja2's own code gives."""
    templates = {
        "base": "<{% block a %}base {{ x }}{% endblock %}|{% block b scoped %}{% endblock %}{{ self.a() }}>",
        "middle": "{% extends 'base' if x else 'other' %}{% block a %}[{{ super() }}]{% endblock %}",
        "other": "other{% block a %}{% endblock %}{% block b %}{% endblock %}",
        "part": "{{ x }}{% if y %}{{ y }}{% endif %}!",
        "page": "{% extends 'middle' %}{% macro m() %}({{ caller() }}){% endmacro %}{% block b %}"
        "{% for n in [1, [2, 3]] recursive %}{{ loop(n) if n is iterable else n }}{% else %}none{% endfor %}"
        "{% include 'part' %}{% include ['none', 'part'] ignore missing without context %}{% include 'none' "
        "ignore missing %}{% call m() %}{{ x }}{% endcall %}{% filter upper %}{% include 'part' %}{% endfilter %}"
        "{% set s %}{{ x }}<{% endset %}{{ s }}{% autoescape false %}{{ x }}{% endautoescape %}"
        "{% with z = 3 %}{{ z }}{{ '<' }}{% endwith %}{% endblock %}",
    }
    options: dict[str, Any] = {"loader": DictLoader(templates), "autoescape": True}
    quick, own = QuickEnvironment(**options), Environment(**options)
    for names in ({"x": "<x>", "y": "&"}, {"x": "x"}, {"x": ""}):
        made = quick.get_template("page").render(**names)
        assert made == own.get_template("page").render(**names)
        assert [*quick.get_template("page").generate(**names)] and made
