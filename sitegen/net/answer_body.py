"""Reads the body of an answer: bounded in size and time, decompressed as it comes.

Never: holds more than the limit, whatever a compressed body would become.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable
from typing import NamedTuple

_CHUNK_BYTES = 65_536
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
ACCEPTED_ENCODINGS = "gzip, deflate"
"""What is asked for."""


class Limits(NamedTuple):
    """How much of an answer is accepted, and how long it may take."""

    size: int = 20_000_000
    """In bytes, decompressed."""
    silent_seconds: float = 30
    """Without a byte."""
    total_seconds: float = 120
    """For the whole answer: a server that sends a byte now and then must not keep a command waiting."""
    redirects: int = 5


class FetchError(Exception):
    """An address that could not be fetched. The text says why, to follow the address in a sentence."""


class TooLargeError(FetchError):
    """An answer of which more came than is accepted."""


def read_body(read: Callable[[int], bytes], encoding: str, limits: Limits, deadline: float) -> bytes:
    """Return a body that arrives in chunks; `encoding` is what its `Content-Encoding` says.

    Raises:
        FetchError: when it is too large, too slow, or compressed in a way that was not asked for.
    """
    unpack = _unpacker(encoding)
    data = bytearray()
    while chunk := read(_CHUNK_BYTES):
        data += unpack(chunk, limits.size + 1 - len(data))
        if len(data) > limits.size:
            raise TooLargeError(f"the answer is larger than {limits.size:,} bytes")
        if time.monotonic() > deadline:
            raise FetchError(too_slow(limits))
    return bytes(data)


def too_slow(limits: Limits) -> str:
    """Return what to say when the whole answer did not come in time."""
    return f"the answer took longer than {limits.total_seconds} seconds"


def _unpacker(encoding: str) -> Callable[[bytes, int], bytes]:
    names = [name for part in encoding.lower().split(",") if (name := part.strip()) not in ("", "identity")]
    if not names:
        return lambda chunk, _: chunk
    if len(names) > 1 or names[0] not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(f"the answer is compressed as {', '.join(names)[:60]}, which was not asked for")
    return _Inflater().unpack


class _Inflater:
    """Unpacks gzip and both things that servers call deflate."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._is_first = True

    def unpack(self, chunk: bytes, most: int) -> bytes:
        """Return what a chunk becomes, at most so many bytes of it. Raises FetchError when it is damaged."""
        if self._is_first and chunk[:2] != b"\x1f\x8b" and (chunk[0] & 0x0F != 8 or chunk[0] >> 4 > 7):
            self._stream = zlib.decompressobj(-zlib.MAX_WBITS)
        self._is_first = False
        try:
            return self._stream.decompress(chunk, max(most, 1))
        except zlib.error as error:
            raise FetchError("the answer is compressed, and damaged") from error
