"""From a source's bytes to its page: the way through this room.

Never: reads a file, knows a second page, or raises for anything a source may hold.
"""

from __future__ import annotations

from datetime import timedelta

from sitegen.lazy import lazy_imports
from sitegen.pages.fields.addresses import FileName, own_path, page_place, read_file_name
from sitegen.pages.fields.date_forms.dates import Moment
from sitegen.pages.fields.story_fields import coverage_of
from sitegen.pages.fields.typed_front_matter import FrontMatter, read_front_matter
from sitegen.pages.front_matter.nodes import Mapping
from sitegen.pages.front_matter.read_head import read_head
from sitegen.pages.heads.head_lines import as_it_looks, field_of
from sitegen.pages.heads.source_text import SourceText, read_source_text
from sitegen.pages.markdown.body import Body
from sitegen.pages.markdown.dialects.left_out import LeftOut, left_out_problems
from sitegen.pages.markdown.typed.own_links import links_in_full
from sitegen.pages.page import Card, Page, PageMeta, Parsed, known_by
from sitegen.pages.page_pictures import with_own_files, without_images
from sitegen.pages.problem_list import ProblemList
from sitegen.pages.remarks import DERIVED_TITLE, MOST_REMARKS, OTHER_DAY, SUBHEADS, UNDATED, UNREAD
from sitegen.pages.text.excerpts import excerpt_of_html, plain_excerpt
from sitegen.pages.tombstones import tombstone, tombstone_note
from sitegen.pages.urls import SHORT_ADDRESS, encode_path, fits_on_disk, host_of, output_path, slugify
from sitegen.permalinks import folder_of
from sitegen.settings import Settings
from sitegen.values import Value, attributes_of, digest_bytes, encode, pack, short_digest, with_changes
from sitegen.withholding_words import is_drafts_folder

with lazy_imports():
    from sitegen.pages import plain_article
    from sitegen.pages.markdown import markdown
    from sitegen.pages.markdown.dialects import components
    from sitegen.pages.text import markdown_title, plain_text

_STANDS = {"withheld": "", "removed": False}
"""Of a tombstone: it is removed, and stands there."""
_A_DAY = timedelta(days=1)
IN_DRAFTS = "in a drafts folder"
"""Why a page is withheld that lies there."""


def parse_source(data: bytes, path: str, settings: Settings, shown_path: str = "", language: str = "") -> Parsed:
    """Return the page that a source becomes, and its problems.

    `path` is relative to the content folder, `shown_path` is how problems name the file (the same, unless given).
    `language` is that at the end of the name of a translation.
    With an error among the problems there is no page. Never raises, whatever the bytes.
    """
    problems = ProblemList(shown_path or path)
    name = read_file_name(path, settings.timezone, language)
    parsed = _parsed(data, name, path, settings, problems)
    if parsed is None or problems.has_error:
        return Parsed(None, None, problems.all())
    return parsed


class _PageLocation(Value, frozen=True):
    """Where and when a page stands."""

    section: str
    url: str
    date: Moment | None
    is_story: bool
    is_draft: bool
    """Whether it lies in a folder of drafts, or says so by its category."""
    file: str = ""
    """The address of a file (`/2020/chips.html`) that leads to it, decoded; empty for none."""


