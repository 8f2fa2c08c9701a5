"""Puts the elements of a body where HTML lets them stand (HTML, "Content model" of each element).

Strangers write a list inside bold text, words between items, rows without cells. Browsers show that somehow; screen
readers, feed readers and checkers stumble over it. What cannot stay becomes a plain element or vanishes, words never.
"""

from __future__ import annotations

import re

from sitegen.pages.markdown.structure_parts import (
    Element,
    Table,
    has_moment,
    id_of,
    is_of_note,
    only_global,
    with_id_for_name,
    without_id,
    without_spans,
    without_value,
)

_TOKEN = re.compile(r"""<(/?)([a-z][a-z0-9]*)((?:[^">]++|"[^"]*+")*+)>|([^<]++)""")
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_INLINE = frozenset(
    "abbr b bdi bdo cite code dfn em i kbd mark q rt ruby s samp small span strong sub summary sup time u var".split()
)
_WORDS_ONLY = _INLINE | _HEADINGS | {"p", "pre"}
"""They hold words and what stands among words."""
_SEE_THROUGH = frozenset(("a", "del", "ins"))
"""They hold what the element around them may hold."""
_MOST_SEE_THROUGH = 5
"""Within each other: what is around them is looked up through all of them."""
_ITEMS = frozenset(("li", "dt", "dd"))
_LISTS = {"ul": "li", "ol": "li", "dl": "dd"}
_PLAIN = frozenset(("p", "div", "section", "blockquote"))
"""Inside a heading or typed text these vanish; what else is no word breaks it up."""
_NO_CHAPTERS_IN = frozenset(("dt", "th", "caption"))
_TABLE_PARTS = frozenset(("caption", "thead", "tbody", "tfoot", "tr", "td", "th"))
_LEFT_OUT = frozenset(("col", "colgroup", "rp"))
_NOT_NESTED = frozenset(("a", "dfn"))


def repair_structure(html: str, own_ids: frozenset[str] = frozenset()) -> str:
    """Return sanitised HTML in which every element stands where it may, and no id comes twice.

    `own_ids` are those of headings and footnotes, to which the page leads: nothing else that was typed keeps them.
    """
    return _Repairer(own_ids).repair(html)


