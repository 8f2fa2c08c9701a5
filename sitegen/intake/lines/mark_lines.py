"""Marks each line of a pasted text: of the story, a heading of it, or none of it, with the rule that says so.

Lines are marked and never deleted: a rule that is wrong here is put right by a person (`--keep`, `--drop`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from sitegen.intake.facts.evidence import AUTHOR, DATE, SITE
from sitegen.intake.facts.languages_of_text import language_by_script
from sitegen.intake.facts.title_parts import letters_of
from sitegen.intake.lines import line_rules as rules
from sitegen.intake.lines.visible_fields import in_header, is_dateless_update, labelled, width

KEEP, HEADING, ITEM, DROP = "text", "heading", "item", "drop"
TITLE_RULE, AFTER_END, LABEL_RULE = "title", "after the end of the story", "label above the text"
_SENTENCE_WIDTH = 60
_HEADING_WIDTH = 110
_WRAPPED = 82
"""Columns at which mails and old texts are wrapped, at most."""
_ENDS = tuple('.!?。！？…”"’」』）):：;；,，')
_ITEM = re.compile(r"\A\s*(?:[•·●▪◦‣∙○■◆➤►*–-]|\d{1,2}[.)、])\s+\S")
_ROLE = re.compile(r"\A(?:[A-Z][\w.'’-]+ ){1,3}[A-Z][\w.'’-]+, [A-Z][^.!?]{2,60}\Z")
"""A name with what its bearer is."""
_STOPS = re.compile(r"[.!?][)\"'’”]?(?:\s|\Z)|[。！？]")
_LEAST_LINKS, _LEAST_LINK_LETTERS = 3, 6
_RULES_OF_FIELDS = ((SITE, rules.SOURCE_LINE), (AUTHOR, rules.AUTHOR_LINE), (DATE, rules.DATE_LINE))
_BY_PERSON = "your choice"
_OWN_RULE = "rule of the source"


class Line(NamedTuple):
    """One line of a text."""

    text: str
    mark: str
    """What it is: `text`, `heading`, `item` or `drop`."""
    rule: str
    """Why."""

    @property
    def is_kept(self) -> bool:
        """Return whether it belongs to the story."""
        return self.mark != DROP


def mark_lines(text: str, cuts: Sequence[re.Pattern[str]] = ()) -> tuple[Line, ...]:
    """Return the lines of a pasted text, marked; `cuts` are the source's own rules. Empty lines are left out."""
    texts = _unwrapped(text)
    found = [_by_itself(line, cuts) for line in texts]
    end = _end_of_story(texts, found)
    start = next((number for number, line in enumerate(texts) if _is_sentence(line) and not found[number]), len(texts))
    title = _title_of(texts, found, min(start, end))
    language = language_by_script("\n".join(texts[:end]))
    seen: set[str] = set()
    lines = []
    for number, line in enumerate(texts):
        rule = found[number]
        if number >= end:
            rule = AFTER_END
        elif number == title:
            rule = TITLE_RULE
        elif not rule:
            rule = _by_place(number, texts, start if start < len(texts) else 0, seen, title)
        if not rule and language_by_script(line) != language and number > (2 * end) // 3 and width(line) > 20:
            rule = "another language"
        seen.add(line)
        lines.append(Line(line, DROP if rule else _kind(line), rule))
    return tuple(_with_headings(lines))


def mark_markdown(
    body: str, titles: Sequence[str], cuts: Sequence[re.Pattern[str]] = (), links: Set[str] = frozenset()
) -> tuple[Line, ...]:
    """Return the lines of an article that was found in a page, marked: what stands around its text is none of it.

    `links` are the texts of the page's links, by their letters: a list of such at the end is of other stories.
    """
    if not body.strip():
        return ()
    known = {letters_of(title) for title in titles} - {""}
    texts = body.strip().split("\n")
    start = next((number for number, line in enumerate(texts) if _is_sentence(line)), len(texts))
    lines = []
    for number, text in enumerate(texts):
        bare = text.lstrip("# ").strip("*_ ")
        rule = ""
        if bare and not text.startswith(("|", "```", "    ")):
            is_title = letters_of(bare) in known and (number <= start or text.startswith("#"))
            rule = TITLE_RULE if is_title else _by_itself(bare, cuts)
            if not rule and number < start and not text.startswith(("#", "-")):
                rule = _by_place(number, texts, start, set(), -1)
        lines.append(Line(text, DROP if rule else HEADING if text.startswith("#") else KEEP, rule))
    return tuple(_without_last_links(lines, links))


