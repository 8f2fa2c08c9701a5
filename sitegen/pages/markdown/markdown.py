"""The way from a Markdown body to sanitised HTML.

CommonMark 0.31.2 with GitHub's tables, strikethrough and bare links, footnotes, heading anchors, highlighted code,
and emphasis that works beside Chinese punctuation. What that means is defined by the engine (`markdown_engine.py`), the
sanitiser and the link finisher. `fast_blocks.py` takes what has one reading only; the rest goes to the engine
(`engine_body.py`). Both ways give the same bytes: `tests/unit/pages/markdown/fast/`.

Never: lets HTML out that `sanitise` has not seen or the fast way has not made.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.errors import Problem
from sitegen.lazy import lazy_imports
from sitegen.pages.markdown.body import Body as Body
from sitegen.pages.markdown.body import BodySource
from sitegen.pages.markdown.body_costs import MOST_MARKDOWN_CHARACTERS, too_costly
from sitegen.pages.markdown.dialects.left_out import left_out_problems
from sitegen.pages.markdown.fast.fast_blocks import cut_blocks
from sitegen.pages.markdown.fast.fast_parts import FoundHeading, Part, Rest, heading_html
from sitegen.pages.markdown.heading_ids import HeadingList
from sitegen.values import with_changes

with lazy_imports():
    # The engine, the sanitiser and the highlighter take longer to load than a build with few changes takes to read its
    # sources, and most bodies need none of them.
    from sitegen.pages.markdown import engine_body
    from sitegen.pages.markdown.dialects import dialects
    from sitegen.pages.text import plain_text

_EMPTY = re.compile(r"(?:\s|<p>\s*</p>)*\Z")
_TASK_MARK = re.compile(r"(<li>(?:\n?<p>)?)\[([ xX])\](?=[ \n])")
_OPEN, _DONE = "\u2610", "\u2611"
_DIALECTS = tuple(
    (sign, re.compile(pattern))
    for sign, pattern in (
        ("{", r"\{(?:[{%:#.]|/\*|[ ][.#]|(?:static|attach|filename)[}|])"),
        ("{", r"\)\{"),
        ("|", r"\|(?:static|attach|filename)[}|]"),
        ("[!", r"> ?\[!\w"),
        (":::", r"\n[ \t>]*:::"),
        ("!!!", r"\n[ \t]*!!!\+?[ \t]"),
        ("???", r"\n[ \t]*\?\?\?\+?[ \t]"),
        ("<", r"</?(?:[A-Z][\w.]*[\s/>]|>)"),
        ("\nimport", r"\nimport\s"),
        ("\nexport", r"\nexport\s"),
        ("@", r"\]\(@"),
        ("[[", r"\[\["),
        ("[toc]", r"\n[ \t>*+-]*\[toc\]"),
        ("[TOC]", r"\n[ \t>*+-]*\[TOC\]"),
    )
)
"""What a body has that other generators write into Markdown -> where. Each begins with a literal, which is looked for
at the speed of C: all in one expression took a third of the time that a long issue takes."""


def render_body(text: str, first_line: int, path: str, base_path: str = "/", shown_path: str = "") -> Body:
    """Return a Markdown body as HTML, with its headings and its links to other content files.

    `first_line` is the body's first line in the source file. `path` is the source, relative to the content folder:
    relative links start from it. Links to content files read `page:<path>#<fragment>`.
    """
    shown_path = shown_path or path
    told: tuple[Problem, ...] = ()
    if _may_be_dialect(text):
        text, left_out = dialects.read_dialects(text)
        told = left_out_problems(left_out, first_line, shown_path)
    source = BodySource(text, first_line, path, base_path, shown_path)
    if excess := too_costly(text):
        return Body(plain_text.plain_body(text), problems=(excess.warning(source), *told))
    body = render_parts(cut_blocks(text) or (Rest(text, 0),), source)
    return with_changes(body, problems=(*body.problems, *told)) if told else body


def _may_be_dialect(text: str) -> bool:
    """Return whether a body may hold what other generators write into Markdown (`dialects/`)."""
    if len(text) > MOST_MARKDOWN_CHARACTERS:
        return False
    lines = f"\n{text}"
    return any(sign in lines and pattern.search(lines) for sign, pattern in _DIALECTS)


def render_parts(parts: Sequence[Part], source: BodySource) -> Body:
    """Return the body whose parts these are; the engine is asked only where one is left for it."""
    finished = _finished(parts)
    body = engine_body.finish_parts(parts, source) if finished is None else finished
    html = _with_task_marks(body.html.lstrip("\n"))
    return Body("" if _EMPTY.match(html) else html, body.headings, body.links, body.files, body.problems, body.inside)


def _finished(parts: Sequence[Part]) -> Body | None:
    """Return the body of parts none of which needs the engine."""
    headings = HeadingList(is_shifted=any(isinstance(part, FoundHeading) and part.level == 1 for part in parts))
    html: list[str] = []
    for part in parts:
        if isinstance(part, FoundHeading) and isinstance(part.content, str):
            html.append(heading_html(part.content, headings.add(part.level, part.text)))
        elif isinstance(part, str):
            html.append(part)
        else:
            return None
    return Body("".join(html), tuple(headings.found))


def _with_task_marks(html: str) -> str:
    """Return a body whose task lists (`- [ ] open`, `- [x] done`) have their marks: boxes that need no form."""
    if "<li>" not in html or not ("[ ]" in html or "[x]" in html or "[X]" in html):
        return html
    return _TASK_MARK.sub(lambda found: found[1] + (_OPEN if found[2] == " " else _DONE), html)
