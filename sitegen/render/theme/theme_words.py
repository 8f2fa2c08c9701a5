"""The words that a site gives its theme in `site.yaml`, in the place of the theme's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from sitegen.errors import Problem
from sitegen.render.languages import texts_for
from sitegen.render.theme.theme import ThemeFolder, theme_texts
from sitegen.settings import Settings

_FILLED_IN = re.compile(r"%\((\w+)\)s")


def wrong_words(folders: tuple[ThemeFolder, ...], settings: Settings) -> Iterator[Problem]:
    """Yield an error for each word of `texts` that the theme does not have, or that cannot stand in its place."""
    if not settings.texts:
        return
    known = texts_for(settings.language, theme_texts(tuple(replace(folder, words={}) for folder in folders)))
    for name, text in settings.texts.items():
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f"did you mean `{near[0]}`?" if near else "The theme's texts/en.yaml has all of them."
            yield _note(settings, name, f"the theme has no text {name}", hint)
        elif not _fits(text, known[name]):
            hint = f"Write it like the theme's own: {_example(known[name])}"
            yield _note(settings, name, "cannot stand in for the theme's own text", hint)


def _fits(text: Any, known: Any) -> bool:
    """Return whether a text has no blank to fill in, and no form, that the theme's own does not have."""
    forms = list(text.values()) if isinstance(text, dict) else [text]
    if not forms or not all(isinstance(form, str) for form in forms):
        return False
    if isinstance(text, dict) and not (isinstance(known, dict) and "other" in text):
        return False
    blanks = set(_FILLED_IN.findall(str(known)))
    return not blanks or all(_fills(form, blanks) for form in forms)


def _fills(form: str, blanks: set[str]) -> bool:
    try:
        return bool(form % dict.fromkeys(blanks, "x")) or not form
    except (KeyError, TypeError, ValueError):
        return False


def _example(known: Any) -> str:
    if not isinstance(known, dict):
        return f'"{known}"'
    return "{" + ", ".join(f'{form}: "{text}"' for form, text in known.items()) + "}"


def _note(settings: Settings, name: str, message: str, hint: str) -> Problem:
    field = f"texts.{name}"
    line, column, span = settings.positions.get(field, (0, 0, 0))
    return Problem("error", "site.yaml", line, column, field, message, hint, span)
