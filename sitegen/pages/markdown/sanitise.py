"""The door to nh3: HTML from strangers, reduced to what is harmless.

Never: lets through a script, a handler, a style, a frame, a form, or a link to anything but http, https and mailto.
"""

from __future__ import annotations

import re
from functools import cache

import nh3

from sitegen.pages.markdown.highlight import code_classes
from sitegen.pages.markdown.text_breaks import break_texts, join_text

LINE_MARK = "data-line"
"""Attribute of a link that tells `body_links` where it was typed; taken out again there."""

_TEXT_TAGS = (
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure "
    "h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span strong sub summary sup "
    "table tbody td tfoot th thead time tr u ul var wbr"
)
_SILENT_TAGS = "script style iframe object embed form svg math noscript template textarea select button title head"
_ATTRIBUTES = {
    "*": "class id lang dir title",
    "a": f"href name {LINE_MARK}",
    "img": "src alt width height",
    "ol": "start reversed",
    "li": "value",
    "td": "colspan rowspan",
    "th": "colspan rowspan scope",
    "col": "span",
    "colgroup": "span",
    "time": "datetime",
    "details": "open",
    "blockquote": "cite",
    "q": "cite",
}
_OWN_CLASSES = frozenset(
    "footnote-ref footnote-backref footnotes footnotes-sep footnotes-list footnote-item align-left align-right "
    "align-center".split()
)
_LANGUAGE_CLASS = re.compile(r"language-[\w+#.-]{1,40}\Z")
_PLAIN_ADDRESS = re.compile(r"https?://[a-z0-9.-]+(?::[0-9]{1,5})?(?:/[a-z0-9/._~?=&+-]*)?\Z", re.IGNORECASE)
MOST_ATTRIBUTE_CHARACTERS = 8192
"""Of an attribute's value, as of an address; what is longer is cut."""
_ADDRESSES = frozenset({"href", "src", "cite"})
_SMALL_NUMBER = re.compile(r"[0-9]{1,5}\Z")
_NUMBER_ATTRIBUTES = frozenset({"width", "height", "colspan", "rowspan", "span", "start", "value"})
_CHOICES = {"dir": ("ltr", "rtl", "auto"), "scope": ("row", "col", "rowgroup", "colgroup")}
_LANGUAGE = re.compile(
    r"([a-z]{2})(?:-(?:Hans|Hant))?(?:-(?:CN|HK|MO|SG|TW|US|GB|CA|AU|IN|BR|PT|ES|MX|FR|DE|AT|CH|JP|KR))?\Z",
    re.IGNORECASE,
)
_LANGUAGES = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en "
    "eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja "
    "jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb "
    "nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq "
    "sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu".split()
)
"""ISO 639-1."""


def sanitise(html: str, cut: set[str] | None = None) -> str:
    """Return HTML with only the tags, attributes, classes and links that a body may have; comments vanish.

    `cut` receives the names of attributes of which a value was too long.
    """
    cleaner = _cleaner()
    # The parser drops a first U+FEFF, which it takes for a byte-order mark.
    clean = cleaner.clean("\ufeff" + html if html.startswith("\ufeff") else html)
    if cut is not None:
        cut |= cleaner.cut
    return clean


class _Cleaner:
    def __init__(self) -> None:
        self.cut: set[str] = set()
        self._cleaner = nh3.Cleaner(
            tags=set(_TEXT_TAGS.split()),
            clean_content_tags=set(_SILENT_TAGS.split()),
            attributes={tag: set(names.split()) for tag, names in _ATTRIBUTES.items()},
            attribute_filter=self._filter_attribute,
            url_schemes={"http", "https", "mailto"},
            link_rel=None,
            strip_comments=True,
        )

    def clean(self, html: str) -> str:
        self.cut.clear()
        return self._cleaner.clean(break_texts(html))

    def _filter_attribute(self, tag: str, name: str, value: str) -> str | None:
        value = join_text(value)
        is_long = len(value) > MOST_ATTRIBUTE_CHARACTERS
        if is_long and name in _ADDRESSES:
            return None  # no address is so long
        kept = _filtered(name, value[:MOST_ATTRIBUTE_CHARACTERS])
        if is_long and kept is not None:
            self.cut.add(name)
        return kept


def body_id(name: str) -> str:
    """Return an id as it is in a body; `#body_id(...)` leads to it.

    Ids that begin with `_` are the theme's (`_main`), so that no body can have one of them.
    """
    return f"body{name}" if name.startswith("_") else name


# One for all: the sanitiser and its filter hold each other, which nh3 does not let the garbage collector see.
_cleaner = cache(_Cleaner)


def _filtered(name: str, value: str) -> str | None:
    if name in ("id", "name"):
        return body_id(value)
    if name == "class":
        kept = [word for word in value.split()[:20] if _is_known_class(word)]
        return " ".join(kept) or None
    if name in _NUMBER_ATTRIBUTES:
        return value if _SMALL_NUMBER.match(value) else None
    if name == "lang":
        language = _LANGUAGE.match(value)
        return value if language and language[1].lower() in _LANGUAGES else None
    if name in _CHOICES:
        return value.lower() if value.lower() in _CHOICES[name] else None
    if name == "cite" and not _PLAIN_ADDRESS.match(value):
        return None
    return value


def _is_known_class(word: str) -> bool:
    return word in _OWN_CLASSES or word in code_classes() or _LANGUAGE_CLASS.match(word) is not None
