"""Packs the bytes of a large value, so that remembering and digesting them costs less.

Never: knows what the value is.
"""

from __future__ import annotations

import zlib

COMPRESSED_FROM = 4096
"""Bytes; below that, compressing costs a tenth of the time in which a story is read, and spares little."""
_PACKED = b"\0"
"""Before compressed bytes; an encoded value begins otherwise."""
_NO_CHECKSUM = -zlib.MAX_WBITS
"""Packed bytes have a digest (raw deflate, RFC 1951)."""
_SPARED = 4
"""How many times larger a page mostly is than its compressed bytes."""


def pack(data: bytes) -> bytes:
    """Return the bytes by which an encoded value is remembered: large ones compressed."""
    return _PACKED + zlib.compress(data, 1, _NO_CHECKSUM) if len(data) >= COMPRESSED_FROM else data


def unpack(data: bytes) -> bytes:
    """Return what was packed. Raises `zlib.error` for other bytes than `pack` gave."""
    if data[:1] != _PACKED:
        return data
    return zlib.decompress(memoryview(data)[1:], _NO_CHECKSUM, len(data) * _SPARED)
