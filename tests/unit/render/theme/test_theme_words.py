"""The words of a theme that a site says otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sitegen.render.languages import texts_for
from sitegen.render.theme.theme import ThemeFolder, theme_folders, theme_texts, with_words
from sitegen.render.theme.theme_words import wrong_words
from sitegen.settings import Settings

SHIPPED = theme_folders(Path("no-such-site"), "default")


@pytest.mark.parametrize("language", ["en", "zh", "zh-Hant-TW", "fr"])
def test_own_words_win(language: str) -> None:
    """A word in `site.yaml` stands for the theme's own in the site's language; the others stay."""
    settings = Settings(language=language, texts={"archive": "Back issues"})
    words = texts_for(language, theme_texts(with_words(SHIPPED, settings)))
    assert words["archive"] == "Back issues"
    assert words["menu"] == texts_for(language, theme_texts(SHIPPED))["menu"]
    assert list(wrong_words(SHIPPED, settings)) == []


@pytest.mark.parametrize(
    ("texts", "message", "hint"),
    [
        ({"archiv": "x"}, "the theme has no text archiv", "did you mean `archive`?"),
        ({"zzzz": "x"}, "the theme has no text zzzz", "The theme's texts/en.yaml has all of them."),
        (
            {"archive": {"one": "x", "other": "y"}},
            "cannot stand in for the theme's own",
            "Write it like the theme's own: \"Arc",
        ),
        ({"archive": ["x"]}, "cannot stand in for the theme's own text", "Write it like the theme's own"),
        ({"stories": {"one": "x"}}, "cannot stand in for the theme's own text", "Write it like the theme's own: {one:"),
        ({"updated": "On %(when)s"}, "cannot stand in for the theme's own text", "Write it like the theme's own"),
        ({"updated": "100 %"}, "cannot stand in for the theme's own text", "Write it like the theme's own"),
    ],
)
def test_a_wrong_word_is_told(texts: dict[str, Any], message: str, hint: str) -> None:
    """A word that the theme has not, or that cannot be filled in as its own, is an error with the way out."""
    (problem,) = wrong_words(SHIPPED, Settings(texts=texts, positions={f"texts.{next(iter(texts))}": (4, 5, 6)}))
    assert (problem.level, problem.path, problem.line, problem.column) == ("error", "site.yaml", 4, 5)
    assert problem.message.startswith(message)
    assert problem.hint.startswith(hint)


def test_forms_and_plain_texts_are_fine() -> None:
    """A text with forms may be one text, and a text with blanks may leave one out."""
    settings = Settings(
        texts={"stories": "%(n)s items", "updated": "Changed", "menu": "100 %", "search_first": "First"}
    )
    assert list(wrong_words(SHIPPED, settings)) == []


def own_theme(root: Path, **files: str) -> tuple[ThemeFolder, ...]:
    """Return the shipped theme with files of words of the site before it."""
    texts = root / "themes" / "default" / "texts"
    texts.mkdir(parents=True)
    for language, text in files.items():
        (texts / f"{language}.yaml").write_text(text, "utf-8")
    return theme_folders(root, "default")


@pytest.mark.parametrize(
    ("text", "level", "place", "message", "hint"),
    [
        ("search: Szukaj\nserach_hint: x\n", "warning", (2, 1), "no template shows a text serach_hint", "did you mean"),
        ("zzzz: x\n", "warning", (1, 1), "no template shows a text zzzz", "The theme's texts/en.yaml has all of them."),
        (
            "updated: '%(nmae)s'\n",
            "error",
            (1, 1),
            "updated cannot stand in",
            'Write it like the English one: "Updated',
        ),
        (
            "stories: {one: '%(n)s a', few: '%(n)d b', other: c}\n",
            "error",
            (1, 1),
            "stories cannot stand in",
            "Write it",
        ),
        ("stories: {one: '%(n)s a'}\n", "error", (1, 1), "stories cannot stand in", "Write it"),
    ],
)
def test_a_wrong_file_of_words_is_told(
    text: str, level: str, place: tuple[int, int], message: str, hint: str, tmp_path: Path
) -> None:
    """A text that no template shows, and one that cannot be filled in, are told with their place and the way out."""
    (problem,) = wrong_words(own_theme(tmp_path, pl=text), Settings(language="pl"))
    assert (problem.level, problem.path) == (level, "themes/default/texts/pl.yaml")
    assert (problem.line, problem.column) == place
    assert problem.message.startswith(message) and problem.hint.startswith(hint)


def test_a_file_of_words_that_is_fine(tmp_path: Path) -> None:
    """Plurals of another language, and a word that a template of the site shows, are no problem."""
    text = "stories: {one: '%(n)s tekst', few: '%(n)s teksty', other: '%(n)s tekstu'}\nmotto: Naprzód\n"
    folders = own_theme(tmp_path, pl=text)
    templates = tmp_path / "themes" / "default" / "templates"
    templates.mkdir()
    (templates / "extra.html").write_text("{{ text.motto }}")
    assert list(wrong_words(folders, Settings(language="pl-PL"))) == []


@pytest.mark.parametrize("language", ["pl", "pt-BR"])
def test_a_language_without_words_is_told(language: str) -> None:
    """A site in a language that the theme does not speak is told how to teach it; other sites hear nothing."""
    (problem,) = wrong_words(SHIPPED, Settings(language=language, positions={"language": (3, 11, 2)}))
    assert (problem.level, problem.line, problem.column) == ("warning", 3, 11)
    assert f"no words in {language}" in problem.message and f"texts/{language[:2]}.yaml" in problem.hint
    for spoken in ("en-GB", "de", "zh-Hant", "ja", "es-MX", "fr"):
        assert list(wrong_words(SHIPPED, Settings(language=spoken))) == []
