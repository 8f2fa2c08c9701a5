"""`subscriptions.yaml`: the sources that a person follows, and what each of them allows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path
from typing import NamedTuple

from sitegen.errors import SitegenError
from sitegen.intake.choices.choosing import EXCERPT_CHARACTERS
from sitegen.intake.facts.languages_of_text import language_tag
from sitegen.pages.front_matter.nodes import Mapping, Node, Scalar
from sitegen.pages.front_matter.nodes import Sequence as NodeList
from sitegen.pages.front_matter.yaml_tree import read_yaml
from sitegen.pages.problem_list import ProblemList
from sitegen.pages.urls import host_of, safe_url
from sitegen.zones import time_zone

FILE = "subscriptions.yaml"
_TOP = "subscriptions"
_RIGHTS = ("none", "licensed", "own")
_KEYS = ("feed", "name", "domain", "zone", "language", "excerpt", "rights", "pictures", "cut", "topics")
_MOST_EXCERPT = 2000
_MOST_BYTES = 2_000_000


class Subscription(NamedTuple):
    """One source."""

    feed: str = ""
    """Empty for a source that is followed by hand."""
    name: str = ""
    domain: str = ""
    """Without `www.`; where it is not given, the host of the feed."""
    zone: tzinfo | None = None
    """Of its clocks that give none."""
    language: str = ""
    excerpt: int = EXCERPT_CHARACTERS
    """How many characters of its words may be shown."""
    rights: str = "none"
    """`own` or `licensed`: its texts may be published whole."""
    pictures: bool = True
    cut: tuple[re.Pattern[str], ...] = ()
    """Lines that are none of its stories'."""
    topics: tuple[str, ...] = ()

    @property
    def allows_body(self) -> bool:
        """Return whether its texts may be published whole."""
        return self.rights != "none"


UNKNOWN = Subscription()
"""What counts for a source that nobody has written down."""


def read_subscriptions(root: Path) -> tuple[Subscription, ...]:
    """Return the subscriptions of a site; none where there is no file.

    Raises:
        SitegenError: exit code 2, with all problems of the file.
    """
    file = root / FILE
    if not file.is_file():
        return ()
    problems = ProblemList(FILE)
    try:
        text = file.read_bytes()[:_MOST_BYTES].decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SitegenError(f"{FILE} is not UTF-8", "save it in this encoding", exit_code=2) from None
    tree = read_yaml(text, 1, problems, "the file")
    found = _read(tree, problems)
    if problems.has_error:
        raise SitegenError(f"{FILE} cannot be used", exit_code=2, problems=problems.all())
    return found


def parse_subscriptions(text: str) -> tuple[Subscription, ...] | None:
    """Return the subscriptions of a text; None where it has an error."""
    problems = ProblemList(FILE)
    found = _read(read_yaml(text, 1, problems), problems)
    return None if problems.has_error else found


def subscription_of(subscriptions: Sequence[Subscription], domain: str) -> Subscription:
    """Return what is written down about a domain, or about one that it belongs to."""
    same = [one for one in subscriptions if one.domain and (domain == one.domain or domain.endswith(f".{one.domain}"))]
    return max(same, key=lambda one: len(one.domain), default=UNKNOWN)


def _read(tree: Node | None, problems: ProblemList) -> tuple[Subscription, ...]:
    if tree is None:
        return ()
    entries = tree.entries.get(_TOP, (None, tree))[1] if isinstance(tree, Mapping) else tree
    if not isinstance(entries, NodeList):
        problems.add("error", entries.position, "", "a list of sources is due", "Write each as `- feed: https://...`.")
        return ()
    found = []
    for entry in entries.items:
        if isinstance(entry, Mapping):
            found.append(_subscription(entry, problems))
        elif isinstance(entry, Scalar):
            found.append(_subscription(Mapping({"feed": (entry, entry)}, entry.line, entry.column), problems))
        else:
            problems.add("error", entry.position, "", "a source is due", "Write it as `- feed: https://...`.")
    return tuple(found)


class _Entry:
    """One entry, its values read one by one."""

    def __init__(self, mapping: Mapping, problems: ProblemList) -> None:
        self.mapping = mapping
        self._problems = problems

    def text(self, key: str) -> str:
        """Return a value that is a text; empty for none."""
        node = self.mapping.value(key)
        if node is None or isinstance(node, Scalar):
            return "" if node is None else node.text.strip()
        self.wrong(key, "a text is due")
        return ""

    def texts(self, key: str) -> list[str]:
        """Return the texts of a list; a text that stands alone is a list of one."""
        node = self.mapping.value(key)
        items = node.items if isinstance(node, NodeList) else [] if node is None else [node]
        if any(not isinstance(item, Scalar) for item in items):
            self.wrong(key, "a list of texts is due")
        return [item.text.strip() for item in items if isinstance(item, Scalar) and item.text.strip()]

    def wrong(self, key: str, message: str, hint: str = "") -> None:
        """Note that a value cannot be used."""
        self._problems.add("error", self.mapping.entries[key][1].position, key, message, hint)


def _subscription(mapping: Mapping, problems: ProblemList) -> Subscription:
    for key, (node, _) in mapping.entries.items():
        if key not in _KEYS:
            problems.add("error", node.position, key, "not a key of a source", f"There are {', '.join(_KEYS)}.")
    entry = _Entry(mapping, problems)
    feed = safe_url(entry.text("feed"), allow_mail=False) or ""
    if entry.text("feed") and not feed:
        entry.wrong("feed", "not an http or https address")
    domain = entry.text("domain").lower().removeprefix("www.") or host_of(feed)
    if not feed and not domain:
        problems.add("error", mapping.position, "", "a source needs `feed` or `domain`")
    return Subscription(
        feed=feed,
        name=" ".join(entry.text("name").split())[:120],
        domain=domain,
        zone=_zone(entry),
        language=_language(entry),
        excerpt=_excerpt(entry),
        rights=_one_of(entry, "rights", _RIGHTS) or "none",
        pictures=_one_of(entry, "pictures", ("yes", "true", "no", "false")) not in ("no", "false"),
        cut=_cuts(entry),
        topics=tuple(entry.texts("topics")),
    )


def _zone(entry: _Entry) -> tzinfo | None:
    name = entry.text("zone")
    try:
        return time_zone(name) if name else None
    except ValueError as error:
        entry.wrong("zone", str(error), "Name it as Asia/Shanghai or Europe/Berlin.")
        return None


def _language(entry: _Entry) -> str:
    typed = entry.text("language")
    tag = language_tag(typed)
    if typed and not tag:
        entry.wrong("language", "not a language", "Write it as en or zh-CN.")
    return tag


def _excerpt(entry: _Entry) -> int:
    typed = entry.text("excerpt")
    if not typed:
        return EXCERPT_CHARACTERS
    if not (typed.isascii() and typed.isdigit() and len(typed) < 6 and int(typed) <= _MOST_EXCERPT):
        entry.wrong("excerpt", f"a number of characters is due, at most {_MOST_EXCERPT}")
        return EXCERPT_CHARACTERS
    return int(typed)


def _one_of(entry: _Entry, key: str, words: Sequence[str]) -> str:
    typed = entry.text(key).lower()
    if typed and typed not in words:
        entry.wrong(key, f"one of {', '.join(words)} is due")
        return ""
    return typed


def _cuts(entry: _Entry) -> tuple[re.Pattern[str], ...]:
    found = []
    for text in entry.texts("cut"):
        try:
            found.append(re.compile(text, re.IGNORECASE))
        except re.error as error:
            entry.wrong("cut", f"not a regular expression: {error}")
    return tuple(found)
