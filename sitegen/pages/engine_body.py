"""The engine's way to a body: its parts read, sanitised, their links finished, and put together.

Never: lets HTML out that `sanitise` has not seen or the fast way has not made.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from sitegen.errors import Problem
from sitegen.pages.body import Body, BodySource
from sitegen.pages.body_links import LinkFinisher
from sitegen.pages.fast_parts import FoundHeading, OddText, Part, Rest, heading_html
from sitegen.pages.heading_ids import HeadingList
from sitegen.pages.markdown_engine import MOST_NESTING, ReadMarkdown
from sitegen.pages.sanitise import sanitise
from sitegen.pages.structure import mend_structure

MOST_OPEN_TAGS = 300
"""HTML tags that are never closed: an HTML parser takes quadratic time on them."""

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})")
_NEVER_NESTED = frozenset(
    "area base br col dd dt embed hr img input li link meta option p source tbody td tfoot th thead tr wbr".split()
)


def finish_parts(parts: Sequence[Part], source: BodySource) -> Body:
    """Return the body whose parts these are.

    Where a part has HTML as typed, all are sanitised together, for a tag that is not closed reaches into the next part;
    the fast way's own HTML comes out as it went in. Without that, each part is a whole of its own.
    """
    read = [_read(part) for part in parts]
    found = [one for one in read if one is not None]
    problem = _problem(found, source)
    firsts = (part.level == 1 for part in parts if isinstance(part, FoundHeading))
    notes = [name for one in found for name in one.note_ids()]
    headings = HeadingList(is_shifted=any(firsts) or any(one.has_first_level for one in found), taken=notes)
    finisher = LinkFinisher(source)
    has_html = any(True for one in found for _ in one.html_pieces())
    html = []
    for part, one in zip(parts, read, strict=True):
        raw = one.write(headings) if one else part if isinstance(part, str) else ""
        if one and not has_html:
            raw = finisher.finish(sanitise(raw))
        if isinstance(part, FoundHeading):
            text = one.plain() if one else part.text
            content = raw if one or not isinstance(part.content, str) else part.content
            raw = heading_html(content, headings.add(part.level, text))
        html.append(raw)
    whole = "".join(html)
    if has_html:
        ours = frozenset((*notes, *(heading.id for heading in headings.found)))
        whole = finisher.finish(mend_structure(sanitise(whole), ours))
    return Body(whole, tuple(headings.found), tuple(finisher.links), (problem,) if problem else ())


def _read(part: Part) -> ReadMarkdown | None:
    content = part.content if isinstance(part, FoundHeading) else part
    if isinstance(content, Rest):
        return ReadMarkdown.of_blocks(content.text, content.first)
    return ReadMarkdown.of_text(*content) if isinstance(content, OddText) else None


def _problem(read: Sequence[ReadMarkdown], source: BodySource) -> Problem | None:
    """Tell of what cannot be shown as typed; HTML that would take the sanitiser too long becomes text."""
    if _has_open_tags(read):
        for one in read:
            for token in one.html_pieces():
                token.type = "text"
        message = f"more than {MOST_OPEN_TAGS} HTML tags in the body are never closed"
        hint = "Its HTML is shown as text. Close them."
    elif any(one.is_too_deep for one in read):
        message = f"the body is nested more than {MOST_NESTING} deep"
        hint = "What is deeper is left out. Flatten it."
    else:
        return None
    return Problem("warning", source.shown_path, source.first_line, 0, "", message, hint)


def _has_open_tags(read: Iterable[ReadMarkdown]) -> bool:
    opened: Counter[str] = Counter()
    for token in (token for one in read for token in one.html_pieces()):
        for found in _TAG.finditer(token.content):
            name = found[2].lower()
            if not found[1]:
                opened[name] += name not in _NEVER_NESTED
            elif opened[name]:
                opened[name] -= 1
        if opened.total() > MOST_OPEN_TAGS:
            return True
    return False
