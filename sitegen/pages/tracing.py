"""Finds out once how the front matter of a shape is read, so that other texts of that shape need no tree.

The reading itself (`metadata.read_fields`) runs on fields whose values are yet to come. What it asks for is noted, and
what it makes of them becomes a function of the values. Wherever it would look into a value, either the outcome is made
a condition of the form, or the shape has none.

Never: reads a text, or knows a field of a story.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple, Self, TypeVar

from sitegen.errors import BadValue, Level
from sitegen.pages import nodes
from sitegen.pages.fields import MOST_TERMS, Fields
from sitegen.pages.kinds import NAME, TEXT, TRUTH, Kind
from sitegen.pages.known_keys import split_known
from sitegen.pages.metadata import Metadata, read_fields, term_keys
from sitegen.pages.nodes import Mapping, Node
from sitegen.pages.problem_list import ProblemList
from sitegen.pages.urls import term_key
from sitegen.settings import Settings
from sitegen.values import Value

T = TypeVar("T")
M = TypeVar("M")

_AS_IT_IS: Kind[str] = Kind(str)


class Form(NamedTuple):
    """How the texts of one shape are read whose deciding values are the same."""

    deciding: Sequence[tuple[int, str]]
    """Values on which the reading depends: which one of the text it is, and what it must be."""
    steps: Sequence[tuple[Callable[[str], Any], int]]
    """What is made of the values: how, and of which one."""
    checks: Sequence[tuple[Callable[[Sequence[Any]], bool], Sequence[int]]]
    """What must be true of that which the steps gave."""
    build: Callable[[Sequence[Any]], Metadata]
    """Makes the whole of it."""

    def decides(self, texts: Sequence[str]) -> bool:
        """Tell whether the deciding values are those of a text."""
        return all(texts[position] == text for position, text in self.deciding)

    def read(self, texts: Sequence[str]) -> Metadata | None:
        """Return what the values of such a text say; None when one of them is unusual."""
        try:
            made = [convert(texts[position]) for convert, position in self.steps]
        except BadValue:
            return None
        for check, numbers in self.checks:
            if not check([made[number] for number in numbers]):
                return None
        return self.build(made)


def trace_form(root: Mapping, texts: Sequence[str], settings: Settings) -> Form | None:
    """Return how texts of the shape of this one are read; None when they must be read one by one.

    `root` is its tree, `texts` are its values, in their order.
    """
    slots: list[_Slot] = []
    root = _with_slots(root, slots)
    if [slot.first for slot in slots] != texts:
        return None
    trace = _Trace()
    problems = _NoProblems("")
    try:
        known, unknown = split_known(root, term_keys(settings), problems)
        fields = _TracedFields(known, problems, settings.base_path)
        others = _TracedFields(unknown, problems, settings.base_path)
        fields.trace = others.trace = trace
        return trace.form(read_fields(fields, others, settings))
    except (_NoFormError, BadValue, TypeError):
        return None


class _NoFormError(Exception):
    """The reading depends on a value in a way that is not understood."""


class _NoProblems(ProblemList):
    """Refuses problems: a text that has one is read from its tree."""

    def add(self, *_: object, **__: object) -> None:
        raise _NoFormError


class _Slot(NamedTuple):
    """Stands in the tree where a text has its value."""

    position: int
    first: str
    """The value of the text whose tree it is."""
    line: int
    column: int

    @property
    def place(self) -> tuple[int, int, int]:
        return self.line, self.column, 0

    @property
    def text(self) -> str:
        raise _NoFormError


def _with_slots(node: Any, found: list[_Slot]) -> Any:
    """Return a tree with slots for the values that its lines have, numbered in the order of the text."""
    if isinstance(node, nodes.Sequence):
        return nodes.Sequence([_with_slots(item, found) for item in node.items], node.line, node.column)
    if isinstance(node, Mapping):
        entries = {name: (key, _with_slots(value, found)) for name, (key, value) in node.entries.items()}
        return Mapping(entries, node.line, node.column)
    if not node.span:
        return node
    found.append(_Slot(len(found), node.text, node.line, node.column))
    return found[-1]


class _Later:
    """What will be made of a value. May be asked whether there is anything, and for the parts of a moment."""

    def __init__(self, trace: _Trace, number: int, part: str = "") -> None:
        self.source = f"made[{number}]{part}"
        self._trace = trace
        self.number = number

    def __bool__(self) -> bool:
        if self.source[-1] != "]":
            raise _NoFormError  # a part, which may be false
        self._trace.insist_on_something(self.number)
        return True

    def __str__(self) -> str:
        raise _NoFormError

    def __repr__(self) -> str:
        raise _NoFormError

    def __format__(self, form: str) -> str:
        raise _NoFormError

    def __len__(self) -> int:
        raise _NoFormError

    def __eq__(self, other: object) -> bool:
        raise _NoFormError

    def __hash__(self) -> int:
        raise _NoFormError

    def __getattr__(self, name: str) -> _Later:
        if name in ("date", "has_time"):
            return _Later(self._trace, self.number, f".{name}")
        raise _NoFormError


class _Trace:
    """What was asked for."""

    def __init__(self) -> None:
        self._deciding: dict[int, str] = {}
        self._steps: list[tuple[Callable[[str], Any], int]] = []
        self._checks: list[tuple[Callable[[Sequence[Any]], bool], Sequence[int]]] = []
        self._some: dict[int, None] = {}

    def later(self, kind: Kind[Any], slot: _Slot) -> Any:
        """Let a value be made of a kind."""
        self._steps.append((kind.convert, slot.position))
        return _Later(self, len(self._steps) - 1)

    def now(self, kind: Kind[T], slot: _Slot) -> T:
        """Let the form be for texts that have this very value there."""
        self._deciding[slot.position] = slot.first
        return kind.convert(slot.first)

    def insist(self, how: Callable[[Sequence[Any]], bool], numbers: Sequence[int]) -> None:
        """Let something be a condition of what these steps give."""
        self._checks.append((how, numbers))

    def insist_on_something(self, number: int) -> None:
        """Let it be a condition that a step does not give nothing."""
        self._some[number] = None

    def form(self, metadata: Metadata) -> Form:
        """Return the form, when all was asked for."""
        names: dict[str, Any] = {}
        build = eval(f"lambda made: {_source(metadata, names)}", names)  # no text of a source is in it
        return Form(tuple(self._deciding.items()), self._steps, [(all, tuple(self._some)), *self._checks], build)


def _source(value: Any, names: dict[str, Any]) -> str:
    """Return Python's expression for a value whose parts are made later, and name what stands in it."""
    if isinstance(value, _Later):
        return value.source
    if isinstance(value, Value):
        kind = _named(type(value), names)
        return f"{kind}({', '.join(_source(getattr(value, name), names) for name in value.__struct_fields__)})"
    if isinstance(value, tuple | list):
        inner = "".join(f"{_source(item, names)}, " for item in value)
        return f"({inner})" if isinstance(value, tuple) else f"[{inner}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_named(key, names)}: {_source(item, names)}' for key, item in value.items())}}}"
    return _named(value, names)


