"""The door to markdown-it-py: a Markdown body as sanitised HTML.

CommonMark 0.31.2 with GitHub's tables, strikethrough and bare links, footnotes, heading anchors, highlighted code,
and emphasis that works beside Chinese punctuation.

Never: lets HTML out that `sanitise` has not seen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.footnote import footnote_plugin

from sitegen.errors import Problem
from sitegen.pages.bare_links import bare_url_at
from sitegen.pages.body_links import LinkFinisher
from sitegen.pages.body_text import MOST_QUOTE_DEPTH, too_costly, without_comments
from sitegen.pages.cjk_emphasis import scan_delimiters
from sitegen.pages.highlight import highlighted
from sitegen.pages.page import BodyLink, Heading
from sitegen.pages.plain_text import plain_body
from sitegen.pages.sanitise import LINE_MARK, sanitise
from sitegen.pages.urls import slugify
from sitegen.values import Value

MOST_NESTING = MOST_QUOTE_DEPTH
"""Quotes within each other, or half as many lists: the engine calls itself for each, and leaves out what is deeper."""
MOST_BRACKETS = 8
"""`[` within each other in one paragraph; with more, none of its brackets is a link. The engine tries each of them
anew at every level."""
MOST_OPEN_TAGS = 300
"""HTML tags that are never closed: an HTML parser takes quadratic time on them."""

_SCHEME_BEFORE = re.compile(r"(?:^|[^A-Za-z0-9.+-])(https?)\Z", re.IGNORECASE)
_BRACKET = re.compile(r"[\[\]]")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})")
_NEVER_NESTED = frozenset(
    "area base br col dd dt embed hr img input li link meta option p source tbody td tfoot th thead tr wbr".split()
)
_LAST_COMMENT = "sitegen: end of the last comment"
_CONTAINERS = frozenset({"blockquote_open", "list_item_open"})
_EMPTY = re.compile(r"(?:\s|<p>\s*</p>)*\Z")
_CONTENTS_MARK = "[TOC]"
"""Asks other generators for a table of contents; here the theme decides."""


class Body(Value, frozen=True):
    """A body, understood."""

    html: str
    headings: tuple[Heading, ...] = ()
    links: tuple[BodyLink, ...] = ()
    problems: tuple[Problem, ...] = ()


def render_body(text: str, first_line: int, path: str, base_path: str = "/", shown_path: str = "") -> Body:
    """Return a Markdown body as HTML, with its headings and its links to other content files.

    `first_line` is the body's first line in the source file. `path` is the source, relative to the content folder:
    relative links start from it. Links to content files read `page:<path>#<fragment>`.
    """
    if not text.strip():
        return Body("")
    if why := too_costly(text):
        hint = "It is shown as plain text. Split the page to have it formatted."
        problem = Problem("warning", shown_path or path, first_line, 0, "", why, hint)
        return Body(plain_body(text), problems=(problem,))
    text = without_comments(text)
    html, headings, found = _render(text, shown_path or path, first_line)
    finisher = LinkFinisher(text, first_line, path, base_path)
    html = finisher.finish(sanitise(html)).lstrip("\n")
    return Body("" if _EMPTY.match(html) else html, headings, tuple(finisher.links), (found,) if found else ())


def _render(text: str, shown_path: str, first_line: int) -> tuple[str, tuple[Heading, ...], Problem | None]:
    """Return raw HTML that `sanitise` can take in linear time."""
    engine = _engine()
    env: dict[str, Any] = {}
    tokens = engine.parse(text, env)
    problem: Problem | None = None
    if _has_open_tags(tokens):
        message = f"more than {MOST_OPEN_TAGS} HTML tags in the body are never closed"
        problem = Problem("warning", shown_path, first_line, 0, "", message, "Its HTML is shown as text. Close them.")
        for token in _with_children(tokens):
            if token.type in {"html_block", "html_inline"}:
                token.type = "text"
    elif any(token.level >= MOST_NESTING - 1 and token.type in _CONTAINERS for token in tokens):
        message = f"the body is nested more than {MOST_NESTING} deep"
        problem = Problem("warning", shown_path, first_line, 0, "", message, "What is deeper is left out. Flatten it.")
    headings = _finish_tokens(tokens)
    return engine.renderer.render(tokens, engine.options, env), headings, problem


def _with_children(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()


def _has_open_tags(tokens: list[Token]) -> bool:
    opened: Counter[str] = Counter()
    for token in _with_children(tokens):
        if token.type in {"html_block", "html_inline"}:
            for found in _TAG.finditer(token.content):
                name = found[2].lower()
                if not found[1]:
                    opened[name] += name not in _NEVER_NESTED
                elif opened[name]:
                    opened[name] -= 1
            if opened.total() > MOST_OPEN_TAGS:
                return True
    return False


@cache
def _engine() -> MarkdownIt:
    engine = MarkdownIt("zero")
    # Set up twice: first the inline parser for texts with too many brackets, then the one that all texts go to.
    flat = _Inline(None)
    for inline in (flat, _Inline(flat)):
        engine.inline = inline
        engine.configure("commonmark", {"maxNesting": MOST_NESTING, "xhtmlOut": False, "highlight": _highlight})
        engine.enable(["table", "strikethrough"])
        inline.ruler.after("text", "bare_link", _bare_link)
    flat.ruler.disable(["link", "image"])
    engine.block.ruler.at("html_block", _html_block, {"alt": ["paragraph", "reference", "blockquote"]})
    return engine.use(footnote_plugin)


class _State(StateInline):
    """An inline parser's state that knows CJK punctuation."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 (the engine's names)
        """Scan a run of emphasis marks."""
        run = scan_delimiters(self.src, start, self.posMax, can_split_word=canSplitWord)
        return Scanned(run.can_open, run.can_close, run.length)


