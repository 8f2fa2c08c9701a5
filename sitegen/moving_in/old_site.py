"""What is known of an old site: what it is called, where its texts are, and which address each of them had."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sitegen.moving_in.old_folder import OldFolder


class Guess(NamedTuple):
    """A value, and where it is from."""

    value: str = ""
    """Empty: not known."""
    why: str = ""


class Tree(NamedTuple):
    """A folder of the old site whose texts move in."""

    source: str
    """Relative to the old folder; empty: the folder itself."""
    target: str
    """Relative to `content/`; empty: its top."""
    takes: Callable[[str], bool] = lambda _: True
    """Returns whether a file, relative to the tree, belongs to it."""
    language: str = ""
    """Of all texts in it, where the folders say so."""


class OldText(NamedTuple):
    """One text of the old site."""

    path: str
    """Relative to the old folder."""
    place: str
    """Relative to its tree."""
    target: str
    """Relative to `content/`."""
    tree: str
    """The source of its tree."""
    language: str = ""
    """As its folder says; empty: it does not."""
    name_language: str = ""
    """At the end of its name, where our site reads it (`x.fr.md` beside `x.md`)."""
    fields: Mapping[str, Any] = {}
    """Its front matter, keys in lower case, values as texts, lists and mappings."""
    title: str = ""
    """What our site calls it."""
    date: datetime | None = None
    """Of our site, in its zone."""

    @property
    def section(self) -> str:
        """Return the first folder below its tree; empty at the top."""
        return self.place.partition("/")[0] if "/" in self.place else ""

    def text(self, *keys: str) -> str:
        """Return the first of these fields that has a text."""
        found = (self.fields.get(key) for key in keys)
        return next((value.strip() for value in found if isinstance(value, str) and value.strip()), "")


class OldSite(NamedTuple):
    """All that is known of an old site."""

    system: str = ""
    """Hugo, ..."""
    config: str = ""
    """The file that says so; empty: the folders do."""
    title: Guess = Guess()
    base_url: Guess = Guess()
    description: Guess = Guess()
    language: Guess = Guess()
    timezone: Guess = Guess()
    trees: tuple[Tree, ...] = (Tree("", ""),)
    static: tuple[str, ...] = ()
    """Folders whose files stood at the top of the site."""
    patterns: Mapping[str, Guess] = {}
    """Section of the new site -> the pattern of its addresses, in our words."""
    pattern: Guess = Guess()
    """Of all other sections."""
    taxonomies: Mapping[str, str] = {}
    """Name (and folder of the old site) -> key of front matter; empty: the usual ones."""
    feeds: tuple[tuple[str, str], ...] = ()
    """The old feed's address -> ours."""
    address: Callable[[OldText], str] = lambda _: ""
    """Returns the decoded path that a text had below the site's address (`/2020/chips.html`); empty: not known."""
    identity: Callable[[OldText, str], str] = lambda _, url: url
    """Returns the identity of a text in the old feed, from its absolute address; empty: not known."""
    identity_rule: str = "the address of the page"
    """What that identity is, in words."""
    category: str = ""
    """Folder of texts that have a date and lie in none; empty: they are pages."""
    languages: frozenset[str] = frozenset()
    """In lower case: those that may stand at the end of a name."""
    has_pages: bool = True
    """Whether a text without a date was a page, and no story whose date is missing."""
    lost: tuple[str, ...] = ()
    """What does not come along, in words."""


class System(NamedTuple):
    """One system: how it is recognised and read."""

    name: str
    configs: tuple[str, ...]
    """Files, or a folder (`_posts/`), that give it away; the first that is there counts."""
    read: Callable[[OldFolder, str], OldSite]
    """Returns what is known of the site, from what gave it away."""
    is_its_own: Callable[[OldFolder, str], bool] = lambda *_: True
    """Returns whether that file is of this system, where others call theirs so, too."""
