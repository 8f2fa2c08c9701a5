"""Checks the words of a theme that are the owner's: in `site.yaml`, and in files of a language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from sitegen.errors import Problem, near_miss
from sitegen.render.languages import texts_for
from sitegen.render.theme.theme import ThemeFolder, place_of_key, read_words, theme_texts
from sitegen.settings import Settings

WIDELY_COVERED, IN_DEPTH = "widely_covered", "in_depth"
"""Words that a filter chooses between, so that templates do not name them."""
_ALL_OF_THEM = "The theme's texts/en.yaml has all of them."
_SHOWN = re.compile(r"\btext\.(\w+)")
_FILLED_IN = re.compile(r"%\((\w+)\)s")


def wrong_words(folders: tuple[ThemeFolder, ...], settings: Settings) -> Iterator[Problem]:
    """Yield what is wrong with the owner's words: the theme does not have them, or they cannot stand in its place."""
    yield from _wrong_settings(folders, settings)
    yield from _wrong_files(folders)
    yield from _no_words(folders, settings)


def _wrong_settings(folders: tuple[ThemeFolder, ...], settings: Settings) -> Iterator[Problem]:
    if not settings.texts:
        return
    known = texts_for(settings.language, theme_texts(tuple(replace(folder, words={}) for folder in folders)))
    for name, text in settings.texts.items():
        if name not in known:
            hint = near_miss(name, known, _ALL_OF_THEM)
            yield settings.problem(f"texts.{name}", f"the theme has no text {name}", hint)
        elif not _fits(text, known[name]):
            hint = f"Write it like the theme's own: {_example(known[name])}"
            yield settings.problem(f"texts.{name}", "cannot stand in for the theme's own text", hint)


def _wrong_files(folders: tuple[ThemeFolder, ...]) -> Iterator[Problem]:
    own = [folder for folder in folders if not folder.is_shipped and any(folder.texts.glob("*.yaml"))]
    if not own:
        return
    shown = {WIDELY_COVERED, IN_DEPTH} | {name for folder in folders for name in _names_in(folder)}
    for folder in own:
        others = theme_texts(tuple(one for one in folders if one is not folder)).get("en", {})
        english = {**theme_texts((folder,)).get("en", {}), **others}
        for path in sorted(folder.texts.glob("*.yaml")):
            yield from _wrong_file(path, f"{folder.shown}/texts/{path.name}", english, shown)


def _wrong_file(path: Path, named: str, english: dict[str, Any], shown: set[str]) -> Iterator[Problem]:
    for name, text in read_words(path, named).items():
        line, column = place_of_key(path, name)
        if name not in shown:
            hint = near_miss(name, english.keys() - {name}, _ALL_OF_THEM)
            yield Problem("warning", named, line, column, "", f"no template shows a text {name}", hint)
        elif name in english and not _fits(text, english[name]):
            hint = f"Write it like the English one: {_example(english[name])}"
            yield Problem("error", named, line, column, "", f"{name} cannot stand in for the theme's own text", hint)


def _names_in(folder: ThemeFolder) -> Iterator[str]:
    """Yield the words that a theme's templates show."""
    for path in folder.templates.rglob("*.html"):
        yield from _SHOWN.findall(path.read_text("utf-8", "replace"))


def _no_words(folders: tuple[ThemeFolder, ...], settings: Settings) -> Iterator[Problem]:
    """Yield a warning where a site's language is one that the theme has no word in."""
    parts = settings.language.lower().split("-")
    if settings.texts or parts[0] == "en":  # the program's own words are English
        return
    known = {path.stem.lower() for folder in folders for path in folder.texts.glob("*.yaml")}
    if any("-".join(parts[:length]) in known for length in range(1, len(parts) + 1)):
        return
    message = f"the theme has no words in {settings.language}, so menus and buttons are in English"
    file = f"themes/{folders[0].name}/texts/{parts[0]}.yaml"
    hint = f"Copy the theme's texts/en.yaml to {file} of the site, and translate it."
    yield settings.problem("language", message, hint, "warning")


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
