"""HTML that shows things of elsewhere or asks for input, as the links, players and marks that a body may have instead.

A frame, a film, a sound or a plug-in becomes a link to what it shows; those of this site are written as pictures are,
for which `file_links` puts a player. What a body may not have is named, so that its loss is told; a tag whose end is
missing is text, for it would hide all that follows.

Never: makes HTML safe. The sanitiser sees all of this after it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from html import escape, unescape
from posixpath import basename

from sitegen.pages.file_links import player_of
from sitegen.pages.markdown.dialects.embeds import page_of_frame, words_of_link
from sitegen.pages.urls import safe_url

_FRAMES = frozenset("iframe video audio embed object".split())
_SWALLOWED = frozenset(
    "script style title textarea noscript template select button form svg math iframe video audio object".split()
)
"""What is in them is no part of the text."""
_REPLACED = _FRAMES | _SWALLOWED | {"input"}
_ELEMENTS = _REPLACED | frozenset(
    "a abbr acronym address area article aside b base basefont bdi bdo big blink blockquote body br canvas "
    "caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em fieldset "
    "figcaption figure font footer frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i img ins kbd "
    "label legend li link main map mark marquee menu meta meter nav nobr noframes ol optgroup option output p "
    "param picture pre progress q rb rp rt rtc ruby s samp search section slot small source span strike strong "
    "sub summary sup table tbody td tfoot th thead time tr track tt u ul var wbr".split()
)
"""Of HTML, old ones too. Another name in brackets is a word that somebody typed, if nothing ends it."""
_ATTRIBUTES = r"""(?:[^>=]++|=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?+)*+"""
_TAG = re.compile(rf"<!--[\s\S]*?(?:-->|\Z)|<(/?)([A-Za-z][A-Za-z0-9-]*+)({_ATTRIBUTES})(?:>|\Z)")
_END = re.compile(rf"</({'|'.join(sorted(_SWALLOWED))})\s{{0,99}}>", re.IGNORECASE)
_CLOSED = re.compile(r"</([A-Za-z][A-Za-z0-9-]*+)")
_ATTRIBUTE = re.compile(r"""([A-Za-z-]{1,30})\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))|\b(checked)\b""")
_SOURCE = re.compile(rf"<(?:source|embed|iframe)\b({_ATTRIBUTES})>", re.IGNORECASE)
_ADDRESSES = ("src", "data-src", "data-lazy-src", "data")
_NAMES = ("title", "aria-label", "alt", "name")
_LINK = re.compile(r"</?a[^<>]*>")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_WORDS = frozenset(
    "p h1 h2 h3 h4 h5 h6 summary a abbr b cite code del dfn em i ins kbd mark q s small span strong sub sup u".split()
)
"""They hold words, so a link in them needs no paragraph."""


def replace_frames(html: str) -> tuple[str, list[str]]:
    """Return raw HTML with what stands for things of elsewhere, and the names of the elements that are left out."""
    walk = _Walk(html)
    walk.read()
    return "".join(walk.out), list(walk.left_out)


class _Walk:
    """One walk over raw HTML, from tag to tag."""

    def __init__(self, html: str) -> None:
        self.out: list[str] = []
        self.left_out: dict[str, None] = {}
        self._html = html
        self._open: Counter[str] = Counter()
        """Elements that hold words."""
        self._closed = frozenset(name.lower() for name in _CLOSED.findall(html))
        self._ends: dict[str, list[tuple[int, int]]] = {}
        for found in _END.finditer(html):
            self._ends.setdefault(found[1].lower(), []).append(found.span())

    def read(self) -> None:
        """Read to the end."""
        at = 0
        while found := _TAG.search(self._html, at):
            self.out.append(self._html[at : found.start()])
            at = found.end()
            name = (found[2] or "").lower()
            if not name or found[1] or name not in _REPLACED:
                self._note(name, is_closing=bool(found[1]))
                self.out.append(escape(found[0], quote=False) if self._is_word(name, found) else found[0])
            elif name == "input":
                self._input(found[3])
            else:
                at = self._element(name, found)
        self.out.append(self._html[at:])

    def _note(self, name: str, *, is_closing: bool) -> None:
        if name in _WORDS:
            self._open[name] = max(0, self._open[name] - 1) if is_closing else self._open[name] + 1
        elif name and not is_closing:
            self._open["p"] = 0  # a block ends a paragraph that is open

    def _is_word(self, name: str, found: re.Match[str]) -> bool:
        """Return whether brackets around a word are no tag: `clone <url>`."""
        is_bare = name != "" and not found[1] and not found[3].strip()
        return is_bare and name not in _ELEMENTS and name not in self._closed

    def _element(self, name: str, found: re.Match[str]) -> int:
        """Write what stands for an element; return where the text goes on."""
        end = self._end_of(name, found.end())
        if name not in _FRAMES:
            if end is None:
                self.out.append(escape(found[0], quote=False))
                return found.end()
            self.left_out[name] = None
            self.out.append(self._html[found.start() : end[1]])
            return end[1]
        inside = self._html[found.end() : end[0]] if end else ""
        shown = _shown(name, _attributes_of(found[3]), inside)
        if not shown:
            self.left_out[name] = None
            return found.end() if name != "iframe" or not end else end[1]
        if self._open["a"] and shown.startswith("<a"):
            shown = _LINK.sub("", shown)  # no link stands in a link
        self.out.append(shown if any(self._open.values()) else f"<p>{shown}</p>")
        return end[1] if end else found.end()

    def _end_of(self, name: str, after: int) -> tuple[int, int] | None:
        """Return where the end tag stands that closes an element."""
        ends = self._ends.get(name, [])
        at = bisect_left(ends, (after, 0))
        return ends[at] if at < len(ends) else None

    def _input(self, attributes: str) -> None:
        """Write a box as its mark; other fields are left out."""
        given = _attributes_of(attributes)
        if given.get("type", "").lower() == "checkbox":
            self.out.append("\u2611" if "checked" in given else "\u2610")
        else:
            self.left_out["input"] = None


def _attributes_of(typed: str) -> dict[str, str]:
    """Return the attributes of a tag by name; the first of a name counts."""
    given: dict[str, str] = {}
    for found in _ATTRIBUTE.finditer(typed[:20_000]):
        value = next((group for group in found.groups()[1:4] if group is not None), "")
        given.setdefault((found[1] or found[5]).lower(), unescape(value).strip())
    return given


def _shown(name: str, given: dict[str, str], inside: str) -> str:
    """Return what stands for a frame, a film, a sound or a plug-in; empty when it shows nothing that may be linked."""
    address = _address_in(given)
    for found in _SOURCE.finditer(inside) if not address and name != "iframe" else ():
        address = address or _address_in(_attributes_of(found[1]))
    if not address:
        return ""
    words = next((given[key] for key in _NAMES if given.get(key)), "")
    path = address.partition("?")[0].partition("#")[0].rstrip("/")
    if _SCHEME.match(address):
        page = page_of_frame(address)
        return f'<a href="{escape(page)}">{escape(words_of_link(page, words), quote=False)}</a>'
    if name != "iframe" and player_of(path):
        return f'<img src="{escape(address)}" alt="{escape(words)}">'
    return f'<a href="{escape(address)}">{escape(words or basename(path) or address, quote=False)}</a>'


def _address_in(given: dict[str, str]) -> str:
    """Return the first address that attributes give, if it may be linked."""
    for key in _ADDRESSES:
        typed = given.get(key, "")
        address = f"https:{typed}" if typed.startswith("//") else typed
        if address and (not _SCHEME.match(address) or safe_url(address, allow_mail=False)):
            return address
    return ""