def _parsed(data: bytes, name: FileName, path: str, settings: Settings, problems: ProblemList) -> Parsed | None:
    text = read_source_text(data, problems)
    if text is None:
        return None
    typed = _front_matter(text, settings, problems)
    location = _location(name, typed, settings)
    text = _without_code(text, path, problems)
    if len(location.url) > SHORT_ADDRESS and not fits_on_disk(output_path(location.url, settings.base_path)):
        hint = "Write a shorter `url`, `slug` or file name."
        problems.add("error", (1, 0, 0), "", "its address is longer than file systems take", hint)
    if problems.has_error:
        return None
    title, rest = _title(text, path, name, typed)
    if not title:
        hint = 'Add a line "title: ..." to the front matter, or a first line to the text.'
        problems.add("error", (1, 0, 0), "title", "the source has no title", hint)
        return None
    if typed.unshown.find_headings is not None:
        settings = with_changes(settings, find_headings=typed.unshown.find_headings)
    body = _body(rest, text.body_line, path, settings, problems.path)
    problems.extend(body.problems)
    card = _card(path, title, typed, location, body)
    page = _page(typed, body, with_changes(card, language=card.language or name.language), settings)
    note = tombstone_note(typed.publication.withheld, typed.extra)
    if note:
        page, title, rest = tombstone(page.card, note, plain_text.plain_body(note)), note, ""
    card_bytes, page_bytes = encode(page.card), pack(encode(page.details))
    digests = digest_bytes(card_bytes), digest_bytes(page_bytes)
    meta = _page_meta(page, typed, location, digests)
    is_guess = settings.find_headings is None and _is_plain(path) and bool(body.headings)
    remarks = _remarks_on(typed, name, location, is_guess)[:MOST_REMARKS]
    inside = (*body.inside, *links_in_full(body.html, rest, text.body_line, settings))
    stands = _STANDS if note else {}
    meta = with_changes(meta, known_by=known_by(title, rest), inside=inside, remarks=remarks, **stands)
    return Parsed(meta, page, problems.all(), card_bytes, page_bytes)


def _page(typed: FrontMatter, body: Body, card: Card, settings: Settings) -> Page:
    page = Page(
        **attributes_of(typed.own),
        body=body.html,
        headings=body.headings,
        links=body.links,
        files=body.files,
        extra=typed.extra,
        card=card,
    )
    return with_own_files(page) if settings.images else without_images(page)


def _front_matter(text: SourceText, settings: Settings, problems: ProblemList) -> FrontMatter:
    if text.front_matter is None:
        return FrontMatter()
    root = read_head(text.front_matter, text.front_matter_line, text.style, problems)
    if isinstance(root, Mapping):
        return read_front_matter(root, settings, problems)
    if root is not None:
        message = "the front matter is not a list of fields"
        problems.add("error", root.position, "", message, "Write each field as `key: value`.")
    return FrontMatter(has_front_matter=True)


def _location(name: FileName, typed: FrontMatter, settings: Settings) -> _PageLocation:
    listed, unshown = typed.listed, typed.unshown
    date = typed.publication.date or name.date
    is_news = listed.provider is not None or bool(listed.original_url or name.section) or name.date is not None
    is_story = date is not None and is_news and listed.type.lower() != "page" and not name.is_section
    category = "" if name.section else unshown.category
    section = name.section or (slugify(category) if category else "")
    slug = unshown.slug or slugify(name.stem)
    day = date.date.date() if date else None
    typed_path = own_path(unshown.url, section, slug, day) if unshown.url else ""
    story_day = day if is_story else None
    folder, file = folder_of(typed_path) if typed_path else page_place(name, section, slug, story_day, settings)
    url = settings.base_path + encode_path(folder[1:])
    return _PageLocation(section, url, date, is_story, name.is_draft or is_drafts_folder(category), file)


def _is_plain(path: str) -> bool:
    return path.lower().endswith(".txt")


def _without_code(text: SourceText, path: str, problems: ProblemList) -> SourceText:
    """Return a source without the lines of code of MDX, which are told; the others keep their numbers."""
    if not path.lower().endswith(".mdx"):
        return text
    left_out: list[LeftOut] = []
    body = components.without_imports(text.body, left_out)
    lines = zip(text.body.split("\n"), body.split("\n"), strict=True)
    for number, (before, after) in enumerate(lines, text.body_line):
        if before != after and (field := field_of(as_it_looks(before))) and field.withholds:
            message = "a field in a line of code keeps the story back, and code is not read"
            hint = "Write it into front matter, or delete the line."
            problems.add("error", (number, 1, len(before)), "", message, hint)
            break
    problems.extend(left_out_problems(left_out, text.body_line, problems.path))
    return with_changes(text, body=body)


