"""Each field of a story is declared once, and all that carries it is made of the declaration."""

from __future__ import annotations

import re
from collections import Counter
from typing import Annotated, get_type_hints

import pytest

from sitegen.pages.fields.declared_fields import ListedFields, PageFields, UnshownFields, all_declared
from sitegen.pages.fields.field_declaration import Declared, Field, declared_in, read_declared
from sitegen.pages.fields.fields import Fields
from sitegen.pages.front_matter.nodes import Mapping
from sitegen.pages.front_matter.yaml_tree import read_yaml
from sitegen.pages.page import Card, Page, PageMeta
from sitegen.pages.problem_list import ProblemList
from sitegen.settings import Settings
from sitegen.values import Value
from sitegen.withholding_words import plain_word, rule_of
from tests.command_line import PROJECT

IN_TEMPLATES: dict[type[Value], str] = {
    ListedFields: "card.",
    PageFields: "page.",
    UnshownFields: "",
}
PUBLICATION = {"publishedDateTime", "published", "removed", "expiryDate", "topics"}
"""Keys that docs/content.md explains beside the declared ones."""


class Sample(Value, frozen=True):
    """Fields of a made-up source."""

    byline: Annotated[str, Field("byline", Fields.line, instead=("signature",))] = ""
    topics: Annotated[tuple[str, ...], Field("topics", Fields.names)] = ()
    other: str = "not declared"


def sample(*lines: str) -> tuple[Sample, list[str]]:
    """Return what front matter gives for the sample's fields, and what is told of it."""
    problems = ProblemList("x.md")
    root = read_yaml("\n".join(lines), 2, problems)
    assert isinstance(root, Mapping)
    return read_declared(Sample, Fields(root.entries, problems, Settings())), [one.message for one in problems.all()]


def test_a_declared_field_is_read() -> None:
    """Its key gives the value, else one that stands in for it; its default stands where none gives any."""
    assert sample("byline: Ada", "signature: Bo", "topics: [AI]", "other: x") == (Sample("Ada", ("AI",)), [])
    assert sample("byline: ''", "signature: Bo")[0].byline == "Bo"
    assert sample("x: y") == (Sample(), [])
    assert sample("byline: [Ada]") == (Sample(), ["a list stands where a text is due"])


def test_nothing_to_read_gives_the_default() -> None:
    """The reader of each field returns the field's default when its key is missing."""
    nothing = Fields({}, ProblemList("x.md"), Settings())
    assert [one.name for one in all_declared() if one.field.read(nothing, one.field.key) != one.default] == []


def test_keys_and_names_mean_one_thing() -> None:
    """No key or other name belongs to two fields, or says whether a page may be seen, however it is spelt."""
    names = [plain_word(name) for one in all_declared() for name in (*one.keys, *one.field.also)]
    assert [name for name, count in Counter(names).items() if count > 1] == []
    assert [name for name in names if rule_of(name)] == []


def test_carriers_hold_the_declared_fields() -> None:
    """A card has every listed field and none of the page's own; a page has its own and holds the card."""
    listed, own = (declared_in(kind) for kind in (ListedFields, PageFields))
    assert [one.name for one in declared_in(Card)] == [one.name for one in listed]
    assert [one.name for one in declared_in(Page)] == [one.name for one in own]
    assert not {one.name for one in own} & set(Card.__struct_fields__)
    assert len(all_declared()) == sum(len(kind.__struct_fields__) for kind in IN_TEMPLATES)


def test_what_is_known_of_all_pages_has_the_types_of_the_card() -> None:
    """What a page's record in memory repeats of its card is of the same type; unknown scores are numbers there."""
    held, card = get_type_hints(PageMeta), get_type_hints(Card)
    shared = held.keys() & card.keys()
    assert {"title", "url", "section", "original_url", "terms"} <= shared
    different = {name: (held[name], card[name]) for name in shared - {"links"} if held[name] != card[name]}
    assert different == {"quality": (int, int | None), "heat": (int, int | None)}


def documented() -> dict[str, list[str]]:
    """Return the rows of the table of fields in docs/content.md, by key."""
    text = (PROJECT / "docs" / "content.md").read_text("utf-8")
    table = text.partition("| key | what it is |")[2].partition("\n\n")[0].splitlines()[2:]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
    return {row[0].strip("`"): row[1:] for row in rows}


def test_the_docs_have_a_row_for_each_field() -> None:
    """The table of fields in docs/content.md has a row for each declared field, and none for anything else."""
    assert documented().keys() - PUBLICATION == {one.field.key for one in all_declared()}


@pytest.mark.parametrize("kind", IN_TEMPLATES, ids=lambda kind: kind.__name__)
def test_the_docs_say_what_is_declared(kind: type[Value]) -> None:
    """A row of docs/content.md names all other keys that give a field, and where templates find it."""
    rows = documented()
    for one in declared_in(kind):
        _, other, shown = rows[one.field.key]
        assert set(re.findall(r"`(\w+)`", other)) == {*one.field.also, *one.field.instead}, one.field.key
        assert shown == _in_templates(kind, one), one.field.key


def _in_templates(kind: type[Value], one: Declared) -> str:
    return f"`{IN_TEMPLATES[kind]}{one.name}`" if IN_TEMPLATES[kind] else ""