def _named(value: Any, names: dict[str, Any]) -> str:
    name = f"v{len(names)}"
    names[name] = value
    return name


class _TracedFields(Fields):
    """Fields whose values are yet to come."""

    __slots__ = ("trace",)
    trace: _Trace

    def read(self, node: Node, key: str, kind: Kind[T], missing: M, level: Level = "warning") -> T | M:
        if isinstance(node, _Slot):
            return self.trace.later(kind, node)
        return super().read(node, key, kind, missing, level)

    def choice(self, key: str) -> str:
        return self._now(key, TEXT) or ""

    def truth(self, key: str, level: Level = "error") -> bool | None:
        return self._now(key, TRUTH)

    def _now(self, key: str, kind: Kind[T]) -> T | None:
        node = self.node(key)
        if node is None:
            return None
        if not isinstance(node, _Slot):
            raise _NoFormError
        return self.trace.now(kind, node)

    def names(self, key: str) -> tuple[str, ...]:
        slots = self.items(key)
        if len(slots) > MOST_TERMS or not all(isinstance(slot, _Slot) for slot in slots):
            raise _NoFormError
        names = tuple(self.trace.later(NAME, slot) for slot in slots)
        if len(names) > 1:
            self.trace.insist(_are_apart, [name.number for name in names])
        return names

    def typed_text(self, node: Any) -> Any:
        return self.trace.later(_AS_IT_IS, node) if isinstance(node, _Slot) else super().typed_text(node)

    def tell_long(self, key: str, text: str, most: int, who: str) -> None:
        if isinstance(text, _Later):
            self.trace.insist(partial(_fits, most), (text.number,))

    def inner(self, node: Mapping, key: str) -> Self:
        inner = super().inner(node, key)
        inner.trace = self.trace
        return inner


def _are_apart(names: Sequence[str]) -> bool:
    """Tell whether no two names are spellings of one term."""
    return len(set(map(term_key, names))) == len(names)


def _fits(most: int, made: Sequence[str]) -> bool:
    return len(made[0]) <= most