class _Repairer:
    """One walk over a body, from tag to tag."""

    def __init__(self, own_ids: frozenset[str]) -> None:
        self._own_ids = own_ids
        self._out: list[str] = []
        root = Element("", "div", 0, 0)
        self._open = [root]
        self._shown = [root]
        """Those of the open elements that are not left out."""
        self._tables: list[Table] = []
        self._pieces = 0
        """Texts and pictures so far."""
        self._ids: set[str] = set()

    def repair(self, html: str) -> str:
        """Return the repaired body."""
        for closing, name, attributes, text in _TOKEN.findall(html):
            if text:
                self._text(text)
            elif name in _LEFT_OUT:
                continue
            elif closing:
                self._close()
            else:
                self._start(name, self._with_new_id(name, attributes))
        while len(self._open) > 1:
            self._pop()
        return "".join(self._out)

    def _with_new_id(self, name: str, attributes: str) -> str:
        """Return attributes without an id that cannot be one, that is another's, or that an element before has."""
        attributes = with_id_for_name(attributes) if name == "a" else attributes
        found = id_of(attributes)
        if found is None:
            return attributes
        is_foreign = found in self._own_ids and name not in _HEADINGS and not is_of_note(attributes)
        if not found or is_foreign or found in self._ids or any(sign.isspace() for sign in found):
            return without_id(attributes)
        self._ids.add(found)
        return attributes

    def _is_in(self, names: frozenset[str]) -> bool:
        return any(element.shown in names for element in self._shown)

    def _text(self, text: str) -> None:
        if not text.isspace():
            self._arrive("")
            self._pieces += 1
        self._out.append(text)

    def _start(self, name: str, attributes: str) -> None:
        if name in ("img", "br", "wbr"):
            self._arrive(name)
            self._pieces += name == "img"
            self._out.append(f"<{name}{attributes}>")
        elif name in _TABLE_PARTS:
            self._start_table_part(name, attributes)
        else:
            self._start_other(name, attributes)

    def _start_other(self, name: str, attributes: str) -> None:
        while self._open[-1].is_implied and self._ends_implied(name):
            self._pop()
        shown = self._name_for(name, attributes)
        if shown:
            self._arrive(shown)
            if shown not in _INLINE and shown not in _SEE_THROUGH and shown not in _ITEMS:
                shown = self._make_room(shown)
        if shown != name:
            attributes = only_global(attributes)
        elif name == "li" and self._shown[-1].shown != "ol":
            attributes = without_value(attributes)
        if name == "hr":
            self._out.append(f"<hr{attributes}>")
            return
        element = self._push(name, shown, attributes)
        if name == "table":
            element.table = Table()
            self._tables.append(element.table)

    def _ends_implied(self, name: str) -> bool:
        around = self._shown[-2].shown
        return name == "li" if around != "dl" else name in ("dt", "dd")

    def _push(self, name: str, shown: str, attributes: str = "") -> Element:
        element = Element(name, shown, len(self._out), self._pieces)
        self._out.append(f"<{shown}{attributes}>" if shown else _gap(name))
        self._open.append(element)
        if shown:
            self._shown.append(element)
        return element

    def _rename(self, element: Element, shown: str) -> None:
        element.shown = shown
        if not shown:
            self._shown.remove(element)
        self._out[element.at] = f"<{shown}>" if shown else _gap(element.name)

    def _name_for(self, name: str, attributes: str) -> str:
        """Return the name of an element that begins here; empty for one that is left out."""
        around = self._shown[-1]
        if name in _ITEMS:
            return name if around.shown in (("ul", "ol") if name == "li" else ("dl",)) else "div"
        if name == "summary":
            return name if around.shown == "details" and not around.state else "div"
        if name == "figcaption":
            return name if around.shown == "figure" and around.state != "captioned" else "div"
        if name in ("rt", "bdo", "time"):
            fits = {"rt": around.shown == "ruby", "bdo": " dir=" in attributes, "time": has_moment(attributes)}
            return name if fits[name] else "span"
        if name in _NOT_NESTED and self._is_in(frozenset((name,))):
            return ""
        if name in _SEE_THROUGH and sum(element.shown in _SEE_THROUGH for element in self._shown) >= _MOST_SEE_THROUGH:
            return ""
        is_odd = name == "details" and self._is_in(frozenset("a"))
        is_chapter = (name in _HEADINGS or name == "section") and self._is_in(_NO_CHAPTERS_IN)
        return "div" if is_odd or is_chapter else name

    def _arrive(self, name: str) -> None:
        """Prepare what is around for an element of this name, or for text."""
        around = self._shown[-1]
        item = _LISTS.get(around.shown)
        if item == "dd":
            if name != "dt" and not around.state:
                self._out.append("<dt></dt>")
            around.state = "dt" if name == "dt" else "dd"
        if item and name != item and name != "dt":
            self._push(item, item).is_implied = True
        elif around.shown == "details":
            if name != "summary" and not around.state:
                self._rename(around, "div")
            around.state = "begun"
        elif around.shown == "ruby" and name == "rt":
            around.state = "read"
        elif around.shown == "figure" and name != "figcaption":
            if around.last_caption:
                self._out[around.last_caption[0]], self._out[around.last_caption[1]] = "<div>", "</div>"
                around.last_caption = None
            around.state = around.state or "begun"

    def _make_room(self, shown: str) -> str:
        """Leave out what is around and holds words only, or the new element; return its name."""
        blockers = []
        for element in reversed(self._shown):
            if element.shown in _WORDS_ONLY:
                blockers.append(element)
            elif element.shown not in _SEE_THROUGH:
                break
        if shown in _PLAIN and any(element.shown in _HEADINGS or element.shown == "pre" for element in blockers):
            return ""
        for element in blockers:
            if element.shown == "summary":
                self._rename(self._details(), "div")
            self._rename(element, "")
        if shown == "table":
            for element in self._open:
                if element.shown == "caption":
                    self._as_row(element)
        return shown

    def _details(self) -> Element:
        return next(element for element in reversed(self._shown) if element.shown == "details")

    def _as_row(self, caption: Element) -> None:
        caption.shown = "td"
        caption.after = "</tr></tbody>"
        self._out[caption.at] = "<tbody><tr><td>"

    def _start_table_part(self, name: str, attributes: str) -> None:
        table = self._tables[-1]
        if name in ("td", "th"):
            table.add_cell(len(self._out), attributes)
        elif name == "tr":
            table.add_row()
        elif name != "caption":
            shown = name if name != "thead" or table.is_empty() else "tbody"
            self._start_rows(table)
            self._push(name, shown, attributes)
            return
        element = self._push(name, name, attributes)
        if name == "caption":
            if table.has_caption or not table.is_empty():
                self._start_rows(table)
                table.add_row()
                self._as_row(element)
            table.has_caption = True

    def _start_rows(self, table: Table) -> None:
        """Begin a group of rows; a foot before it is a group like others."""
        table.add_group()
        if table.foot:
            self._out[table.foot[0]], self._out[table.foot[1]] = "<tbody>", "</tbody>"
            table.foot = None

    def _close(self) -> None:
        while self._open[-1].is_implied:
            self._pop()
        if len(self._open) > 1:
            self._pop()

    def _pop(self) -> None:
        element = self._open[-1]
        self._finish(element)
        self._open.pop()
        if element.shown:
            self._shown.pop()
        if element.name == "figcaption" and element.shown == "figcaption":
            figure = self._shown[-1]
            figure.last_caption = (element.at, len(self._out)) if figure.state == "begun" else None
            figure.state = "captioned"
        if element.name == "tfoot":
            self._tables[-1].foot = (element.at, len(self._out))
        elif element.table:
            self._tables.pop()
        self._out.append(f"</{element.shown}>{element.after}" if element.shown else _gap(element.name))

    def _finish(self, element: Element) -> None:
        """Repair what only the end of an element shows."""
        if element.shown == "dl" and element.state == "dt":
            self._out.append("<dd></dd>")
        elif element.shown == "details" and not element.state:
            self._rename(element, "div")
        elif element.shown == "summary" and element.pieces == self._pieces:
            self._rename(element, "")
            self._rename(self._details(), "div")
        elif element.shown == "ruby" and not element.state:
            self._rename(element, "span")
        elif element.name == "tr":
            table = self._tables[-1]
            if table.is_row_empty():
                table.add_cell(len(self._out), "")
                self._out.append("<td></td>")
        elif element.table and element.table.has_wrong_spans():
            for at in element.table.cells():
                self._out[at] = without_spans(self._out[at])


def _gap(name: str) -> str:
    """Return what stands for a tag that is left out: words that were apart stay apart."""
    return "" if name in _INLINE or name in _SEE_THROUGH else " "
