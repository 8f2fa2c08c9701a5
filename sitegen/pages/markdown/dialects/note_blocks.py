"""Notes, containers and attribute lists, line by line: `> [!NOTE]`, `:::note`, `!!! note`, `{: .class}`, `{#id}`.

A note becomes a quote that begins with its title, or with what kind of note it is.
"""

from __future__ import annotations

import re

from sitegen.pages.markdown.dialects.code_places import CodePlaces
from sitegen.pages.markdown.dialects.left_out import LeftOut

NOTES = frozenset(
    "note info tip hint important warning caution danger attention error success abstract summary tldr todo question "
    "help faq failure fail missing bug example quote cite notice callout alert admonition aside seealso check done "
    "primary secondary default details spoiler remark".split()
)
"""Kinds of notes, in lower case."""
PLAIN_NOTES = frozenset(("details", "quote", "cite", "aside", "callout", "alert", "admonition", "notice", "default"))
"""Kinds that say nothing to a reader: without a title they have none."""
_MOST_DEPTH = 8
_LONGEST_LINE = 1000
"""A longer one is text of which nothing is looked for."""
_ALERT = re.compile(r"([ \t]{0,3}(?:>[ \t]?)+)\[!([A-Za-z-]{1,30})\][-+]?[ \t]*([^\n]*)\Z")
_CONTAINER = re.compile(r"[ \t]*:{3,}[ \t]*(?:\{?[ \t]*\.?([A-Za-z][\w-]{0,30})?)([^\n]*)\Z")
_ADMONITION = re.compile(r"([ \t]*)(?:!!!|\?\?\?)\+?[ \t]+([A-Za-z][\w-]{0,30})[^\"\n]*(?:\"([^\"\n]*)\")?[ \t]*\Z")
_HEADING_ID = re.compile(r"([ \t]{0,3}#{1,6}[ \t]+)([^\n]*?)[ \t]*\{:?[ \t]*#([\w:.-]{1,100})[^{}\n]{0,200}\}[ \t#]*\Z")
_LONE_LIST = re.compile(r"[ \t>]*\{:[^{}\n]{1,300}\}[ \t]*\Z")
_CONTENTS = re.compile(
    r"(?! {4}|\t)[ \t>]*(?:\{:[ \t]*toc\b[^{}\n]{0,200}\}|(?:[-*+][ \t]+)?\[(?:toc|\[_?toc_?\])\])[ \t]*\Z",
    re.IGNORECASE,
)
_INLINE_LIST = re.compile(
    r"(?<=[\w*_`)\]>\"'.!?。])\{:[ ]?[^{}\n]{1,300}\}|(?<=\))\{[ ]?(?:[.#][\w-]|[\w-]{1,40}=)[^{}\n]{0,300}\}"
)
_HEADING_CLASS = re.compile(r"(?P<kept>[ \t]{0,3}#{1,6}[ \t][^\n]*?)[ \t]*\{[ \t]*\.[^{}\n]{1,200}\}[ \t]*\Z")
_FOLDER_MARK = re.compile(r"(?:[{|]|%7B)(?:static|attach|filename)(?:[}|]|%7D)/?", re.IGNORECASE)
_EMBEDDED = re.compile(r"!\[\[([^\[\]|\n]{1,300})(?:\|([^\[\]\n]{0,300}))?\]\]")


def read_blocks(text: str, left_out: list[LeftOut]) -> str:
    """Return a text with its notes as quotes, and without attribute lists."""
    code = CodePlaces(text)
    lines = text.split("\n")
    reader = _Blocks(lines, left_out)
    at = 0
    for number, line in enumerate(lines):
        is_code = code.end_at(at) > at and code.end_at(at) >= at + len(line)
        reader.read(number, line, is_code=is_code, has_code=code.overlaps(at, at + len(line) + 1))
        at += len(line) + 1
    return "\n".join(reader.out)


