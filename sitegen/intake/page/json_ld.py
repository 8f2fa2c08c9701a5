"""What a page says of itself in JSON-LD: the node of its article, with what it holds.

Never: follows a context, or takes a field from the node of something else on the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from sitegen.intake.facts.clean_addresses import same_story
from sitegen.intake.facts.evidence import AUTHOR, DATE, EXCERPT, IMAGE, LANGUAGE, SITE, TITLE, URL, Evidence
from sitegen.intake.page.html_tree import Element, attribute, elements, raw_text

_ARTICLES = re.compile(r"(?:https?://schema\.org/)?(?:\w*(?:Article|Posting|Report)|VideoObject|SoftwareSourceCode)\Z")
_NOT_THE_STORY = frozenset({"itemListElement", "hasPart", "isPartOf", "mentions", "relatedLink", "citation", "comment",
                            "publisher", "author", "review", "suggestedAnswer", "isBasedOn", "video"})  # fmt: skip
_MOST_NODES = 2_000
_MOST_SCRIPTS = 50
_MOST_SCRIPT_CHARACTERS = 2_000_000
_CONTROLS = re.compile(r"[\x00-\x1f]+")

Node = dict[str, Any]
"""One object of JSON-LD."""


def article_nodes(tree: Element, address: str) -> list[Node]:
    """Return the nodes that may be the article of a page, the likeliest first.

    Where one says that it is at the page's own address, the others are of other stories, and left out.
    """
    nodes = [node for node in _nodes(tree) if any(map(_ARTICLES.match, _texts(node.get("@type"))))]
    own = [node for node in nodes if any(same_story(url, address) for url in _addresses(node))] if address else []
    return own or nodes


def add_json_ld(nodes: list[Node], evidence: Evidence) -> None:
    """Note what the node of the article says; where several may be it, none is believed."""
    if len(nodes) != 1:
        return
    node = nodes[0]
    for field, key in (
        (TITLE, "headline"),
        (TITLE, "name"),
        (DATE, "datePublished"),
        (DATE, "uploadDate"),
        (EXCERPT, "description"),
        (LANGUAGE, "inLanguage"),
    ):
        for text in _texts(node.get(key)):
            evidence.add(field, text, f"JSON-LD {key}")
    for key, field in (("author", AUTHOR), ("creator", AUTHOR), ("publisher", SITE)):
        for name in _names(node.get(key)):
            evidence.add(field, name, f"JSON-LD {key}")
    for url in _addresses(node):
        evidence.add(URL, url, "JSON-LD url")
    for image in _items(node.get("image")) or _items(node.get("thumbnailUrl")):
        for url in _texts(image.get("url") or image.get("contentUrl") if isinstance(image, dict) else image)[:1]:
            evidence.add(IMAGE, url, "JSON-LD image")


def says_not_free(nodes: list[Node]) -> bool:
    """Return whether an article says that it is not free to read."""
    return any(str(node.get("isAccessibleForFree")).strip().lower() in ("false", "no") for node in nodes)


def licences(nodes: list[Node]) -> list[str]:
    """Return the licences that an article names."""
    return [text for node in nodes for text in _texts(node.get("license"))]


def image_facts(nodes: list[Node], address: str) -> Node:
    """Return what JSON-LD says of a picture: credit, caption, size."""
    for node in nodes:
        for image in _items(node.get("image")):
            if isinstance(image, dict) and address in _texts(image.get("url") or image.get("contentUrl")):
                return image
    return {}


def _nodes(tree: Element) -> Iterator[Node]:
    """Yield all objects, but those that are of another story."""
    count = 0
    for number, script in enumerate(elements(tree, "script")):
        if number >= _MOST_SCRIPTS * 10 or "ld+json" not in attribute(script, "type").lower():
            continue
        stack = [_parsed(raw_text(script))]
        while stack and count < _MOST_NODES:
            value = stack.pop()
            count += 1
            if isinstance(value, list):
                stack += reversed(value[:_MOST_NODES])
            elif isinstance(value, dict):
                yield value
                stack += [inner for key, inner in reversed(value.items()) if key not in _NOT_THE_STORY
                          and isinstance(inner, (dict, list))]  # fmt: skip


def _parsed(text: str) -> Any:
    text = text.strip().removeprefix("<!--").removesuffix("-->").removeprefix("<![CDATA[").removesuffix("]]>")
    for form in (text, _CONTROLS.sub(" ", text)):
        try:
            return json.loads(form[:_MOST_SCRIPT_CHARACTERS])
        except (ValueError, RecursionError):
            continue
    return None


def _items(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value[:20]
    return [] if value is None else [value]


def _texts(value: Any) -> list[str]:
    return [one for one in _items(value) if isinstance(one, str) and one.strip()]


def _names(value: Any) -> list[str]:
    found = []
    for one in _items(value):
        name = one.get("name") if isinstance(one, dict) else one
        found += [text for text in _texts(name) if "://" not in text]
    return found


def _addresses(node: Node) -> list[str]:
    page = node.get("mainEntityOfPage")
    named = _texts(page.get("@id") or page.get("url")) if isinstance(page, dict) else _texts(page)
    return [text for text in (*_texts(node.get("url")), *named) if text.startswith(("http://", "https://"))]
