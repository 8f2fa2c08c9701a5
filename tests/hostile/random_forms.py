"""Random compositions of forms: one after another, line by line, one within another.

A composition is a form itself, so it can be made in any size.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from tests.hostile.form_makers import Form
from tests.hostile.forms import TEXT_FORMS
from tests.hostile.yaml_forms import YAML_FORMS

_MOST_FORMS = 4
_SMALL = 40
"""Characters of a form that is repeated as a whole."""


def random_form(rng: random.Random, *, of_yaml: bool = False) -> tuple[str, Form]:
    """Return a composition with a name that says how it was made."""
    table = {**TEXT_FORMS, **YAML_FORMS} if of_yaml else TEXT_FORMS
    names = rng.choices(list(table), k=rng.randint(2, _MOST_FORMS))
    join = rng.choice((_one_after_another, _line_by_line, _as_units, _before_the_last, _within))
    return f"{join.__name__}: {', '.join(names)}", join([table[name] for name in names])


def _one_after_another(forms: Sequence[Form]) -> Form:
    return lambda size: "".join(form(size // len(forms)) for form in forms)


def _line_by_line(forms: Sequence[Form]) -> Form:
    def make(size: int) -> str:
        lines = [form(size // len(forms)).split("\n") for form in forms]
        most = max(map(len, lines))
        return "\n".join(some[at] for at in range(most) for some in lines if at < len(some))

    return make


def _as_units(forms: Sequence[Form]) -> Form:
    unit = "".join(form(_SMALL) for form in forms)
    return lambda size: unit * max(1, size // len(unit))


def _before_the_last(forms: Sequence[Form]) -> Form:
    """Return a form in which a few of the first stand before many of the last."""
    head = "".join(form(50 * _SMALL) for form in forms[:-1])
    return lambda size: head + forms[-1](size)


def _within(forms: Sequence[Form]) -> Form:
    """Return a form in which each line of the first holds a little of the others."""
    inner = "".join(form(_SMALL) for form in forms[1:])

    def make(size: int) -> str:
        lines = forms[0](size // 2)
        unit = lines[: max(1, len(inner))]
        return (unit + inner) * max(1, size // len(unit + inner))

    return make