class _Blocks:
    """One walk over the lines of a text."""

    def __init__(self, lines: list[str], left_out: list[LeftOut]) -> None:
        self.out: list[str] = []
        self._lines = lines
        self._left_out = left_out
        self._containers: list[bool] = []
        """The open `:::` containers: whether each is a note."""
        self._indents: list[int] = []
        """How far the content of each open `!!!` note is indented."""

    def read(self, number: int, line: str, *, is_code: bool, has_code: bool) -> None:
        """Read a line; what is code keeps its text."""
        line = self._dedented(line)
        if is_code or len(line) > _LONGEST_LINE:
            self._write(line)
        elif (found := _ALERT.match(line)) and found[2].lower() in NOTES:
            self._write(found[1] + self._title(found[2], found[3], self._goes_on(number, found[1])))
        elif line.lstrip(" \t").startswith(":::") and (container := _CONTAINER.match(line)):
            self._container(number, container)
        elif (note := _ADMONITION.match(line)) and len(self._indents) < _MOST_DEPTH:
            title = self._title(note[2], note[3] or "", self._goes_on(number, " "))
            self._indents.append(len(note[1].expandtabs(4)) + 4)
            self._write(title)
        elif _CONTENTS.match(line) or _LONE_LIST.match(line):
            if self._is_mark_of_contents(line):
                self.out[-1] = ""
            self._write("")
        else:
            self._write(line if has_code else self._text(line))

    def _text(self, line: str) -> str:
        """Return a line of text without attribute lists, and with its links as they are here."""
        if "{" in line and "#" in line and (heading := _HEADING_ID.match(line)):
            line = f'{heading[1]}<a id="{heading[3]}"></a>{heading[2]}'
        if "{" in line:
            line = _INLINE_LIST.sub("", line)
            line = _HEADING_CLASS.sub(r"\g<kept>", line)
        if "](" in line or "]:" in line or "href=" in line or "src=" in line:
            line = _FOLDER_MARK.sub("/", line) if "|" in line or "{" in line or "%7" in line else line
            line = line.replace("](@/", "](/").replace("](@site/static/", "](/").replace("](@site/", "](/")
        return _EMBEDDED.sub(_embedded, line) if "![[" in line else line

    def _is_mark_of_contents(self, line: str) -> bool:
        """Return whether the line before is the item of a list in whose place kramdown puts a table of contents."""
        before = self.out[-1].strip(" >") if self.out else ""
        return "{" in line and "toc" in line.lower() and before[:2] in ("* ", "- ", "1.") and len(before) < 80

    def _container(self, number: int, found: re.Match[str]) -> None:
        name, rest = found[1], found[2].strip(" {}")
        if name is None:
            if self._containers:
                self._containers.pop()
                self._write("")
            else:
                self._write(found[0])
            return
        is_note = name.lower() in NOTES and len(self._containers) < _MOST_DEPTH
        if len(self._containers) < 100:
            self._containers.append(is_note)
        if not is_note:
            self._left_out.append(LeftOut(f"::: {name}", number))
            self._write("")
            return
        title = rest.strip('[] \t"')
        self._write(self._title(name, title if "=" not in title else "", self._goes_on(number, "")))

    def _title(self, kind: str, typed: str, goes_on: bool) -> str:
        """Return the first line of a note."""
        words = typed.strip() or ("" if kind.lower() in PLAIN_NOTES else kind.capitalize())
        return f"**{words.strip('*')}**" + ("\\" if goes_on else "") if words else ""

    def _goes_on(self, number: int, mark: str) -> bool:
        """Return whether the line after the first one of a note is text of the same paragraph."""
        following = self._lines[number + 1] if number + 1 < len(self._lines) else ""
        quoted = following.lstrip(" \t")
        if ">" in mark:
            quoted = quoted.lstrip(">").strip() if quoted.startswith(">") else ""
        return bool(quoted.strip()) and quoted[0].isalnum()

    def _dedented(self, line: str) -> str:
        """Return a line of a `!!!` note as it stands in it; what is not indented ends the note."""
        if not self._indents or not line.strip():
            return line
        indent = len(line) - len(line.lstrip(" \t"))
        width = len(line[:indent].expandtabs(4))
        while self._indents and width < self._indents[-1]:
            self._indents.pop()
            if not self._indents:
                self.out.append("") if self.out and self.out[-1].strip() else None
        return " " * (width - self._indents[-1]) + line[indent:] if self._indents else line

    def _write(self, line: str) -> None:
        depth = sum(self._containers) + len(self._indents)
        self.out.append("> " * depth + line if depth else line)


def _embedded(found: re.Match[str]) -> str:
    """Return Obsidian's `![[chart.png|A chart]]` as a picture."""
    path = found[1].strip().replace(" ", "%20")
    words = "" if (found[2] or "").isdigit() else (found[2] or "")
    return f"![{words}]({path})" if "." in path else found[0]
