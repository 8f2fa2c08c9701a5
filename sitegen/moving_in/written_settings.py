"""Writes `site.yaml` for a site that moves in: each line that was guessed says where it is from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from sitegen.config.own_addresses import check_alias
from sitegen.config.setting_checks import (
    check_authority,
    check_base_url,
    check_language,
    check_line,
    check_permalink,
    check_taxonomy_name,
    check_timezone,
)
from sitegen.errors import BadValue
from sitegen.moving_in.old_site import Guess, OldSite, OldText
from sitegen.pages.splice.head_splice import quoted
from sitegen.pages.urls import slugify
from sitegen.settings import DEFAULT_PERMALINK, Settings
from sitegen.withholding_words import is_drafts_folder

_FIGURES = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2\d{4}(?!\d)", re.ASCII)
_MOST_SECTIONS = 40
_NO_ALIASES = ("", "/feed.xml", "/atom.xml", "/feed.json")
"""What cannot be one, and our own feeds."""
_TO_WRITE = "# base_url: https://digest.example/  # write the address here before you publish"


class Answers(NamedTuple):
    """What the person said of the new site; empty: not said."""

    title: str = ""
    base_url: str = ""
    language: str = ""
    lines: tuple[str, ...] = ()
    """Further lines, of its host."""


def written_settings(old: OldSite, texts: Iterable[OldText], answers: Answers, name: str) -> tuple[str, list[str]]:
    """Return `site.yaml`, and what of the old config could not stand in it; `name` is the title where none is said."""
    texts = tuple(texts)
    lines = _Lines()
    lines.add("title", _said(answers.title, old.title, name), check_line)
    lines.add("description", old.description, check_line)
    address = lines.add("base_url", _said(answers.base_url, old.base_url, ""), check_base_url)
    if address:
        authority = Settings(base_url=address).identity_authority
        lines.add(
            "feed_authority", Guess(authority, "who names new stories in feeds; keep it for ever"), check_authority
        )
    else:
        lines.lines.append(_TO_WRITE)
    lines.add("language", _said(answers.language, _language(old.language), ""), check_language)
    lines.add("timezone", old.timezone, check_timezone)
    lines.add("date_order", _date_order(texts), check_line)
    lines.lines += answers.lines
    used = taxonomies_in_use(old, texts)
    if used:
        lines.lines += ["", f"# Kinds of terms, called as in the addresses of {old.system}.", "taxonomies:"]
        lines.lines += [f"  {one}: {{key: {key}}}" for one, key in used.items()]
        lines.lines += ["  sources: {key: provider}  # who published the original"]
    lines.lines += _permalinks(old, texts)
    lines.lines += _feeds(old.feeds)
    head = (
        f"# Made by `sitegen new site --from`, out of a site of {old.system}"
        if old.config
        else "# Made by `sitegen new site --from`"
    )
    return "\n".join((f"{head}. Look through the lines that were guessed.", "", *lines.lines, "")), lines.lost


def _said(typed: str, guess: Guess, default: str) -> Guess:
    if typed:
        return Guess(typed)
    return guess if guess.value else Guess(default, "the folder's name: nothing says a title" if default else "")


def _language(guess: Guess) -> Guess:
    """Return a language as we write it: `en_US.UTF-8` is `en-US`."""
    language, _, rest = guess.value.partition(".")[0].replace("_", "-").partition("-")
    return guess._replace(value=f"{language.lower()}-{rest}" if rest else language.lower())


def _date_order(texts: Iterable[OldText]) -> Guess:
    """Return which figure comes first in dates such as `02-03-2026`, where others of the site's make it clear."""
    dates = (value for text in texts for key, value in text.fields.items() if "date" in key and isinstance(value, str))
    found = [(int(date[1]), int(date[3])) for value in dates if (date := _FIGURES.match(value.strip()))]
    clear = {"day" if one > 12 else "month" for one, two in found if (one > 12) != (two > 12)}
    if len(clear) != 1 or not any(one <= 12 and two <= 12 for one, two in found):
        return Guess()
    return Guess(clear.pop(), "as it must be in the dates of which one figure is above 12")


class _Lines:
    """The lines of single settings, each checked as a build would."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.lost: list[str] = []

    def add(self, key: str, guess: Guess, check: Callable[[str], str]) -> str:
        """Add a line, and return its value; nothing for what is not known or cannot be used."""
        if not guess.value:
            return ""
        try:
            value = check(guess.value)
        except BadValue as error:
            self.lost.append(f"{key} {guess.why}: {error}".replace("  ", " "))
            return ""
        why = f"  # {guess.why}" if guess.why else ""
        self.lines.append(f"{key}: {quoted(value)}{why}")
        return value


def taxonomies_in_use(old: OldSite, texts: Iterable[OldText]) -> dict[str, str]:
    """Return the old site's kinds of terms that a text has a term of, and whose name ours can take."""
    keys = {key for text in texts for key in text.fields} | {
        key.lower() for text in texts if isinstance(inner := text.fields.get("taxonomies"), Mapping) for key in inner
    }
    return {
        name: key for name, key in old.taxonomies.items() if key.lower() in keys and _usable(check_taxonomy_name, name)
    }


def _usable(check: Callable[[str], str], text: str) -> str:
    """Return a text as a setting has it; empty for one that it cannot have."""
    try:
        return check(text)
    except BadValue:
        return ""


def _permalinks(old: OldSite, texts: Iterable[OldText]) -> Iterator[str]:
    folders = Counter(text.target.partition("/")[0] for text in texts if "/" in text.target)
    sections = Counter({slugify(folder): count for folder, count in folders.items() if not is_drafts_folder(folder)})
    patterns = {section: old.patterns.get(section, old.pattern) for section, _ in sections.most_common(_MOST_SECTIONS)}
    usual = ("", DEFAULT_PERMALINK)
    found = {section: one for section, one in patterns.items() if _usable(check_permalink, one.value) not in usual}
    if found:
        yield from ("", "# Addresses of stories, a line for each first folder: as they were.", "permalinks:")
    for section, guess in sorted(found.items()):
        yield f'  {quoted(section)}: "{guess.value}"  # {_one_line(guess.why)}'


def _feeds(feeds: Iterable[tuple[str, str]]) -> Iterator[str]:
    found: dict[str, str] = {}
    for old, new in feeds:
        if old != new and _usable(check_alias, old) not in _NO_ALIASES:
            found.setdefault(old, new)
    if found:
        yield from ("", "# Where readers asked for the feed until now.", "aliases:")
        yield from (f"  {old}: {new}" for old, new in found.items())


def _one_line(text: str) -> str:
    return " ".join(sign if sign.isprintable() else " " for sign in text.split()) if text.isprintable() else ""
