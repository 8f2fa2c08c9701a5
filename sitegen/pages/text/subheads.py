"""Which lines of a plain text are subheads, as far as that can be known from the lines alone.

A text that was copied from a page has no marks: a subhead is a short line alone, and so are a caption, a byline, a
label, a button and the headline of another story. Precision comes before recall: a heading that was missed is a
paragraph, one that is none misleads whoever reads by the contents.

A line counts where its form and its place say so: short, without a stop, and between running text and a paragraph.
*Weak* ones, whose form others share (a question, one word, a name of two words), count only beside others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from sitegen.pages.text.excerpts import weight_of
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
_CHINESE_NUMBER = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[、.．)）]|第[一二三四五六七八九十\d]{1,3}[章节節部]")
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
_FRAME = re.compile(
    # Credits and what belongs to pictures.
    r"(?:photo(?:graph)?s?|images?|pictures?|illustrations?|graphics?|figs?\.?|figures?|tables?|charts?|videos?|audio|"
    r"podcasts?|gallery|slideshow|screenshots?|caption)(?:\Z|\s*[:/|]|\s*\d|"
    r"\s+(?:by|credits?|courtesy|source|from|via|of)\b)|"
    r"(?:text|words|written|story|reporting|reported|edited|editing|compiled|translated|additional reporting) by\b|"
    r"(?:by|via|courtesy|credits?|pictured|clockwise|disclaimers?|disclosure|copyright|correction|"
    r"clarification|advertis\w*|sponsored|promoted|recommended|related|newsletters?|subscribe|register|donate|tweet|"
    r"transcript|"
    r"filed under|all rights|editor['’]?s (?:note|picks?)|placeholder)\b|"
    # Buttons and links to other pages.
    r"(?:read|see|watch|listen|learn|find out|show|load|view)(?: more| also| all| next| now| live| the| this| our|"
    r" less| to)?"
    r"(?:\Z|:| more\b| also\b| all\b| next\b| now\b| the\b| this\b| our\b)|also (?:read|see|on|in)\b|"
    r"(?:sign|log) (?:up|in|out)\b|(?:click|tap|swipe|scroll)\b|(?:share|save|print|email|copy|comment|reply|follow|"
    r"join|"
    r"download|get|buy|shop|try|support|book|contact|about|start|stay|continue|keep)(?:s|ment)? (?:us|our|the|this|"
    r"now|on|"
    r"it|your|free|here|with|today|tickets|started|reading|informed|tuned|in touch|up to date|ahead|link)\b|"
    r"(?:share|save|print|email|copy|comments?|reply|replies|follow|join|download|home|menu|search|back|next|previous|"
    r"close|open|expand|play|pause|mute|loading|skip|quote|members?|premium|video|live|updated?|published|posted|"
    r"topics?|tags?|categor(?:y|ies)|sources?|opinion|exclusive|breaking|terms|privacy|cookies?|contact|news|more)\Z|"
    r"(?:more|latest|trending|popular|top|other|similar) (?:from|on|in|about|like|stories|news|articles|posts|"
    r"reads?)\b|"
    r"most (?:read|popular|viewed|shared|recent)\b|(?:don['’]?t miss|you (?:may|might)|up next|here['’]?s what|"
    r"what to read|"
    r"(?:next|previous) (?:article|story|post|page)|back to|skip to|want (?:to|more)|leave a|cookie settings|"
    r"privacy policy|terms of|limited time|special offer|breaking news|live updates|free (?:trial|newsletter))\b|"
    r"[图圖表]\s*[\d一二三四五六七八九十:：/为為源片]|"
    r"[（(]?(?:作者|编辑|編輯|记者|記者|责编|責編|责任|責任|校对|校對|来源|來源|出处|出處|摄影|攝影|资料图|資料圖|"
    r"点击|點擊|关注我|關注我|"
    r"扫码|掃碼|扫一扫|订阅|訂閱|阅读[原全更]|閱讀[原全更]|延伸|相关|相關|推荐|推薦|更多|查看|下载|下載|分享|转发|"
    r"轉發|点赞|點讚|收藏|评论\Z|評論\Z|"
    r"广告|廣告|声明|聲明|免责|免責|版权|版權|原文|返回|上一篇|下一篇|热门|熱門|本报|本報|本刊|编译|編譯|翻译[:：]|"
    r"文章来源|标签|標籤|"
    r"发布于|發布於|更新于|更新於|写真|画像[:：]|出典|関連記事|사진|출처|관련|기자)",
    re.IGNORECASE,
)
"""How lines of a page's frame begin: credits, buttons, links to other pages."""
_CREDIT = re.compile(
    r"getty|reuters|shutterstock|unsplash|\bafp\b|ap photo|file photo|courtesy of|screen(?:shot|grab)|"
    r"\((?:left|right|center|centre|l|r|photo|image)\b|pictured|\bmin(?:ute)?s? read\b|\bago\Z|register now|sign up|"
    r"log in|"
    r"subscribe|click here|read more|供图|供圖|资料图|資料圖|截图\Z|截圖\Z|图源|圖源|图片|圖片|配图|配圖|[摄攝]\Z|"
    r"新华社|新華社|视觉中国|"
    r"记者|記者|[小时時鐘钟天]前\Z|阅读全文|閱讀全文",
    re.IGNORECASE,
)


