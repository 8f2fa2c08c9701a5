"""The jinja2 door: runs a theme's templates, and says what each of them depends on.

Never: gives a template more than its view, the frame, and the theme's words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from copy import copy
from functools import partial
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import UndefinedError
from markupsafe import Markup

from sitegen.errors import Problem, near_miss
from sitegen.pages.page import Card
from sitegen.plan.frame import Frame
from sitegen.render.html.filters import FILTERS
from sitegen.render.html.fragments import FOLDER, Fragments
from sitegen.render.html.template_code import KeptCode, references_in
from sitegen.render.html.template_files import TemplateFiles, split_name
from sitegen.render.html.undefined import ADDRESS, Missing, NoValueError, only_values
from sitegen.render.languages import texts_for
from sitegen.render.theme.theme import ThemeFolder, theme_texts
from sitegen.values import Value, digest_of, with_changes

_PARENT = "parent/"
_ONCE = "once/"
_CODE = KeptCode()
"""The compiled code of templates."""


class TemplateProblem(Exception):
    """A template that cannot be run; `problem` says where and why, `source` for which story, if for one alone."""

    def __init__(self, problem: Problem, source: str = "") -> None:
        super().__init__(f"{problem.where()}: {problem.message}")
        self.problem = problem
        self.source = source

    def __reduce__(self) -> tuple[type[TemplateProblem], tuple[Problem, str]]:
        """Let the problem cross from a worker process."""
        return TemplateProblem, (self.problem, self.source)


class Templates:
    """The templates of one theme, read once, compiled once, ready to run."""

    def __init__(self, folders: tuple[ThemeFolder, ...]) -> None:
        """Read all templates and texts of `folders`, the first one winning (`theme.theme_folders`).

        A template is also reachable as `parent/<name>`: the one that it overrides, in the folders behind its own.

        Raises:
            SitegenError: for a text file that is not YAML.
        """
        self._files = TemplateFiles(folders)
        self._texts = theme_texts(folders)
        self._words: dict[str, SimpleNamespace] = {}
        self._frames: dict[int, tuple[Frame, dict[str, Any]]] = {}
        self._digests: dict[str, str] = {}
        self._references: dict[str, tuple[str, ...]] = {}
        self._environment = _environment(self._files)
        self._strict: Templates | None = None

    def render(self, template: str, view: Value, frame: Frame) -> str:
        """Return what `template` (`story.html`) makes of a view.

        Raises:
            TemplateProblem: for whatever goes wrong in a template.
        """
        try:
            made = self._environment.get_template(template).render(view=view, **self._names(frame))
            if ADDRESS in made:
                self._insist_on_values(template, view, frame)
            return made
        except TemplateProblem:
            raise
        except Exception as error:
            # A template is the owner's code: whatever it raises is the owner's to repair, and never a traceback.
            raise TemplateProblem(self._problem(error, template)) from error

    def sources_digest(self) -> str:
        """Return a digest of all templates and words of the theme."""
        return digest_of(([(name, self._files.source(name)) for name in self._files.names()], self._texts))

    def digest(self, template: str) -> str:
        """Return a digest of the sources that `template` depends on, and of the texts.

        These are all that it extends, includes or imports, and what every template may show: `once/` and `cards/`.

        Raises:
            TemplateProblem: when one of them is missing or has a syntax error.
        """
        if template not in self._digests:
            shared = [name for name in self._files.names() if name.startswith((_ONCE, FOLDER))]
            names = sorted(self._closure([template, *shared]))
            sources = [(name, self._files.source(name)) for name in names]
            self._digests[template] = digest_of((sources, self._texts))
        return self._digests[template]

    def _names(self, frame: Frame) -> dict[str, Any]:
        """Return what a template is given besides its view: frame, words, what is made of them once, and `show`.

        Menu and footer are the same on every page of a build: rendering them for each took as long as a short story.
        """
        found = self._frames.get(id(frame))
        if found is None or found[0] is not frame:
            names: dict[str, Any] = {"frame": frame, "text": self._words_in(frame.language)}
            names["once"] = {
                name.removeprefix(_ONCE).partition(".")[0]: Markup(self._environment.get_template(name).render(names))
                for name in self._files.names()
                if name.startswith(_ONCE)
            }
            names["show"] = Fragments(partial(self._render_fragment, names)).show
            found = self._frames[id(frame)] = (frame, names)
        return found[1]

    def _render_fragment(self, names: dict[str, Any], template: str, card: Card, **more: Any) -> str:
        fragment = self._environment.get_template(template)
        try:
            return fragment.render({"frame": names["frame"], "text": names["text"], "card": card, **more})
        except Exception as error:
            # Whatever page wanted to show it: this story is what the template cannot show.
            raise TemplateProblem(self._problem(error, template), card.path) from error

    def _insist_on_values(self, template: str, view: Value, frame: Frame) -> None:
        """Render again, and look at all that is printed. Doing so each time would cost every page some percent."""
        if self._strict is None:
            self._strict = copy(self)
            self._strict._environment = _environment(self._files, only_values)
            self._strict._frames = {}
        self._strict._environment.get_template(template).render(view=view, **self._strict._names(frame))

    def _words_in(self, language: str) -> SimpleNamespace:
        """Return the theme's words, as attributes: jinja2 finds those in a third of the time that a mapping takes."""
        if language not in self._words:
            self._words[language] = SimpleNamespace(**texts_for(language, self._texts))
        return self._words[language]

    def _closure(self, templates: list[str]) -> set[str]:
        """Return the names of all templates that these can reach, themselves included."""
        reached: set[str] = set()
        waiting = list(templates)
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                if name not in self._references:
                    self._references[name] = tuple(self._find_references(name))
                waiting.extend(self._references[name])
        return reached

    def _find_references(self, name: str) -> Iterator[str]:
        try:
            found = references_in(self._files.source(name), name)
        except (TemplateSyntaxError, TemplateNotFound) as error:
            raise TemplateProblem(self._problem(error, name)) from error
        for reference in found:
            if None in reference.names:
                # Only known when it runs: depend on everything.
                yield from self._files.names()
                continue
            named = [self._environment.join_path(one, name) for one in reference.names if one]
            there = [one for one in named if self._files.has(one)]
            if not there and not reference.may_be_missing:
                problem = self._problem(TemplateNotFound(named[0]), name)
                raise TemplateProblem(with_changes(problem, line=reference.line))
            yield from there

    def _problem(self, error: Exception, template: str) -> Problem:
        """Say in the owner's words what went wrong, and where."""
        path, line = self._place(error, template)
        message, hint = _explain(error, self._files.names(), tuple(self._environment.filters))
        return Problem(level="error", path=path, line=line, column=0, field="", message=message, hint=hint)

    def _place(self, error: Exception, template: str) -> tuple[str, int]:
        """Return path and line of the innermost template line that was running or read."""
        if isinstance(error, TemplateSyntaxError):
            return self._files.shown(error.name or template), error.lineno
        found = (self._files.shown(template), 0)
        trace = error.__traceback__
        while trace is not None:
            file = trace.tb_frame.f_code.co_filename
            if file in self._files.paths:
                found = (file, trace.tb_lineno)
            trace = trace.tb_next
        return found


