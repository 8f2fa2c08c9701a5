"""Rewrites the Python code that jinja2 makes of a template: pieces go to lists, and the usual case stands in the line.

jinja2 lets a block hand each piece to its template, that one to its parent, and this one to whoever joins them all. As
they are always joined as a whole, each function may as well return the list of its pieces.

Never: changes what is computed, or in which order.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from types import CodeType
from typing import TypeVar

N = TypeVar("N", bound=ast.AST)

_PIECES = "_pieces"
_LOAD, _STORE = ast.Load(), ast.Store()


class Pieces(list[str]):
    """What a template or a block gives."""

    def close(self) -> None:
        """Do nothing: an including template closes what it has read, as one does with a generator."""


def compile_quick(source: str, filename: str) -> CodeType:
    """Return the code of a template's Python source, its generators made functions that return lists.

    It expects `Pieces`, and `escape_text` for what is text, among its globals.
    """
    return compile(_Rewritten().visit(ast.parse(source)), filename, "exec")


class _Rewritten(ast.NodeTransformer):
    """Lets Python look for attributes and plain text before jinja2's functions do, and generators return lists."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Rewrite `environment.getattr(value, name)` and `escape(value)`."""
        self.generic_visit(node)
        match node:
            case ast.Call(ast.Attribute(ast.Name("environment"), "getattr"), [value, name]):
                return _attribute(value, name, _Nodes(node))
            case ast.Call(ast.Name("escape"), [value]):
                return _escaped(value, _Nodes(node))
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Rewrite a generator."""
        self.generic_visit(node)
        if _yields(node.body):
            begin = _Nodes(node)
            node.body = [
                begin.at(ast.Assign, [begin.store(_PIECES)], begin.call("Pieces")),
                *_collected(node.body),
                _returned(node.body[-1]),
            ]
        return node


class _Nodes:
    """Makes expressions that stand where a given node stands: so an error in a template has its line."""

    def __init__(self, place: ast.expr | ast.stmt) -> None:
        self._place = {
            "lineno": place.lineno,
            "col_offset": place.col_offset,
            "end_lineno": place.end_lineno,
            "end_col_offset": place.end_col_offset,
        }

    def at(self, kind: type[N], *parts: object) -> N:
        """Return a node of a kind, made of its parts."""
        return kind(*parts, **self._place)

    def load(self, name: str) -> ast.expr:
        return self.at(ast.Name, name, _LOAD)

    def store(self, name: str) -> ast.expr:
        return self.at(ast.Name, name, _STORE)

    def let(self, name: str, value: ast.expr) -> ast.expr:
        """Return `(name := value)`."""
        return self.at(ast.NamedExpr, self.store(name), value)

    def call(self, function: str, *values: ast.expr) -> ast.expr:
        return self.at(ast.Call, self.load(function), list(values), [])

    def method(self, value: str, name: str, *values: ast.expr) -> ast.expr:
        return self.at(ast.Call, self.at(ast.Attribute, self.load(value), name, _LOAD), list(values), [])

    def choose(self, value: ast.expr, operator: ast.cmpop, other: str, then: ast.expr, otherwise: ast.expr) -> ast.expr:
        """Return `then if value operator other else otherwise`."""
        test = self.at(ast.Compare, value, [operator], [self.load(other)])
        return self.at(ast.IfExp, test, then, otherwise)


def _attribute(value: ast.expr, name: ast.expr, make: _Nodes) -> ast.expr:
    """Return `_v if (_v := getattr(_o := value, name, missing)) is not missing else environment.getattr(_o, name)`."""
    found = make.let("_v", make.call("getattr", make.let("_o", value), name, make.load("missing")))
    asked = make.method("environment", "getattr", make.load("_o"), name)
    return make.choose(found, ast.IsNot(), "missing", make.load("_v"), asked)


def _escaped(value: ast.expr, make: _Nodes) -> ast.expr:
    """Return `escape_text(_v) if (_t := type(_v := value)) is str else _v if _t is Markup else escape(_v)`."""
    kind = make.let("_t", make.call("type", make.let("_v", value)))
    escaped = make.call("escape", make.load("_v"))
    safe = make.choose(make.load("_t"), ast.Is(), "Markup", make.load("_v"), escaped)
    return make.choose(kind, ast.Is(), "str", make.call("escape_text", make.load("_v")), safe)


def _yields(statements: Sequence[ast.stmt]) -> bool:
    """Tell whether one of them yields; jinja2 never does so within an expression."""
    return any(
        (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Yield))
        or any(_yields(getattr(part, name)) for part, name in _inside(statement))
        for statement in statements
    )


def _inside(statement: ast.stmt) -> Iterator[tuple[ast.AST, str]]:
    """Give each part of a statement that holds others, with the name of the field; none of another function."""
    if not isinstance(statement, ast.FunctionDef):
        for part in (statement, *getattr(statement, "handlers", ())):
            for name in ("body", "orelse", "finalbody"):
                if getattr(part, name, None):
                    yield part, name


def _returned(last: ast.stmt) -> ast.stmt:
    make = _Nodes(last)
    return make.at(ast.Return, make.load(_PIECES))


def _collected(statements: Sequence[ast.stmt]) -> list[ast.stmt]:
    """Return statements with `yield`, which adds to the list; what is added one after the other goes there at once."""
    made: list[ast.stmt] = []
    pieces: list[ast.expr] = []
    for statement in statements:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Yield) and statement.value.value:
            pieces.append(statement.value.value)
            continue
        made += _added(pieces)
        pieces = []
        made.append(_without_yield(statement))
    return [*made, *_added(pieces)]


def _added(pieces: list[ast.expr]) -> list[ast.stmt]:
    return [_extend(_Nodes(pieces[0]).at(ast.Tuple, pieces, _LOAD))] if pieces else []


def _extend(what: ast.expr) -> ast.stmt:
    make = _Nodes(what)
    return make.at(ast.Expr, make.method(_PIECES, "extend", what))


def _without_yield(statement: ast.stmt) -> ast.stmt:
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.YieldFrom):
        return _extend(statement.value.value)
    if isinstance(statement, ast.Return):
        return _returned(statement)
    for part, name in _inside(statement):
        setattr(part, name, _collected(getattr(part, name)))
    return statement
