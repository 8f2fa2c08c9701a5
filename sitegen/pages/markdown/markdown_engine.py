"""The door to markdown-it-py: Markdown as tokens, and tokens as raw HTML.

`markdown.py` says of which Markdown. It loads this file when a body needs it, and not before.
"""

from __future__ import annotations

import re
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

from sitegen.pages.markdown.body_costs import MOST_QUOTE_DEPTH, has_deep_brackets
from sitegen.pages.markdown.cjk_emphasis import scan_delimiters
from sitegen.pages.markdown.heading_ids import HeadingList
from sitegen.pages.markdown.highlight import highlighted
from sitegen.pages.markdown.open_tags import OpenTags
from sitegen.pages.markdown.sanitise import LINE_MARK
from sitegen.pages.markdown.typed.math import math_end
from sitegen.pages.text.bare_links import bare_url_at

MOST_NESTING = MOST_QUOTE_DEPTH
"""Quotes within each other, or half as many lists: the engine calls itself for each, and leaves out what is deeper."""

_SCHEME_BEFORE = re.compile(r"(?:^|[^A-Za-z0-9.+-])(https?)\Z", re.IGNORECASE)
_CONTAINERS = frozenset({"blockquote_open", "list_item_open"})
_HTML = frozenset({"html_block", "html_inline"})
_INTERRUPTED = ("paragraph", "reference", "blockquote")
"""What ends where a comment or math begins a line."""
_LAST_COMMENT = "sitegen: end of the last comment"

Environment = dict[str, Any]
"""What the engine keeps of one body between parsing and rendering: link definitions and footnotes."""


class ReadMarkdown:
    """Markdown that the engine has read: blocks, or the text of one."""

    def __init__(self, tokens: list[Token], environment: Environment, first: int) -> None:
        self.tokens = tokens
        """As in markdown-it-py; `inline` tokens have children."""
        self._environment = environment
        self._first = first
        """Its first line, from 0 in the body."""

    @classmethod
    def of_blocks(cls, text: str, first: int) -> ReadMarkdown:
        """Read Markdown blocks, the first of them at a line of the body."""
        environment: Environment = {}
        return cls(_engine().parse(text, environment), environment, first)

    @classmethod
    def of_text(cls, text: str, first: int, end: int) -> ReadMarkdown:
        """Read the text of the block on some lines of the body."""
        tokens = _engine().parseInline(text)
        for token in tokens:
            token.map = [0, end - first]
        return cls(tokens, {}, first)

    def pieces(self) -> Iterator[Token]:
        """Yield each token and its children."""
        for token in self.tokens:
            yield token
            yield from token.children or ()

    @property
    def has_first_level(self) -> bool:
        """Return whether there is a heading of the first level."""
        return any(token.type == "heading_open" and token.tag == "h1" for token in self.tokens)

    @property
    def is_too_deep(self) -> bool:
        """Return whether the engine has left something out."""
        return any(token.level >= MOST_NESTING - 1 and token.type in _CONTAINERS for token in self.tokens)

    def note_ids(self) -> Iterator[str]:
        """Yield the ids that its footnotes and the references to them have."""
        for number, note in enumerate(self._environment.get("footnotes", {}).get("list", {}).values(), 1):
            yield f"fn{number}"
            yield f"fnref{number}"
            yield from (f"fnref{number}:{again}" for again in range(1, note.get("count", 1)))

    def html_pieces(self) -> Iterator[Token]:
        """Yield each token that is HTML as typed."""
        return (token for token in self.pieces() if token.type in _HTML)

    def count_tags(self, tags: OpenTags) -> None:
        """Count the tags of HTML as typed, up to where there are too many, and the blocks among them."""
        line = self._first
        for token in self.tokens:
            line = self._first + token.map[0] if token.map else line
            for piece in (token, *(token.children or ())):
                if piece.type in _HTML:
                    tags.add_html(piece.content, line)
                else:
                    tags.add_blocks(1)
            if tags.excess:
                return

    def plain(self) -> str:
        """Return the plain text of one block's text."""
        return _text_of(self.tokens[0])

    def write(self, headings: HeadingList) -> str:
        """Return raw HTML, after headings have got level and id, cells a class, and links the lines of their block."""
        _finish_tokens(self.tokens, headings, self._first)
        engine = _engine()
        return str(engine.renderer.render(self.tokens, engine.options, self._environment))


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
        inline.ruler.before("escape", "math", _math)
    flat.ruler.disable(["link", "image"])
    engine.block.ruler.at("html_block", _html_block, {"alt": list(_INTERRUPTED)})
    engine.block.ruler.before("fence", "math_block", _math_block, {"alt": list(_INTERRUPTED)})
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
        if self._flat is not None and has_deep_brackets(src):
            return self._flat.parse(src, md, env, tokens)
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _highlight(code: str, language: str, _attributes: str) -> str:
    return highlighted(code, language) if language else ""


