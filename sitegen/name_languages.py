"""Which sources are another one in another language, by names alone: `index.fr.md`, `x.fr.md` beside `x.md`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

_CODES = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee "
    "el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is "
    "it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms "
    "mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk "
    "sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi "
    "yo za zh zu".split()
)
"""ISO 639-1: what people write into file names."""
_MARKED = re.compile(
    r"(?P<stem>.+)\.(?P<code>[A-Za-z]{2})(?:[-_](?P<script>[A-Za-z]{4}))?(?:[-_](?P<region>[A-Za-z]{2}))?\.[A-Za-z]+\Z"
)
_INDEXES = frozenset({"index", "_index"})


def languages_by_name(paths: Iterable[str]) -> dict[str, str]:
    """Return path -> language (BCP 47) of the sources whose names say that they are another one in that language.

    Of `x.fr.md` that is so where `x.md` stands beside it, or `x.de.md`; of `index.fr.md` always.
    """
    stems: set[str] = set()
    marked: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for path in paths:
        end = path.rfind(".")
        if (
            path.rfind(".", 0, end) > path.rfind("/")
            and (found := _MARKED.match(path))
            and found["code"].lower() in _CODES
        ):
            marked[found["stem"]].append((path, _language(found)))
        stems.add(path[:end])
    return {
        path: language
        for stem, some in marked.items()
        for path, language in some
        if stem in stems or len(some) > 1 or stem.rpartition("/")[2].lower() in _INDEXES
    }


def _language(found: re.Match[str]) -> str:
    parts = (found["code"].lower(), (found["script"] or "").capitalize(), (found["region"] or "").upper())
    return "-".join(filter(None, parts))