def find_subheads(blocks: Sequence[Sequence[str]], *, each_line: bool = False) -> frozenset[int]:
    """Return the numbers of the blocks that are subheads; a block is the lines between two blank ones.

    With `each_line` the text has no blank lines, and each of its lines is a block.
    """
    texts = [" ".join(" ".join(lines).split()) for lines in blocks]
    often = Counter(texts)
    least = _UNWRAPPED if each_line else _SHORTEST_PARAGRAPH
    found: dict[int, bool] = {}
    paragraphs = 0
    for number, (lines, text) in enumerate(zip(blocks, texts, strict=True)):
        is_alone = _may_be(lines, text) and often[text] == 1 and _stands_between(texts, number, least)
        if is_alone and not (paragraphs < 2 and _is_name(text)):  # a byline
            found[number] = _is_weak(text)
        paragraphs += _is_paragraph(text, least)
        if len(found) > MOST_CANDIDATES:
            return frozenset()
    whole = "\n".join(texts)
    kept = {number: weak for number, weak in found.items() if not _is_quoted(texts[number], whole)}
    sure = [number for number, weak in kept.items() if not weak]
    return frozenset(kept if sure or len(kept) >= _LEAST_WEAK else ())


def _may_be(lines: Sequence[str], text: str) -> bool:
    """Return whether a block has the form of a subhead."""
    if len(lines) != 1 or len(text) > _LONGEST or not _SHORTEST <= weight_of(text) <= _longest(text):
        return False
    bare = _ABBREVIATED.sub("", text)
    is_frame = is_frame_line(text) or _FRAME.match(text) or _CREDIT.search(text) or _FOREIGN.search(text)
    breaks_off = _ENDS_IN_SIGN.search(text) or _DANGLING.search(text) or _INNER_STOP.search(bare)
    is_other = _LABEL.match(text) or _ROLE.match(text) or _is_item(text)
    return not (is_frame or breaks_off or is_other) and _begins(text)


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
    is_single = len(text.split()) == 1 and _HAS_WIDE.search(text) is None
    is_odd = text[-1] in "?？" or ":" in text or "：" in text or text[0].isdigit()
    return is_single or is_odd or _is_name(text) or weight_of(text) < _SHORTEST_SURE


def _is_name(text: str) -> bool:
    """Return whether a line may be somebody's name."""
    return len(text.split()) <= 3 and _NAME.match(text) is not None


def _is_quoted(text: str, whole: str) -> bool:
    return weight_of(text) >= _REPEATED and whole.count(text) > 1
