"""Unicode's normal forms of texts with many marks."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest

from sitegen.pages.normal_forms import normalised

FORMS: tuple[Literal["NFC", "NFD", "NFKC", "NFKD"], ...] = ("NFC", "NFD", "NFKC", "NFKD")


@pytest.mark.parametrize("form", FORMS)
def test_thirty_marks_are_as_ever(form: Literal["NFC", "NFD", "NFKC", "NFKD"]) -> None:
    """A text of which no letter has more than thirty marks becomes what Unicode says, however long it is."""
    text = ("a" + "\u0301\u0316" * 14 + "é中\ufdfa\u0f73") * 200
    assert normalised(form, text) == unicodedata.normalize(form, text)


@pytest.mark.parametrize("marks", ["\u0301\u0316", "\u0f73"])
def test_more_marks_stay_in_their_order(marks: str) -> None:
    """All marks of a letter with thousands are kept, and none moves further than thirty places."""
    text = "a" + marks * 5000
    found = normalised("NFD", text)
    assert found.replace("\u034f", "").count(unicodedata.normalize("NFD", marks)[0]) == 5000
    assert max(map(len, found.split("\u034f"))) <= 62
