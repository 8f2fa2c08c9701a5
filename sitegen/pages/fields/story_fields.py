"""How the structured fields of a story are read: pictures, who published it, coverage elsewhere."""

from __future__ import annotations

from sitegen.pages.fields import kinds
from sitegen.pages.fields.fields import Fields
from sitegen.pages.fields.kinds import Kind
from sitegen.pages.fields.story_values import Coverage, Image, Provider, Related
from sitegen.pages.front_matter.nodes import Mapping, Sequence
from sitegen.pages.urls import term_key

MOST_COVERAGE = 6
"""Names in a card's "Also: Wired, China Daily"."""

_MOST_PIXELS = 100_000


def read_images(fields: Fields, key: str = "images", *, may_be_files: bool = False) -> tuple[Image, ...]:
    """Return the pictures of a mapping, without those whose address cannot be used; a story's own may be our files."""
    kind = kinds.OWN_IMAGE_URL if may_be_files else kinds.image_url(fields.settings.base_path)
    if key not in fields.entries:
        return ()
    found = []
    for number, node in enumerate(fields.items(key)):
        name = f"{key}[{number}]"
        if type(node) is Mapping:
            image = _image(fields.inner(node, name), node, kind)
        elif type(node) is Sequence:
            image = None
            hint = "Write a mapping with url, width and height."
            fields.complain(name, "warning", node, "a list stands where a picture is due", hint)
        else:
            url = fields.read(node, name, kind, "")
            image = Image(url) if url else None
        if image is not None:
            found.append(image)
    return tuple(found)


def _image(fields: Fields, mapping: Mapping, kind: Kind[str]) -> Image | None:
    url = fields.value("url", kind, "") if fields.text("url") else ""
    if not url:
        if fields.node("url") is None:
            fields.problems.add("warning", mapping.position, fields.prefix[:-1], "the picture has no url", "Add one.")
        return None
    return Image(
        url,
        fields.number("width", 1, _MOST_PIXELS),
        fields.number("height", 1, _MOST_PIXELS),
        fields.flag("isCached"),
        fields.line("alt") or fields.line("title"),
    )


def read_provider(fields: Fields, key: str = "provider") -> Provider | None:
    """Return who published the original: a mapping with `name`, or the name alone."""
    node = fields.node(key)
    if node is None:
        return None
    if type(node) is Sequence:
        fields.complain(key, "warning", node, "a list stands where one provider is due", "Write one name.")
        return None
    if type(node) is not Mapping:
        name = fields.line(key)
        return Provider(name) if name else None
    inner = fields.inner(node, key)
    domain = inner.value("domain", kinds.DOMAIN, "")
    name = inner.line("name") or domain
    if not name:
        fields.complain(key, "warning", node, "the provider has no name", "Add a name below it.")
        return None
    return Provider(name, domain, read_images(inner))


def read_related(fields: Fields, key: str = "related") -> tuple[Related, ...]:
    """Return the coverage elsewhere; what has no title or no safe address is left out."""
    found = []
    for number, node in enumerate(fields.items(key)):
        name = f"{key}[{number}]"
        if type(node) is not Mapping:
            hint = "Write a mapping with title and webUrl."
            fields.complain(name, "warning", node, "this is not related coverage", hint)
            continue
        related = _related(fields.inner(node, name), node)
        if related is not None:
            found.append(related)
    return tuple(found)


def _related(fields: Fields, node: Mapping) -> Related | None:
    title = fields.line("title")
    url = fields.web_url("originalUrl") or fields.web_url("webUrl") or fields.web_url("url")
    if not title or not url:
        if not title or not any(fields.node(key) for key in ("originalUrl", "webUrl", "url")):
            missing = "an address (webUrl)" if title else "a title"
            message = f"related coverage without {missing} is left out"
            fields.problems.add("warning", node.position, fields.prefix[:-1], message, "Add one.")
        return None
    moment = fields.date("publishedDateTime", "warning") or fields.date("date", "warning")
    return Related(
        title,
        url,
        fields.value("excerpt", kinds.EXCERPT, ""),
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
