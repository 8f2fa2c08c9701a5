"""The door to lxml: a page as a tree, and what stands visibly in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import lxml.html
from lxml.etree import LxmlError, _Element

_MOST_LINES = 3_000
_MOST_LINE_CHARACTERS = 5_000
_SILENT = frozenset("script style noscript template svg math iframe object select option button textarea head".split())
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q rp rt ruby s samp small "
    "span strong sub sup time tt u var wbr o:p".split()
)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")

Element = _Element
"""One element of a page."""


def parse_page(text: str) -> Element | None:
    """Return the tree of a page; None when there is nothing in it."""
    cleaned = _DECLARATION.sub("", _NOT_XML.sub("", text))
    parser = lxml.html.HTMLParser(remove_comments=False, remove_pis=True, no_network=True)
    try:
        return lxml.html.document_fromstring(cleaned, parser=parser)
    except (LxmlError, ValueError, AssertionError):
        return None


def elements(tree: Element, *names: str) -> Iterator[Element]:
    """Yield the elements of these names, in the order in which they stand."""
    yield from (one for one in tree.iter(*names) if isinstance(one.tag, str))


def attribute(element: Element, name: str) -> str:
    """Return an attribute, or an empty text."""
    return str(element.get(name) or "").strip()


def text_of(element: Element) -> str:
    """Return the visible text of an element in one line."""
    return " ".join("".join(_pieces(element)).split())


def page_title(tree: Element) -> str:
    """Return what `<title>` says."""
    title = next(elements(tree, "title"), None)
    return " ".join((title.text or "").split()) if title is not None else ""


def raw_text(element: Element) -> str:
    """Return the text of a script as it is."""
    return str(element.text or "")


def visible_lines(tree: Element) -> list[str]:
    """Return the visible text of a page, a line a block."""
    lines = (" ".join(line.split())[:_MOST_LINE_CHARACTERS] for line in "".join(_pieces(tree)).split("\n"))
    return list(islice(filter(None, lines), _MOST_LINES))


def _pieces(top: Element) -> Iterator[str]:
    """Yield the text below an element, a line feed around each block; without recursion, however deep it is nested."""
    stack: list[tuple[Element | None, str]] = [(top, "")]
    while stack:
        element, tail = stack.pop()
        if element is None:
            yield tail
            continue
        if not isinstance(element.tag, str) or (element.tag.lower() in _SILENT and element is not top):
            continue
        is_block = element.tag.lower() not in _INLINE
        around = "\n" if is_block else ""
        yield around + str(element.text or "")
        stack.append((None, around))
        for child in reversed(element):
            stack.append((None, str(child.tail or "")))
            stack.append((child, ""))
