"""What a template meets when it asks for a name that does not exist, or prints what is no value: plain words."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import NoReturn

from jinja2 import Undefined
from jinja2.utils import missing

from sitegen.errors import near_miss
from sitegen.values import Value

NAMES = ("view", "frame", "text", "once", "show")
"""All that a template is given."""

_MOST_LISTED = 20
_LEAST_ALIKE = 0.5
_ONLY_ON_PAGES = "templates/once/ knows `frame` and `text` alone; templates/cards/ knows these, `card` and its options"
_ALL = "a template knows `view`, `frame`, `text`, `once` and `show`"


class Missing(Undefined):
    """A name that is not there: all that a template does with it but `is defined` and `default` is an error.

    The message says which name, where, and which one is near; the hint follows a line break. As Jinja's manual has it
    ("Undefined Types"), one method fails, and every operation is that method.
    """

    def _fail_with_undefined_error(self, *_: object, **__: object) -> NoReturn:
        raise self._undefined_exception(self._explain())

    def _explain(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        name = str(self._undefined_name)
        if self._undefined_obj is missing:
            hint = _ONLY_ON_PAGES if name in NAMES else near_miss(name, NAMES, _ALL, _LEAST_ALIKE)
            return f"there is no name `{name}`\n{hint}"
        known = _fields(self._undefined_obj)
        hint = near_miss(name, known, _list(known), _LEAST_ALIKE)
        return f"{_noun(self._undefined_obj)} has no field `{name}`\n{hint}"

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _fail_with_undefined_error
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = _fail_with_undefined_error
    __pow__ = __rpow__ = __pos__ = __neg__ = __int__ = __float__ = __complex__ = _fail_with_undefined_error
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __hash__ = __bool__ = _fail_with_undefined_error
    __call__ = __getitem__ = __contains__ = __iter__ = __len__ = __str__ = _fail_with_undefined_error


ADDRESS = " at 0x"
"""Stands in what Python writes for a function or an object without a text of its own: another one in each process."""


class NoValueError(Exception):
    """Something that a template prints and that is no value."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def only_values(printed: object) -> object:
    """Return what a template prints. Raises NoValueError for what would give other bytes in each process."""
    if isinstance(printed, str) or ADDRESS not in str(printed):
        return printed
    name = getattr(printed, "__name__", "")
    if callable(printed) and name:
        raise NoValueError(f"`{name}` is a function, and printed without a call", f"Write `{name}()`.")
    raise NoValueError(f"a {type(printed).__name__} is printed, which is not text", "Print one of its fields.")


def _fields(thing: object) -> tuple[str, ...]:
    """Return the names that a template may ask of `thing`."""
    if isinstance(thing, Value):
        own = [name for kind in type(thing).__mro__ for name, what in vars(kind).items() if isinstance(what, property)]
        return (*thing.__struct_fields__, *sorted(set(own)))
    if isinstance(thing, SimpleNamespace):
        thing = vars(thing)
    if isinstance(thing, Mapping):
        return tuple(sorted(map(str, thing)))
    return ()


def _noun(thing: object) -> str:
    if isinstance(thing, Value):
        return type(thing).__name__
    if isinstance(thing, SimpleNamespace):
        return "`text`"
    if thing is None:
        return "nothing (None)"
    return "the mapping" if isinstance(thing, Mapping) else f"a {type(thing).__name__}"


def _list(known: tuple[str, ...]) -> str:
    return f"it has {', '.join(known[:_MOST_LISTED])}{', ...' if len(known) > _MOST_LISTED else ''}" if known else ""
