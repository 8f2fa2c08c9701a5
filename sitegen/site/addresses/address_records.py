"""Records of published addresses: what one line of `addresses.lock` says, as a value and as text.

A line is ASCII: the digest of an identity, what it is, its address below the site's, its source, further words, and the
digests by which it is known again. The last word has a fixed length, so that a line that was cut is noticed.

Never: holds a word of a story, or reads a file.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

from sitegen.pages.page import PageMeta
from sitegen.pages.urls import encode_path, is_page_address
from sitegen.values import short_digest

PAGE, TERM = "page", "term"
"""Kinds; that of a story is its day."""
NO_SOURCE = "-"
"""Of a term that no file describes."""
_LINE = re.compile(
    r"([0-9a-f]{16}) (page|term|[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r" (/[!-~]*) ([!-~]+)((?: (?:id:|was:/|name:)[!-~]*| dismissed)*)"
    r" ([0-9a-f]{16})"
)
_BODY_BITS = 32


class AddressRecord(NamedTuple):
    """A story, page or term that was published, and where."""

    digest: int
    """Of its identity."""
    kind: str
    address: str
    """Percent-encoded, from the site's own root (`/news/.../`): the base path is no part of it."""
    source: str
    """Relative to the content folder; of a term the file that describes it, as problems name it."""
    known_by: int
    """Digests of title and body, as in `PageMeta.known_by`; of a term that of its name."""
    former: tuple[str, ...] = ()
    """Addresses that it had before."""
    identity: str = ""
    """Of a story that is known by the path it once had; of a term its taxonomy and key (`topics/ai`)."""
    name: str = ""
    """Of a term."""
    is_dismissed: bool = False
    """Whether a person said that its addresses need no answer any more."""

    @property
    def addresses(self) -> tuple[str, ...]:
        """Its address and those it had before."""
        return (self.address, *self.former)

    @property
    def title(self) -> int:
        """The digest of its title."""
        return self.known_by >> _BODY_BITS

    @property
    def body(self) -> int:
        """The digest of its body; 0 when it has none."""
        return self.known_by & ((1 << _BODY_BITS) - 1)


def parse_record(line: str) -> AddressRecord | None:
    """Return what a line says; None when it is no whole line."""
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    words = found[5].split()
    former = tuple(word[4:] for word in words if word.startswith("was:"))
    if not all(map(is_page_address, (found[3], *former))):
        return None  # a file there would lie elsewhere, a rule of a host would be about other addresses
    record = AddressRecord(
        digest=int(found[1], 16),
        kind=found[2],
        address=found[3],
        source=unquote(found[4]),
        known_by=int(found[6], 16),
        former=former,
        identity=next((unquote(word[3:]) for word in words if word.startswith("id:")), ""),
        name=next((unquote(word[5:]) for word in words if word.startswith("name:")), ""),
        is_dismissed="dismissed" in words,
    )
    return record if _fits_together(record) else None


def term_digest(identity: str) -> int:
    """Return the digest of a term's identity (`topics/ai`)."""
    return short_digest(f"{TERM} {identity}")


def _fits_together(record: AddressRecord) -> bool:
    """Return whether the digest is that of the identity, where a line tells both: else two lines could tell of one."""
    if record.kind == TERM:
        return "/" in record.identity and record.digest == term_digest(record.identity)
    return not record.identity or record.digest == short_digest(record.identity)


def record_line(record: AddressRecord) -> str:
    """Return the line of a record."""
    words = [f"{record.digest:016x} {record.kind} {record.address} {encode_path(record.source)}"]
    words += [f"id:{encode_path(record.identity)}"] if record.identity else []
    words += [f"was:{address}" for address in sorted(record.former)]
    words += [f"name:{encode_path(record.name)}"] if record.name else []
    words += ["dismissed"] if record.is_dismissed else []
    return " ".join([*words, f"{record.known_by:016x}"])


def record_of(page: PageMeta, base_length: int) -> AddressRecord:
    """Return the record of a published page of which there is nothing more to say.

    `base_length` is that of the site's base path.
    """
    kind = page.day if page.is_story else PAGE
    return AddressRecord(page.identity_digest, kind, page.url[base_length - 1 :], page.path, page.known_by)


def plain_line(page: PageMeta, base_length: int) -> str:
    """Return the line of `record_of`, as nearly every line is, at once."""
    kind, address = page.day if page.is_story else PAGE, page.url[base_length - 1 :]
    return f"{page.identity_digest:016x} {kind} {address} {encode_path(page.path)} {page.known_by:016x}"
