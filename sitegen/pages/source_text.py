"""From a source's bytes to its two texts: the front matter and the body, with the line where each begins.

Never: reads YAML or Markdown.
"""

from __future__ import annotations

import re

from sitegen.pages.problem_list import ProblemList
from sitegen.values import Value

MOST_SOURCE_BYTES = 64 * 1024 * 1024
MOST_FRONT_MATTER_CHARACTERS = 1024 * 1024

_C0_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r") + b"\x7f"
# What else is left out, as UTF-8: C1 controls, zero-width no-break space, noncharacters, direction overrides.
# One by one, each with bytes that it begins with: those are looked for at the speed of C.
_SUSPECTS = tuple(map(re.compile, (rb"\xc2[\x80-\x9f]", rb"\xef(?:\xbb\xbf|\xbf[\xbe\xbf])", rb"\xe2\x80[\xaa-\xae]")))
_LEFT_OUT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\ufeff\ufffe\uffff]")
# C1 controls come from Windows-1252 text that was taken for Latin-1: most of them mean a visible sign.
_MEANT = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
_OPENING = re.compile(r"\s*\n---[ \t]*\n(?=[A-Za-z_][\w-]*[ \t]*:)|---[ \t]*(?:\n|\Z)")
# Begins with the line feed before it, which is looked for at the speed of C.
_CLOSING = re.compile(r"\n(?:---|\.\.\.)[ \t]*(?=\n|\Z)")
_FIELD = re.compile(r"""["']?[A-Za-z_][\w -]*["']?[ \t]*:(?:\s|\Z)""")


class SourceText(Value, frozen=True):
    """The two parts of a source."""

    front_matter: str | None
    """The YAML between the `---` lines; None when there is none."""
    front_matter_line: int
    """The file's line on which the YAML begins."""
    body: str
    body_line: int
    """The file's line on which the body begins."""


def read_source_text(data: bytes, problems: ProblemList) -> SourceText | None:
    """Return the parts of a source; None (and an error among the problems) when it cannot be read at all."""
    text = decode_source(data, problems)
    return None if text is None else split_source(text, problems)


_FOREIGN = re.compile(r'\s*(?:\+\+\+[ \t]*\n|\{\s*"[^"\n]{1,60}"\s*:|[ \t]+---[ \t]*\n[ \t]*[A-Za-z_]+:)')
"""Front matter as TOML (Hugo), as JSON, or indented: its `draft` would be shown as text, and the story published."""


def split_source(text: str, problems: ProblemList) -> SourceText | None:
    """Return the parts of a decoded source; None (and an error) when its front matter cannot be told from its body."""
    opening = _OPENING.match(text)
    if opening is None:
        if _FOREIGN.match(text):
            hint = "Write the fields as YAML between two lines ---, so that drafts stay drafts."
            problems.add("error", (1, 1, 3), "", "the front matter is not YAML between two lines ---", hint)
            return None
        return SourceText(None, 1, text, 1)
    start = opening.end()
    first_line = text.count("\n", 0, start) + 1
    closing = _CLOSING.search(text, start - 1)
    if closing is None:
        if not _FIELD.match(text, start):
            return SourceText(None, 1, text, 1)  # a rule on the first line, not front matter
        hint = "Put a line --- after the last field."
        problems.add("error", (first_line - 1, 1, 3), "", "the front matter that begins here is never closed", hint)
        return None
    end = closing.start() + 1
    if end - start > MOST_FRONT_MATTER_CHARACTERS:
        hint = "Move long text below the front matter, into the body."
        problems.add("error", (first_line - 1, 1, 3), "", "the front matter is larger than 1 MB", hint)
        return None
    body_line = first_line + text.count("\n", start, closing.end()) + 1
    return SourceText(text[start:end], first_line, text[closing.end() + 1 :], body_line)


def decode_source(data: bytes, problems: ProblemList) -> str | None:
    """Return a file's text with bare newlines and without control characters; None when it cannot be read."""
    if len(data) > MOST_SOURCE_BYTES:
        problems.add("error", (0, 0, 0), "", "the file is larger than 64 MB", "Split it, or leave it out.")
        return None
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        _tell_encoding(data, error.start, problems)
        return None
    if b"\r" in data:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(data.translate(None, _C0_CONTROLS)) != len(data) or (
        not data.isascii() and any(suspect.search(data) for suspect in _SUSPECTS)
    ):
        text = _without_controls(text, problems)
    return text


def _tell_encoding(data: bytes, at: int, problems: ProblemList) -> None:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        name = "UTF-32" if data[2:4] == b"\0\0" else "UTF-16"
        message, place = f"the file is {name}, not UTF-8", (1, 1, 0)
    else:
        before = data[:at].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        line_start = before.rfind(b"\n") + 1
        place = (before.count(b"\n") + 1, len(before[line_start:].decode("utf-8", "replace")) + 1, 1)
        message = f"the byte 0x{data[at]:02x} here is not UTF-8"
    problems.add("error", place, "", message, "Save the file in the encoding UTF-8.")


def _without_controls(text: str, problems: ProblemList) -> str:
    first = _LEFT_OUT.search(text)
    if first is None:
        return text
    at = first.start()
    place = (text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at), 1)
    count = len(_LEFT_OUT.findall(text))
    message = f"invisible control character U+{ord(first[0]):04X}" + (f" and {count - 1} more" if count > 1 else "")
    problems.add("warning", place, "", message, "They are left out; take them out of the file.")
    return _LEFT_OUT.sub(lambda found: _MEANT.get(ord(found[0]), ""), text)
