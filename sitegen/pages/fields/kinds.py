"""Kinds of values: how each is read from the text that was typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar
from urllib.parse import unquote

from sitegen.errors import BadValue
from sitegen.pages.fields.date_forms.dates import Dating, Moment, parse_date
from sitegen.pages.file_links import file_address
from sitegen.pages.text.excerpts import plain_excerpt, plain_line
from sitegen.pages.urls import encode_typed, is_web_url, safe_url, term_key

T = TypeVar("T")

MOST_TERM_CHARACTERS = 200

_WILDEST_SCORE = 1000
_WILDEST_NUMBER = 10**13
_TRUE = frozenset({"true", "yes", "on", "y", "1"})
_FALSE = frozenset({"false", "no", "off", "n", "0"})
_NUMBER = re.compile(r"([+-]?)(\d{1,12})(?:\.(\d{1,20}))?\Z", re.ASCII)
_UNSAFE_PATH = re.compile(r"[\x00-\x20\x7f\\]|(?:^|/)\.\.(?:/|$)")
_NO_FILE = re.compile(r"[\x00-\x1f\x7f\\]|^[^/?#]*:")
_UNSAFE_OWN_IMAGE = (
    "Only addresses that begin with http:// or https://, and files of the site (x.jpg, /assets/x.jpg) are used. The "
    "picture is left out."
)
_UNSAFE_IMAGE = "Only http://, https:// or site-relative addresses (/assets/x.jpg) are used. The picture is left out."


class Kind(NamedTuple, Generic[T]):
    """One kind of value."""

    convert: Callable[[str], T]
    """From the text as typed; raises `BadValue` when it is none of this kind."""
    due: str = "a text"
    """What a list or a mapping in its place should be."""
    hint: str = "Write one text here."


def _excerpt(text: str) -> str:
    return plain_excerpt(text.strip())


def _domain(text: str) -> str:
    return plain_line(text).lower()


TEXT = Kind(str.strip)
"""A text as typed, without spaces around it."""
LINE = Kind(plain_line)
"""One line of plain text."""
EXCERPT = Kind(_excerpt)
"""A text that may hold Markdown, HTML tags and entities, as plain text."""
DOMAIN = Kind(_domain)
"""A host's name."""


@lru_cache(maxsize=4096)
def _name(text: str) -> str:
    name = plain_line(text)
    if len(name) > MOST_TERM_CHARACTERS or not term_key(name):
        hint = f"Write a text of at most {MOST_TERM_CHARACTERS} characters. It is left out."
        raise BadValue("this is not a name", hint)
    return name


NAME = Kind(_name)
"""A term's name."""


def _truth(text: str) -> bool:
    word = text.strip().lower()
    if word not in _TRUE and word not in _FALSE:
        raise BadValue(f"{shown(text)} is neither true nor false", "Write true or false.")
    return word in _TRUE


TRUTH = Kind(_truth, "true or false", "Write true or false.")


def _web_url(text: str) -> str:
    text = text.strip()
    url = safe_url(text, allow_mail=False) if text else ""
    if url is None:
        hint = "Only addresses that begin with http:// or https:// are used. It is left out."
        raise BadValue(f"{shown(text)} is not a safe web address", hint)
    return url


WEB_URL = Kind(_web_url)
"""An absolute http or https address, made safe."""


@lru_cache(maxsize=64)
def image_url(base_path: str) -> Kind[str]:
    """Return the kind of a picture's address: absolute, or site-relative, then below the base path."""

    def convert(text: str) -> str:
        text = text.strip()
        if is_web_url(text):
            url = safe_url(text, allow_mail=False)
        elif not text.startswith("/") or text.startswith("//") or _UNSAFE_PATH.search(text):
            url = None
        else:
            url = base_path + encode_typed(text[1:])
        if url is None:
            raise BadValue("this is not a picture's address", _UNSAFE_IMAGE)
        return url

    return Kind(convert)


def _own_image_url(text: str) -> str:
    text = text.strip()
    path = unquote(text.partition("?")[0].partition("#")[0])
    if is_web_url(text):
        url = safe_url(text, allow_mail=False)
    elif text.startswith("//") or _NO_FILE.search(text) or not path.strip("/"):
        url = None
    else:
        url = file_address(path)
    if url is None:
        raise BadValue("this is not a picture's address", _UNSAFE_OWN_IMAGE)
    return url


OWN_IMAGE_URL = Kind(_own_image_url)
"""The address of a story's own picture: absolute, or that of a file of this site (`pages/file_links.py`)."""


@lru_cache(maxsize=64)
def number(least: int, most: int) -> Kind[int]:
    """Return the kind of a whole number between two others; a fraction is rounded."""

    @lru_cache(maxsize=4096)
    def convert(text: str) -> int:
        value = _whole_number(text)
        if value is None:
            raise BadValue(f"{shown(text)} is not a number", "It is left out.")
        if not least <= value <= most:
            raise BadValue(f"{shown(text)} does not lie between {least} and {most}", "It is left out.")
        return value

    return Kind(convert, "a number", "It is left out.")


@lru_cache(maxsize=64)
def score(least: int) -> Kind[int]:
    """Return the kind of a score; publishers' formulas overshoot a little, so one above 100 counts as 100."""
    any_number = number(-_WILDEST_NUMBER, _WILDEST_NUMBER)

    @lru_cache(maxsize=4096)
    def convert(text: str) -> int:
        value = any_number.convert(text)
        if abs(value) > _WILDEST_SCORE:
            raise BadValue(f"{shown(text)} is not a score from {least} to 100", "It is left out.")
        return max(least, min(100, value))

    return any_number._replace(convert=convert)


@lru_cache(maxsize=64)
def date(dating: Dating) -> Kind[Moment]:
    """Return the kind of a date."""

    def convert(text: str) -> Moment:
        return parse_date(text, *dating)

    return Kind(convert, "a date", "Write it as 2024-02-21 or 2024-02-21T16:21:00Z.")


def _whole_number(text: str) -> int | None:
    """Return the number that a text is, rounded; None when it is none."""
    found = _NUMBER.match(text.strip())
    if found is None:
        return None
    value = int(found[2]) + (1 if (found[3] or "0")[0] >= "5" else 0)
    return -value if found[1] == "-" else value


def shown(text: str) -> str:
    """Return a text as problems quote it."""
    text = " ".join(text.split())
    return f'"{text}"' if len(text) <= 60 else f'"{text[:57]}..."'
