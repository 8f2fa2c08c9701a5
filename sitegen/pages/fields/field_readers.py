"""How single fields of a story are read where their kind alone does not say it."""

from __future__ import annotations

import re
from datetime import datetime

from sitegen.pages.fields import kinds
from sitegen.pages.fields.fields import Fields
from sitegen.pages.front_matter.nodes import Mapping, Scalar, Sequence
from sitegen.pages.text.characters import clean_text
from sitegen.pages.text.excerpts import MOST_EXCERPT_CHARACTERS, MOST_TITLE_CHARACTERS, plain_line
from sitegen.withholding_words import plain_word

_MOST_GUID_CHARACTERS = 2_000
_MOST_AUTHORS = 50
_MOST_AUTHOR_CHARACTERS = 200
_PARTING = re.compile("[,;\uff0c\uff1b\u3001\n]")
_SEMICOLON = re.compile("[;\uff1b\n]")
_MAIL = re.compile(r"<[^<>\s]{1,200}>")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,5}\Z")


def read_title(fields: Fields, key: str) -> str:
    """Return one line of plain text. Without a title there is no page, so one that is no text is an error."""
    title = fields.line(key, "error")
    fields.report_long(key, title, MOST_TITLE_CHARACTERS, "feeds show")
    return title


def read_excerpt(fields: Fields, key: str) -> str:
    """Return the plain text of an excerpt."""
    typed = fields.text(key)
    fields.report_long(key, typed, MOST_EXCERPT_CHARACTERS, "lists and feeds show")
    return fields.value(key, kinds.EXCERPT, "") if typed else ""


def read_first_line(fields: Fields, key: str) -> str:
    """Return a text, or the first text of a list (`category: [news, ai]`)."""
    node = fields.node(key)
    if type(node) is not Sequence:
        return fields.line(key)
    if not node.items or type(node.items[0]) is Scalar:
        return plain_line(node.items[0].text) if node.items else ""
    fields.complain(key, "warning", node, "the list does not begin with a text", "Write one text here.")
    return ""


def read_authors(fields: Fields, key: str) -> tuple[str, ...]:
    """Return who wrote a story: a name, several with `;` (of `authors` also with `,`) between them, or a list."""
    names: dict[str, None] = {}
    entry = fields.entries.get(key)
    if entry is None:
        return ()
    alone = entry[1]
    parting = _PARTING if plain_word(entry[0].text).endswith("s") else _SEMICOLON
    typed = fields.items(key)
    for number, node in enumerate(typed[:_MOST_AUTHORS]):
        if type(node) is Mapping:
            node = next((node.entries[name][1] for name in ("name", "title") if name in node.entries), node)
        if type(node) is not Scalar:
            hint = "Write a name, or a mapping with name."
            fields.complain(f"{key}[{number}]", "warning", node, "this is not an author", hint)
            continue
        pieces = parting.split(node.text) if node is alone else [node.text]
        for name in (plain_line(_MAIL.sub("", piece)) for piece in pieces):
            if name:
                names[name[:_MOST_AUTHOR_CHARACTERS]] = None
    return tuple(names)[:_MOST_AUTHORS]


def read_guid(fields: Fields, key: str) -> str:
    """Return an identity as it was typed, which feeds must be able to hold as it is."""
    typed = fields.text(key)
    node = fields.node(key)
    if node is None or not typed:
        return ""
    if len(typed) > _MOST_GUID_CHARACTERS:
        message = f"the guid has {len(typed):,} characters, the most is {_MOST_GUID_CHARACTERS:,}"
    elif clean_text(typed) != typed or len(typed.splitlines()) > 1 or "\t" in typed:
        message = "the guid holds a line end or a control character, which no feed can hold as it is"
    else:
        return typed
    fields.complain(key, "warning", node, message, "Write it on one line, as the old feed had it. It is left out.")
    return ""


def read_language(fields: Fields, key: str) -> str:
    """Return a BCP 47 tag; empty when it is the site's own."""
    typed = fields.text(key)
    tag = typed.replace("_", "-")
    if not tag or tag.lower() == fields.settings.language.lower():
        return ""
    if _LANGUAGE.match(tag):
        return tag
    if (node := fields.node(key)) is not None:
        hint = "Write a tag such as en, zh-Hans or pt-BR. It is left out."
        fields.complain(key, "warning", node, f'"{typed[:60]}" is not a language', hint)
    return ""


def read_updated(fields: Fields, key: str) -> datetime | None:
    """Return a date in the site's zone. It withholds nothing, so what is no date is a warning."""
    moment = fields.date(key, "warning")
    return moment.date if moment else None
