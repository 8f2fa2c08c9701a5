"""The structured fields of a story: pictures, who published it, coverage elsewhere, terms.

Never: reads a file or knows a second page.
"""

from __future__ import annotations

from datetime import tzinfo

from sitegen.pages.excerpts import plain_excerpt, plain_line
from sitegen.pages.fields import Fields, image_url
from sitegen.pages.nodes import Mapping, Scalar
from sitegen.pages.page import Coverage, Image, Provider, Related
from sitegen.pages.urls import term_key

MOST_COVERAGE = 6
"""Names in a card's "Also: Wired, China Daily"."""
MOST_TERMS = 100
"""Of one taxonomy on one story."""
MOST_TERM_CHARACTERS = 200

_MOST_PIXELS = 100_000
_UNSAFE_IMAGE = "Only http://, https:// or site-relative addresses (/assets/x.jpg) are used. The picture is left out."


def read_images(fields: Fields, key: str = "images") -> tuple[Image, ...]:
    """Return the pictures of a mapping, without those whose address cannot be used."""
    if key not in fields.entries:
        return ()
    found = []
    for number, node in enumerate(fields.items(key)):
        if type(node) is Mapping:
            inner = Fields(node.entries, fields.problems, fields.base_path, f"{fields.prefix}{key}[{number}].")
            image = _image(inner, node)
        elif type(node) is Scalar:
            url = image_url(node.text, fields.base_path)
            image = Image(url) if url else None
            if url is None:
                fields.complain(f"{key}[{number}]", "warning", node, "this is not a picture's address", _UNSAFE_IMAGE)
        else:
            image = None
            hint = "Write a mapping with url, width and height."
            fields.complain(f"{key}[{number}]", "warning", node, "a list stands where a picture is due", hint)
        if image is not None:
            found.append(image)
    return tuple(found)


def _image(fields: Fields, mapping: Mapping) -> Image | None:
    text = fields.text("url")
    url = image_url(text, fields.base_path) if text else None
    if url is None:
        node = fields.node("url")
        if node is None:
            fields.problems.add("warning", mapping.place, fields.prefix[:-1], "the picture has no url", "Add one.")
        elif text:
            fields.complain("url", "warning", node, "this is not a picture's address", _UNSAFE_IMAGE)
        return None
    return Image(
        url,
        fields.number("width", 1, _MOST_PIXELS),
        fields.number("height", 1, _MOST_PIXELS),
        bool(fields.truth("isCached", "warning")),
        fields.line("alt") or fields.line("title"),
    )


def read_provider(fields: Fields, key: str = "provider") -> Provider | None:
    """Return who published the original: a mapping with `name`, or the name alone."""
    node = fields.node(key)
    if node is None:
        return None
    if type(node) is Scalar:
        name = plain_line(node.text)
        return Provider(name) if name else None
    if type(node) is not Mapping:
        fields.complain(key, "warning", node, "a list stands where one provider is due", "Write one name.")
        return None
    inner = fields.inner(node, key)
    domain = inner.line("domain").lower()
    name = inner.line("name") or domain
    if not name:
        fields.complain(key, "warning", node, "the provider has no name", "Add a name below it.")
        return None
    return Provider(name, domain, read_images(inner))


def read_related(fields: Fields, zone: tzinfo) -> tuple[Related, ...]:
    """Return the coverage elsewhere; what has no title or no safe address is left out."""
    found = []
    for number, node in enumerate(fields.items("related")):
        name = f"{fields.prefix}related[{number}]"
        if type(node) is not Mapping:
            hint = "Write a mapping with title and webUrl."
            fields.complain(f"related[{number}]", "warning", node, "this is not related coverage", hint)
            continue
        related = _related(Fields(node.entries, fields.problems, fields.base_path, f"{name}."), zone, node)
        if related is not None:
            found.append(related)
    return tuple(found)


def _related(fields: Fields, zone: tzinfo, node: Mapping) -> Related | None:
    title = fields.line("title")
    url = fields.web_url("originalUrl") or fields.web_url("webUrl") or fields.web_url("url")
    if not title or not url:
        if not title or not any(fields.node(key) for key in ("originalUrl", "webUrl", "url")):
            missing = "an address (webUrl)" if title else "a title"
            message = f"related coverage without {missing} is left out"
            fields.problems.add("warning", node.place, fields.prefix[:-1], message, "Add one.")
        return None
    moment = fields.date("publishedDateTime", zone, "warning") or fields.date("date", zone, "warning")
    excerpt = fields.text("excerpt")
    return Related(
        title,
        url,
        plain_excerpt(excerpt) if excerpt else "",
        moment.date if moment else None,
        moment.has_time if moment else True,
        fields.line("type"),
        read_provider(fields),
        fields.score("quality", 0),
        fields.score("heat", -1),
        read_images(fields),
    )


def coverage_of(related: tuple[Related, ...], provider: Provider | None) -> tuple[Coverage, ...]:
    """Return who else covers the story: one per name, not its own provider, at most six."""
    seen = {term_key(provider.name)} if provider else set()
    found: list[Coverage] = []
    for item in related:
        if item.provider is None or (key := term_key(item.provider.name)) in seen:
            continue
        seen.add(key)
        found.append(Coverage(item.provider.name, item.url))
        if len(found) == MOST_COVERAGE:
            break
    return tuple(found)


def read_terms(fields: Fields, key: str) -> tuple[str, ...]:
    """Return the names of a list of terms as typed, in order, each spelling's term once."""
    names: dict[str, str] = {}
    nodes = fields.items(key)
    for number, node in enumerate(nodes):
        if type(node) is Mapping and "name" in node.entries:
            node = node.entries["name"][1]
        name = plain_line(node.text) if type(node) is Scalar else ""
        identity = term_key(name) if len(name) <= MOST_TERM_CHARACTERS else ""
        if identity:
            names.setdefault(identity, name)
        elif type(node) is not Scalar or node.text:
            hint = f"Write a text of at most {MOST_TERM_CHARACTERS} characters. It is left out."
            fields.complain(f"{key}[{number}]", "warning", node, "this is not a name", hint)
    if len(names) > MOST_TERMS and (whole := fields.node(key)) is not None:
        message = f"{len(names)} values on one page, the most is {MOST_TERMS}"
        fields.complain(key, "warning", whole, message, "The rest is left out.")
    return tuple(names.values())[:MOST_TERMS]
