"""Shortcodes of Hugo and Zola, tags and values of Liquid, Nunjucks and Hexo: what they mean, or nothing.

Each is found once, from left to right; what is never closed is text.
"""

from __future__ import annotations

import re

from sitegen.pages.markdown.dialects.code_places import CodePlaces
from sitegen.pages.markdown.dialects.left_out import LeftOut
from sitegen.pages.markdown.dialects.meanings import Tag, meaning_around, meaning_of, tag_of

_MOST = 4000
"""Characters of one tag."""
_MOST_DEPTH = 20
_OPENING = re.compile(r"\{\{[<%]?|\{%|\{/\*")
_CLOSING = {"{{<": ">}}", "{{%": "%}}", "{{": "}}", "{%": "%}", "{/*": "*/}"}
_NAME = re.compile(r"([\w./-]{1,80})\s*([\s\S]*)\Z")
_SITE_ADDRESS = re.compile(
    r"(?:site|config|page)\.(?:url|baseurl|base_url|root|github\.url)|base_?url|get_url\(path=\"\"\)"
)
_PATH = re.compile(
    r"""(?:get_url\(\s*path\s*=\s*)?["']([^"'\n]{1,500})["']\s*\)?\s*(?:\|\s*(?:relative_url|absolute_url|url|relURL|absURL|prepend:[^|]*|safe)\s*)*\Z"""
)
_NO_TEXT = frozenset("more truncate endraw raw".split())
_VERBATIM = {"raw": "endraw", "verbatim": "endverbatim"}
_SOURCES = ("include", "includes", "include_relative", "include_cached", "render", "partial")


def read_templates(text: str, left_out: list[LeftOut]) -> str:
    """Return a text in which each tag is what it means; those that mean nothing are left out and named."""
    return _Templates(text, left_out).read()


class _Templates:
    """One walk over a text."""

    def __init__(self, text: str, left_out: list[LeftOut]) -> None:
        self._text = text
        self._code = CodePlaces(text)
        self._left_out = left_out
        self._out: list[str] = []
        self._open: list[tuple[Tag, int]] = []
        """Each with the place of what stands for it in the result."""
        self._line = 0
        self._counted = 0
        self._last = {closing: text.rfind(closing) for closing in _CLOSING.values()}

    def read(self) -> str:
        """Return the result."""
        text, at, begin = self._text, 0, 0
        while found := _OPENING.search(text, at):
            place = found.start()
            if code_end := self._code.end_at(place):
                at = code_end
                continue
            closing = _CLOSING[found[0]]
            end = text.find(closing, found.end(), found.end() + _MOST) if self._last[closing] >= found.end() else -1
            is_open = end >= 0 and "{{" not in text[found.end() : end] and "{%" not in text[found.end() : end]
            if not is_open or (place and text[place - 1] == "\\"):
                at = found.end()
                continue
            self._out.append(text[begin:place])
            begin = at = self._tag(found[0], text[found.end() : end], place, end + len(closing))
        self._out.append(text[begin:])
        return "".join(self._out)

    def _tag(self, opening: str, inside: str, place: int, end: int) -> int:
        """Write what a tag means; return where the text goes on."""
        inside = inside.strip().strip("-~").strip()
        if opening == "{/*" or inside.startswith(("#", "/*")):
            shown = inside.removeprefix("/*").removesuffix("*/").strip() if opening in ("{{<", "{{%") else ""
            self._out.append(f"`{opening} {shown} {_CLOSING[opening]}`" if shown else "\n" * self._lines(place, end))
            return end
        found = _NAME.match(inside.removeprefix("/").strip().removesuffix("/").strip())
        if opening == "{{":
            self._value(inside, place, end)
        elif not found:
            self._leave_out(f"{opening} … {_CLOSING[opening]}", place, end)
        elif opening == "{%" and found[1] in _VERBATIM:
            return self._verbatim(_VERBATIM[found[1]], end)
        elif inside.startswith("/") or (opening == "{%" and found[1].startswith("end")):
            self._close(found[1].removeprefix("end").removeprefix("_") if opening == "{%" else found[1], place, end)
        else:
            self._begin(opening, found[1], found[2], place, end)
        return end

    def _value(self, inside: str, place: int, end: int) -> None:
        """Write a value: an address of the site is what follows it, one in quotes is itself."""
        name = inside.partition("|")[0].strip()
        if _SITE_ADDRESS.fullmatch(name):
            self._out.append("" if self._text[end : end + 1] in ("/", "{") else "/")
        elif path := _PATH.match(inside):
            self._out.append(path[1].replace(" ", "%20"))
        elif call := re.match(r"([a-z_]\w{0,60})\(([^()]*)\)\Z", inside):
            self._begin("{{", call[1], call[2], place, end)
        else:
            self._leave_out(f"{{{{ {' '.join(name.split())[:40]} }}}}", place, end)

    def _begin(self, opening: str, name: str, arguments: str, place: int, end: int) -> None:
        if name in _SOURCES:
            name = arguments.split()[0].strip("\"'") if arguments.split() else name
            shown_name = f"{{% include {name[:60]} %}}"
            name, arguments = name.rpartition(".")[0] or name, arguments.partition(" ")[2]
        else:
            shown_name = f"{opening} {name} {_CLOSING[opening]}"
        tag = tag_of(name, arguments)
        meaning = meaning_of(tag)
        lines = "\n" * self._lines(place, end)
        if meaning is None and tag.name in _NO_TEXT:
            meaning = ""
        if len(self._open) >= _MOST_DEPTH:
            del self._open[0]  # most are never closed
        self._open.append((tag, len(self._out)))
        if meaning is None and meaning_around(tag, "x") is None:
            self._leave_out(shown_name, place, end)
        else:
            self._out.append((meaning or "") + lines)

    def _close(self, name: str, place: int, end: int) -> None:
        """Write what a tag means around all that came since it began."""
        plain = name.rpartition("/")[2].lower()
        at = next((n for n in range(len(self._open) - 1, -1, -1) if plain in ("", self._open[n][0].name)), None)
        lines = "\n" * self._lines(place, end)
        if at is None:
            self._out.append(lines)
            return
        tag, opened = self._open[at]
        del self._open[at:]
        meaning = meaning_around(tag, "".join(self._out[opened + 1 :]))
        if meaning is not None:
            self._out[opened:] = [self._on_its_line(opened, meaning)]
        self._out.append(lines)

    def _on_its_line(self, place: int, meaning: str) -> str:
        """Return a block as one: it begins a line."""
        before = next((piece for piece in reversed(self._out[:place]) if piece), "\n")
        is_block = meaning.startswith(("> ", "```"))
        if not is_block or not before.rpartition("\n")[2].strip():
            return meaning
        return f"\n\n{meaning}"

    def _verbatim(self, closing: str, end: int) -> int:
        found = re.compile(r"\{%-?\s*" + closing + r"\s*-?%\}").search(self._text, end)
        stop = found.start() if found else len(self._text)
        self._out.append(self._text[end:stop])
        return found.end() if found else stop

    def _leave_out(self, name: str, place: int, end: int) -> None:
        self._line += self._text.count("\n", self._counted, place)
        self._counted = place
        self._left_out.append(LeftOut(name, self._line))
        self._out.append("\n" * self._lines(place, end))

    def _lines(self, place: int, end: int) -> int:
        return self._text.count("\n", place, end)
