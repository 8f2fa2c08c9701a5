"""Opens what a person names: an address, a saved page, a mail, a text; says plainly what is none of these."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from sitegen.errors import SitegenError, machine_words
from sitegen.intake.facts.clean_addresses import clean_address, is_google_news
from sitegen.intake.facts.evidence import DATE, SITE, TITLE, Evidence
from sitegen.intake.page.decoding import decode_page, decode_text
from sitegen.intake.page.read_page import HostSays
from sitegen.intake.polite import PAGE_LIMITS, Guest
from sitegen.pages.splice.draft_splice import front_matter_of

PASTE = "-"
_PAGES, _ARCHIVES, _MAILS, _TEXTS = (".html", ".htm", ".xhtml"), (".mhtml", ".mht"), (".eml",), (".txt", ".text", ".md")
_MARKUP = re.compile(r"\A\s*(?:<!doctype html|<html|<head|<\?xml[^>]*>\s*<(?:!doctype html|html))", re.IGNORECASE)
_SAVED_FROM = re.compile(
    r"<!-- saved from url=\(\d{4}\)(\S{4,2000}?) -->|<!--\s*Page saved with SingleFile\s*url: (\S{4,2000})"
)
_MOST_PARTS = 200


class Material(NamedTuple):
    """What a source holds, before anything of it is understood."""

    name: str
    """As a person knows it: the address, or the file."""
    html: str = ""
    """A page; empty for a text."""
    text: str = ""
    address: str = ""
    """Where it was on the web; empty where nobody knows."""
    host: HostSays = HostSays()
    said: Evidence | None = None
    """What is said of it beside it, such as the head of a mail."""
    failure: str = ""
    """Why nothing but that is known of it."""


def open_material(source: str, from_url: str, guest: Guest, pasted: bytes) -> Material:
    """Return what a source holds; `pasted` is what `-` stands for, `from_url` where a file or a paste was on the web.

    Raises:
        SitegenError: when it is none that can be read.
    """
    if from_url and not clean_address(from_url):
        raise SitegenError(f"--from-url: {from_url} is not an http or https address", exit_code=2)
    if re.match(r"(?i)https?:", source):
        return _from_web(source, guest)
    if source == PASTE:
        if not pasted.strip():
            raise SitegenError("nothing was pasted", "pipe or paste a text, and end it with Ctrl-D", exit_code=2)
        return _of_text(decode_text(pasted), "paste", from_url)
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", source):
        raise SitegenError(f"{source} is not an http or https address", exit_code=2)
    return _from_file(Path(source), from_url)


def _from_web(address: str, guest: Guest) -> Material:
    if is_google_news(address):
        hint = "open it, and add the address that the browser shows then"
        raise SitegenError(f"{address} hides the real address, which only Google's own program can tell", hint)
    if not (cleaned := clean_address(address)):
        raise SitegenError(f"{address} is not an http or https address", exit_code=2)
    answer = guest.page(cleaned)
    kind = answer.headers.get("content-type", "text/html")
    host = HostSays(answer.headers, guest.robots_of(answer.address), guest.tdmrep_of(answer.address))
    if "html" in kind or _MARKUP.match(decode_text(answer.body[:1000])):
        return Material(address, html=decode_page(answer.body, kind), address=answer.address, host=host)
    if kind.lower().startswith("text/plain"):
        return Material(address, text=decode_page(answer.body, kind), address=answer.address, host=host)
    hint = "save what it shows as text, and add the file"
    raise SitegenError(f"{address} answers {kind.partition(';')[0][:60]}, which is not a page", hint)


def _from_file(file: Path, from_url: str) -> Material:
    suffix = file.suffix.lower()
    try:
        if file.is_dir():
            raise SitegenError(f"{file} is a folder", "name a file in it", exit_code=2)
        with file.open("rb") as stream:
            data = stream.read(PAGE_LIMITS.size + 1)
    except OSError as error:
        hint = "name an address (https://...), a file (.html, .mhtml, .eml, .txt), or - for a paste"
        raise SitegenError(f"{file} cannot be read: {machine_words(error)}", hint, exit_code=2) from None
    except ValueError:
        raise SitegenError("this is neither an address nor a file", exit_code=2) from None
    if len(data) > PAGE_LIMITS.size:
        raise SitegenError(f"{file} is larger than {PAGE_LIMITS.size:,} bytes", "save the page without its pictures")
    if not data.strip(b"\0\t\n\r "):
        raise SitegenError(f"{file} is empty", exit_code=2)
    if suffix in _PAGES:
        return _of_page(decode_page(data), file.name, from_url)
    if suffix in _ARCHIVES:
        return _of_archive(data, file.name, from_url)
    if suffix in _MAILS:
        return _of_mail(data, file.name, from_url)
    if _is_story(data):
        hint = "put it below the content folder: `sitegen review` takes it there"
        raise SitegenError(f"{file} is a story already: its fields stand at its beginning", hint, exit_code=2)
    if suffix in _TEXTS or (b"\0" not in data[:4096] and _MARKUP.match(decode_text(data[:1000]))):
        return _of_text(decode_text(data), file.name, from_url)
    hint = "it must be a saved page (.html, .mhtml), a mail (.eml) or a text (.txt)"
    raise SitegenError(f"{file} is of no kind that can be read", hint, exit_code=2)


def _is_story(data: bytes) -> bool:
    """Return whether a text begins with the fields of a story, between fences, and not with words of its own."""
    if not data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"---", b"+++", b"{")):
        return False
    fields = front_matter_of(data)
    return fields is not None and "title" in fields.entries


def _of_text(text: str, name: str, from_url: str) -> Material:
    if _MARKUP.match(text):
        return _of_page(text, name, from_url)
    return Material(name, text=text, address=from_url)


def _of_page(html: str, name: str, from_url: str) -> Material:
    saved = _SAVED_FROM.search(html[:20_000])
    address = from_url or (clean_address(saved[1] or saved[2]) if saved else "")
    return Material(name, html=html, address=address)


def _of_archive(data: bytes, name: str, from_url: str) -> Material:
    message = _message(data)
    for part in _parts(message):
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            place = str(message.get("Snapshot-Content-Location") or part.get("Content-Location") or "")
            address = from_url or clean_address(place.strip())
            return Material(name, html=_text_of(part), address=address)
    raise SitegenError(f"{name} holds no page", "save the page again, as .mhtml or as .html", exit_code=2)


def _of_mail(data: bytes, name: str, from_url: str) -> Material:
    message = _message(data)
    said = Evidence()
    said.add(TITLE, _header(message, "subject"), "mail subject")
    said.add(DATE, _header(message, "date"), "mail date")
    said.add(SITE, parseaddr(_header(message, "from"))[0], "mail sender")
    parts = {part.get_content_type(): part for part in reversed(list(_parts(message)))}
    if "text/html" in parts:
        return Material(name, html=_text_of(parts["text/html"]), address=from_url, said=said)
    if "text/plain" in parts:
        return Material(name, text=_text_of(parts["text/plain"]), address=from_url, said=said)
    raise SitegenError(f"{name} holds no text", "save the mail as .eml, or paste its text", exit_code=2)


def _message(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise SitegenError(
            "this is not a mail or an archive of a page", "its first lines must be its head", exit_code=2
        )
    return message


def _parts(message: EmailMessage) -> list[EmailMessage]:
    """Return the parts without those that are attached."""
    found: list[EmailMessage] = []
    try:
        for part in islice(message.walk(), _MOST_PARTS):
            is_leaf = isinstance(part, EmailMessage) and not part.is_multipart()
            if is_leaf and part.get_content_disposition() != "attachment":
                found.append(part)
    except (RecursionError, ValueError, LookupError, AttributeError, IndexError):
        pass
    return found


def _text_of(part: EmailMessage) -> str:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        data = None
    return decode_page(data if isinstance(data, bytes) else b"", str(part.get("Content-Type") or ""))


def _header(message: EmailMessage, name: str) -> str:
    """Return a header as text; a broken one, for which the library has many kinds of error, is none."""
    try:
        return str(message.get(name) or "")
    except (ValueError, LookupError, AttributeError, TypeError, IndexError):
        return ""
