"""How a front-matter field is declared, and the one reader of what is declared.

A declaration is the annotation of an attribute: `byline: Annotated[str, Field("byline", Fields.line)] = ""`. The
attribute's default is what its reader returns when there is nothing to read.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar, get_type_hints

from sitegen.pages.fields.fields import Fields
from sitegen.values import Value, defaults_of

V = TypeVar("V", bound=Value)


class Field(NamedTuple):
    """The declaration of one field."""

    key: str
    """As our front matter spells it; other cases and hyphens count too."""
    read: Callable[[Fields, str], Any]
    """Returns the value of the key it is given, and notes what is wrong with it."""
    also: tuple[str, ...] = ()
    """Names that other programs give it: each counts where ours is missing."""
    instead: tuple[str, ...] = ()
    """Keys of their own that are read, in this order, when this one gives nothing."""


class Declared(NamedTuple):
    """A field as an attribute of a value."""

    name: str
    """The attribute's."""
    field: Field
    default: Any

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that may give its value, the first choice first."""
        return (self.field.key, *self.field.instead)


@lru_cache(maxsize=16)
def declared_in(kind: type[Value]) -> tuple[Declared, ...]:
    """Return the fields that a type of values declares itself or inherits, in order."""
    hints = get_type_hints(kind, include_extras=True)
    return tuple(
        Declared(name, note, default)
        for name, default in defaults_of(kind).items()
        for note in getattr(hints[name], "__metadata__", ())
        if isinstance(note, Field)
    )


@lru_cache(maxsize=16)
def _to_read(kind: type[Value]) -> tuple[tuple[str, Callable[[Fields, str], Any], str, Any], ...]:
    return tuple((one.name, one.field.read, key, one.default) for one in declared_in(kind) for key in one.keys)


def read_declared(kind: type[V], fields: Fields) -> V:
    """Return a value whose declared attributes are read from a source's fields; the others keep their defaults."""
    found: dict[str, Any] = {}
    typed = fields.entries
    for name, read, key, default in _to_read(kind):
        if key in typed and name not in found and (value := read(fields, key)) != default:
            found[name] = value
    return kind(**found)
