"""Which front-matter keys mean something to us, under which other names people know them, and near misses of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from sitegen.pages.fields.declared_fields import all_declared
from sitegen.pages.fields.publication import Statement, statement_of
from sitegen.pages.front_matter.nodes import Entries, Mapping, Node, Scalar, is_opaque
from sitegen.pages.problem_list import ProblemList
from sitegen.withholding_words import misspelt, plain_word, rule_of

TAGS = "tags"
"""Means something where a taxonomy of the site has this key, and is kept like an unknown one elsewhere."""
KNOWN_KEYS = (*(key for one in all_declared() for key in one.keys), TAGS)
"""Beside those that say whether and when a page may be seen (`withholding_words.py`)."""
OTHER_NAMES = {other: one.field.key for one in all_declared() for other in one.field.also}
MOST_CHECKED_KEYS = 200
"""Unknown keys of one source that are compared with the known ones."""

# Words that are keys of their own although a known key is one letter away.
_REAL_WORDS = frozenset("data time state stats publisher imageurl items name location relates author".split())
_MORE_FIELDS = frozenset({"extra", "params"})
"""Under which other systems keep fields that they do not know."""
_PERHAPS_FIELDS = frozenset(
    "meta metadata data attributes fields page frontmatter post article entry settings options config custom "
    "properties publishing publication publish workflow cms hugo jekyll hexo wordpress wp ghost".split()
)
"""Under which somebody may keep what says that a page is a draft."""
_NEAR_LENGTH = 5
_ALSO_MISSPELT = (
    "publishedDateTime publishDate date pubDate expiryDate expires unpublishDate published publish draft private "
    "hidden unlisted removed status visibility"
).split()


class Keys(NamedTuple):
    """The entries of one front matter, by what they are to us."""

    known: Entries
    """Under our names."""
    said: list[Statement]
    """Those that say whether and when the page may be seen."""
    unknown: Entries


def split_known(mapping: Mapping, more: tuple[str, ...], problems: ProblemList) -> Keys:
    """Sort the entries by what they mean to us, however their keys are spelt.

    `more` are keys that the site's taxonomies name. A key that was given under two names counts under ours; the other
    one is kept among the unknown. Near misses of a known key are warnings.
    """
    keys = Keys({}, [], {})
    chosen: dict[str, tuple[int, str]] = {}
    meant: list[tuple[str, str]] = []
    for key, entry in mapping.entries.items():
        if is_opaque(key):
            continue  # also where a taxonomy of the site names it
        meaning = _meaning(key, more)
        if meaning is None:
            if key not in more and (rule := rule_of(key)):
                keys.said.append(statement_of(rule, *entry))
            else:
                keys.unknown[key] = entry
                keys.said.extend(_said_by_key(key, entry[0]))
            keys.said.extend(_said_within(key, entry[1]))
            continue
        ours, rank = meaning
        meant.append((key, ours))
        if ours not in chosen or rank < chosen[ours][0]:
            chosen[ours] = rank, key
    for ours, (_, key) in chosen.items():
        keys.known[ours] = mapping.entries[key]
    for key, ours in meant:
        winner = chosen[ours][1]
        if key != winner:
            keys.unknown[key] = mapping.entries[key]
            _report_second(key, winner, keys.unknown[key][0], problems)
    for key in list(keys.unknown)[:MOST_CHECKED_KEYS]:
        if near := near_known_key(key, more):
            message = f'"{key}" is not a key that means something here'
            problems.add("warning", keys.unknown[key][0].position, key, message, f'Did you mean "{near}"?')
            if rule := rule_of(near):
                keys.said.append(statement_of(misspelt(rule), *keys.unknown[key]))
    if TAGS in keys.known and TAGS not in more:
        keys.unknown[TAGS] = keys.known.pop(TAGS)
    return keys


def _said_by_key(key: str, node: Scalar) -> Iterator[Statement]:
    """Yield what a key says that is a field of its own: in `{draft = true}`, which YAML takes for a key alone."""
    name, sign, value = key.partition("=")
    rule = rule_of(name) if sign else None
    if rule:
        text = Scalar(value.strip(" \"'"), node.line, node.column, node.span, is_plain=True)
        yield statement_of(misspelt(rule), node, text)


def _said_within(key: str, node: Node) -> Iterator[Statement]:
    """Yield what a mapping of further fields says on whether and when the page may be seen.

    In one that is perhaps about something else (`build: {render: false}`) only what keeps the page back counts.
    """
    if type(node) is not Mapping:
        return
    word, own = plain_word(key), rule_of(key)
    if word not in _MORE_FIELDS and word not in _PERHAPS_FIELDS and not (own and own.kind.startswith("maybe")):
        return
    for inner, entry in node.entries.items():
        rule = None if is_opaque(inner) else rule_of(inner)
        if rule and word in _MORE_FIELDS:
            yield statement_of(rule, *entry)
        elif rule and misspelt(rule).kind.startswith("maybe"):
            yield statement_of(misspelt(rule), *entry)


def _report_second(key: str, winner: str, node: Scalar, problems: ProblemList) -> None:
    """Warn of a key of which another spelling counts; another name is kept without a word."""
    if plain_word(key) == plain_word(winner):
        problems.add("warning", node.position, key, f'"{key}" does not count beside "{winner}"', "Keep one of them.")


@lru_cache(maxsize=4096)
def _meaning(key: str, more: tuple[str, ...]) -> tuple[str, int] | None:
    """Return our name for a key, and how far it is from it; None for one that means nothing.

    A key that begins with an underscore is some tool's own (`_id`).
    """
    if key in more or key in KNOWN_KEYS:
        return key, 0
    word = "" if key.startswith("_") else plain_word(key)
    for ours in (*more, *KNOWN_KEYS):
        if plain_word(ours) == word:
            return ours, 1
    if key in OTHER_NAMES:
        return OTHER_NAMES[key], 2
    return next(((ours, 3) for name, ours in OTHER_NAMES.items() if plain_word(name) == word), None)


@lru_cache(maxsize=4096)
def near_known_key(key: str, more: tuple[str, ...] = ()) -> str:
    """Return the known key that was probably meant, or an empty text."""
    word = plain_word(key)
    if word in _REAL_WORDS or len(key) > 40 or _meaning(key, more) or rule_of(key):
        return ""
    names = (*KNOWN_KEYS, *more, *OTHER_NAMES, *_ALSO_MISSPELT)
    return next((known for known in names if _is_one_slip(word, plain_word(known))), "")


def _is_one_slip(typed: str, known: str) -> bool:
    """Return whether one letter was left out, added, changed, or two neighbours swapped."""
    if abs(len(typed) - len(known)) > 1:
        return False
    shorter = min(len(typed), len(known))
    same = next((at for at in range(shorter) if typed[at] != known[at]), shorter)
    left, right = typed[same:], known[same:]
    if left[:2] == right[1::-1] and left[2:] == right[2:] and len(left) > 1:
        return True
    if shorter < _NEAR_LENGTH:
        return {typed, known} in ({"tag", "tags"}, {"types", "type"}, {"drat", "draft"}, {"draf", "draft"})
    return left[1:] == right[1:] or left[1:] == right or left == right[1:]
