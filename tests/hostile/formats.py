"""Reads each format that a site writes as its readers do: the shape of a file, without its data, and the data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import html5lib
from lxml import etree
from markdown_it import MarkdownIt

_LITERAL = r"(?:/(?:[A-Za-z0-9._~!$&'()+,;=@-]|%[0-9A-F]{2}|:(?![A-Za-z_]))*)+"
_REDIRECT = re.compile(rf"(?P<old>{_LITERAL}) (?P<new>{_LITERAL}) (?:301|410)")
"""A line that is about one address: nothing in it stands for another."""
_HEADER_PATH = re.compile(r"/(?:[A-Za-z0-9._~%/-]|(?<=/):[a-z]+)*\*?")
_HEADER = re.compile(r"  [A-Z][A-Za-z-]+: [ -~]+")
_HEADERS = frozenset(
    "Content-Security-Policy Referrer-Policy X-Content-Type-Options Permissions-Policy Content-Type Cache-Control "
    "Access-Control-Allow-Origin".split()
)
_ROBOTS = re.compile(r"User-agent: \*\nAllow: /\n\nSitemap: https://[!-~]+\n")
_SPEAKING = ("title", "description", "encoded")
_PICTURES = (".png", ".ico", ".jpg", ".gif", ".webp")
_MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])

Shape = list[Any]


def redirects(text: str) -> list[tuple[str, str]]:
    """Return the old and new address of each line of `_redirects`, of which each must be about one address."""
    found = [_REDIRECT.fullmatch(line) for line in text.splitlines()]
    assert all(found), [line for line, one in zip(text.splitlines(), found, strict=True) if one is None]
    return [(one["old"], one["new"]) for one in found if one]


def header_paths(text: str) -> list[str]:
    """Return the paths of `_headers`; each is followed by headers that this program knows."""
    paths = []
    for block in text.rstrip("\n").split("\n\n"):
        path, *lines = block.split("\n")
        assert _HEADER_PATH.fullmatch(path), path
        assert lines and all(_HEADER.fullmatch(line) for line in lines), block
        assert {line.strip().partition(":")[0] for line in lines} <= _HEADERS, block
        paths.append(path)
    return paths


def read(path: str, data: bytes) -> tuple[Shape, list[str]]:
    """Return the shape of an output, and the texts in it that are data."""
    texts: list[str] = []
    name = path.rpartition("/")[2]
    if name == "_redirects":
        return [len(redirects(data.decode()))], texts
    if name == "_headers":
        return list(header_paths(data.decode())), texts
    if name == "robots.txt":
        assert _ROBOTS.fullmatch(data.decode())
        return [], texts
    if name.endswith((".css", ".js")) or name == ".made-by-sitegen":
        return [data], texts
    if name.endswith((".json", ".webmanifest")):
        return list(_json(json.loads(data), texts)), texts
    if name.endswith((".md", ".txt")):
        return list(_markdown(data.decode(), texts)), texts
    if name.endswith((".xml", ".opml", ".svg")):
        return list(_xml(etree.fromstring(data, etree.XMLParser(resolve_entities=False)), texts)), texts
    if name.endswith(".html"):
        return list(_html(html5lib.parse(data.decode(), namespaceHTMLElements=False), texts)), texts
    assert name.endswith(_PICTURES), f"{path}: say here how this format is read"
    return [], texts


def _json(value: Any, texts: list[str]) -> Iterator[Any]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _json(inner, texts)
            if key in ("content_html", "terms"):  # HTML within, and words of many texts
                texts.append(str(inner))
    elif isinstance(value, list):
        yield len(value)
        for inner in value:
            yield from _json(inner, texts)
    elif isinstance(value, str):
        texts.append(value)
    yield type(value).__name__


def _markdown(text: str, texts: list[str]) -> Iterator[Any]:
    for token in _MARKDOWN.parse(text):
        for one in (token, *(token.children or ())):
            if one.type == "text":
                texts.append(one.content)
            elif one.type != "text_special":  # an escaped sign is text
                yield one.type
                texts += map(str, one.attrs.values())
        texts.append("".join(child.content for child in token.children or ()))


def _xml(element: Any, texts: list[str]) -> Iterator[Any]:
    for one in element.iter():
        yield one.tag, sorted(one.attrib)
        texts += [str(value) for value in one.attrib.values()]
        if one.text:
            texts.append(one.text)
            # Readers take what RSS says for HTML, whatever it is.
            if one.get("type") == "html" or (element.tag == "rss" and one.tag.endswith(_SPEAKING)):
                found = list(_html(html5lib.parseFragment(one.text, namespaceHTMLElements=False), texts))
                # An address in angle brackets is no element of HTML: it hides itself, and nothing else.
                yield from (shape for shape in found if not (isinstance(shape, tuple) and ":" in shape[0]))


def _html(tree: Any, texts: list[str]) -> Iterator[Any]:
    for one in tree.iter():
        yield str(one.tag), sorted(map(str, one.attrib))
        texts += one.attrib.values()
        if one.tag == "script" and one.get("type") == "application/ld+json":
            yield from _json(json.loads(one.text), texts)
        elif one.tag == "script":
            yield one.text
        elif one.text:
            texts.append(one.text)
        texts.append(one.tail or "")
