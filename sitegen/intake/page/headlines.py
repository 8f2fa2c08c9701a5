"""What the headlines of a page and its `<title>` say: the title, and behind it the name of the site."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from sitegen.intake.facts.evidence import SITE, TITLE, Evidence
from sitegen.intake.facts.title_parts import letters_of, parts_of, without_site, words_beside
from sitegen.intake.page.html_tree import Element, elements, page_title, text_of
from sitegen.intake.page.meta_tags import is_of_others

_MOST_HEADLINES = 5
_MOST_CHARACTERS = 500
_CHINESE_SITE = re.compile(r".{1,20}(?:网|網|网站|網站|官网|报|報|社|新闻|新聞|在线|論壇|论坛|频道)\Z")


def headlines_of(tree: Element, lines: Sequence[str], host: str, known: Evidence) -> Evidence:
    """Return what the headlines and `<title>` say; before others a headline that `<title>` repeats.

    What stands in `<title>` beside the headline is left out where the headline has a visible line of its own, or where
    it is a name of the site that is known.
    """
    evidence = Evidence()
    own = (one for one in elements(tree, "h1") if not is_of_others(one))
    headlines = [text_of(one) for one in islice(own, _MOST_HEADLINES)]
    headline, rest = _cut(page_title(tree), [*headlines, *lines], {letters_of(one.value) for one in known.of(SITE)})
    whole = letters_of(headline + rest)
    repeated = [one for one in headlines if letters_of(one) and letters_of(one) in whole]
    is_repeated = not rest or any(letters_of(one) == letters_of(headline) for one in repeated)
    first = [(text, "h1") for text in repeated] if is_repeated else [(headline, "title")]
    for text, place in (*first, *((text, "h1") for text in headlines), (headline, "title")):
        evidence.add(TITLE, text, place)
    if name := _site_in(rest, host):
        evidence.add(SITE, name, "title")
    return evidence


def _cut(title: str, lines: Sequence[str], sites: set[str]) -> tuple[str, str]:
    """Return the headline that a page's title holds, and what was cut from it."""
    visible = {letters_of(line) for line in lines if len(line) <= _MOST_CHARACTERS}
    if letters_of(title) in visible:
        return title, ""
    found = next(((head, rest) for head, rest in parts_of(title) if letters_of(head) in visible), None)
    return found or (without_site(title, sites), "")


def _site_in(rest: str, host: str) -> str:
    """Return the site's name in what stands beside a headline: one that its host has, or that of a Chinese site."""
    labels = set(re.split(r"[.-]", host)) - {"www", "com", "net", "org", "news", "blog"}
    for part in reversed(words_beside(rest)):
        plain = letters_of(part)
        if len(part) <= 40 and "." not in part and (plain in labels or _CHINESE_SITE.match(part)):
            return part
    return ""
