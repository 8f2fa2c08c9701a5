"""Adds an old address to the `aliases` of a source, byte by byte: all else stays as its owner typed it.

Each place that may be right is tried, and the first is taken that makes the source mean what it meant, with one alias
more. Where none is right nothing is changed.

Never: writes a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from sitegen.pages.parse import parse_source
from sitegen.pages.splice.alias_places import alias_places
from sitegen.pages.splice.head_regions import region_of
from sitegen.pages.splice.head_splice import spliced
from sitegen.pages.splice.same_meaning import is_same
from sitegen.pages.term_data import parse_term
from sitegen.pages.urls import encode_path
from sitegen.settings import Settings
from sitegen.values import with_changes

_MOST_TRIES = 200


def add_alias(data: bytes, path: str, address: str, settings: Settings) -> bytes | None:
    """Return a source with an old address (`/old/`, decoded) among its aliases; None where it cannot be put there.

    A source that has it already is returned as it is.
    """
    before = parse_source(data, path, settings)
    if before.meta is None:
        return None
    if address in before.meta.aliases:
        return data
    aliases = (*before.meta.aliases, address)
    for found in _tried(data, path, encode_path(address)):
        after = parse_source(found, path, settings)
        if after.meta and after.meta.aliases == aliases and is_same(before, after, but=("aliases",)):
            return found
    return None


def add_term_alias(data: bytes, path: str, alias: str, settings: Settings) -> bytes | None:
    """Return a term's file with a name more that means it; None where it cannot be put there.

    A file that has it already is returned as it is.
    """
    before, told = parse_term(data, path, settings)
    if before is None:
        return None
    if alias in before.aliases:
        return data
    for found in _tried(data, path, alias):
        after, told_after = parse_term(found, path, settings)
        is_same_term = after and with_changes(after, aliases=before.aliases, line=before.line) == before
        if after and is_same_term and after.aliases == (*before.aliases, alias) and len(told) == len(told_after):
            return found
    return None


def _tried(data: bytes, path: str, typed: str) -> Iterator[bytes]:
    """Yield a file with one alias more, at each place that may be right."""
    region = region_of(data, path)
    if region is not None:
        yield from (spliced(data, edits) for edits in islice(alias_places(region, data, typed), _MOST_TRIES))
