"""Rewrites the Python code that jinja2 makes of a template: pieces go to lists, and the usual case stands in the line.

jinja2 lets a block hand each piece to its template, that one to its parent, and this one to whoever joins them all. As
they are always joined as a whole, each function may as well return the list of its pieces.

Never: changes what is computed, or in which order.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from types import CodeType

_PIECES = "_pieces"


class Pieces(list[str]):
    """What a template or a block gives."""

    def close(self) -> None:
        """Do nothing: an including template closes what it has read, as one does with a generator."""


def compile_quick(source: str, filename: str) -> CodeType:
    """Return the code of a template's Python source, its generators made functions that return lists.

    It expects `Pieces`, and `escape_text` for what is text, among its globals.
    """
    tree = _Inlined().visit(ast.parse(source))
    for part in ast.walk(tree):
        if isinstance(part, ast.FunctionDef) and _yields(part):
            _return_list(part)
    return compile(ast.fix_missing_locations(tree), filename, "exec")


_GETATTR = "_v if (_v := getattr((_o := VALUE), NAME, missing)) is not missing else environment.getattr(_o, NAME)"
_ESCAPE = "escape_text(_v) if (_t := type(_v := VALUE)) is str else _v if _t is Markup else escape(_v)"


class _Inlined(ast.NodeTransformer):
    """Lets Python itself look for an attribute, and for plain text, before it calls jinja2's functions for both."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Rewrite `environment.getattr(value, name)` and `escape(value)`."""
        self.generic_visit(node)
        match node:
            case ast.Call(ast.Attribute(ast.Name("environment"), "getattr"), [value, name]):
                return _filled(_GETATTR, node, {"VALUE": value, "NAME": name})
            case ast.Call(ast.Name("escape"), [value]):
                return _filled(_ESCAPE, node, {"VALUE": value})
        return node


def _filled(form: str, place: ast.AST, parts: Mapping[str, ast.expr]) -> ast.AST:
    """Return the expression `form` with `parts` for its names, told to stand where `place` stands."""
    made = ast.parse(form, mode="eval").body
    for node in ast.walk(made):
        ast.copy_location(node, place)
    filled: ast.AST = _Parts(parts).visit(made)
    return filled


class _Parts(ast.NodeTransformer):
    def __init__(self, parts: Mapping[str, ast.expr]) -> None:
        self._parts = parts

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._parts.get(node.id, node)


def _yields(function: ast.FunctionDef) -> bool:
    return any(isinstance(node, ast.Yield) for statement in function.body for node in _own(statement))


def _own(node: ast.AST) -> list[ast.AST]:
    """Return a node with all below it, but for functions inside."""
    if isinstance(node, ast.FunctionDef):
        return []
    return [node, *(below for child in ast.iter_child_nodes(node) for below in _own(child))]


def _return_list(function: ast.FunctionDef) -> None:
    body = _collected(function.body)
    begin = ast.parse(f"{_PIECES} = {Pieces.__name__}()").body
    function.body = [*begin, *body, ast.copy_location(ast.Return(_name()), body[-1])]


def _name() -> ast.Name:
    return ast.Name(_PIECES, ast.Load())


def _collected(statements: list[ast.stmt]) -> list[ast.stmt]:
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
    return [_extend(ast.copy_location(ast.Tuple(pieces, ast.Load()), pieces[0]))] if pieces else []


def _extend(what: ast.expr) -> ast.stmt:
    call = ast.Call(ast.Attribute(_name(), "extend", ast.Load()), [what], [])
    return ast.copy_location(ast.Expr(call), what)


def _without_yield(statement: ast.stmt) -> ast.stmt:
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.YieldFrom):
        return _extend(statement.value.value)
    if isinstance(statement, ast.Return):
        return ast.copy_location(ast.Return(_name()), statement)
    if not isinstance(statement, ast.FunctionDef):
        for name in ("body", "orelse", "finalbody"):
            if inside := getattr(statement, name, None):
                setattr(statement, name, _collected(inside))
        for handler in getattr(statement, "handlers", ()):
            handler.body = _collected(handler.body)
    return statement
