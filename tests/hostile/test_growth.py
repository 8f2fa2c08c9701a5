"""The time that a text takes grows in proportion to it, whoever reads or finishes it and whatever it is made of.

The long part, with all forms up to a megabyte, is `tests/long/test_growth_to_1mb.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.hostile.form_makers import Form, repeated
from tests.hostile.forms import TELLING_FORMS
from tests.hostile.growth import too_slow
from tests.hostile.intake_readers import INTAKE
from tests.hostile.text_readers import FINISHERS, SLOW_TEXTS, SOURCES, TEXTS, YAML, Reader
from tests.hostile.yaml_forms import YAML_FORMS

CASES: Mapping[str, tuple[Mapping[str, Reader], Mapping[str, Form], int]] = {
    "sources": (SOURCES, TELLING_FORMS, 8_000),
    "YAML": (YAML, YAML_FORMS, 16_000),
    "anything as YAML": (YAML, TELLING_FORMS, 16_000),
    "fields": (SLOW_TEXTS, TELLING_FORMS, 48_000),
    "texts": (TEXTS, TELLING_FORMS, 48_000),
    "bodies": (FINISHERS, TELLING_FORMS, 64_000),
    "intake": (INTAKE, TELLING_FORMS, 8_000),
}
"""What is read, by whom, made of what, and up to how many characters: as many as there is time for.

The least text is several times as long as what one mark may reach over (400 characters, `text/excerpts.py`).
"""
FAST_ENOUGH = 0.05
"""Seconds for the whole text, whatever a part of it takes: below that a busy machine decides."""


@pytest.mark.parametrize("step", [pytest.param(8, id="some"), pytest.param(1, id="all", marks=pytest.mark.long)])
@pytest.mark.parametrize(("readers", "forms", "size"), CASES.values(), ids=CASES)
def test_sixteen_times_the_text(readers: Mapping[str, Reader], forms: Mapping[str, Form], size: int, step: int) -> None:
    """Sixteen times the text takes at most thirty times the processor's time, for each form and each reader."""
    tried = dict(list(forms.items())[::step])
    assert list(too_slow(readers, tried, size, FAST_ENOUGH)) == []


def test_growth_is_seen() -> None:
    """A reader that compares each character with each other one is found out."""
    quadratic = Reader(lambda text: [text.count(text[at:]) for at in range(0, len(text), 8)])
    assert [found[:2] for found in too_slow({"x": quadratic}, {"a": repeated("ab")}, 16_000, 0.001)] == [("x", "a")]
