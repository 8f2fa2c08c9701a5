"""The engine's way to a body: its parts read, sanitised, their links finished, and put together.

Never: lets HTML out that `sanitise` has not seen or the fast way has not made.
"""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.errors import Problem
from sitegen.pages.markdown.body import Body, BodySource
from sitegen.pages.markdown.body_costs import Excess
from sitegen.pages.markdown.body_links import LinkFinisher, dead_parts
from sitegen.pages.markdown.dialects.frames import replace_frames
from sitegen.pages.markdown.fast.fast_parts import FoundHeading, OddText, Part, Rest, heading_html
from sitegen.pages.markdown.heading_ids import HeadingList
from sitegen.pages.markdown.markdown_engine import MOST_NESTING, ReadMarkdown
from sitegen.pages.markdown.open_tags import OpenTags
from sitegen.pages.markdown.sanitise import MOST_ATTRIBUTE_CHARACTERS, sanitise
from sitegen.pages.markdown.structure import repair_structure
from sitegen.pages.markdown.typed.own_links import dead_address


def finish_parts(parts: Sequence[Part], source: BodySource) -> Body:
    """Return the body whose parts these are.

    Where a part has HTML as typed, all are sanitised together, for a tag that is not closed reaches into the next part;
    the fast way's own HTML comes out as it went in. Without that, each part is a whole of its own.
    """
    read = [_read(part) for part in parts]
    found = [one for one in read if one is not None]
    problems = [problem] if (problem := _problem(parts, read, source)) else []
    firsts = (part.level == 1 for part in parts if isinstance(part, FoundHeading))
    notes = [name for one in found for name in one.note_ids()]
    headings = HeadingList(is_shifted=any(firsts) or any(one.has_first_level for one in found), taken=notes)
    finisher = LinkFinisher(source)
    has_html = any(True for one in found for _ in one.html_pieces())
    cut: set[str] = set()
    html = []
    for part, one in zip(parts, read, strict=True):
        raw = one.write(headings) if one else part if isinstance(part, str) else ""
        if one and not has_html:
            raw = finisher.finish(sanitise(raw, cut))
        if isinstance(part, FoundHeading):
            text = one.plain() if one else part.text
            content = raw if one or not isinstance(part.content, str) else part.content
            raw = heading_html(content, headings.add(part.level, text))
        html.append(raw)
    whole = "".join(html)
    if has_html:
        ours = frozenset((*notes, *(heading.id for heading in headings.found)))
        whole, lost = replace_frames(whole)
        whole = finisher.finish(repair_structure(sanitise(whole, cut), ours))
        problems += [_lost_element(name, source) for name in lost]
    if cut:
        names = " and ".join(sorted(cut))
        message = f"in the body a value of {names} has more than {MOST_ATTRIBUTE_CHARACTERS} characters"
        problems.append(Excess(message, "The rest of it is left out. Shorten it.").warning(source))
    problems += [
        dead_address(source.shown_path, link, f"{link.text} leads to no part of this page")
        for link in dead_parts(finisher.inside.values(), whole)
    ]
    links, files, inside = tuple(finisher.links), tuple(finisher.files), tuple(finisher.inside.values())
    return Body(whole, tuple(headings.found), links, files, tuple(problems), inside)


def _lost_element(name: str, source: BodySource) -> Problem:
    """Return a warning of an element that no body may have."""
    place = source.text.lower().find(f"<{name}")
    line = source.first_line + source.text.count("\n", 0, max(0, place))
    message = f"<{name}> is left out: no text may have one, or it shows nothing that a link may lead to"
    several = "kinds of HTML that no text may have are left out"
    hint = "Write in Markdown what readers should see of it, or link to it."
    return Problem("warning", source.shown_path, line, 0, "", message, hint, several=several, name=f"<{name}>")


def _read(part: Part) -> ReadMarkdown | None:
    content = part.content if isinstance(part, FoundHeading) else part
    if isinstance(content, Rest):
        return ReadMarkdown.of_blocks(content.text, content.first)
    return ReadMarkdown.of_text(*content) if isinstance(content, OddText) else None


def _problem(parts: Sequence[Part], read: Sequence[ReadMarkdown | None], source: BodySource) -> Problem | None:
    """Return a warning of what cannot be shown as typed; HTML that would take the sanitiser too long becomes text."""
    found = [one for one in read if one is not None]
    if excess := _too_many_tags(parts, read):
        for one in found:
            for token in one.html_pieces():
                token.type = "text"
        return excess.warning(source)
    if any(one.is_too_deep for one in found):
        message = f"the body is nested more than {MOST_NESTING} deep"
        return Excess(message, "What is deeper is left out. Flatten it.").warning(source)
    return None


def _too_many_tags(parts: Sequence[Part], read: Sequence[ReadMarkdown | None]) -> Excess | None:
    """Return what HTML asks too much of a parser."""
    tags = OpenTags()
    for part, one in zip(parts, read, strict=True):
        if one is not None:
            one.count_tags(tags)
        else:
            tags.add_blocks(part.count("<") if isinstance(part, str) else 1)
        if tags.excess:
            break
    return tags.excess
