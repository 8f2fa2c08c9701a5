"""Takes the settings out of the entries of `site.yaml`, each typed by its declaration here.

Never: stops at the first problem.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from sitegen.config.own_addresses import check_alias, check_feed_image
from sitegen.config.setting_checks import (
    check_authority,
    check_base_url,
    check_choice,
    check_file_kind,
    check_folder,
    check_font_file,
    check_language,
    check_line,
    check_link,
    check_number,
    check_permalink,
    check_selection_name,
    check_switch,
    check_taxonomy_name,
    check_term_key,
    check_timezone,
    check_web_url,
    did_you_mean,
)
from sitegen.config.site_file import Entry
from sitegen.errors import BadValue, Problem
from sitegen.permalinks import encoded_path
from sitegen.settings import HOSTS, FeedSelection, MenuLink, Settings, TaxonomySettings

T = TypeVar("T")

SEARCHES = ("cards", "bodies", "off")
_AS_SWITCH = {"on": "cards", "yes": "cards", "true": "cards", "no": "off", "false": "off"}
"""What the search is when it is switched on or off."""
FEED_FORMATS = ("rss", "atom", "json")
FEED_CONTENTS = ("excerpt", "full")
MOST_STORIES = 1_000_000
USUAL_KEYS = {"sources": "provider"}
"""Taxonomies whose front-matter key is not their name."""


class SettingsReader:
    """Takes settings out of the entries of one file, and collects a problem for each that is wrong."""

    def __init__(self, path: str, problems: Iterable[Problem] = ()) -> None:
        """Read a file that problems call `path`; `problems` are those found before."""
        self.path = path
        self.problems = list(problems)

    def choose(self, entries: dict[str, Entry]) -> dict[str, Any]:
        """Return setting -> value, for those that are given and right. A key without a value is not given."""
        chosen: dict[str, Any] = {}
        readers = self._readers(entries, chosen)
        for key, entry in entries.items():
            self._is_known(key, entry, readers, "setting")
        for key, read in readers.items():
            if key in entries and entries[key].value != "" and (value := read(entries[key])) is not None:
                chosen[key] = value
        chosen["positions"] = dict(_places(entries, _PLACED))
        return chosen

    def note(self, entry: Entry, message: str, hint: str) -> None:
        """Add a problem with an entry's value."""
        place = (entry.line, entry.column, entry.field)
        self.problems.append(Problem("error", self.path, *place, message, hint, entry.span))

    def _note_key(self, entry: Entry, message: str, hint: str) -> None:
        place = (entry.key_line, entry.key_column, entry.field)
        self.problems.append(Problem("error", self.path, *place, message, hint, entry.key_span))

    def _readers(self, entries: dict[str, Entry], chosen: dict[str, Any]) -> dict[str, Callable[[Entry], Any]]:
        """Return what reads each setting, in this order; `chosen` has those that were read before."""
        return {
            "title": self._text(check_line),
            "base_url": self._text(check_base_url),
            "host": self._choice(*HOSTS),
            "description": self._text(check_line),
            "language": self._text(check_language),
            "timezone": self._text(check_timezone),
            "date_order": self._choice("day", "month"),
            "content": self._text(check_folder),
            "output": self._text(check_folder),
            "theme": self._text(check_line),
            "page_size": self._number(1, 1000),
            "least_stories": self._number(1, MOST_STORIES),
            "taxonomies": lambda entry: self._taxonomies(entry, chosen.get("least_stories", 1)),
            "permalinks": self._permalinks,
            "menu": self._menu,
            "related": self._choice("front-matter", "auto"),
            "calendar": self._choice("days", "months", "off"),
            "search": self._text(lambda text: check_choice(_AS_SWITCH.get(text.lower(), text), SEARCHES)),
            "feed_formats": self._feed_formats,
            "feed_size": self._number(1, 1000),
            "feed_bytes": self._number(100_000, 100_000_000),
            "feed_content": self._choice(*FEED_CONTENTS),
            "feed_links": self._choice("ours", "original"),
            "feed_ttl": self._number(1, 100_000),
            "feed_image": self._text(check_feed_image),
            "feed_authority": self._text(check_authority),
            "websub_hub": self._text(check_web_url),
            "feeds": lambda entry: self._selections(entry, entries.get("taxonomies")),
            "aliases": self._aliases,
            "images": self._text(check_switch),
            "find_headings": self._text(check_switch),
            "files": lambda entry: self._names(entry, check_file_kind),
            "markdown_copies": self._text(check_switch),
            "share_images": self._text(check_switch),
            "share_fonts": lambda entry: self._names(entry, check_font_file),
            "theme_options": self._options,
            "texts": self._options,
        }

    def _text(self, check: Callable[[str], T]) -> Callable[[Entry], T | None]:
        return lambda entry: self._scalar(entry, check)

    def _number(self, least: int, most: int) -> Callable[[Entry], int | None]:
        return self._text(lambda text: check_number(text, least, most))

    def _choice(self, *words: str) -> Callable[[Entry], str | None]:
        return self._text(lambda text: check_choice(text, words))

    def _scalar(self, entry: Entry, check: Callable[[str], T]) -> T | None:
        if not isinstance(entry.value, str):
            self.note(entry, f"must be one value, not {_kind(entry)}", "Write it on one line after the colon.")
            return None
        try:
            return check(entry.value)
        except BadValue as error:
            self.note(entry, str(error), error.hint)
            return None

    def _key(self, entry: Entry, key: str, check: Callable[[str], str]) -> str | None:
        try:
            return check(key)
        except BadValue as error:
            self._note_key(entry, str(error), error.hint)
            return None

    def _mapping(self, entry: Entry, example: str) -> dict[str, Entry]:
        """Return the pairs of a mapping; none of what is no mapping, which is noted."""
        if isinstance(entry.value, dict):
            return entry.value
        self.note(entry, f"must be `name: value` pairs, not {_kind(entry)}", example)
        return {}

    def _is_known(self, key: str, entry: Entry, known: Iterable[str], what: str) -> bool:
        if key in known:
            return True
        self._note_key(entry, f"there is no such {what}", did_you_mean(key, known))
        return False

    def _options(self, entry: Entry) -> dict[str, Any]:
        pairs = self._mapping(entry, "Indent each line by two spaces: `footer: Made by hand.`")
        return {key: value.plain() for key, value in pairs.items()}

    def _permalinks(self, entry: Entry) -> dict[str, str]:
        pairs = self._mapping(entry, 'Write `news: "/{section}/{year}/{slug}/"`.')
        read = {section: self._scalar(pattern, check_permalink) for section, pattern in pairs.items()}
        # `/news/{slug}/` of the section `news` is `/{section}/{slug}/`: its first folder is the section's own page.
        return {
            section: pattern.replace(f"/{section}/", "/{section}/", 1)
            if pattern.startswith(f"/{section}/")
            else pattern
            for section, pattern in read.items()
            if pattern is not None
        }

    def _taxonomies(self, entry: Entry, least: int) -> tuple[TaxonomySettings, ...] | None:
        pairs = self._mapping(entry, "Write `topics: {}`, one taxonomy a line.")
        if pairs is not entry.value:
            return None  # the usual ones, not none
        read = [self._taxonomy(name, about, least) for name, about in pairs.items()]
        return tuple(taxonomy for taxonomy in read if taxonomy is not None)

    def _taxonomy(self, name: str, about: Entry, least: int) -> TaxonomySettings | None:
        if self._key(about, name, check_taxonomy_name) is None:
            return None
        pairs = {} if about.value == "" else self._mapping(about, f"Write `{name}: {{}}` or `{name}: {{key: ...}}`.")
        chosen: dict[str, Any] = {
            "key": USUAL_KEYS.get(name, name),
            "title": name.replace("-", " ").capitalize(),
            "least_stories": least,
        }
        readers: dict[str, Callable[[Entry], Any]] = {
            "key": self._text(check_term_key),
            "title": self._text(check_line),
            "least_stories": self._number(1, MOST_STORIES),
        }
        for key, value in pairs.items():
            if self._is_known(key, value, readers, "taxonomy setting") and value.value != "":
                chosen[key] = readers[key](value) or chosen[key]
        if "key" not in pairs and self._key(about, chosen["key"], check_term_key) is None:
            return None
        return TaxonomySettings(name=name, **chosen)

    def _selections(self, entry: Entry, taxonomies: Entry | None) -> tuple[FeedSelection, ...]:
        pairs = self._mapping(entry, "Write `hot: {min_heat: 60}`, one selection a line.")
        given = taxonomies.value if taxonomies else ""
        kinds = tuple(given) if isinstance(given, dict) else tuple(usual.name for usual in Settings().taxonomies)
        read = [self._selection(name, about, kinds) for name, about in pairs.items()]
        return tuple(selection for selection in read if selection is not None)

    def _selection(self, name: str, about: Entry, kinds: tuple[str, ...]) -> FeedSelection | None:
        pairs = self._mapping(about, f"Write `{name}: {{min_heat: 60}}`.")
        if pairs is not about.value or self._key(about, name, check_selection_name) is None:
            return None
        readers: dict[str, Callable[[Entry], Any]] = {
            "title": self._text(check_line),
            "description": self._text(check_line),
            "content": self._choice(*FEED_CONTENTS),
            "min_heat": self._number(-1, 100),
            "min_quality": self._number(0, 100),
            **dict.fromkeys(kinds, self._names),
        }
        chosen: dict[str, Any] = {
            key: readers[key](value)
            for key, value in pairs.items()
            if self._is_known(key, value, readers, "setting of a selection") and value.value != ""
        }
        terms = {kind: chosen.pop(kind) or () for kind in kinds if kind in chosen}
        said = {key: value for key, value in chosen.items() if value is not None}
        return FeedSelection(name=name, terms=terms, **{"title": name.replace("-", " ").capitalize()} | said)

    def _names(self, entry: Entry, check: Callable[[str], str] = check_line) -> tuple[str, ...]:
        items = entry.value if isinstance(entry.value, tuple) else (entry,)
        names = [self._scalar(item, check) for item in items]
        return tuple(name for name in names if name)

    def _feed_formats(self, entry: Entry) -> tuple[str, ...]:
        chosen = self._names(entry, lambda text: check_choice(text, FEED_FORMATS))
        return tuple(name for name in FEED_FORMATS if name in chosen)

    def _aliases(self, entry: Entry) -> dict[str, str]:
        pairs = self._mapping(entry, "Write `/rss.xml: /feed.xml`, one old address a line.")
        read = {self._key(new, old, check_alias): self._scalar(new, check_alias) for old, new in pairs.items()}
        return {old: new for old, new in read.items() if old is not None and new is not None}

    def _menu(self, entry: Entry) -> tuple[MenuLink, ...]:
        example = "Write `About: /about/`, one link a line."
        if isinstance(entry.value, tuple):
            links = [self._menu_item(item, example) for item in entry.value]
        else:
            links = [self._link(title, value) for title, value in self._mapping(entry, example).items()]
        return tuple(link for link in links if link is not None)

    def _menu_item(self, item: Entry, example: str) -> MenuLink | None:
        pairs = self._mapping(item, example)
        if pairs is not item.value or not all(
            self._is_known(key, pairs[key], ("title", "url"), "key here") for key in pairs
        ):
            return None
        if len(pairs) < 2:
            self.note(item, "needs a title and a url", "Write `- {title: About, url: /about/}`.")
            return None
        title = self._scalar(pairs["title"], check_line)
        return None if title is None else self._link(title, pairs["url"])

    def _link(self, title: str, url: Entry) -> MenuLink | None:
        if not title.strip():
            self.note(url, "has no name to show", "Write `About: /about/`, one link a line.")
            return None
        address = self._scalar(url, check_link)
        return None if address is None else MenuLink(title=" ".join(title.split()), url=address)


_PLACED = ("aliases", "feed_image", "host", "language", "menu", "share_fonts", "theme_options", "texts")
"""Settings whose values are judged later, by those who know what there is."""


def _places(entries: dict[str, Entry], keys: Iterable[str]) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Yield where the values of some settings stand, for those who know later whether they are right."""
    for key in keys:
        below = entries[key].value if key in entries else ""
        if below and isinstance(below, str):
            yield key, (entries[key].line, entries[key].column, entries[key].span)
        for entry in below.values() if isinstance(below, dict) else below if isinstance(below, tuple) else ():
            name = f"aliases.{encoded_path(entry.field[8:])}" if key == "aliases" else entry.field
            yield name, (entry.line, entry.column, entry.span)


def _kind(entry: Entry) -> str:
    return {str: "one value", tuple: "a list", dict: "a mapping"}[type(entry.value)]
