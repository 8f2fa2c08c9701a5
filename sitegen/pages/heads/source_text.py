"""From a source's bytes to its two texts: the front matter and the body, with the line where each begins."""

from __future__ import annotations

import re
from itertools import islice

from sitegen.pages.heads.head_blocks import MOST_LINES, begins_withheld
from sitegen.pages.heads.head_kinds import HEADERS, JSON, NOT_READ, TOML, YAML
from sitegen.pages.heads.head_lines import MOST_LINE, as_it_looks, field_of
from sitegen.pages.heads.head_spans import Span, lines_from, span_of
from sitegen.pages.heads.heads import Head, find_head
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
_USUAL = re.compile(r"---\n[A-Za-z_][\w-]{0,60}:[ \n]")
"""How nearly every source begins."""
_USUAL_HEAD = Head(YAML, 0, 4, is_sure=True)
_FENCES = {"+": "+++", ";": ";;;", "{": "}"}
"""What closes a head, by the sign with which it begins, where that is not `---`."""
_ODD_LINE_END = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What a program may have meant as the end of a line, and nothing here takes for one."""
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_MOST_BEFORE_ODD = 64 * 1024
_MOST_ODD = 1000
"""Characters of a text that are looked at, and the odd line ends among them."""
_SECOND_HEAD = re.compile(r"[ \t\n]*(?:---|\+\+\+)")


class SourceText(Value, frozen=True):
    """The two parts of a source."""

    front_matter: str | None
    """The head of fields, without its fences; None when there is none."""
    front_matter_line: int
    """The file's line on which it begins."""
    body: str
    body_line: int
    """The file's line on which the body begins."""
    style: str = YAML
    """In which style the head is written, as `head_kinds.py` names it."""


def read_source_text(data: bytes, problems: ProblemList) -> SourceText | None:
    """Return the parts of a source; None (and an error among the problems) when it cannot be read at all."""
    typed = _decode(data, problems)
    if typed is None:
        return None
    has_controls = _has_controls(data)
    text = _without_controls(typed, problems) if has_controls else typed
    has_odd_line_ends = has_controls or "\u2028" in typed or "\u2029" in typed
    if has_odd_line_ends and _report_line_ends(typed[:_MOST_BEFORE_ODD], problems):
        return None
    return split_source(text, problems)


def split_source(text: str, problems: ProblemList) -> SourceText | None:
    """Return the parts of a decoded source; None (and an error) when its head of fields is none that is read."""
    head = _USUAL_HEAD if _USUAL.match(text) else find_head(text)
    if head is None:
        return SourceText(None, 1, text, 1)
    if head.kind in NOT_READ:
        what, hint = NOT_READ[head.kind]
        problems.add("error", _place(text, head), "", f"this head of fields is not read: {what}", hint)
        return None
    span = span_of(text, head)
    if span is None:
        hint = f"Put a line {_FENCES.get(text[head.at], '---')} after the last field."
        message = "the front matter that begins here is never closed"
        problems.add("error", _place(text, head), "", message, hint)
        return None
    if span.end - span.start > MOST_FRONT_MATTER_CHARACTERS:
        hint = "Move long text below the front matter, into the body."
        problems.add("error", _place(text, head), "", "the front matter is larger than 1 MB", hint)
        return None
    parts = _parts(text, head, span)
    return None if _report_second_head(parts, problems) or _report_lost_field(parts, problems) else parts


def _parts(text: str, head: Head, span: Span) -> SourceText:
    first_line = text.count("\n", 0, span.start) + 1
    body_line = first_line + text.count("\n", span.start, span.body)
    return SourceText(text[span.start : span.end], first_line, text[span.body :], body_line, head.kind)