def _title(text: SourceText, path: str, name: FileName, typed: FrontMatter) -> tuple[str, str]:
    """Return the title and the body without it: as given, else as the text begins, else the file's name in words."""
    if typed.listed.title:
        return typed.listed.title, text.body
    if _is_plain(path):
        return plain_text.find_title(text.body)
    title, rest = markdown_title.find_markdown_title(text.body)
    is_empty = not typed.has_front_matter and not text.body.strip()
    return plain_excerpt(title) or ("" if is_empty else markdown_title.name_in_words(name.stem)), rest


def _body(text: str, first_line: int, path: str, settings: Settings, shown_path: str) -> Body:
    if _is_plain(path):
        return plain_article.render_plain_text(text, with_headings=settings.find_headings is not False)
    if not text or text.isspace():
        return Body("")  # most stories have none, and then nothing of Markdown is loaded
    return markdown.render_body(text, first_line, path, settings.base_path, shown_path)


def _card(path: str, title: str, typed: FrontMatter, location: _PageLocation, body: Body) -> Card:
    date, listed, own = location.date, typed.listed, typed.own
    shown = attributes_of(listed)
    shown["title"] = title
    shown["excerpt"] = listed.excerpt or (excerpt_of_html(body.html) if body.html else "")
    return Card(
        **shown,
        path=path,
        url=location.url,
        date=date.date if date else None,
        has_time=date.has_time if date else True,
        section=location.section,
        domain=host_of(listed.original_url),
        image=own.images[0] if own.images else None,
        coverage=coverage_of(own.related, listed.provider),
        has_body=bool(body.html),
        identity=typed.unshown.id or listed.original_url or path,
        guid=typed.unshown.guid,
        terms=typed.terms,
    )


def _remarks_on(typed: FrontMatter, name: FileName, location: _PageLocation, is_guess: bool) -> tuple[str, ...]:
    """Return what is worth telling of a source once for the whole site; its headings may be guessed."""
    remarks = (SUBHEADS,) * is_guess + tuple(f"{UNREAD}{key}" for key in typed.unread)
    if not typed.listed.title:
        remarks += (DERIVED_TITLE,)
    if location.date is None and name.section and not name.is_index and typed.listed.type.lower() != "page":
        remarks += (UNDATED,)
    given = typed.publication.date
    if given and name.date and abs(given.date.date() - name.date.date.date()) > _A_DAY:
        remarks += (OTHER_DAY,)
    return remarks


def _page_meta(page: Page, typed: FrontMatter, location: _PageLocation, digests: tuple[str, str]) -> PageMeta:
    card, unshown, publication = page.card, typed.unshown, typed.publication
    is_dateless = not typed.has_front_matter and card.date is None
    withheld = publication.withheld or (IN_DRAFTS if location.is_draft else "no date" if is_dateless else "")
    moment, opens = _seconds(location.date), _seconds(publication.opens)
    return PageMeta(
        path=card.path,
        url=card.url,
        section=card.section,
        title=card.title,
        is_story=location.is_story,
        moment=moment,
        day=card.date.date().isoformat() if card.date else "",
        quality=card.quality if card.quality is not None else 0,
        heat=card.heat if card.heat is not None else -1,
        featured=card.featured,
        terms=typed.terms,
        card_digest=digests[0],
        page_digest=digests[1],
        withheld=withheld,
        removed=withheld == "removed",
        expires=_seconds(publication.expires),
        id=unshown.id,
        guid=unshown.guid,
        aliases=(*((location.file,) if location.file else ()), *unshown.aliases),
        links=page.links,
        files=page.files,
        original_url=typed.listed.original_url,
        identity_line=typed.identity[0],
        identity_column=typed.identity[1],
        updated_day=_later_day(card),
        alias_lines=(*((0,) if location.file else ()), *unshown.aliases.values()),
        opens=opens if opens > moment else 0.0,
        identity_digest=short_digest(card.guid or card.identity),
    )


def _later_day(card: Card) -> str:
    if card.updated is None or (card.date is not None and card.updated <= card.date):
        return ""
    return card.updated.date().isoformat()


def _seconds(moment: Moment | None) -> float:
    return moment.date.timestamp() if moment else 0.0
