"""How jinja2 runs faster here: text is escaped without a detour, and a card shown alike in several lists is made once.

Never: changes a byte of what a template gives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from types import BuiltinMethodType, CodeType, MethodType, SimpleNamespace
from typing import Any

import markupsafe
from jinja2 import Environment, Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro

from sitegen.pages.page import Card
from sitegen.plan.frame import Frame
from sitegen.render.quick_code import Pieces, compile_quick

MOST_KEPT = 4096
"""Pieces of HTML that one process keeps; lists are rendered by age, so that a story's lists come close together."""

_escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", markupsafe.escape)
"""What `markupsafe.escape` itself calls for a plain text; the public function where it has another name."""
_METHODS = (BuiltinMethodType, MethodType)
_BY_VALUE = frozenset({str, bool, int, type(None)})
_BY_IDENTITY = frozenset({Card, Frame, SimpleNamespace})
"""Kinds of values that nothing changes while a process renders."""
_STABLE = _BY_VALUE | {Macro, TemplateModule, markupsafe.Markup, float}
"""Kinds of what stands at the top of an imported template by which no macro remembers anything."""


class QuickTemplate(Template):
    """A template whose `{{ text }}` is escaped without a `Markup` around each piece; the joined whole gets one."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        """Make a template of compiled code, as jinja2 asks for it."""
        # Each page's context begins with a copy of them, which a plain mapping gives at once.
        made = super().from_code(environment, code, dict(globals), uptodate)
        made.root_render_func.__globals__.update(escape_text=_escape_text, Pieces=Pieces)
        return made

    def _get_default_module(self, ctx: Context | None = None) -> Any:
        """Return what an import without context gives, and note that its macros depend on their arguments alone."""
        is_new = self._module is None
        module = super()._get_default_module(ctx)
        if module is self._module and is_new and isinstance(self.environment, QuickEnvironment):
            self.environment.pure_macros.update(part for part in vars(module).values() if type(part) is Macro)
        return module

    def make_module(
        self, vars: dict[str, Any] | None = None, shared: bool = False, locals: Mapping[str, Any] | None = None
    ) -> TemplateModule:
        """Make what an import gives, and note whether it holds anything that its macros could change."""
        context = self.new_context(vars, shared, locals)
        made = TemplateModule(self, context)
        if vars is None and isinstance(self.environment, QuickEnvironment):  # others are made for each import
            self.environment.has_state |= not all(type(value) in _STABLE for value in context.vars.values())
        return made


class QuickContext(Context):
    """A context whose calls take a short way: to methods of values, and to macros that ran with the same values."""

    def call(self, called: Any, *args: Any, **kwargs: Any) -> Any:
        """Call something with what the template gives it."""
        kind = type(called)
        if kind is Macro:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            if args and type(args[0]) is Card and called in self.environment.pure_macros:  # type: ignore[attr-defined]
                return self._kept(called, args, kwargs)
            return called(self.eval_ctx, *args, **kwargs)
        if kind in _METHODS and not hasattr(called, "jinja_pass_arg"):
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return called(*args, **kwargs)
        return super().call(called, *args, **kwargs)

    def _kept(self, macro: Macro, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
        """Return what a macro gives for a card; what it gave before when all other values are the same, too."""
        if self.environment.has_state:  # type: ignore[attr-defined]
            return macro(self.eval_ctx, *args, **kwargs)
        # Whether it gives text or HTML depends on where it is called.
        if len(args) == 1 and not kwargs:  # a card
            return self._made_once((id(macro), id(args[0]), self.eval_ctx.autoescape), macro, args, kwargs)
        key: list[Any] = [id(macro), len(args), self.eval_ctx.autoescape]
        for value in (*args, *kwargs, *kwargs.values()):
            kind = type(value)
            if kind in _BY_VALUE:
                key += (kind, value)  # True is not 1
            elif kind in _BY_IDENTITY:
                key.append(id(value))
            else:
                return macro(self.eval_ctx, *args, **kwargs)
        return self._made_once(tuple(key), macro, args, kwargs)

    def _made_once(self, key: tuple[Any, ...], macro: Macro, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
        kept: dict[Any, Any] = self.environment.kept  # type: ignore[attr-defined]
        found = kept.get(key)
        if found is None:
            if len(kept) >= MOST_KEPT:
                kept.clear()
            # With its values, so that none of them goes and leaves its identity to another.
            found = (macro(self.eval_ctx, *args, **kwargs), args, kwargs)
            if not self.environment.has_state:  # type: ignore[attr-defined]  # it may have come with an import inside
                kept[key] = found
        return found[0]


class QuickEnvironment(Environment):
    """jinja2's environment, with the short ways."""

    template_class = QuickTemplate
    context_class = QuickContext

    def __init__(self, *, for_many: bool = True, **options: Any) -> None:
        super().__init__(**options)
        self._for_many = for_many
        self.pure_macros: set[Macro] = set()
        self.has_state = False
        """Whether an imported template holds a namespace, a list or the like: what its macros give may change."""
        self.kept: dict[tuple[Any, ...], tuple[str, Any, Any]] = {}
        """Macro and values -> what it gave, and the values."""

    def _compile(self, source: str, filename: str) -> CodeType:
        return compile_quick(source, filename) if self._for_many else super()._compile(source, filename)
