"""The links of a sanitised body, as they are published.

Those to sources and to other files of the site are named, those from the site's root get the base path, those that
leave say so, and what is none of these is taken out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from html import escape, unescape
from itertools import accumulate
from posixpath import dirname
from urllib.parse import unquote

from sitegen.pages.file_links import file_address, is_film, resolve_target
from sitegen.pages.markdown.body import BodySource
from sitegen.pages.markdown.dialects.embeds import words_of_link
from sitegen.pages.markdown.sanitise import LINE_MARK, body_id
from sitegen.pages.page import BodyLink
from sitegen.pages.urls import encode_typed, safe_url

PAGE_SCHEME = "page:"
"""Before the path of a content file in a body's links, until it is rendered."""
MOST_LOCATED = 500
"""Of one body's links to content files; the others are known by their block's line: each search reads the text."""
LEAVING = "noopener nofollow ugc"
"""`rel` of a link that leaves the site: its target was chosen by a stranger."""

# Not by nh3: it would write the two in a random order.
_PICTURE = {"loading": "lazy", "referrerpolicy": "no-referrer"}
_LINK_TAG = re.compile(r'<(?:/a|(a|img)((?: [a-z-]+="[^"]*")*))>')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_ID = re.compile(r'<[a-z][^<>]* id="([^"]*)"')
_SCHEME = re.compile(r"[^/?#]*:")
_CONTENT_FILE = re.compile(r"\.(?:md|markdown|mdown|mdx|txt)\Z", re.IGNORECASE)
_FILE = re.compile(r"[^/]\.(?!x?html?\Z|php\d?\Z|aspx?\Z|jsp\Z|cgi\Z)[a-z][a-z0-9]{1,9}\Z", re.IGNORECASE)
"""The end of a link to a file that is no page."""
_MARK = re.compile(r"([0-9]{1,9})-([0-9]{1,9})\Z")


