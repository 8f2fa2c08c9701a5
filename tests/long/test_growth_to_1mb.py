"""All forms up to a megabyte: an hour of what `tests/hostile/test_growth.py` does in a minute.

`make test` leaves this folder out; `python -m pytest tests/long` runs it.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.hostile.form_makers import Form
from tests.hostile.forms import TELLING_FORMS, TEXT_FORMS
from tests.hostile.growth import too_slow
from tests.hostile.text_readers import BODY_FINISHERS, FINISHERS, SLOW_TEXTS, SOURCES, TEXTS, YAML, Reader
from tests.hostile.yaml_forms import YAML_FORMS

CHARACTERS = 960_000
"""Markdown and front matter end at a million."""
FAST_ENOUGH = 1.0
"""Seconds."""
SLICES = 8
CASES: Mapping[str, tuple[Mapping[str, Reader], Mapping[str, Form]]] = {
    "sources": (SOURCES, TEXT_FORMS),
    "YAML": (YAML, YAML_FORMS),
    "anything as YAML": (YAML, TEXT_FORMS),
    "fields": (SLOW_TEXTS, TEXT_FORMS),
    "texts": (TEXTS, TELLING_FORMS),
    "bodies": (FINISHERS, TEXT_FORMS),
    "bodies of Markdown": (BODY_FINISHERS, TELLING_FORMS),
}


@pytest.mark.parametrize("part", range(SLICES))
@pytest.mark.parametrize(("readers", "forms"), CASES.values(), ids=CASES)
def test_sixteen_times_the_text(readers: Mapping[str, Reader], forms: Mapping[str, Form], part: int) -> None:
    """A megabyte takes at most thirty times as long as a sixteenth of it, for each form and each reader."""
    of_part = dict(list(forms.items())[part::SLICES])
    assert list(too_slow(readers, of_part, CHARACTERS, FAST_ENOUGH)) == []
