"""Writes a page down as text that people can read and compare: what is said, in which order, with which roles.

A line is an element. `h2.small: Text` holds text; lines below it, further in, are what it holds. In a text
`[words](address)` is a link, `[words]{span.class name=value}` any other element, `![words](address)` a picture.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from tests.page_reader import PageAsRead

_BLOCKS = frozenset(
    "header footer main nav section article aside div form ul ol li dl figure details summary table caption "
    "thead tbody tr p h1 h2 h3 h4 h5 h6 figcaption noscript pre blockquote label input button svg path".split()
)
_SPACE = re.compile(r"\s+")


def head_lines(page: PageAsRead) -> list[str]:
    """Return what the head says, a line for each thing, JSON-LD in many."""
    lines = [f"html {_attributes(page.root, ())}", f"title: {''.join(page.elements('title')[0].itertext())}"]
    for element in page.elements("head")[0]:
        if element.tag == "meta":
            name = element.get("name") or element.get("property") or "charset"
            lines.append(f"{name}: {element.get('content') or element.get('charset')}")
        elif element.tag == "link":
            lines.append(f"link {_attributes(element, ())}")
        elif element.get("type") == "application/ld+json":
            lines += _json_lines(element.text or "")
        elif element.tag == "script":
            lines.append(f"script {_attributes(element, ())}{element.text or ''}")
    return lines


def _json_lines(text: str) -> list[str]:
    return json.dumps(json.loads(text), ensure_ascii=False, indent=1).splitlines()


def outline(element: Element) -> list[str]:
    """Return the lines of an element and of all that it holds."""
    return list(_lines(element, ""))


def _lines(element: Element, indent: str) -> Iterator[str]:
    if element.tag == "tr":
        yield indent + "tr: " + " | ".join(_shown(cell) if cell.tag == "th" else _inline(cell) for cell in element)
    elif not any(_is_block(child) for child in element):
        text = _inline(element)
        yield f"{indent}{_name(element)}" + (f": {text}" if text else "")
    else:
        yield indent + _name(element)
        yield from _mixed(element, indent + "  ")


def _mixed(element: Element, indent: str) -> Iterator[str]:
    """Yield the blocks of an element, and the text between them."""
    run = element.text or ""
    for child in element:
        if _is_block(child):
            yield from _text_line(run, indent)
            yield from _lines(child, indent)
            run = child.tail or ""
        else:
            run += _shown(child) + (child.tail or "")
    yield from _text_line(run, indent)


def _text_line(text: str, indent: str) -> Iterator[str]:
    if line := _SPACE.sub(" ", text).strip():
        yield f"{indent}| {line}"


def _is_block(element: Element) -> bool:
    return element.tag in _BLOCKS or any(_is_block(child) for child in element)


def _name(element: Element) -> str:
    tag = ".".join([element.tag, *element.get("class", "").split()])
    attributes = _attributes(element, ("class",))
    return f"{tag} ({attributes})" if attributes else tag


def _inline(element: Element) -> str:
    return _SPACE.sub(" ", "".join(_pieces(element))).strip()


def _pieces(element: Element) -> Iterable[str]:
    yield element.text or ""
    for child in element:
        yield _shown(child)
        yield child.tail or ""


def _shown(element: Element) -> str:
    inner = _SPACE.sub(" ", "".join(_pieces(element)))
    if element.tag == "a":
        return f"[{inner}]({element.get('href')})" + _braces(element, "", ("href",))
    if element.tag == "img":
        return f"![{element.get('alt')}]({element.get('src')})" + _braces(element, "", ("alt", "src"))
    return f"[{inner}]" + (_braces(element, element.tag, ()))


def _braces(element: Element, tag: str, left_out: tuple[str, ...]) -> str:
    classes = "".join(f".{name}" for name in element.get("class", "").split())
    said = " ".join(part for part in (tag + classes, _attributes(element, ("class", *left_out))) if part)
    return f"{{{said}}}" if said else ""


def _attributes(element: Element, left_out: tuple[str, ...]) -> str:
    pairs = [(name, value) for name, value in element.items() if name not in left_out]
    return " ".join(f"{name}={_quoted(value)}" if value else name for name, value in pairs)


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value