class LinkFinisher:
    """Finishes the links of one body, in the order of its HTML."""

    def __init__(self, source: BodySource) -> None:
        self.links: list[BodyLink] = []
        """The links to sources that were found."""
        self.files: list[BodyLink] = []
        """The pictures and files of this site that were found."""
        self.inside: dict[str, BodyLink] = {}
        """The first link to each address of this site, as typed, those within the page (`#part`) among them."""
        self._source = source.text
        self._first_line = source.first_line
        self._folder = dirname(source.path)
        self._base_path = source.base_path
        self._line_starts: list[int] = []
        self._searched: dict[str, int] = {}
        self._is_in_link = False

    def finish(self, html: str) -> str:
        """Return sanitised HTML with its links as they must be."""
        return _LINK_TAG.sub(self._finish_tag, html) if "<a" in html or "<img" in html else html

    def _finish_tag(self, found: re.Match[str]) -> str:
        if not found[1]:
            self._is_in_link = False
            return found[0]
        self._is_in_link = self._is_in_link or found[1] == "a"
        attributes: dict[str, str] = dict(_ATTRIBUTE.findall(found[2]))
        mark = attributes.pop(LINE_MARK, "")
        name = "href" if found[1] == "a" else "src"
        if name in attributes:
            typed = unescape(attributes.pop(name))
            address = self._image_address(typed, mark) if name == "src" else self._address(typed, mark)
            if address is not None:
                attributes = {name: escape(address), **attributes}
                if name == "href" and address.startswith(("http://", "https://")):
                    attributes["rel"] = LEAVING
        if found[1] == "img":
            if "src" not in attributes:
                return text_of_attribute(attributes.get("alt", ""))
            if attributes["src"].startswith(("http:", "https:")) and is_film(attributes["src"]):
                return self._link_to_film(unescape(attributes["src"]), unescape(attributes.get("alt", "")))
            attributes |= _PICTURE
        written = "".join(f' {key}="{value}"' for key, value in attributes.items())
        return f"<{found[1]}{written}>"

    def _link_to_film(self, address: str, alt: str) -> str:
        """Return what stands for a film or a sound of another site, which no page plays: a link, or words in one."""
        words = escape(words_of_link(address, alt), quote=False)
        return words if self._is_in_link else f'<a href="{escape(address)}" rel="{LEAVING}">{words}</a>'

    def _address(self, typed: str, mark: str) -> str | None:
        if _SCHEME.match(typed):
            return safe_url(typed)
        path, hash_mark, fragment = typed.partition("#")
        target = self._target(unquote(path.partition("?")[0]))
        if target is not None:
            line, column = self._place_of(typed, mark)
            self.links.append(BodyLink(target, line, column, unquote(typed)))
            address: str | None = PAGE_SCHEME + encode_typed(target.replace("%", "%25"))
        elif _FILE.search(unquote(path.partition("?")[0])) and self._site_address(path) is not None:
            return self._file(typed, mark, is_picture=False)
        else:
            address = self._site_address(path) if path or not hash_mark else ""
            if address is not None and typed != "#" and typed not in self.inside:
                line, column = self._place_of(typed, mark)
                self.inside[typed] = BodyLink(unquote(path) + hash_mark + fragment, line, column, typed)
        if not hash_mark or address is None:
            return address
        # To a body, but for a file of `static/`, which has the ids that it has.
        is_page = target is not None or path == "" or path.endswith("/")
        return f"{address}#{encode_typed(_to_body(fragment) if is_page else fragment)}"

    def _image_address(self, typed: str, mark: str) -> str | None:
        if _SCHEME.match(typed):
            return safe_url(typed, allow_mail=False)
        is_file = self._site_address(typed) is not None and typed.partition("?")[0].strip("/#")
        return self._file(typed, mark, is_picture=True) if is_file else None

    def _file(self, typed: str, mark: str, *, is_picture: bool) -> str:
        """Note a file of this site, and return what stands for it."""
        path, _, fragment = typed.partition("#")
        target = resolve_target(unquote(path.partition("?")[0]), self._folder)
        line, column = self._place_of(typed, mark)
        self.files.append(BodyLink(target, line, column, unquote(typed), is_picture))
        return file_address(target, encode_typed(fragment))

    def _site_address(self, typed: str) -> str | None:
        """Put the base path before a link from the site's root; leave a relative one."""
        if typed.startswith("//") or "\\" in typed or not typed:
            return None
        return self._base_path + encode_typed(typed[1:]) if typed.startswith("/") else encode_typed(typed)

    def _target(self, path: str) -> str | None:
        """Return the content file that a relative link means; None when it means none."""
        if not _CONTENT_FILE.search(path) or path.startswith("//") or "\\" in path:
            return None
        return resolve_target(path, self._folder).removeprefix("/")

    def _is_worth_locating(self) -> bool:
        return len(self.links) + len(self.files) + len(self.inside) < MOST_LOCATED

    def _place_of(self, typed: str, mark: str) -> tuple[int, int]:
        """Return line and column at which a link's address was typed."""
        if not self._line_starts:
            self._line_starts = [0, *accumulate(len(line) + 1 for line in self._source.split("\n"))]
        last = len(self._line_starts) - 1
        marked = _MARK.match(mark)
        begin = self._line_starts[min(int(marked[1]), last)] if marked else 0
        end = self._line_starts[min(int(marked[2]), last)] if marked else len(self._source)
        for spelling in (typed, unquote(typed)) if self._is_worth_locating() else ():
            at = self._source.find(spelling, max(begin, self._searched.get(spelling, 0)), end)
            if at < 0:
                at = self._source.find(f"]: {spelling}")  # a link by reference: its address stands elsewhere
                at += 3 if at >= 0 else 0
            if at >= 0:
                self._searched[spelling] = at + len(spelling)
                line = bisect_right(self._line_starts, at) - 1
                return self._first_line + line, at - self._line_starts[line] + 1
        return self._first_line + (min(int(marked[1]), last) if marked else 0), 0


def dead_parts(links: Iterable[BodyLink], html: str) -> Iterator[BodyLink]:
    """Yield the links within a body to a part that it does not have."""
    ids: frozenset[str] | None = None
    for link in links:
        if link.target.startswith("#"):
            ids = ids_of(html) if ids is None else ids
            if not has_part(unquote(link.target[1:]), ids):
                yield link


def has_part(name: str, ids: Collection[str]) -> bool:
    """Return whether a page with these ids has a part; each has a top, and words that a browser looks for."""
    return name in ids or body_id(name) in ids or name.lower() in ("", "top") or name.startswith(":~:")


def ids_of(html: str) -> frozenset[str]:
    """Return the ids that a body has."""
    return frozenset(unescape(found) for found in _ID.findall(html))


def text_of_attribute(value: str) -> str:
    """Return an attribute's value, as HTML has it in quotes, as HTML between tags, where `<` is no sign of its own."""
    return escape(unescape(value), quote=False)


def _to_body(fragment: str) -> str:
    """Return a fragment that leads to what a body calls so."""
    return body_id(unquote(fragment)) if unquote(fragment).startswith("_") else fragment