class _Environment(Environment):
    """jinja2's environment, where `parent/<name>` means the template that this one overrides."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return jinja2's own names (`range`, `namespace`, ...) and those in `d` as a template sees them.

        One mapping: jinja2 copies it for each page and each fragment, and its own chain of two takes ten times as long.
        """
        return {**self.globals, **(d or {})}

    def join_path(self, template: str, parent: str) -> str:
        """Return the name that `template` means when it stands in the template `parent`."""
        if not template.startswith(_PARENT):
            return template
        assert isinstance(self.loader, TemplateFiles)
        return f"@{self.loader.find(parent)[0] + 1}/{template.removeprefix(_PARENT)}"


def _environment(files: TemplateFiles, finalize: Callable[[object], object] | None = None) -> _Environment:
    environment = _Environment(
        loader=files,
        autoescape=True,
        undefined=Missing,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=finalize,
        bytecode_cache=None if finalize else _CODE,
        auto_reload=False,
        cache_size=-1,
    )
    # What gives other bytes at each run, or text that nobody wrote, has no place in an output (design, rule 9).
    environment.filters.pop("random")
    environment.globals.pop("lipsum")
    environment.filters.update(FILTERS)
    return environment


def _explain(error: Exception, templates: tuple[str, ...], filters: tuple[str, ...]) -> tuple[str, str]:
    """Return message and hint for an exception that a template raised."""
    if isinstance(error, TemplateNotFound):
        name = split_name(str(error.name or ""))[1]
        return f"there is no template named {name!r}", near_miss(name, templates)
    if isinstance(error, UndefinedError):
        message, _, hint = (error.message or "a name is not known").partition("\n")
        return message, hint
    if isinstance(error, TemplateSyntaxError):
        message = error.message or "this is not template syntax"
        quoted = message.split("'")
        is_filter = message.startswith("No filter named") and len(quoted) > 1
        return message, near_miss(quoted[1], filters) if is_filter else ""
    if isinstance(error, NoValueError):
        return str(error), error.hint
    return f"the template stopped: {error or type(error).__name__}", ""
