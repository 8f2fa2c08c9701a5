"""Keys of other systems, each with what it means here: they are read where our own key is not there.

A value that does not fit what its key means here leaves the key unread, and so told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from sitegen.pages.fields.known_keys import OTHER_NAMES
from sitegen.pages.front_matter.name_lists import split_names
from sitegen.pages.front_matter.nodes import NOTHING, Entries, Mapping, Node, Scalar, Sequence, is_opaque
from sitegen.pages.urls import host_of, is_web_url, safe_url
from sitegen.settings import Settings
from sitegen.withholding_words import plain_word

TOPICS = "topics"
_TAGS, _CATEGORIES, _TAXONOMIES = "tags", "categories", "taxonomies"
_DATE = "date"
_PICTURE_KEYS = ("url", "src", "path", "image", "feature", "featured", "teaser", "file", "href", "relative")
"""Of a mapping that is a picture: what holds its address, the first choice first."""


class _Foreign(NamedTuple):
    """One key of ours, and what others call it."""

    ours: str
    names: tuple[str, ...]
    """As plain words, the first choice first."""
    convert: Callable[[Node, Settings], Node | None]
    """Returns the value as ours; None for one that means something else."""


def _other_host(node: Node, settings: Settings) -> Node | None:
    """Return an address on another host: that of the original."""
    if type(node) is not Scalar or not is_web_url(node.text):
        return None
    url = safe_url(node.text, allow_mail=False)
    return node if url and host_of(url) != host_of(settings.base_url) else None


def _one_text(node: Node, _: Settings) -> Node | None:
    if type(node) is Sequence and len(node.items) == 1:
        node = node.items[0]
    is_text = type(node) is Scalar and not _is_nothing(node) and not is_web_url(node.text)
    return node if is_text or type(node) is Mapping else None


def _flat_text(node: Node, _: Settings) -> Node | None:
    return node if type(node) is Scalar and not _is_nothing(node) else None


def _picture(node: Node, _: Settings) -> Node | None:
    """Return a picture with its address below `url`."""
    if type(node) is not Mapping:
        return None if _is_nothing(node) else node
    words = {plain_word(key): key for key in node.entries}
    found = next((words[word] for word in _PICTURE_KEYS if word in words), None)
    if found is None:
        return None
    key, value = node.entries[found]
    if type(value) is Mapping:
        return _picture(value, _)
    kept: Entries = {name: entry for name, entry in node.entries.items() if name != found}
    return Mapping({"url": (key, value), **kept}, node.line, node.column)


def _one_of(*words: str) -> Callable[[Node, Settings], Node | None]:
    """Return what takes a text that is one of some words."""
    return lambda node, _: node if type(node) is Scalar and plain_word(node.text) in words else None


def _own_path(node: Node, _: Settings) -> Node | None:
    """Return an address from the root of this site."""
    return node if type(node) is Scalar and node.text.startswith("/") and not node.text.startswith("//") else None


_TABLE = (
    _Foreign("originalUrl", ("link", "externalurl", "externallink", "url", "permalink", "source"), _other_host),
    _Foreign("url", ("permalink",), _own_path),
    _Foreign("provider", ("source",), _one_text),
    _Foreign(
        "images",
        ("image", "cover", "featuredimage", "coverimage", "heroimage", "featureimage", "ogimage", "socialimage",
         "thumbnail", "banner"),
        _picture,
    ),
    _Foreign("featured", ("sticky", "pinned", "pin"), _one_of("true", "yes", "on", "1", "false", "no", "off", "0")),
    _Foreign("excerpt", ("subtitle", "tagline"), _flat_text),
    _Foreign("type", ("layout",), _one_of("page", "pages")),
)  # fmt: skip
_WORDS = frozenset(name for one in _TABLE for name in one.names) | {_TAGS, _CATEGORIES, _TAXONOMIES, _DATE}
_OURS = {
    one.ours: frozenset(
        {plain_word(one.ours), *(plain_word(name) for name, to in OTHER_NAMES.items() if to == one.ours)}
    )
    for one in _TABLE
}


def translated(root: Mapping, more: tuple[str, ...], settings: Settings) -> tuple[Mapping, set[str]]:
    """Return front matter in our keys, and the keys as typed that stay where they are and were read.

    `more` are those that the site's taxonomies name, and so claim.
    """
    if not _may_be_foreign(tuple(root.entries)):
        return root, set()
    words = {plain_word(key): key for key in root.entries if not is_opaque(key) and not key.startswith("_")}
    claimed = {plain_word(key) for key in more}
    entries, moved = dict(root.entries), set[str]()
    _take_dates(entries, words.get(_DATE, ""))
    for one in _TABLE:
        if any(
            word in words and not _is_nothing(root.entries[words[word]][1]) for word in _OURS[one.ours] - set(one.names)
        ):
            continue
        for name in one.names:
            key = words.get(name, "")
            if not key or name in claimed or key in moved:
                continue
            value = one.convert(root.entries[key][1], settings)
            if value is not None:
                entries.pop(key)
                entries[one.ours] = (root.entries[key][0], value)
                moved.add(key)
                break
    used = _add_terms(entries, words, more)
    return Mapping(entries, root.line, root.column), used


@lru_cache(maxsize=1024)
def _may_be_foreign(keys: tuple[str, ...]) -> bool:
    """Return whether one of these keys may be another system's; programs write the same few at every story."""
    return not _WORDS.isdisjoint(map(plain_word, keys))


def _take_dates(entries: Entries, key: str) -> None:
    """Replace a date mapping (MkDocs) by its days of publication and of the last change."""
    inner = entries[key][1] if key else None
    if type(inner) is Mapping and "created" in inner.entries:
        entries[key] = (entries[key][0], inner.entries["created"][1])
        if "updated" in inner.entries:
            entries.setdefault("updatedDateTime", inner.entries["updated"])


def _add_terms(entries: Entries, words: dict[str, str], more: tuple[str, ...]) -> set[str]:
    """Turn tags and categories into terms where no taxonomy of the site claims them; return the keys that were read."""
    used: set[str] = set()
    inner = entries[words[_TAXONOMIES]][1] if words.get(_TAXONOMIES) in entries else None
    nested = {plain_word(key): entry for key, entry in inner.entries.items()} if type(inner) is Mapping else {}
    for key in more:
        if plain_word(key) in nested and plain_word(key) not in words:
            entries[key] = nested[plain_word(key)]
            used.add(words[_TAXONOMIES])
    if TOPICS not in more or TOPICS in words or TOPICS in entries:
        return used
    claimed = {plain_word(key) for key in more}
    found: list[tuple[Scalar, Node]] = []
    for name in (_TAGS, _CATEGORIES):
        if name in claimed:
            continue
        if name in words:
            found.append(entries[words[name]])
            used.add(words[name])
        elif name in nested:
            found.append(nested[name])
            used.add(words[_TAXONOMIES])
    if found:
        entries[TOPICS] = (found[0][0], _joined(node for _, node in found))
    return used


def _joined(nodes: Iterable[Node]) -> Node:
    """Return the values of some lists as one list; a text that stands alone stays one, so that its commas part it."""
    nodes = list(nodes)
    if len(nodes) == 1:
        return nodes[0]
    items: list[Node] = []
    for node in nodes:
        items += node.items if type(node) is Sequence else split_names(node) if type(node) is Scalar else [node]
    return Sequence(items, *nodes[0].position[:2])


def _is_nothing(node: Node) -> bool:
    return type(node) is Scalar and (not node.text.strip() or (node.is_plain and node.text in NOTHING))
