"""Which lines of a plain text are subheads, as far as that can be known from the lines alone.

A text that was copied from a page has no marks: a subhead is a short line alone, and so are a caption, a byline, a
label, a button and the headline of another story. Precision comes before recall: a heading that was missed is a
paragraph, one that is none misleads whoever reads by the contents.

A line counts where its form and its place say so: short, without a stop, and between running text and a paragraph.
*Weak* ones, whose form others share (a question, one usual word, what may be a name), count only beside others. The
subheads of one text are written alike: so a name counts only beside headings in capitals, a caption only beside others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from sitegen.pages.text.excerpts import weight_of
from sitegen.pages.text.frame_words import is_of_frame
from sitegen.pages.text.plain_text import is_frame_line

MOST_CANDIDATES = 200
"""In one text; where more lines look like subheads, it is a list of something."""
_LONGEST, _LONGEST_WIDE = 80, 50
"""Of a subhead, in Latin letters; of one that is mostly Chinese or the like."""
_SHORTEST, _SHORTEST_SURE = 4, 8
_SHORTEST_PARAGRAPH = 60
_UNWRAPPED = 100
"""Where each line is a block of its own, one that is longer was not broken for its width."""
_REPEATED = 30
"""A line of this weight that stands in the text once more is a quotation from it."""
_LEAST_WEAK = 3
"""So many weak lines count without a sure one: the questions of an interview."""
_SMALL_WORDS = frozenset("a an and as at by for from in into of on or over the to vs with".split())
"""They have no capital letter in titles."""
_CHINESE_NUMBER = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[、.．)）]|第[一二三四五六七八九十\d]{1,3}[章节節部]")
_TELLING = re.compile(
    r"(?:what|why|how|who|where|when|whether|from .* to|beyond|inside|behind|towards?|looking|next steps?|key|"
    r"lessons?|implications?|impact|challenges?|conclusions?|outlook|winners|role|a new|the (?:role|future|impact|"
    r"limits|road|case|rise|fall|end|bottom|big)|[a-z]+ing (?:the|a|on|for|to|with|in|of))\b|.*(?:如何|怎么|怎樣|怎样|"
    r"为何|為何|为什么|為什麼|谁|誰|什么|什麼|哪|能否|是否|现状|現狀|背景|展望|趋势|趨勢|挑战|挑戰|机遇|機遇|影响|"
    r"影響|原因|意义|意義|前景|未来|未來|总结|總結|结论|結論|建议|建議|要求)|" + _CHINESE_NUMBER.pattern,
    re.IGNORECASE,
)
"""How headings begin, or in Chinese what they have in them. One line alone counts only so: it is as often a caption."""
_USUAL = frozenset(
    "background introduction overview conclusion conclusions summary analysis outlook context method methods "
    "methodology results discussion details availability pricing prices performance costs risks benefits challenges "
    "limitations implications consequences reactions criticism history timeline takeaways verdict competition "
    "regulation safety security training benchmarks licensing applications economy politics markets technology health "
    "education research epilogue prologue 背景 现状 現狀 结语 結語 总结 總結 结论 結論 展望 前言 引言 导语 導語 影响 "
    "影響 分析 概述 简介 簡介 挑战 挑戰 机遇 機遇 "
    "风险 風險 建议 建議 后记 後記 小结 小結 まとめ 背景 結果 考察 課題 개요 배경 결론 전망".split()
)
"""Lines of one word that are subheads; any other is a name, a place or a button as often."""

_OPENING, _CLOSING = "\"'“‘„«‹「『《〈", "\"'”’»›」』》〉)）]】"
_STOP = re.compile(rf"[.!?…。！？][{re.escape(_CLOSING)}]{{0,3}}(?:\[\d{{1,3}}\])?\Z")
_ENDS_IN_SIGN = re.compile(r"[^\w?？)）》%+#]\Z")
_INNER_STOP = re.compile(r"[.!?][\"'”’]?\s+[A-Z\"“‘]|[。！？；…]|\.\.\.")
_ABBREVIATED = re.compile(r"\b(?:vs|U\.S|U\.K|E\.U|Mr|Mrs|Ms|Dr|St|No|Inc|Corp|Ltd|[A-Z])\.")
_HAS_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_FOREIGN = re.compile(
    r"://|www\.|\w@\w|@\w|\w\.(?:com|org|net|cn|io|ai)\b|[|›»→←↗•·■●▶►©®™✓#<>{}=~^_\\]|\t|\s-\s.*\s-\s|\s{3,}"
)
"""Signs of links, menus, code, tables and symbols."""
_LIST_ITEM = re.compile(
    r"\(?(?:\d{1,3}[.)、:](?!\d)|(?:[a-zA-Z]|[ivxIVX]{1,4})[.)、:](?:\s|\Z))|[-–—*+‣◦]|[①-⑳]|[（(]\d"
)
_LABEL = re.compile(r"[\w '’]{1,24}[:：]\s?.{0,24}\Z|[\w '’]{1,24}[:：]\Z")
_NAME = re.compile(
    r"(?:(?:Dr|Prof|Mr|Ms|Mrs)\.? )?[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|van|von|der|al|bin|da))* [A-Z][\w'’-]*\Z"
)
_ROLE = re.compile(r"(?:[A-Z][\w.'’-]* ){1,3}[A-Z][\w.'’-]*, .+\Z")
"""A name with what its bearer is, or a place after its town."""
_DANGLING = re.compile(
    r"\b(?:a|an|the|of|and|or|but|which|than|was|were|has|had|will|its|their|his|our|your|these)\Z", re.IGNORECASE
)
"""A line that breaks off here goes on in the next one."""


def find_subheads(blocks: Sequence[Sequence[str]], *, each_line: bool = False) -> frozenset[int]:
    """Return the numbers of the blocks that are subheads; a block is the lines between two blank ones.

    With `each_line` the text has no blank lines, and each of its lines is a block.
    """
    texts = [" ".join(" ".join(lines).split()) for lines in blocks]
    often = Counter(texts)
    least = _UNWRAPPED if each_line else _SHORTEST_PARAGRAPH
    found: dict[int, tuple[str, bool]] = {}
    paragraphs = 0
    for number, (lines, text) in enumerate(zip(blocks, texts, strict=True)):
        is_alone = _may_be(lines, text) and often[text] == 1 and _stands_between(texts, number, least)
        if is_alone and not (paragraphs < 2 and _is_name(text)):  # a byline
            found[number] = text, _is_weak(text)
        paragraphs += _is_paragraph(text, least)
        if len(found) > MOST_CANDIDATES:
            return frozenset()
    whole = "\n".join(texts)
    kept = {number: line for number, line in found.items() if not _is_quoted(line[0], whole)}
    return frozenset(_consistent(kept))


def _consistent(found: Mapping[int, tuple[str, bool]]) -> Iterator[int]:
    """Yield which lines count beside the others of a text: those that are written as most of its sure ones are.

    Each comes with whether it is weak.
    """
    sure = [text for text, weak in found.values() if not weak]
    styles = [style for text in sure if (style := _has_capitals(text)) is not None]
    usual = sum(styles) * 2 > len(styles)
    for number, (text, weak) in found.items():
        is_alike = not sure or _has_capitals(text) in (None, usual)
        has_company = len(sure) > (not weak) or len(found) >= _LEAST_WEAK
        if is_alike and (has_company or (not weak and _TELLING.match(text))):
            yield number


def _may_be(lines: Sequence[str], text: str) -> bool:
    """Return whether a block has the form of a subhead."""
    if len(lines) != 1 or len(text) > _LONGEST or not _SHORTEST <= weight_of(text) <= _longest(text):
        return False
    bare = _ABBREVIATED.sub("", text)
    is_frame = is_frame_line(text) or is_of_frame(text) or _FOREIGN.search(text)
    breaks_off = _ENDS_IN_SIGN.search(text) or _DANGLING.search(text) or _INNER_STOP.search(bare)
    is_other = _LABEL.match(text) or _ROLE.match(text) or _is_item(text)
    is_unusual = _is_short(text) and text.casefold() not in _USUAL
    return not (is_frame or breaks_off or is_other or is_unusual) and _begins(text)


def _longest(text: str) -> int:
    wide = len(_HAS_WIDE.findall(text))
    return _LONGEST_WIDE if wide > len(text) // 3 else _LONGEST


def _is_item(text: str) -> bool:
    return _LIST_ITEM.match(text) is not None and _CHINESE_NUMBER.match(text) is None


def _begins(text: str) -> bool:
    """Return whether a line begins as headings do: no sentence that goes on, no quotation, no date or bare number."""
    first = text[0]
    if first in _OPENING:
        return text[-1] not in _CLOSING and any(sign in _CLOSING for sign in text)
    is_name = first.islower() and any(sign.isupper() for sign in text.split()[0])
    words = [word for word in re.split(r"[\W\d_]+", text) if len(word) > 1 or _HAS_WIDE.search(word)]
    has_words = len(words) >= (3 if first.isdigit() and not _HAS_WIDE.search(text) else 1)
    is_date = first.isdigit() and re.match(r"\d{1,4}\s*[-/.年月日:：時时]\s*\d?", text) is not None
    return (
        (first.isalnum() or _CHINESE_NUMBER.match(text) is not None)
        and (not first.islower() or is_name)
        and has_words
        and not is_date
    )


def _stands_between(texts: Sequence[str], number: int, least: int) -> bool:
    """Return whether running text ends before a block, and a paragraph follows that does not say who that is."""
    if not 0 < number < len(texts) - 1:
        return False
    text, above, below = texts[number], texts[number - 1], texts[number + 1]
    is_after_text = _STOP.search(above) is not None or _is_item(above)
    is_signature = _is_name(text) and (above[-1] in _CLOSING or below.startswith(text.split()[0]))
    return is_after_text and _is_paragraph(below, least) and not is_signature


def _is_paragraph(text: str, least: int) -> bool:
    return weight_of(text) >= least and _STOP.search(text) is not None


def _is_weak(text: str) -> bool:
    """Return whether other lines of a text have this form, too."""
    is_odd = text[-1] in "?？" or ":" in text or "：" in text or text[0].isdigit()
    return is_odd or _is_short(text) or _is_name(text)


def _is_short(text: str) -> bool:
    """Return whether a line is one Latin word, or two or three Chinese characters."""
    return weight_of(text) < _SHORTEST_SURE if _HAS_WIDE.search(text) else len(text.split()) == 1


def _has_capitals(text: str) -> bool | None:
    """Return whether the words of a line begin with capitals, as in titles; None where none shows it."""
    told = [word for word in text.split()[1:] if word.lower() not in _SMALL_WORDS and word[0].isalpha()]
    shown = [word for word in told if not _HAS_WIDE.search(word)]
    return all(not word[0].islower() for word in shown) if shown else None


def _is_name(text: str) -> bool:
    """Return whether a line may be somebody's name."""
    return len(text.split()) <= 3 and _NAME.match(text) is not None


def _is_quoted(text: str, whole: str) -> bool:
    return weight_of(text) >= _REPEATED and whole.count(text) > 1
