"""Takes a person's choices for a draft, and publishes it when nothing is open: the acts, without a command line."""

from __future__ import annotations

from datetime import tzinfo
from pathlib import Path
from typing import NamedTuple

from sitegen.errors import BadValue, SitegenError
from sitegen.intake.captures import Capture, captures_held, read_capture, write_capture
from sitegen.intake.choices.choosing import cut_at_sentence
from sitegen.intake.facts.clean_addresses import clean_address
from sitegen.intake.facts.evidence import AUTHOR, DATE, EXCERPT, TEXT, TITLE, URL
from sitegen.intake.facts.found_dates import find_date
from sitegen.intake.lines.mark_lines import change_marks
from sitegen.intake.open_draft import OpenDraft, open_draft
from sitegen.intake.subscriptions import Subscription, read_subscriptions, subscription_of
from sitegen.pages.fields.date_forms.dates import parse_date
from sitegen.pages.parse import parse_source
from sitegen.pages.splice.draft_splice import (
    body_of,
    front_matter_of,
    publish,
    set_field,
    with_body,
    without_need,
)
from sitegen.pages.splice.head_splice import quoted
from sitegen.pages.urls import host_of, slugify
from sitegen.settings import Settings
from sitegen.zones import time_zone

KEYS = {
    TITLE: ("title",),
    DATE: ("publishedDateTime", "date"),
    EXCERPT: ("excerpt",),
    AUTHOR: ("author",),
    URL: ("originalUrl",),
}
"""Field -> its keys in a draft, ours first."""


class PublishedError(SitegenError):
    """A story that needs no approval any more."""


class Choice(NamedTuple):
    """What a person chose for one field: the number of a candidate, or a value."""

    field: str
    typed: str


def choose(root: Path, settings: Settings, typed: str, choices: list[Choice], zone: str = "") -> OpenDraft:
    """Write choices into a draft and return it; a field that was chosen is not needed any more.

    `zone` is that of the clock of a date that gives none; else it is the source's, or the site's for a typed one.

    Raises:
        SitegenError: exit code 2, for a choice that cannot be used; then nothing is written.
    """
    draft = open_draft(root, settings, typed)
    data = draft.data
    for choice in choices:
        value, is_candidate = _value(draft, choice)
        if choice.field == DATE:
            found = _date(value, _zone_for(draft, settings, zone, is_candidate=is_candidate), settings)
        elif choice.field == URL:
            found = quoted(_address(value))
        else:
            found = quoted(_line(value, choice.field))
        data = _with(data, KEYS[choice.field], found, draft)
        if choice.field == TITLE and TITLE in draft.needs:
            data = _with(data, ("slug",), slugify(value), draft)
        data = without_need(data, choice.field) or _refuse(draft, "needs")
    if choices:
        draft.write(data)
    return open_draft(root, settings, typed)


def approve(root: Path, settings: Settings, typed: str) -> str:
    """Publish a draft: all but `published` and `intake` stays as it was. Return its source, as problems name it.

    Raises:
        SitegenError: when something is open, or the draft cannot be published as it is.
    """
    draft = open_draft(root, settings, typed)
    shown = settings.shown_path(draft.path)
    needs = [name for name in draft.needs if name != TEXT or not body_of(draft.data)]
    if needs == [TEXT]:
        hint = "write it below the front matter, or delete `text` there: then it is published without"
        raise SitegenError(f"{shown} needs its text, which the page hides", hint)
    if needs:
        wanted = " ".join(f"--{name} ..." for name in needs if name in KEYS)
        command = f"sitegen review {typed} {wanted}".rstrip()
        raise SitegenError(f"{shown} needs {', '.join(needs)} first", f"`{command}`")
    parsed = parse_source(draft.data, draft.path, settings, shown)
    if parsed.meta is None:
        raise SitegenError(f"{shown} cannot be published", problems=parsed.problems)
    if not parsed.meta.withheld and draft.intake is None:
        raise PublishedError(f"{shown} is published already", exit_code=2)
    found = publish(draft.data, draft.path, settings)
    if found is None:
        hint = "open it, set `published: true`, delete `intake` and what else withholds it"
        raise SitegenError(f"{shown} cannot be published by a single change", hint)
    draft.write(found)
    return shown


