"""What reads texts that come in from outside, under the name of its job, as a function of a text.

Measured as `text_readers.py` is. Libraries that find the article and the day are bounded by the size of a page instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC

from sitegen.errors import SitegenError
from sitegen.intake.captures import Capture
from sitegen.intake.choices.choosing import (
    Circumstances,
    choose_author,
    choose_date,
    choose_excerpt,
    choose_site,
    choose_title,
)
from sitegen.intake.facts.clean_addresses import address_key, clean_address, is_amp
from sitegen.intake.facts.evidence import AUTHOR, DATE, EXCERPT, SITE, TITLE, Evidence
from sitegen.intake.facts.found_dates import find_date
from sitegen.intake.facts.languages_of_text import choose_language
from sitegen.intake.facts.title_parts import parts_of, without_site
from sitegen.intake.feeds.feed_reader import read_feed
from sitegen.intake.feeds.reader_list import read_opml
from sitegen.intake.lines.line_rules import boilerplate_rule, is_date_line
from sitegen.intake.lines.mark_lines import mark_lines, mark_markdown
from sitegen.intake.lines.visible_fields import add_visible, in_header, labelled
from sitegen.intake.page.decoding import decode_page, decode_text
from sitegen.intake.page.headlines import headlines_of
from sitegen.intake.page.html_tree import parse_page, visible_lines
from sitegen.intake.page.json_ld import add_json_ld, article_nodes
from sitegen.intake.page.meta_tags import add_authors, add_head, add_marked, add_metas, add_times, read_metas
from sitegen.intake.page.rights import read_rights, tdmrep_says
from sitegen.intake.page.walls import body_wall, front_wall
from sitegen.intake.subscriptions import parse_subscriptions
from tests.hostile.text_readers import Reader

ADDRESS = "https://a.example/story"


def evidence_of(text: str) -> Evidence:
    """Return evidence all of whose values are a text, and its parts."""
    found = Evidence()
    for field, size in ((TITLE, 500), (SITE, 120), (AUTHOR, 120), (DATE, 100), (EXCERPT, 2000)):
        for at in range(0, min(len(text), 12 * size), size):
            found.add(field, text[at : at + size], "x")
    return found


def chosen(text: str) -> object:
    """Choose among values that are parts of a text."""
    found = evidence_of(text)
    known = Circumstances(UTC)
    return choose_title(found), choose_date(found, known), choose_author(found), choose_site(found)


def page_evidence(text: str) -> object:
    """Read all evidence of a page that is a text, and of one that has it in its script."""
    found = Evidence()
    for html in (text, f'<script type="application/ld+json">{text}</script><title>{text}</title><h1>{text}</h1>'):
        tree = parse_page(html)
        if tree is not None:
            lines = visible_lines(tree)
            metas = read_metas(tree)
            add_json_ld(article_nodes(tree, ADDRESS), found)
            add_metas(metas, found)
            for add in (add_head, add_marked, add_times, add_authors):
                add(tree, found)
            found.extend(headlines_of(tree, lines, "a.example", found))
            add_visible(lines[:400], found, "text:")
            read_rights({}, metas, (), text, None)
    return found


def opml(text: str) -> object:
    """Read a text as OPML, and as a name in one."""
    found: list[object] = []
    for data in (text, f'<opml><body><outline text="{text}" xmlUrl="https://a.example/"/></body></opml>'):
        try:
            found.append(read_opml(data.encode("utf-8", "replace")))
        except SitegenError as error:
            found.append(error)
    return found


INTAKE: Mapping[str, Reader] = {
    "lines of a paste": Reader(mark_lines),
    "Markdown of an article": Reader(lambda text: mark_markdown(text, [text[:200]])),
    "body of a paste": Reader(lambda text: Capture("x", "text", mark_lines(text)).markdown()),
    "one line": Reader(lambda text: (boilerplate_rule(text), is_date_line(text), labelled(text), in_header(text))),
    "fields in lines": Reader(lambda text: add_visible(text.split("\n"), Evidence())),
    "found date": Reader(find_date),
    "title's parts": Reader(lambda text: (parts_of(text[:500]), without_site(text[:500], {"a"}))),
    "choice": Reader(chosen),
    "excerpt": Reader(lambda text: choose_excerpt(evidence_of(text), text.split("\n"), 300)),
    "declared language": Reader(lambda text: choose_language([text], text)),
    "story's address": Reader(lambda text: (clean_address(text), address_key(ADDRESS + text), is_amp(ADDRESS + text))),
    "page's encoding": Reader(lambda text: decode_page(text.encode("gb18030", "replace"))),
    "text's encoding": Reader(lambda text: decode_text(text.encode("cp1252", "replace"))),
    "page's evidence": Reader(page_evidence),
    "walls": Reader(lambda text: (front_wall(text, "", text, text), body_wall(text, text, text, not_free=False))),
    "tdmrep.json": Reader(lambda text: tdmrep_says(text.encode("utf-8", "replace"), ADDRESS)),
    "feed of others": Reader(lambda text: read_feed(text.encode("utf-8", "replace"), ADDRESS, {}, None)),
    "OPML": Reader(opml),
    "subscriptions": Reader(parse_subscriptions),
}
