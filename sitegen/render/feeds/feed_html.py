"""HTML as feeds may hold it: every address absolute, nothing that runs, frames, fills in or styles.

Never: returns what `nh3` did not pass.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping

import nh3

from sitegen.pages.fields.story_values import Image
from sitegen.pages.markdown.text_breaks import break_texts, join_text
from sitegen.pages.text.characters import clean_text
from sitegen.render.feeds.feed_urls import absolute_url

_TAGS = set(
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1"
    " h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary"
    " sup table tbody td tfoot th thead time tr u ul var wbr".split()
)
_GONE_WITH_CONTENT = set(
    "script style iframe frameset frame object embed noscript noembed noframes template select textarea button svg"
    " title head applet".split()
)
_ATTRIBUTES = {
    "*": {"lang", "dir", "title"},
    "a": {"href"},
    "blockquote": {"cite"},
    "col": {"span"},
    "del": {"datetime"},
    "img": {"src", "alt", "width", "height"},
    "ins": {"datetime"},
    "ol": {"start", "reversed"},
    "q": {"cite"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
_ADDRESSES = {"href", "src", "cite"}
_PAGE = "page:"
# A whole tag as nh3 writes it: no `<` or `>` in a value.
_SPAN = re.compile(r"<(/?)span([^<>]*)>")

CleanHtml = Callable[[str, str], str]
"""Takes HTML and the absolute address of the page it comes from."""


def html_cleaner(targets: Mapping[str, str]) -> CleanHtml:
    """Return a function that makes a body fit for feeds; `targets` resolves its links to content files."""
    base = ""

    def keep(tag: str, attribute: str, value: str) -> str | None:
        value = join_text(value)
        if attribute not in _ADDRESSES:
            return value
        if attribute == "href" and value.startswith("mailto:"):
            return value
        return absolute_url(_resolved(value, targets), base) or None

    cleaner: nh3.Cleaner | None = None

    def clean(body: str, page_url: str) -> str:
        nonlocal base, cleaner
        if not body:
            return ""
        base = page_url
        # Made when the first text comes: most feeds show none, and there are thousands of them.
        cleaner = cleaner or _cleaner(keep)
        return clean_text(_unwrapped(cleaner.clean(break_texts(clean_text(body))))).strip()

    return clean


def _cleaner(keep: Callable[[str, str, str], str | None]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_TAGS,
        clean_content_tags=_GONE_WITH_CONTENT,
        attributes=_ATTRIBUTES,
        attribute_filter=keep,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "page"},
    )


def _unwrapped(body: str) -> str:
    """Return a text without spans that say nothing: what is left of highlighted code, half of its bytes."""
    if "<span>" not in body:
        return body
    says_something: list[bool] = []

    def keep(tag: re.Match[str]) -> str:
        if tag[1]:
            return tag[0] if says_something.pop() else ""
        says_something.append(bool(tag[2]))
        return tag[0] if tag[2] else ""

    return _SPAN.sub(keep, body)


def _resolved(url: str, targets: Mapping[str, str]) -> str:
    if not url.startswith(_PAGE):
        return url
    path, sharp, fragment = url.removeprefix(_PAGE).partition("#")
    target = targets.get(path, "")
    return target and target + sharp + fragment


def image_html(image: Image) -> str:
    """Return a picture as a paragraph; its address is absolute and its `alt` one line."""
    size = "".join(f' {name}="{value}"' for name, value in (("width", image.width), ("height", image.height)) if value)
    return f'<p><img src="{html.escape(image.url, quote=False)}" alt="{html.escape(image.alt)}"{size}></p>'


def link_html(url: str, text: str) -> str:
    """Return a paragraph that leads on: to the original, or to our page."""
    return f'<p>→ <a href="{html.escape(url, quote=False)}">{html.escape(text, quote=False)}</a></p>'


def text_html(text: str) -> str:
    """Return plain text as a paragraph; an empty text gives none."""
    return f"<p>{html.escape(text, quote=False)}</p>" if text else ""