def _html_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Block rule: HTML as CommonMark has it, but for comments, of which nothing stays."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith("<!--", start):
        return html_block(state, start_line, end_line, silent)
    end = _end_of_comment(state, start, state.eMarks[end_line - 1])
    if not end or state.is_code_block(start_line):
        return False
    return silent or _leave_comments(state, start_line, end_line, end)


def _end_of_comment(state: StateBlock, start: int, limit: int) -> int:
    """Return where a comment ends; 0 for one that is never closed: that is text, it would hide what follows."""
    if _LAST_COMMENT not in state.env:
        state.env[_LAST_COMMENT] = state.src.rfind("-->")
    last = state.env[_LAST_COMMENT]
    return state.src.find("-->", start + 2, limit) + 3 if start + 2 <= last and last < limit else 0


def _leave_comments(state: StateBlock, line: int, end_line: int, end: int) -> bool:
    """Leave out comments up to the end of the last one; what follows it is a line that begins there."""
    limit = state.eMarks[end_line - 1]
    start = state.skipSpaces(end)
    while state.src.startswith("<!--", start) and (end := _end_of_comment(state, start, limit)):
        start = state.skipSpaces(end)
    while state.eMarks[line] < start:
        line += 1
    state.line = line + 1
    if start >= state.eMarks[line]:
        return True
    state.bMarks[line], state.tShift[line], state.sCount[line] = start, 0, state.blkIndent
    return any(rule(state, line, end_line, False) for rule in state.md.block.ruler.getRules(""))


def _math_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Block rule: lines of math, from a line that begins with it to one that ends with it, are a paragraph."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if state.src[start : start + 2] not in ("$$", "\\[") or state.is_code_block(start_line):
        return False
    end = math_end(state.src, start, state.eMarks[end_line - 1])
    line = start_line
    while line < end_line and state.eMarks[line] < end:
        line += 1
    if not end or state.src[end : state.eMarks[line]].strip(" \t"):
        return False
    content = state.getLines(start_line, line + 1, state.blkIndent, False).strip(" \t")
    is_whole = math_end(content, 0, len(content)) == len(content)
    if is_whole and not silent:
        state.line = line + 1
        lines = [start_line, state.line]
        state.push("paragraph_open", "p", 1).map = lines
        inline = state.push("inline", "", 0)
        inline.content, inline.map, inline.children = content, lines, []
        state.push("paragraph_close", "p", -1)
    return is_whole


def _math(state: StateInline, silent: bool) -> bool:
    """Inline rule: math is text as typed."""
    end = math_end(state.src, state.pos, state.posMax)
    if end and not silent:
        state.pending += state.src[state.pos : end]
    state.pos = end or state.pos
    return end > 0


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


def _finish_tokens(tokens: list[Token], headings: HeadingList, first: int) -> None:
    lines = [0, 0]
    level = 0
    for number, token in enumerate(tokens):
        lines = token.map or lines
        if token.type == "heading_open":
            heading = headings.add(int(token.tag[1]), _text_of(tokens[number + 1]))
            level = heading.level
            token.tag = f"h{level}"
            token.attrSet("id", heading.id)
        elif token.type == "heading_close":
            token.tag = f"h{level}"
        elif token.type in {"td_open", "th_open"} and "style" in token.attrs:
            token.attrs = {"class": str(token.attrs["style"]).replace("text-align:", "align-")}
        elif token.type == "inline":
            for child in token.children or ():
                if child.type == "link_open":
                    child.attrSet(LINE_MARK, f"{first + lines[0]}-{first + lines[1]}")


def _text_of(inline: Token) -> str:
    parts = []
    for child in inline.children or ():
        if child.type in {"text", "code_inline", "image"}:
            parts.append(child.content)
        elif child.type in {"softbreak", "hardbreak", "html_inline"}:
            parts.append(" ")
    return " ".join("".join(parts).split())
