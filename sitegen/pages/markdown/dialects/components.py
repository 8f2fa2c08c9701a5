"""Components of MDX: those that are known become what they mean, of others what is inside stays; imports go."""

from __future__ import annotations

import re

from sitegen.pages.markdown.dialects.code_places import CodePlaces
from sitegen.pages.markdown.dialects.left_out import LeftOut
from sitegen.pages.markdown.dialects.meanings import Tag, meaning_around, meaning_of, tag_of

_MOST_DEPTH = 20
_ELEMENTS = frozenset(
    "a abbr b body br center code div em font form h1 h2 h3 h4 h5 h6 head hr html i iframe img input li object ol p "
    "pre script section select small span strike strong style sub sup svg table tbody td textarea tfoot th thead title "
    "tr u ul".split()
)
"""Of HTML: people write these with a capital letter, too."""
_VALUE = r"\"[^\"]{0,2000}\"|'[^']{0,2000}'|\{(?:[^{}]|\{[^{}]{0,500}\}){0,2000}\}"
_TAG = re.compile(rf"<(/?)([A-Z][\w.]{{0,60}})((?:\s(?:[^<>{{}}\"']++|{_VALUE})*+)?)(/?)>")
_IMPORT = re.compile(
    r"^(?:import\s+(?:[\w$*{},\s]{1,300}\s+from\s+)?[\"'][^\"'\n]{1,300}[\"'];?"
    r"|export\s+(?:const|let|var|(?:async\s+)?function|class|default|\{|\*)[^\n]*(?:\n[^\n]+)*)[ \t]*$",
    re.MULTILINE,
)


_FRAGMENT = re.compile(r"^[ \t]*</?>[ \t]*$", re.MULTILINE)
"""Tags without a name, on lines of their own."""


def read_components(text: str, left_out: list[LeftOut]) -> str:
    """Return a text in which each component is what it means."""
    code = CodePlaces(text)
    out: list[str] = []
    opened: list[tuple[Tag, int]] = []
    at = line = counted = 0

    def leave_out(name: str, place: int) -> None:
        nonlocal line, counted
        line += text.count("\n", counted, place)
        counted = place
        left_out.append(LeftOut(name, line))

    for found in _TAG.finditer(text):
        if code.end_at(found.start()) or found[2].isupper() or found[2].lower() in _ELEMENTS:
            continue
        out.append(text[at : found.start()])
        if found.start() and text[found.start() - 1].isalnum() and not found[1]:  # List<String>
            out.append("\\")
            at = found.start()
            continue
        at = found.end()
        lines = "\n" * found[0].count("\n")
        tag = tag_of(found[2], found[3].rstrip("/"))
        is_alone = bool(found[4]) or found[3].endswith("/")
        if found[1]:
            _close(tag.name, out, opened)
            out.append(lines)
        elif (meaning := meaning_of(tag)) is not None:
            out.append(meaning + lines)
        else:
            if is_alone or meaning_around(tag, "x") is None:
                leave_out(f"<{found[2]}>", found.start())
            if len(opened) >= _MOST_DEPTH:
                del opened[0]
            if not is_alone:
                opened.append((tag, len(out)))
            out.append(lines)
    out.append(text[at:])
    return without_imports(_FRAGMENT.sub("", "".join(out)) if "<>" in text else "".join(out), left_out)


def _close(name: str, out: list[str], opened: list[tuple[Tag, int]]) -> None:
    at = next((n for n in range(len(opened) - 1, -1, -1) if opened[n][0].name == name), None)
    if at is None:
        return
    tag, place = opened[at]
    del opened[at:]
    meaning = meaning_around(tag, "".join(out[place:]))
    if meaning is not None:
        out[place:] = [meaning]


def without_imports(text: str, left_out: list[LeftOut]) -> str:
    """Return a text without the lines that load or define components."""
    if "import " not in text and "export " not in text:
        return text
    code = CodePlaces(text)

    def replace(found: re.Match[str]) -> str:
        if code.end_at(found.start()):
            return found[0]
        left_out.append(LeftOut(found[0].split()[0], text.count("\n", 0, found.start())))
        return "\n" * found[0].count("\n")

    return _IMPORT.sub(replace, text)
