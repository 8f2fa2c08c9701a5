"""HTML as Markdown: a body for those who read text.

It is made from the HTML that the page shows, not from what was typed: that may hold anything. Works on sanitised HTML
as html5ever writes it: every tag is closed.

No library does this: of those that were tried, each lets content become active HTML or a link
(docs/decisions/016-markdown-copies.md).

Never: writes HTML, or a link that the body has not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

_SPACE = re.compile(r"[ \t\r\n\f]+")
# The last alternative: a heading would lose the `#` at its end.
_SPECIAL = re.compile(r"[\\`*~\[\]<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w{1,32};)|(?<!\S)#(?=#*\s*$)")
_LINE_START = re.compile(r"^(?=[#>+-]|=+$)|^(\d{1,9})(?=[.)](?:\s|$))")
# Stays outside emphasis: between `。` and a letter no mark is one, and Chinese has no space there.
_EDGE = re.compile(r"[^\w!-~]*")
_TICKS = re.compile(r"`+")
_LANGUAGE = re.compile(r"(?:^|\s)language-([\w+#.-]+)")
_EMPHASIS = {"em": "*", "i": "*", "strong": "**", "b": "**", "del": "~~", "s": "~~"}
_INLINE = frozenset({*_EMPHASIS, "a", "code"})
_BLOCKS = frozenset(
    "p div section figure figcaption details summary dl dt dd blockquote ul ol li pre "
    "table caption thead tbody tfoot tr td th h1 h2 h3 h4 h5 h6".split()
)
_BREAK = "\0"
"""Stands for `<br>` until lines are put together; no sanitised text has it."""


@dataclass(slots=True)
class _Frame:
    """An element that is open: the blocks in it that are done, and the line that grows."""

    tag: str
    attributes: Mapping[str, str]
    blocks: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    """Of a table; of a row, its cells are in the last one."""

    def end_line(self) -> None:
        """Make the line that grows a block."""
        text = _SPACE.sub(" ", "".join(self.line)).strip(" " + _BREAK)
        self.line.clear()
        if text:
            lines = (_LINE_START.sub(_escaped_start, part.strip()) for part in text.split(_BREAK))
            self.blocks.append("\\\n".join(lines))


def html_to_markdown(html: str, page_url: str) -> str:
    """Return a body as Markdown (CommonMark 0.31, tables and strikethrough of GFM); all its links are absolute.

    Args:
        html: The body as the page shows it, see `finish_body`.
        page_url: Absolute address of the page.
    """
    writer = _Writer(page_url)
    writer.feed(html)
    writer.close()
    return writer.text()


class _Writer(HTMLParser):
    def __init__(self, page_url: str) -> None:
        super().__init__(convert_charrefs=True)
        self._page_url = page_url
        self._open = [_Frame("body", {})]
        self._open_marks: Counter[str | None] = Counter()
        self._is_verbatim = False

    def text(self) -> str:
        """Return all that was read."""
        while len(self._open) > 1:
            self._end(self._open[-1].tag)
        self._open[0].end_line()
        return "\n\n".join(self._open[0].blocks)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        here = self._open[-1]
        if self._is_code() and tag != "code":
            here.line.append("\n" if tag in _BLOCKS or tag == "br" else "")
        elif tag in _BLOCKS:
            here.end_line()
            self._open.append(_Frame(tag, attributes))
            self._is_verbatim = tag == "pre"
        elif tag in _INLINE:
            self._open.append(_Frame(tag, attributes))
            self._open_marks[_EMPHASIS.get(tag)] += 1
        elif tag == "br":
            here.line.append(_BREAK)
        elif tag == "hr":
            here.end_line()
            here.blocks.append("***")  # in a list, `- ---` would be one rule
        elif tag == "img" and attributes.get("src"):
            here.line.append(f"![{_escaped(attributes.get('alt', ''))}]({self._url(attributes['src'])})")

    def handle_endtag(self, tag: str) -> None:
        if self._is_code() and tag not in ("pre", "code"):
            return
        if any(frame.tag == tag for frame in self._open):
            while self._open[-1].tag != tag:
                self._end(self._open[-1].tag)
            self._end(tag)

    def handle_data(self, data: str) -> None:
        frame = self._open[-1]
        frame.line.append(data if self._is_code() else _escaped(data))

    def _is_code(self) -> bool:
        """Return whether text is shown letter by letter here, and tags mean nothing."""
        return self._is_verbatim or self._open[-1].tag == "code"

    def _end(self, tag: str) -> None:
        frame, parent = self._open.pop(), self._open[-1]
        if tag == "pre":
            self._is_verbatim = False
            parent.blocks.append(_fenced("".join(frame.line), frame.attributes.get("class", "")))
        elif tag in _INLINE:
            self._open_marks[_EMPHASIS.get(tag)] -= 1
            self._end_inline(frame, parent)
        else:
            frame.end_line()
            _CLOSERS.get(tag, _close_plain)(frame, parent)

    def _end_inline(self, frame: _Frame, parent: _Frame) -> None:
        if frame.blocks:
            frame.end_line()
            parent.end_line()
            parent.blocks += frame.blocks
            return
        text = "".join(frame.line)
        if self._is_verbatim or (frame.tag == "code" and parent.tag == "code"):
            parent.attributes = {**parent.attributes, **frame.attributes}
        elif frame.tag == "a":
            url = self._url(frame.attributes.get("href", ""))
            text = f"[{text}]({url})" if url and text.strip() else text
        elif frame.tag == "code":
            text = _ticked(_SPACE.sub(" ", text))
        elif not self._open_marks[mark := _EMPHASIS[frame.tag]]:  # in emphasis of its kind, `~~~~` would begin code
            text = _emphasised(text, mark)
        if text.startswith("[") and parent.line and parent.line[-1].endswith("!"):
            parent.line[-1] = parent.line[-1][:-1] + "\\!"  # or the link would be read as a picture
        if text.startswith("`") and parent.line and parent.line[-1].endswith("`"):
            parent.line.append(" ")  # or two pieces of code would be read as one that ends elsewhere
        if text:
            parent.line.append(text)

    def _url(self, href: str) -> str:
        """Return an absolute address; empty for one within the page."""
        if not href or href.startswith("#"):
            return ""
        try:
            absolute = urljoin(self._page_url, href)
        except ValueError:
            return ""
        return re.sub(r"[\s()<>\\]", lambda sign: f"%{ord(sign[0]):02X}", absolute)


def plain_markdown(text: str) -> str:
    """Return a plain text on one line, as Markdown that shows it letter by letter."""
    return _LINE_START.sub(_escaped_start, _escaped(" ".join(text.split())))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda sign: "\\" + sign[0], text.replace(_BREAK, ""))


def _escaped_start(start: re.Match[str]) -> str:
    return f"{start[1]}\\" if start[1] else "\\"


def _emphasised(text: str, mark: str) -> str:
    before = _EDGE.match(text)
    after = _EDGE.match(text[::-1])
    assert before and after
    start, end = before.end(), len(text) - after.end()
    return f"{text[:start]}{mark}{text[start:end]}{mark}{text[end:]}" if start < end else text


def _ticked(text: str) -> str:
    longest = max(map(len, _TICKS.findall(text)), default=0)
    ticks = "`" * (longest + 1)
    room = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{room}{text}{room}{ticks}" if text.strip() else text


def _fenced(text: str, classes: str) -> str:
    longest = max(map(len, _TICKS.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    language = _LANGUAGE.search(classes)
    return f"{fence}{language[1] if language else ''}\n{text.strip(chr(10))}\n{fence}"


def _close_plain(frame: _Frame, parent: _Frame) -> None:
    parent.blocks += frame.blocks


def _close_row(frame: _Frame, parent: _Frame) -> None:
    parent.blocks += frame.blocks
    if parent.tag in ("table", "thead", "tbody", "tfoot"):
        parent.rows += frame.rows
    else:
        parent.blocks += [text for row in frame.rows for text in row if text]


def _close_heading(frame: _Frame, parent: _Frame) -> None:
    text = " ".join(frame.blocks).replace("\\\n", " ")
    if "\n" in text:  # a list, a table or code: no heading of Markdown can hold one
        parent.blocks += frame.blocks
    elif text:
        parent.blocks.append("#" * int(frame.tag[1]) + " " + text)


def _close_quote(frame: _Frame, parent: _Frame) -> None:
    lines = "\n\n".join(frame.blocks).split("\n")
    if frame.blocks:
        parent.blocks.append("\n".join(f"> {line}".rstrip() for line in lines))


def _close_item(frame: _Frame, parent: _Frame) -> None:
    if parent.tag in ("ul", "ol"):
        parent.rows.append(["\n\n".join(frame.blocks)])
    else:
        parent.blocks += frame.blocks


def _close_list(frame: _Frame, parent: _Frame) -> None:
    items = [row[0] for row in frame.rows if row]
    start = frame.attributes.get("start", "1")
    first = int(start) if start.isdecimal() and len(start) < 9 else 1
    marks = [f"{first + number}. " if frame.tag == "ol" else "- " for number in range(len(items))]
    shown = [mark + item.replace("\n", "\n" + " " * len(mark)) for mark, item in zip(marks, items, strict=True)]
    text = ("\n\n" if any("\n\n" in item for item in items) else "\n").join(shown)
    parent.blocks += [*frame.blocks, *([re.sub(r"\n +(?=\n)", "\n", text)] if text else [])]


def _close_cell(frame: _Frame, parent: _Frame) -> None:
    text = " ".join(frame.blocks).replace("\\\n", " ").replace("\n", " ").replace("|", "\\|")
    if parent.tag != "tr":
        parent.blocks += frame.blocks
        return
    if not parent.rows:
        parent.rows.append([])
    parent.rows[-1].append(text)


def _close_table(frame: _Frame, parent: _Frame) -> None:
    parent.blocks += frame.blocks
    width = max(map(len, frame.rows), default=0)
    if not width:
        return
    rows = [[*row, *[""] * (width - len(row))] for row in frame.rows]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    parent.blocks.append("\n".join([lines[0], "|" + " --- |" * width, *lines[1:]]))


_CLOSERS: Mapping[str, Callable[[_Frame, _Frame], None]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _close_heading),
    "blockquote": _close_quote,
    "li": _close_item,
    "ul": _close_list,
    "ol": _close_list,
    "td": _close_cell,
    "th": _close_cell,
    **dict.fromkeys(("tr", "thead", "tbody", "tfoot"), _close_row),
    "table": _close_table,
}