def change_lines(root: Path, settings: Settings, typed: str, keep: list[int], drop: list[int]) -> Capture:
    """Keep or drop lines of what a draft was made of, in the capture, and in the draft as far as it shows them.

    Raises:
        SitegenError: when there is no such line, or the text of the draft was edited meanwhile.
    """
    draft = open_draft(root, settings, typed)
    path = draft.said("capture")
    if not path or Path(path).is_absolute() or ".." in Path(path).parts:
        raise SitegenError(f"{typed} names no capture", "it was not made by `sitegen add`", exit_code=2)
    before = read_capture(root, path)
    wrong = [number for number in (*keep, *drop) if not 1 <= number <= len(before.lines)]
    if wrong:
        raise SitegenError(f"there is no line {wrong[0]}", f"there are {len(before.lines)}", exit_code=2)
    if not keep and not drop:
        return before
    after = before._replace(lines=change_marks(before.lines, keep, drop))
    data = _with_text(draft, before, after)
    if draft.place(EXCERPT) == "first sentences" and draft.value("excerpt") in _excerpts(before, draft):
        limit = max(len(draft.value("excerpt")), _subscription(draft).excerpt)
        text = next(iter(_excerpts(after, draft, limit)), "")
        data = set_field(data, KEYS[EXCERPT], quoted(text)) or data
    if data != draft.data:
        draft.write(data)
    with captures_held(root):
        write_capture(root, path, after)
    return after


def _with_text(draft: OpenDraft, before: Capture, after: Capture) -> bytes:
    body = body_of(draft.data)
    if not body:
        return draft.data
    if body.replace(b"\r\n", b"\n") != before.markdown().strip().encode():
        hint = "change the lines in the draft itself"
        raise SitegenError("the text of the draft was edited since it was added", hint, exit_code=2)
    return with_body(draft.data, after.markdown().encode()) or draft.data


def _subscription(draft: OpenDraft) -> Subscription:
    return subscription_of(read_subscriptions(draft.root), host_of(draft.value("originalUrl")))


def _excerpts(capture: Capture, draft: OpenDraft, limit: int = 0) -> list[str]:
    size = limit or _subscription(draft).excerpt
    return [cut_at_sentence(text, size) for text in capture.paragraphs() if len(text) > 30]


def _value(draft: OpenDraft, choice: Choice) -> tuple[str, bool]:
    """Return what was chosen, and whether it is a candidate."""
    typed = choice.typed.strip()
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 2):
        return typed, False
    candidates = draft.candidates(choice.field)
    number = int(typed)
    if not 1 <= number <= len(candidates):
        words = f"there are {len(candidates)}" if candidates else "there is none"
        raise SitegenError(
            f"--{choice.field}: there is no candidate {number}", f"{words}; write the value", exit_code=2
        )
    return candidates[number - 1].value, True


def _zone_for(draft: OpenDraft, settings: Settings, zone: str, *, is_candidate: bool) -> tzinfo | None:
    if zone:
        try:
            return time_zone(zone)
        except ValueError as error:
            raise SitegenError(f"--zone: {error}", "name it as Asia/Shanghai or Europe/Berlin", exit_code=2) from None
    if is_candidate:
        return _subscription(draft).zone
    return time_zone(settings.timezone)


def _date(text: str, zone: tzinfo | None, settings: Settings) -> str:
    found = find_date(text)
    if found is not None:
        return found.within(zone).text()
    try:
        moment = parse_date(text, zone or time_zone(settings.timezone))
    except BadValue as bad:
        raise SitegenError(f"--date: {bad}", 'write it as 2026-11-23 or "2026-11-23 09:10"', exit_code=2) from None
    return moment.date.isoformat(timespec="seconds") if moment.has_time else moment.date.date().isoformat()


def _address(text: str) -> str:
    url = clean_address(text)
    if not url:
        raise SitegenError(f"--url: {text} is not an http or https address", exit_code=2)
    return url


def _line(text: str, field: str) -> str:
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    if not line:
        raise SitegenError(f"--{field} is empty", "write the value in quotes", exit_code=2)
    return line


def _with(data: bytes, keys: tuple[str, ...], value: str, draft: OpenDraft) -> bytes:
    found = set_field(data, keys, value)
    if found is None or front_matter_of(found) is None:
        return _refuse(draft, keys[0])
    return found


def _refuse(draft: OpenDraft, key: str) -> bytes:
    raise SitegenError(f"`{key}` cannot be changed in {draft.file.name}", "change it by hand")