class _Inline(ParserInline):
    """The engine's inline parser, on our state."""

    def __init__(self, flat: _Inline | None) -> None:
        super().__init__()
        self._flat = flat
        """Parses the texts whose brackets are nested too deep; None in that parser itself."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Parse the text of one block into its child tokens."""
        if self._flat is not None and _has_deep_brackets(src):
            return self._flat.parse(src, md, env, tokens)
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _has_deep_brackets(text: str) -> bool:
    if text.count("[") <= MOST_BRACKETS:
        return False
    depth = 0
    for sign in _BRACKET.findall(text):
        depth = depth + 1 if sign == "[" else max(0, depth - 1)
        if depth > MOST_BRACKETS:
            return True
    return False


def _highlight(code: str, language: str, _attributes: str) -> str:
    return highlighted(code, language) if language else ""


def _html_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Block rule: HTML as CommonMark has it, but a comment that is never closed is text: it would hide what follows."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if state.src.startswith("<!--", start):
        if _LAST_COMMENT not in state.env:
            state.env[_LAST_COMMENT] = state.src.rfind("-->")
        last = state.env[_LAST_COMMENT]
        if start + 2 > last or state.src.find("-->", start + 2, state.eMarks[end_line - 1]) < 0:
            return False
    return html_block(state, start_line, end_line, silent)


def _bare_link(state: StateInline, silent: bool) -> bool:
    """Inline rule: a web address in running text becomes a link."""
    pos = state.pos
    if state.linkLevel > 0 or not state.src.startswith("://", pos):
        return False
    scheme = _SCHEME_BEFORE.search(state.src[max(0, pos - 6) : pos])
    if scheme is None:
        return False
    url = bare_url_at(state.src, pos - len(scheme[1]))
    if not url or not (silent or state.pending.endswith(scheme[1])):
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme[1])]
        state.push("link_open", "a", 1).attrs = {"href": url}
        state.push("text", "", 0).content = url
        state.push("link_close", "a", -1)
    state.pos += len(url) - len(scheme[1])
    return True


def _finish_tokens(tokens: list[Token]) -> tuple[Heading, ...]:
    """Give headings their level and id, cells their class, links the lines of their block; return the headings."""
    shift = 1 if any(token.type == "heading_open" and token.tag == "h1" for token in tokens) else 0
    ids: dict[str, int] = {}
    headings = []
    lines = [0, 0]
    for number, token in enumerate(tokens):
        lines = token.map or lines
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1]) + shift)}"
        if token.type == "heading_open":
            text = _text_of(tokens[number + 1])
            token.attrSet("id", _new_id(text, ids))
            headings.append(Heading(int(token.tag[1]), str(token.attrs["id"]), text))
        elif token.type in {"td_open", "th_open"} and "style" in token.attrs:
            token.attrs = {"class": str(token.attrs["style"]).replace("text-align:", "align-")}
        elif token.type == "inline":
            for child in token.children or ():
                if child.type == "link_open":
                    child.attrSet(LINE_MARK, f"{lines[0]}-{lines[1]}")
            if token.content == _CONTENTS_MARK:
                token.children = []
                tokens[number - 1].hidden = tokens[number + 1].hidden = True
    return tuple(headings)


def _text_of(inline: Token) -> str:
    parts = []
    for child in inline.children or ():
        if child.type in {"text", "code_inline", "image"}:
            parts.append(child.content)
        elif child.type in {"softbreak", "hardbreak", "html_inline"}:
            parts.append(" ")
    return " ".join("".join(parts).split())


def _new_id(text: str, ids: dict[str, int]) -> str:
    """Return an id that no heading before has: `same`, `same-2`, `same-3`."""
    slug = slugify(text) if text else "section"
    number = ids.get(slug, 0) + 1
    ids[slug] = number
    if number == 1:
        return slug
    return _new_id(f"{slug}-{number}", ids) if f"{slug}-{number}" in ids else _taken(f"{slug}-{number}", ids)


def _taken(name: str, ids: dict[str, int]) -> str:
    ids[name] = 1
    return name
