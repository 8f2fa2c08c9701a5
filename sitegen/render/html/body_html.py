"""A body on its way into a page: links between content files, heading levels, scrolling tables, lazy images, languages.

Works on sanitised HTML as html5ever writes it: every tag is closed, every attribute quoted, no `<` in text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from html import escape, unescape
from urllib.parse import quote, unquote

from sitegen.pages.text.excerpts import first_paragraphs
from sitegen.render.languages import foreign_from, lang

# A whole tag with its quoted attributes, so that nothing inside an attribute is ever taken for a tag.
# Possessive, so that no input makes it slow.
_TAG = re.compile(r"""<(/?)([a-z][a-z0-9]*)((?:[^"'>]++|"[^"]*+"|'[^']*+')*+)>""", re.IGNORECASE)
_TAG_IN_ATTRIBUTE = re.compile(r'="[^"<]*+<')
_PAGE_LINK = re.compile(r'\shref="page:([^"]*)"')
_ATTRIBUTE = re.compile(r"""\s([a-z-]+)(?:=(?:"[^"]*+"|'[^']*+'))?""", re.IGNORECASE)
_ATTRIBUTES = r"""(?:[^"'>]++|"[^"]*+"|'[^']*+')*+"""
_MAY_LACK_NAME = re.compile(r">\s*+</(?:h[1-6]|th|a)>")
_LACKS_NAME = re.compile(rf"<(h[1-6]|th|a)\b({_ATTRIBUTES})>((?:\s|<br>|<img\b{_ATTRIBUTES}>)*+)</\1>")
_NAME = re.compile(r'\s(?:alt|title)="\s*+[^"\s]')
_HOST = re.compile(r'\shref="(?:https?://|mailto:|page:)?([^"?#]+)')
_ANY_TAG = re.compile(r"<[^>]*+>")
_SPEAKING = frozenset(("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "dd", "figcaption"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_IMAGE = (("loading", "lazy"), ("decoding", "async"), ("referrerpolicy", "no-referrer"))
_BLOCK = re.compile(
    r"</?(?:p|li|h[1-6]|td|th|dt|dd|figcaption|ul|ol|dl|table|blockquote|div|pre|section)\b", re.IGNORECASE
)
_SAMPLE = 1200


def finish_body(html: str, targets: Mapping[str, str], language: str = "", table_label: str = "Table") -> str:
    """Return a body's HTML as the page shows it.

    Args:
        html: Sanitised HTML; links to content files read `href="page:<path>#<fragment>"`.
        targets: Content file -> URL. A link whose file is not here loses its `href`.
        language: Of the element around it; paragraphs in another language are marked. Empty: none is marked.
        table_label: What a screen reader calls a table that can be scrolled.
    """
    if not html:
        return ""
    if _MAY_LACK_NAME.search(html):
        html = _LACKS_NAME.sub(_give_name, html)
    is_marked = language != "" and foreign_from(html, language) < len(html)
    has_links = 'href="page:' in html

    def finisher(*, sees_links: bool) -> _Finisher:
        mark = _marker(html, language) if is_marked else _no_mark
        return _Finisher(html, targets, table_label, mark, sees_links=sees_links)

    few = finisher(sees_links=has_links)
    finished = _few_tags(has_links, is_marked).sub(few.finish, html)
    if few.is_in_doubt and _TAG_IN_ATTRIBUTE.search(html):
        return _TAG.sub(finisher(sees_links=True).finish, html)
    return finished


class _Finisher:
    """Finishes the tags of a body, in their order."""

    def __init__(
        self,
        html: str,
        targets: Mapping[str, str],
        table_label: str,
        mark: Callable[[int, str], str],
        *,
        sees_links: bool,
    ) -> None:
        self.is_in_doubt = False
        """A tag may have stood inside an attribute."""
        self._html = html
        self._targets = targets
        self._table_label = table_label
        self._mark = mark
        self._sees_links = sees_links
        self._level_of = _heading_levels()
        self._place = 0
        """The end of the last tag."""
        self._place_of_links = 0
        """Up to here it is known where links are open."""
        self._is_in_link = False

    def finish(self, tag: re.Match[str]) -> str:
        """Return a tag as the page shows it."""
        closing, name, attributes = tag.group(1), tag.group(2).lower(), tag.group(3)
        self._doubt(self._place, tag.start())
        self._place = tag.end()
        if name == "a":
            self._is_in_link = not closing
        if name == "table":
            if closing:
                return "</table></div>"
            return _open_table(tag.group(0), self._table_label, focusable=not self._is_link_open(tag.start()))
        if name == "pre" and not closing and self._is_link_open(tag.start()):
            return tag.group(0)
        if name in _HEADINGS:
            name = self._level_of(name, closing)
        if closing:
            return f"</{name}>"
        if name in _SPEAKING:
            return f"<{name}{attributes}{self._mark(tag.end(), attributes)}>"
        worker = _BY_NAME.get(name)
        return f"<{name}{worker(attributes, self._targets)}>" if worker else tag.group(0)

    def _doubt(self, begin: int, place: int) -> None:
        """Doubt a tag whose last quote before it may begin the value of an attribute; text has such quotes, too."""
        quote = self._html.rfind('"', begin, place)
        self.is_in_doubt = self.is_in_doubt or (quote > 0 and self._html[quote - 1] == "=")

    def _is_link_open(self, place: int) -> bool:
        """Return whether a tag is in a link, where links were seen or not."""
        if not self._sees_links:
            html, before = self._html, self._place_of_links
            end = html.rfind("</a>", before, place)
            begin = max(html.rfind("<a ", before, place), html.rfind("<a>", before, place))
            if begin != end:
                self._doubt(before, max(begin, end))
                self._is_in_link = begin > end
            self._place_of_links = place
        return self._is_in_link


@cache
def _few_tags(has_links: bool, is_marked: bool) -> re.Pattern[str]:
    """Return what finds the tags that are worked on: links where one leads to a page."""
    opened = "|(?<!/)(?:p|li|td|th|dt|dd|figcaption)" if is_marked else ""
    return re.compile(rf"<(/?)({'a|' if has_links else ''}table|pre|img|h[1-6]{opened})\b({_ATTRIBUTES})>")


def opens_with(html: str, excerpt: str) -> bool:
    """Return whether a body begins with an excerpt, or one of its first paragraphs does, as where it was taken from."""
    start = " ".join(excerpt.split()).rstrip(".… ")[:_SAMPLE]
    if not start:
        return False
    plain = unescape(_ANY_TAG.sub(" ", html[: _SAMPLE + len(excerpt)]))
    if " ".join(plain.split()).startswith(start):
        return True
    return any(text.startswith(start) for text in first_paragraphs(html, start))


def _heading_levels() -> Callable[[str, str], str]:
    """Return what names a body's headings, tag by tag in order, so that no level is left out below the page's `h1`.

    Writers choose a level for its size: `##` and then `####` would be a chapter that is missing to a screen reader.
    """
    above: list[str] = []
    opened: list[str] = []

    def name_of(name: str, closing: str) -> str:
        if closing:
            return opened.pop() if opened else name
        while above and above[-1] >= name:
            above.pop()
        above.append(name)
        opened.append(f"h{min(6, len(above) + 1)}")
        return opened[-1]

    return name_of


def _give_name(found: re.Match[str]) -> str:
    """Give a name to a link that is a picture without words; leave out an empty heading, header cell or link."""
    name, attributes, inside = found.groups()
    if _NAME.search(attributes) or _NAME.search(inside):
        return found[0]
    if name == "th":
        return f"<td>{inside}</td>"
    if name != "a" or not inside.strip():
        return found[0] if name == "a" and " href=" not in attributes else inside
    leads_to = _HOST.search(attributes)
    return f'<a{attributes} aria-label="{leads_to[1].partition("/")[0]}">{inside}</a>' if leads_to else found[0]


def _open_table(tag: str, label: str, *, focusable: bool) -> str:
    focus = ' tabindex="0"' if focusable else ""
    return f'<div class="scroll" role="group"{focus} aria-label="{escape(label)}">{tag}'


def _finish_link(attributes: str, targets: Mapping[str, str]) -> str:
    def resolve(link: re.Match[str]) -> str:
        path, hash_sign, fragment = unescape(link.group(1)).partition("#")
        url = targets.get(path) or targets.get(unquote(path))
        if url is None:
            return ""
        return f' href="{escape(url)}{hash_sign}{escape(quote(unquote(fragment), safe="!$&()*+,;=:@/?-._~"))}"'

    return _PAGE_LINK.sub(resolve, attributes, count=1)


def _finish_image(attributes: str, targets: Mapping[str, str]) -> str:
    present = {name.lower() for name in _ATTRIBUTE.findall(attributes)}
    missing = "".join(f' {name}="{value}"' for name, value in _IMAGE if name not in present)
    no_alt = "" if "alt" in present else ' alt=""'
    return f"{missing}{no_alt}{attributes}"


def _finish_code(attributes: str, targets: Mapping[str, str]) -> str:
    """Let the keyboard reach a block that can be scrolled."""
    return attributes if "tabindex=" in attributes else f' tabindex="0"{attributes}'


def _marker(html: str, language: str) -> Callable[[int, str], str]:
    """Return what gives the tags of a body, in their order, the mark of the language of what follows."""
    foreign = 0

    def mark(start: int, attributes: str) -> str:
        nonlocal foreign
        if " lang=" in attributes:
            return ""
        if foreign < start:
            foreign = foreign_from(html, language, start)
        # Up to the next block, and never far: otherwise `<li><li><li>...` would be read to its end for each tag.
        end = min(start + _SAMPLE, len(html))
        if foreign < end and (block := _BLOCK.search(html, start, end)):
            end = block.start()
        return str(lang(unescape(_ANY_TAG.sub("", html[start:end])), language)) if foreign < end else ""

    return mark


def _no_mark(start: int, attributes: str) -> str:
    return ""


_BY_NAME: dict[str, Callable[[str, Mapping[str, str]], str]] = {
    "a": _finish_link,
    "img": _finish_image,
    "pre": _finish_code,
}
