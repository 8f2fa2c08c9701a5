"""What a page says of itself in its head, in `<time>` and by marks of its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from sitegen.intake.facts.evidence import AUTHOR, DATE, EXCERPT, IMAGE, LANGUAGE, SITE, TITLE, URL, Evidence
from sitegen.intake.page.html_tree import Element, attribute, elements, raw_text, text_of

_MOST_TAGS = 500
_MOST_MARKED = 30
_TIMES = ("time", "relative-time", "local-time", "time-ago")
_NAMES = {
    TITLE: "og:title twitter:title dc.title citation_title parsely-title",
    DATE: (
        "article:published_time og:published_time og:article:published_time datepublished date.published pubdate "
        "publishdate publish-date publish_date parsely-pub-date sailthru.date dc.date dc.date.issued dcterms.date "
        "dcterms.created citation_online_date citation_publication_date citation_date article.published"
    ),
    EXCERPT: "og:description description twitter:description dc.description",
    AUTHOR: "author article:author parsely-author sailthru.author dc.creator citation_author",
    SITE: "og:site_name application-name citation_journal_title",
    URL: "og:url",
    LANGUAGE: "og:locale content-language",
    IMAGE: "og:image:secure_url og:image og:image:url twitter:image twitter:image:src",
}
"""What `<meta>` are about -> their names, the most trusted first."""
_BY_NAME = {name: field for field, names in _NAMES.items() for name in names.split()}
_RANKS = {name: rank for rank, name in enumerate(_BY_NAME)}
_ABOUT_DATES = re.compile(r"date[ _-]?published|pub(?:lish(?:ed)?)?[ _-]?date|entry-date|posted-on", re.IGNORECASE)
_UPDATED = re.compile(r"modified|updated", re.IGNORECASE)
_OTHERS = frozenset({"aside", "footer", "nav"})
_IN_A_LIST = re.compile(r"\b(?:related|recommend\w*|comments?|sidebar|widget|latest|most-read|trending|more-\w+)\b")

_BY_ID = {"pubtime_baidu": DATE, "publish_time": DATE, "pubtime": DATE, "source_baidu": SITE, "js_name": SITE,
          "author_baidu": AUTHOR, "js_author_name": AUTHOR}  # fmt: skip
_LABEL = re.compile(r"\A(?:来源|來源|作者|发布时间|發布時間|时间)\s*[:：]\s*")
_WECHAT_TIME = re.compile(r"""\bvar ct\s{0,3}=\s{0,3}["'](\d{10})["']""")
_MOST_SCRIPT_CHARACTERS = 1_000_000

Metas = list[tuple[str, str]]
"""Name in lower case and content of each `<meta>`."""


def read_metas(tree: Element) -> Metas:
    """Return all `<meta>` of a page that say something."""
    found: Metas = []
    for tag in elements(tree, "meta"):
        content = attribute(tag, "content")
        named = next(
            (name for key in ("property", "name", "itemprop", "http-equiv") if (name := attribute(tag, key))), ""
        )
        if named and content and len(found) < _MOST_TAGS:
            found.append((named.lower(), content))
    return found


def add_metas(metas: Metas, evidence: Evidence) -> None:
    """Note what the `<meta>` say."""
    ranked = sorted((_RANKS[name], name, content) for name, content in metas if name in _BY_NAME)
    for _, name, content in ranked:
        field = _BY_NAME[name]
        if field == AUTHOR and "://" in content:
            continue
        if name == "citation_author":
            content = _first_name_first(content)
        evidence.add(field, content, name if name.startswith(("og:", "article:")) else f"meta {name}")


def _first_name_first(name: str) -> str:
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and "," not in first and first.strip() else name


def add_head(tree: Element, evidence: Evidence) -> None:
    """Note the canonical address, the language and `<title>`."""
    for link in elements(tree, "link"):
        if "canonical" in attribute(link, "rel").lower().split():
            evidence.add(URL, attribute(link, "href"), "link rel=canonical")
    html = next(elements(tree, "html"), tree)
    evidence.add(LANGUAGE, attribute(html, "lang") or attribute(html, "xml:lang"), "html lang")


def add_times(tree: Element, evidence: Evidence) -> None:
    """Note what `<time>` and microdata say of the publication; what stands in lists of other stories is left out.

    A `<time>` without `datetime` may be the clock of a page: its text counts where it stands under the headline.
    """
    marked = (tag for tag in elements(tree, *_TIMES, "abbr", "span", "meta", "p", "div") if _tells_a_date(tag))
    for tag in islice(marked, _MOST_MARKED):
        is_time = tag.tag in _TIMES
        value = attribute(tag, "datetime") or attribute(tag, "content") or ("" if is_time else text_of(tag))
        evidence.add(DATE, value, "time" if is_time else f"itemprop {attribute(tag, 'itemprop')}")


def _tells_a_date(tag: Element) -> bool:
    """Return whether an element is of the day on which the story was published."""
    named = " ".join(attribute(tag, key) for key in ("itemprop", "class", "pubdate"))
    is_marked = tag.tag in _TIMES or ("itemprop" in tag.attrib and _ABOUT_DATES.search(named))
    return bool(is_marked) and not _UPDATED.search(named) and not is_of_others(tag)


def add_marked(tree: Element, evidence: Evidence) -> None:
    """Note what stands in elements that Chinese portals mark for search engines, and WeChat for its own scripts."""
    named = (tag for tag in elements(tree, "span", "div", "p", "a", "em", "i", "strong") if _id_of(tag) in _BY_ID)
    for tag in islice(named, _MOST_MARKED):
        field = _BY_ID[_id_of(tag)]
        evidence.add(field, _LABEL.sub("", text_of(tag)), f"id {attribute(tag, 'id')}")
    for script in elements(tree, "script"):
        if found := _WECHAT_TIME.search(raw_text(script)[:_MOST_SCRIPT_CHARACTERS]):
            evidence.add(DATE, found[1], "script ct")


def _id_of(tag: Element) -> str:
    return attribute(tag, "id").lower()


def add_authors(tree: Element, evidence: Evidence) -> None:
    """Note who is marked as the author."""
    marked = (tag for tag in elements(tree, "a", "span", "address", "div", "p") if _names_an_author(tag))
    for tag in islice(marked, _MOST_MARKED):
        inner = next((one for one in tag.iter() if "name" in attribute(one, "itemprop").split()), tag)
        text = text_of(inner)
        if 0 < len(text) <= 60:
            evidence.add(AUTHOR, text, "rel=author" if attribute(tag, "rel") else "itemprop author")


def _names_an_author(tag: Element) -> bool:
    marks = f"{attribute(tag, 'rel')} {attribute(tag, 'itemprop')}".lower().split()
    return "author" in marks and not is_of_others(tag)


def is_of_others(element: Element) -> bool:
    """Return whether an element stands among links to other stories, or in what surrounds every page."""
    return any(
        one.tag in _OTHERS or _IN_A_LIST.search(f"{attribute(one, 'class')} {attribute(one, 'id')}".lower())
        for one in _upward(element)
    )


def _upward(element: Element) -> Iterator[Element]:
    one: Element | None = element
    for _ in range(40):
        if one is None or one.tag in ("body", "html"):
            return
        yield one
        one = one.getparent()