def _without_last_links(lines: list[Line], links: Set[str]) -> list[Line]:
    """Return lines in which a list of links that ends the text is marked, with the heading above it."""
    found: list[int] = []
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        if not line.text.strip() or not line.is_kept:
            continue
        letters = letters_of(line.text).lstrip("0123456789")
        if line.mark == HEADING and len(found) >= _LEAST_LINKS:
            found.append(number)
        if line.mark == HEADING or len(letters) < _LEAST_LINK_LETTERS or letters not in links:
            break
        found.append(number)
    if sum(lines[number].mark != HEADING for number in found) < _LEAST_LINKS:
        return lines
    dropped = set(found)
    return [Line(one.text, DROP, rules.RELATED) if at in dropped else one for at, one in enumerate(lines)]


def title_of(lines: Iterable[Line]) -> str:
    """Return the headline that stands above a text; empty where there is none."""
    return next((line.text for line in lines if line.rule == TITLE_RULE), "")


def titles_of(lines: Sequence[Line]) -> list[str]:
    """Return the headline that stands above a text, and after it the other lines there that may be one."""
    first = next((number for number, line in enumerate(lines) if line.is_kept and _is_sentence(line.text)), 0)
    above = [line.text for line in lines[:first] if not line.rule or line.mark == HEADING or line.rule == LABEL_RULE]
    found = [title_of(lines), *(text for text in above if _may_be_title(text))]
    return [text for text in dict.fromkeys(found) if text] if found[0] else []


def story_lines(lines: Sequence[Line]) -> list[str]:
    """Return the lines up to the end of the story, kept or not: what may say who published it, and when."""
    return [line.text for line in lines if line.rule not in (AFTER_END, rules.CARD)]


def change_marks(lines: Sequence[Line], keep: Iterable[int], drop: Iterable[int]) -> tuple[Line, ...]:
    """Return lines with some kept and some dropped by a person, who numbers them from 1."""
    kept, dropped = set(keep), set(drop)
    changed = []
    for number, line in enumerate(lines, 1):
        if number in kept:
            changed.append(Line(line.text, line.mark if line.is_kept else _kind(line.text), _BY_PERSON))
        elif number in dropped:
            changed.append(Line(line.text, DROP, _BY_PERSON))
        else:
            changed.append(line)
    return tuple(changed)


def _unwrapped(text: str) -> list[str]:
    """Return the lines that are not empty; those of a text that was wrapped at a narrow column are joined again."""
    lines = [line.strip() for line in text.split("\n")]
    is_wrapped = _is_wrapped(lines)
    found: list[str] = []
    goes_on = False
    for line in lines:
        if line and goes_on and not _ITEM.match(line):
            found[-1] += f" {line}"
        elif line:
            found.append(line)
        goes_on = is_wrapped and width(line) > _WRAPPED - 30
    return found


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Return whether no line is wide, and most that another one follows are nearly full, and end within a sentence."""
    if max(map(width, lines), default=0) > _WRAPPED:
        return False
    followed = [one for one, other in pairwise(lines) if one and other]
    full = [one for one in followed if width(one) > _WRAPPED - 30 and not one.endswith((".", "!", "?", "。"))]
    return len(full) > 1 and len(full) * 2 > len(followed)


def _by_itself(line: str, cuts: Sequence[re.Pattern[str]]) -> str:
    """Return the rule that a line meets wherever it stands; empty for none."""
    if any(cut.search(line) for cut in cuts):
        return _OWN_RULE
    if rules.is_date_line(line) or is_dateless_update(line):
        return rules.DATE_LINE
    found = (
        {one.field for one in labelled(line)} if width(line) < _SENTENCE_WIDTH * 2 and not _is_sentence(line) else set()
    )
    return next((rule for field, rule in _RULES_OF_FIELDS if field in found), "") or rules.boilerplate_rule(line)


def _by_place(number: int, texts: Sequence[str], start: int, seen: set[str], title: int) -> str:
    """Return why a line is none of the story's where it stands; empty when it is."""
    line = texts[number]
    if line in seen or (title >= 0 and number > title and letters_of(line) == letters_of(texts[title])):
        return "said before"
    if number < start:
        said = {one.field for one in in_header(line)}
        if AUTHOR in said or _ROLE.match(line):
            return rules.AUTHOR_LINE
        if DATE in said:
            return rules.DATE_LINE
        if width(line) < 30 and len(line.split()) < 5 and not line.endswith(_ENDS):
            return LABEL_RULE
    return ""


