"""Plain article text, as people paste it and scrapers save it: its title and its body as HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape

from sitegen.pages.text.bare_links import find_bare_urls
from sitegen.pages.text.excerpts import cut_excerpt, plain_line, weight_of
from sitegen.pages.urls import safe_url

LONGEST_TITLE = 200
"""In Latin letters; a wide letter counts twice."""
MOST_PARAGRAPHED = 4_000_000
"""Characters. A longer text is one preformatted block: lines as objects of their own take fifty times its memory."""
_SHORTEST_TITLE = 10
_MOST_LINES_BEFORE_TITLE = 200
_MOST_LINE = 1000

# Lines that a web page's frame leaves in a scraped text; they say nothing anywhere.
_BOILERPLATE = frozenset(
    line.casefold()
    for line in """top of page|bottom of page|skip to content|skip to main content|skip to navigation|placeholder|gotop|
go top|back to top|go to top|return to top|quote|menu|toggle navigation|advertisement|advertisements|loading|loading...|
share|share this|share this article|share this story|copy link|print|read more|see more|show more|subscribe now|
subscribe|sign in|sign up|log in|login|register|register now|search|close|home|navigation|follow us|comments|
accept cookies|accept all|cookie settings|分享|分享到|菜单|選單|返回顶部|回到顶部|回到頂部|返回頂部|跳到主要内容|
跳至主要內容|广告|廣告|登录|登入|注册|註冊|搜索|搜尋|首页|首頁|关闭|關閉|评论|評論|阅读更多|
閱讀更多""".replace("\n", "").split("|")
)
_LABEL = re.compile(
    r"(?:source|author|by|written by|credit|photo|image|updated|last updated|published|posted|date|time|category|tags?|"
    r"topics?|reading time)\s*[:：]|(?:last updated|updated|published|posted)(?:\s+on)?\s+(?:[a-z]{3,9}\.?\s+)?\d|"
    r"(?:來源|来源|作者|编辑|編輯|记者|記者|责任编辑|更新|更新时间|更新時間|发布|發布|发布时间|發布時間|时间|時間|日期|分类|分類|标签|"
    r"標籤)(?:\s*[:：/／]|\s)|(?:文|图|圖)\s*[:：/／]|by\s+\S+(?:\s+\S+){0,3}\Z",
    re.IGNORECASE,
)
_DATE_LINE = re.compile(
    r"(?:\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}|\d{1,2}\s*月\s*\d{1,2}\s*日|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|"
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s|"
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d{1,2}\b|"
    r"\d{1,3}\s*(?:minutes?|min|hours?|days?|小时|小時|分钟|分鐘|天)\s*(?:ago|read|前))",
    re.IGNORECASE,
)
_NAVIGATION = re.compile(r".*(?:[|›»>·•]\s.*[|›»>·•]\s|^https?://\S+$)")
_SENTENCE_END = re.compile(r"[.。;；,，:：、]$")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_BULLET = re.compile(r"\s*(?:[•‣◦●▪■・–]\s*|[-*]\s+)(?=\S)")
_BLANK_LINES = re.compile(r"\n[ \t\u3000\xa0]*\n\s*")
_WRAPPED = range(40, 90)


def find_title(text: str) -> tuple[str, str]:
    """Return the first line that reads like a title, and the text without it; an empty title when there is no text.

    The title, and what stood before it of a page's frame, are made empty: line numbers stay. Where no line reads like
    one, the start of the first real line stands in for it, and the text stays whole.
    """
    lines = text.split("\n", _MOST_LINES_BEFORE_TITLE)
    starts = [line[:_MOST_LINE] for line in lines[:_MOST_LINES_BEFORE_TITLE]]
    real = [at for at, line in enumerate(starts) if line.strip() and not is_boilerplate(line)]
    for at in real:
        title = title_of_line(starts[at])
        if title:
            is_first = all(not is_text(starts[before]) for before in real[: real.index(at)])
            rest = "\n".join([""] * (at + 1) + lines[at + 1 :]) if is_first else text
            return title, rest
    first = next((plain_line(starts[at]) for at in real), "")
    return cut_excerpt(first), text


def is_boilerplate(line: str) -> bool:
    """Return whether a line is left over from the frame of a web page."""
    return line.strip().casefold() in _BOILERPLATE


def plain_body(text: str) -> str:
    """Return the HTML of a plain text: paragraphs, lists of bullets, links; everything else escaped."""
    if len(text) > MOST_PARAGRAPHED:
        return f"<pre>{escape(text, quote=False)}</pre>\n"
    return html_of_blocks(blocks_of(text)[0])


def blocks_of(text: str) -> tuple[list[list[str]], bool]:
    """Return the lines of each paragraph of a text, and whether each line is one, for want of blank lines."""
    has_blank_lines = _BLANK_LINES.search(text.strip()) is not None
    kept = "\n".join("" if is_boilerplate(line) else line for line in text.split("\n"))
    blocks = _BLANK_LINES.split(kept) if has_blank_lines else kept.split("\n")
    lines = ([line for line in block.split("\n") if line.strip()] for block in blocks)
    return [some for some in lines if some], not has_blank_lines


def html_of_blocks(
    blocks: Sequence[Sequence[str]], subheads: frozenset[int] = frozenset(), heading: Callable[[str], str] = escape
) -> str:
    """Return blocks as HTML; those with these numbers are headings, of which `heading` makes HTML."""
    html: list[str] = []
    bullets: list[str] = []
    for number, lines in enumerate(blocks):
        if all(_BULLET.match(line) for line in lines):
            bullets += [f"<li>{_linked(_BULLET.sub('', line, count=1).strip())}</li>\n" for line in lines]
            continue
        html += _list(bullets)
        bullets = []
        html.append(heading(" ".join(lines[0].split())) if number in subheads else f"<p>{_paragraph(lines)}</p>\n")
    return "".join(html + _list(bullets))


def _list(items: list[str]) -> list[str]:
    return ["<ul>\n", *items, "</ul>\n"] if items else []


def _paragraph(lines: Sequence[str]) -> str:
    is_wrapped = len(lines) > 2 and all(len(line) in _WRAPPED for line in lines[:-1])
    return ("\n" if is_wrapped else "<br>\n").join(_linked(line.strip()) for line in lines)


def _linked(text: str) -> str:
    pieces = []
    end = 0
    for start, typed in find_bare_urls(text) if "://" in text else []:
        if start >= end and (url := safe_url(typed, allow_mail=False)):
            pieces.append(escape(text[end:start]))
            pieces.append(f'<a href="{escape(url)}" rel="noopener nofollow ugc">{escape(typed)}</a>')
            end = start + len(typed)
    return "".join([*pieces, escape(text[end:])])


def title_of_line(line: str) -> str:
    """Return the title that a line is, or an empty text."""
    heading = _HEADING.match(line)
    title = plain_line(heading[1] if heading else line)
    if heading:
        return title
    if not _SHORTEST_TITLE <= weight_of(title) <= LONGEST_TITLE or not is_text(title) or _SENTENCE_END.search(title):
        return ""
    return title


def is_text(line: str) -> bool:
    """Return whether a line belongs to the article, not to its frame: no label, date, navigation or lone short word."""
    line = line.strip()
    return not is_frame_line(line) and weight_of(line) >= _SHORTEST_TITLE


def is_frame_line(line: str) -> bool:
    """Return whether a line, without spaces around it, is a label, a date, navigation or an item of a list."""
    found = _LABEL.match(line) or _DATE_LINE.match(line) or _NAVIGATION.match(line) or _BULLET.match(line)
    return found is not None
