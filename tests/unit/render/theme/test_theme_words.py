"""The words of a theme that a site says otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sitegen.render.languages import texts_for
from sitegen.render.theme.theme import theme_folders, theme_texts, with_words
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
