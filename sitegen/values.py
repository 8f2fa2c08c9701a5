"""Immutable values: how they are made, turned into bytes, read back and digested."""

from __future__ import annotations

import re
import zlib
from hashlib import blake2b
from typing import Any, Generic, TypeVar
from urllib.parse import unquote

import msgspec

T = TypeVar("T")


MOST_LABEL_CHARACTERS = 63
"""Of a part of a host's name (RFC 1035, section 2.3.4); writing a longer one in ASCII takes quadratic time."""
_LABEL_END = re.compile("[.\u3002\uff0e\uff61]")


class Value(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An immutable record. Its fields are values, scalars, tuples or mappings nobody changes.

    What never changes holds nothing that holds it, so the garbage collector need not look at it.
    """


def ascii_host(name: str) -> str:
    """Return a host's name as the network knows it, in lower case (RFC 3490); empty when it cannot be one."""
    if not name.isascii() and max(map(len, _LABEL_END.split(name))) > MOST_LABEL_CHARACTERS:
        return ""
    try:
        return name.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""


_PATTERN = re.compile(r"\*|/:|:[A-Za-z_]")


def is_pattern(path: str) -> bool:
    """Return whether hosts would take a path in `_redirects` or `_headers` for a pattern of many addresses.

    `*` stands for anything, `:word` for one part of a path: at its beginning on Netlify, anywhere on Cloudflare Pages.
    Hosts decode a path before they look, so `%2A` is no way round.
    """
    return _PATTERN.search(unquote(path)) is not None


_ENCODER = msgspec.json.Encoder(order="deterministic")


def encode(value: object) -> bytes:
    """Return the one byte form of a value: equal values give equal bytes, on every machine."""
    return _ENCODER.encode(value)


def decoder(kind: type[T]) -> msgspec.json.Decoder[T]:
    """Return a reusable decoder for what `encode` made of values of `kind`.

    Its `decode(data)` raises `msgspec.DecodeError` (a `ValueError`) for anything else.
    """
    return msgspec.json.Decoder(kind)


def digest_of(value: object) -> str:
    """Return a 32-character hexadecimal digest of a value (BLAKE2b, RFC 7693, 16 bytes)."""
    return blake2b(_ENCODER.encode(value), digest_size=16).hexdigest()


def digest_bytes(data: bytes) -> str:
    """Return the 32-character hexadecimal digest of raw bytes."""
    return blake2b(data, digest_size=16).hexdigest()


def short_digest(text: str) -> int:
    """Return a digest of a text as a number of 64 bits (BLAKE2b, 8 bytes)."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def with_changes(value: T, **changes: Any) -> T:
    """Return a copy of a value with some fields changed."""
    return msgspec.structs.replace(value, **changes)  # type: ignore[type-var]


def attributes_of(value: Value) -> dict[str, Any]:
    """Return a value's attributes by name, not copied."""
    return msgspec.structs.asdict(value)


def defaults_of(kind: type[Value]) -> dict[str, Any]:
    """Return the default of each attribute of a type of values that has one, by name, in order."""
    found = {}
    for one in msgspec.structs.fields(kind):
        if one.default_factory is not msgspec.NODEFAULT:
            found[one.name] = one.default_factory()
        elif not one.required:
            found[one.name] = one.default
    return found


class Same(Generic[T]):
    """A key that is equal to that of the same object only, where comparing all fields costs more than it spares.

    It holds the object, so that no other one takes its identity.
    """

    __slots__ = ("value",)

    def __init__(self, value: T) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.value is other.value


COMPRESSED_FROM = 4096
"""Bytes; below that, compressing costs a tenth of the time in which a story is read, and spares little."""
_PACKED = b"\0"
"""Before compressed bytes; an encoded value begins otherwise."""
_NO_CHECKSUM = -zlib.MAX_WBITS
"""Packed bytes have a digest (raw deflate, RFC 1951)."""
_SPARED = 4
"""How many times larger a page mostly is than its compressed bytes."""


def pack(data: bytes) -> bytes:
    """Return the bytes by which an encoded value is stored: large ones compressed."""
    return _PACKED + zlib.compress(data, 1, _NO_CHECKSUM) if len(data) >= COMPRESSED_FROM else data


def unpack(data: bytes) -> bytes:
    """Return what was packed. Raises `zlib.error` for other bytes than `pack` gave."""
    if data[:1] != _PACKED:
        return data
    return zlib.decompress(memoryview(data)[1:], _NO_CHECKSUM, len(data) * _SPARED)
