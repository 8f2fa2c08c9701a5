"""One line of a source, looked at as a part of a head of fields: a fence, or a field and what its key may mean."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from sitegen.pages.fields.known_keys import KNOWN_KEYS, OTHER_NAMES
from sitegen.withholding_words import FALSE, HIDDEN, TRUE, Kind, plain_word, rule_of

MOST_LINE = 400
"""Characters of a line that are looked at."""
INVISIBLE = (
    "\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    "\u2800\u3000\u3164\ufeff\uffa0"
)
"""What shows nothing, or a space, and is neither a space, a tab nor a line feed: the inside of a character class."""

CODE = ("```", "~~~")
"""How a code fence begins."""
_FORMATS = frozenset(
    "conf cfg frontmatter ini json json5 jsonc markdown matter md mdx meta metadata org plain plaintext properties "
    "text toml txt yaml yml".split()
)
"""What people call a block that is not a program."""
_INVISIBLES = re.compile(f"[{INVISIBLE}]+")
_ASCII_BLANKS = "".join(map(chr, range(33))) + "\x7f"
_DASHES = re.compile("[\u058a\u2010-\u2015\u2212\u2500\u2501\u2e3a\u2e3b\u301c\u3030]")
_DASH_LETTERS = frozenset("ー一")  # they look like dashes, and are letters
_LETTER = re.compile(r"[^\W_]")
_WORD = re.compile(r"[^\W_]+")
_SEPARATOR = re.compile("[:=\u2236\ua789]")
_BETWEEN_PARTS = re.compile("[-_.]")
"""Of a key that other systems put a name of their own before: `:jbake-status:`, `#+HUGO_DRAFT:`."""
_NAMED_FENCES = frozenset("-+;=~`:<{%/?.")
_LEAD_SIGNS = frozenset("#+.:;@%/<!-{$\\|")
# A list, a table: what stands behind these is text, as behind other signs than those above (a quotation, emphasis).
_TEXT_LEADS = frozenset({"-", "+", "|"})
_MOST_KEY = 48
_FEWEST_GAPS = 2
"""Spaces in a sentence, as opposed to what somebody may write instead of `true`."""

# Keys of other systems that no article begins with.
_ELSEWHERE = "name author authors categories layout permalink linktitle weight toc comments template markup sitemap"
_KNOWN = frozenset(map(plain_word, (*KNOWN_KEYS, *OTHER_NAMES, *_ELSEWHERE.split())))
_WITHHOLDS: dict[Kind, frozenset[str]] = {
    "true": TRUE,
    "maybe true": TRUE,
    "false": FALSE | HIDDEN,
    "maybe false": FALSE | HIDDEN,
}


class HeadField(NamedTuple):
    """A line that reads `key: value` in some system's style."""

    lead: str
    """The signs in front of the key: `:`, `#+`, `..`, or none."""
    key: str
    """In one spelling, see `plain_word`."""
    separator: str
    """`:`, `=` or what looks like it."""
    value: str

    @property
    def is_known(self) -> bool:
        """Return whether the key means something to us, and is hardly a word of an article."""
        rule = rule_of(self.key)
        return self.key in _KNOWN or (rule is not None and not rule.kind.startswith("maybe"))

    @property
    def is_strong(self) -> bool:
        """Return whether the key says which story it is, or whether and when it is published."""
        rule = rule_of(self.key)
        return self.key == "title" or (rule is not None and not rule.kind.startswith("maybe"))

    @property
    def withholds(self) -> bool:
        """Return whether the field says plainly that nobody may see the story."""
        rule = rule_of(self.key)
        is_set = self.lead == ":" and rule is not None and rule.kind == "true"  # as AsciiDoc has it
        return (is_set and not plain_word(self.value)) or says_withheld(self.key, self.value)

    @property
    def is_prose(self) -> bool:
        """Return whether a sentence stands where `true` or `false` is due (`Removed: the old API`)."""
        rule = rule_of(self.key)
        return rule is not None and rule.kind == "true" and self.value.count(" ") >= _FEWEST_GAPS


def says_withheld(key: str, value: str) -> bool:
    """Return whether a key and a value say plainly that nobody may see the story."""
    rule = rule_of(key)
    return rule is not None and plain_word(value) in _WITHHOLDS.get(rule.kind, ())


class Fence(NamedTuple):
    """A line of signs alone, perhaps with the name of a format."""

    signs: str
    word: str


def as_it_looks(typed: str) -> str:
    """Return a line without what is invisible, with wide and ornate signs as those of ASCII."""
    line = typed[:MOST_LINE]
    if line.isascii():
        return line.strip(_ASCII_BLANKS)
    line = _INVISIBLES.sub(lambda found: " " if found[0].isspace() else "", unicodedata.normalize("NFKC", line))
    line = _DASHES.sub("-", line).strip()
    return "-" * len(line) if line and _DASH_LETTERS.issuperset(line) else line


def fence_of(line: str) -> Fence | None:
    """Return the fence that a line (as it looks) is."""
    letter = _LETTER.search(line)
    if letter is None:
        return Fence(line.replace(" ", ""), "") if line else None
    signs = line[: letter.start()].strip()
    word = _WORD.match(line, letter.start())
    if not signs or word is None:
        return None
    # Behind the format of a code fence anything may stand but its own sign.
    if signs[0] in line[word.end() :] if signs.startswith(CODE) else _LETTER.search(line, word.end()):
        return None
    name = word[0].lower()
    is_named = len(signs) > 1 and _NAMED_FENCES.issuperset(signs.replace(" ", "")) and name in _FORMATS
    return Fence(signs, name) if is_named or signs.startswith("---") else None


def field_of(line: str) -> HeadField | None:
    """Return the field that a line (as it looks) is."""
    letter = _LETTER.search(line)
    if letter is None:
        return None
    lead = line[: letter.start()].rstrip("\"' _")
    separator = _SEPARATOR.search(line, letter.start(), letter.start() + _MOST_KEY)
    if separator is None or lead in _TEXT_LEADS or not _LEAD_SIGNS.issuperset(lead.replace(" ", "")):
        return None
    key = line[letter.start() : separator.start()].strip(" \t\"'_")
    flat, value = plain_word(key), line[separator.end() :]
    if not flat.isalnum() or not flat[0].isalpha() or key.count(" ") > 3:
        return None
    if rule_of(flat) is None:
        if lead == ".." and value.startswith(":"):
            return None  # a directive of reStructuredText
        last = _BETWEEN_PARTS.split(key)[-1]
        flat = plain_word(last) if lead and rule_of(last) else flat
    return HeadField(lead, flat, separator[0], value.partition(" #")[0].strip())
