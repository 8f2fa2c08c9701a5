"""Finds what lines say of a story in words: who published it, who wrote it, when.

By labels, in English and Chinese. A day without a label counts only between the headline and the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sitegen.intake.facts.evidence import AUTHOR, DATE, SITE, Evidence
from sitegen.intake.facts.found_dates import find_date

_SIGN = r"[ \u3000]*(?:[:：]|(?<=[\u3400-\u9fff])[ \u3000|丨])[ \u3000]*"
_SOURCE = re.compile(
    r"(?:^|[\s|｜丨·(（【\[])(?:source|via|originally published (?:in|on|by)|(?:消息|新闻|新聞|文章|稿件|信息|"
    r"資料|本文)?(?:来源|來源)"
    rf"|转载自|轉載自|来自){_SIGN}(?P<name>[^|｜丨\n]{{1,60}})",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    rf"(?:^|[\s|｜丨·(（【\[])(?:authors?|written by|words by|(?:本文|文章)?作者|撰文|记者|記者|"
    rf"文){_SIGN}(?P<name>[^|｜丨\n]{{1,60}})",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\A(?:by|par|von)[ ](?P<name>(?:[^\W\d_](?:[^\W\d_]|[.'’-])*[ ]?){1,5}?(?:(?:,|[ ]and|"
    r"[ ]&)[ ](?:[^\W\d_](?:[^\W\d_]|[.'’-])*[ ]?){1,4})*)"
    r"(?:[ ]*(?:[|,·–-]|\d).*|[ ]*)\Z",
    re.IGNORECASE,
)
_REPORTER = re.compile(r"\A[（(【\[]?(?:記者|记者|文)[:： ]?(?P<name>[\u4e00-\u9fff]{2,4})[／/]")
_PUBLISHED = re.compile(
    r"(?:(?:\A\W*|[|｜丨·•–—(（\[][ ]?)(?:(?:first |originally )?published(?: on| at)?|posted(?: on| at)?|"
    r"publication date|date published|date(?=[ ]?[:：])|released on|submitted on)"
    r"|(?:^|[\s|｜丨·(（【\[])(?:(?:发布|發布|发表|發表|发稿|刊登|出版)(?:时间|時間|日期|于|於|在)?|(?:时间|時間|日期)))"
    r"[ :：\u3000]*(?P<rest>.{6,80})",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"updated?|modified|更新|修改|last edited", re.IGNORECASE)
_OF_ELSE = re.compile(
    r"\d{4}|\b(?:date)?time\b|\bcurrent|\btoday|今天是|当前|現在|\bevent|\bwhen\b|deadline|\bborn\b|"
    r"expires|until|活动|活動|截止|会议|會議|开幕|開幕|有效|上映|開催"
)
"""What stands before a date that is none of publication: tables of numbers, labels of events."""
_NAME_ENDS = re.compile(
    r"[\s\u3000]{2,}|\s*[()（）\[\]【】<>]|(?<=[\u3400-\u9fff])\s|\s+(?=\d{4}[-年/.])|\s+(?:[-–—•·]|published|"
    r"updated|posted)\s*|"
    r"(?=(?:责任|責任)?编辑)|(?=作者)|(?=时间|時間)|(?=发布|發布)|(?=来源|來源)|[;；]",
    re.IGNORECASE,
)
_HEADER_LINES = 14
_MOST_LOOKED_AT = 400
LONG_LINE = 90
"""Characters, a Chinese one counts twice: more are sentences."""
_LITTLE_MORE = 45
"""How wide what a line says beside its date may be."""
_SENTENCE = 60
_SENTENCE_ENDS = (".", "!", "?", "。", "！", "？", "…", "”", "」", '."')


class FoundInLine(NamedTuple):
    """What one line says of the story, by field."""

    field: str
    value: str
    place: str


def add_visible(lines: Sequence[str], evidence: Evidence, where: str = "") -> None:
    """Note what lines say, in all of them by labels, and above the text a date or a byline of its own."""
    for number, line in enumerate(lines):
        for found in labelled(line):
            evidence.add(found.field, found.value, _at(found.place, number, where))
    for number in header_lines(lines):
        for found in in_header(lines[number]):
            evidence.add(found.field, found.value, _at(found.place, number, where))


def labelled(line: str) -> list[FoundInLine]:
    """Return what a line says of the story with a label before it."""
    if width(line) > 2 * LONG_LINE:
        return []
    found = []
    if (source := _SOURCE.search(line)) and (name := _name(source["name"])):
        found.append(FoundInLine(SITE, name, "source line"))
    if (author := _AUTHOR.search(line)) and (name := _name(author["name"])):
        found.append(FoundInLine(AUTHOR, name, "author line"))
    for date in _PUBLISHED.finditer(line):
        if not _UPDATED.search(line, 0, date.start("rest")) and _is_date(date["rest"]):
            found.append(FoundInLine(DATE, date["rest"], "date line"))
    return found


def in_header(line: str) -> list[FoundInLine]:
    """Return what a short line between headline and text says without a label."""
    if width(line) > LONG_LINE:
        return []
    found = []
    if (by := _BY.match(line) or _REPORTER.match(line)) and (name := _name(by["name"])) and width(name) <= 60:
        found.append(FoundInLine(AUTHOR, name, "byline"))
    date = find_date(line)
    if (
        date
        and not (_UPDATED.search(date.before) or _OF_ELSE.search(date.before))
        and width(date.before + date.behind) <= _LITTLE_MORE
    ):
        found.append(FoundInLine(DATE, line, "date under the headline"))
    return found


def is_dateless_update(line: str) -> bool:
    """Return whether a line tells of a date, and gives none that can be read (`Updated: Jan 8`)."""
    return bool(_UPDATED.match(line)) and find_date(line) is None and width(line) < 40


def header_lines(lines: Sequence[str]) -> list[int]:
    """Return the numbers of the lines above the first one that is of the text.

    A line of running text is a standfirst where lines follow it that are a byline or a date and little else.
    """
    running = [number for number, line in enumerate(lines[:_MOST_LOOKED_AT]) if is_running_text(line)][:2]
    if not running:
        return []
    first, last = running[0], running[-1]
    below = [number for number in range(first + 1, min(last, first + 5)) if _is_only_field(lines[number])]
    return [*range(max(0, first - _HEADER_LINES), first), *below]


def _is_only_field(line: str) -> bool:
    date = find_date(line)
    return bool(_BY.match(line)) if date is None else width(date.before + date.behind) <= 12


def is_running_text(line: str) -> bool:
    """Return whether a line is so long, or so clearly a sentence, that the text has begun."""
    size = width(line)
    return size > LONG_LINE + 30 or (size >= _SENTENCE and line.endswith(_SENTENCE_ENDS))


def width(text: str) -> int:
    """Return how wide a text is in Latin letters."""
    return sum(2 if sign >= "\u2e80" else 1 for sign in text)


def _name(text: str) -> str:
    name = _NAME_ENDS.split(text.strip(), maxsplit=1)[0].strip(" \u3000,.，。:：/|-–—\"'“”‘’")
    is_name = any(sign.isalpha() for sign in name) and "://" not in name and "@" not in name and width(name) <= 60
    return name if is_name and len(name.split()) <= 8 else ""


def _is_date(rest: str) -> bool:
    """Return whether what follows a label is a date: no number before it but a clock, and no sentence behind it."""
    date = find_date(rest)
    if date is None or _OF_ELSE.search(date.before):
        return False
    return width(date.before) <= 30 and width(date.behind) <= 60


def _at(place: str, number: int, where: str) -> str:
    return f"{where}{place}, line {number + 1}" if not where else f"{where} {place}"