def _report_lost_field(parts: SourceText, problems: ProblemList) -> bool:
    """Return whether lines `Key: value` stop at a line that is none, and one below it keeps the story back."""
    if parts.style != HEADERS:
        return False
    for line, typed in enumerate(islice(lines_from(parts.body, 0), MOST_LINES), parts.body_line):
        if not typed or typed.isspace():
            break
        field = field_of(as_it_looks(typed))
        if field and field.withholds:
            message = "this field stands below a line that is not a field"
            problems.add("error", (line, 1, len(typed)), field.key, message, "Move it up to the other fields.")
            return True
    return False


def _report_second_head(parts: SourceText, problems: ProblemList) -> bool:
    """Return whether the body begins with a head too, as when a program puts one on top of another."""
    is_empty = not parts.front_matter or parts.front_matter.isspace()
    is_clear = parts.style in (YAML, TOML, JSON) and not is_empty
    if is_clear and not _SECOND_HEAD.match(parts.body) and not begins_withheld(parts.body):
        return False
    head = find_head(parts.body)
    if head is None or not head.is_sure:
        return False
    if is_empty:
        place = (parts.body_line - 1, 1, 3)
    else:
        line, column, span = _place(parts.body, head)
        place = (line + parts.body_line - 1, column, span)
    message, hint = "a second head of fields begins here", "Keep one, with all the fields that count."
    problems.add("error", place, "", message, hint)
    return True


def _place(text: str, head: Head) -> tuple[int, int, int]:
    end = text.find("\n", head.at)
    line = as_it_looks(text[head.at : len(text) if end < 0 else end])
    return text.count("\n", 0, head.at) + 1, head.at - text.rfind("\n", 0, head.at), len(line)


def _report_line_ends(text: str, problems: ProblemList) -> bool:
    """Return whether a field begins behind a character that a program, and nobody else, takes for the end of a line.

    A value may hold such a character; a field behind it would become a part of that value, or of the text.
    """
    head = find_head(text)
    if head is None:
        meant = find_head(_ODD_LINE_END.sub("\n", text))
        odd = _ODD_LINE_END.search(text, meant.at) if meant and meant.is_sure else None
    elif head.kind not in NOT_READ and (span := span_of(text, head)):
        found = islice(_ODD_LINE_END.finditer(text, span.start, span.end), _MOST_ODD)
        odd = next((one for one in found if _begins_a_field(text, one.end())), None)
    else:
        odd = None
    if odd is None:
        return False
    at = odd.start()
    message = f"U+{ord(odd[0]):04X} stands here as the end of a line, and a field of front matter behind it"
    place = (text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at), 1)
    problems.add("error", place, "", message, "Let every line end with an ordinary line feed.")
    return True


def _begins_a_field(text: str, at: int) -> bool:
    line = _ODD_LINE_END.split(text[at : at + MOST_LINE].partition("\n")[0], maxsplit=1)[0]
    field = field_of(as_it_looks(line))
    return field is not None and field.is_strong


def decode_source(data: bytes, problems: ProblemList) -> str | None:
    """Return a file's text with bare newlines and without control characters; None when it cannot be read."""
    text = _decode(data, problems)
    return _without_controls(text, problems) if text is not None and _has_controls(data) else text


def _decode(data: bytes, problems: ProblemList) -> str | None:
    if len(data) > MOST_SOURCE_BYTES:
        problems.add("error", (0, 0, 0), "", "the file is larger than 64 MB", "Split it, or leave it out.")
        return None
    data = data.removeprefix(_BYTE_ORDER_MARK)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        _report_encoding(data, error.start, problems)
        return None
    if b"\r" in data:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def _has_controls(data: bytes) -> bool:
    """Return whether a source may hold characters that are left out of it."""
    data = data.removeprefix(_BYTE_ORDER_MARK)
    return len(data.translate(None, _C0_CONTROLS)) != len(data) or (
        not data.isascii() and any(suspect.search(data) for suspect in _SUSPECTS)
    )


def _report_encoding(data: bytes, at: int, problems: ProblemList) -> None:
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