def _end_of_story(texts: Sequence[str], found: Sequence[str]) -> int:
    """Return the number of the first line behind the story: where a list of others begins, or only notices follow."""
    half = len(texts) // 3
    for number, rule in enumerate(found):
        if (
            rule in (rules.CARD, rules.RELATED, rules.DISCLAIMER)
            and number > half
            and _is_list_of_others(texts, found, number)
        ):
            return number if rule != rules.DISCLAIMER else number + 1
    return len(texts)


def _is_list_of_others(texts: Sequence[str], found: Sequence[str], start: int) -> bool:
    """Return whether what follows a line are cards of other stories, or no sentences at all."""
    rest = range(start + 1, len(texts))
    cards = sum(
        found[number] in (rules.CARD, rules.AUTHOR_LINE) or rules.is_card_date(texts[number])
        or found[number] == rules.DATE_LINE for number in rest
    )  # fmt: skip
    sentences = sum(not found[number] and _is_sentence(texts[number]) for number in rest)
    return (cards >= 2 and cards * 3 >= sentences) or not sentences


def _title_of(texts: Sequence[str], found: Sequence[str], start: int) -> int:
    """Return the number of the headline: one that comes again, else the first line above the text that may be one."""
    may_be = [n for n in range(start) if not found[n] and _may_be_title(texts[n])]
    if start == len(texts):
        may_be = may_be[:1]
    again = next((n for n in may_be if letters_of(texts[n]) in map(letters_of, texts[n + 1 :])), -1)
    return again if again >= 0 else next(iter(may_be), -1)


def _may_be_title(line: str) -> bool:
    is_whole = 14 <= width(line) <= 300 and not line.endswith((".", "。", ":", "：", ",", "，"))
    return is_whole and not _ITEM.match(line) and not in_header(line)


def _is_sentence(line: str) -> bool:
    """Return whether a line is of running text."""
    ends = len(_STOPS.findall(line))
    return width(line) >= _SENTENCE_WIDTH and (ends >= 2 or line.endswith(_ENDS[:14])) and not _ITEM.match(line)


def _kind(line: str) -> str:
    return ITEM if _ITEM.match(line) else KEEP


def _with_headings(lines: Sequence[Line]) -> list[Line]:
    """Return lines in which each short one that stands above a paragraph is a heading."""
    found = list(lines)
    kept = [number for number, line in enumerate(lines) if line.is_kept]
    for at, number in enumerate(kept):
        line = lines[number]
        below = lines[kept[at + 1]] if at + 1 < len(kept) else None
        above = lines[kept[at - 1]] if at else None
        ends_open = not line.text.endswith(_ENDS)
        is_short = line.mark == KEEP and width(line.text) <= _HEADING_WIDTH and ends_open
        is_question = line.mark == KEEP and width(line.text) <= 70 and line.text.endswith(("?", "？"))
        leads = below is not None and (below.mark == ITEM or _is_sentence(below.text))
        stands_apart = above is None or above.mark != KEEP or _is_sentence(above.text) or above.text.endswith(_ENDS)
        if (is_short or is_question) and leads and stands_apart:
            found[number] = Line(line.text, HEADING, "short line above a paragraph")
    return found
