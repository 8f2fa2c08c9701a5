"""Photographs and films without the place where they were taken: its figures are blanked in the file's own bytes.

Nothing is moved or encoded anew, so the picture stays what it is. EXIF 2.3 (4.6.6, GPS), XMP (exif:GPS...), QuickTime.
"""

from __future__ import annotations

import re
import struct
from zlib import crc32

_TIFF = re.compile(rb"(?:Exif\0\0|eXIf|EXIF.{4}(?:Exif\0\0)?|(?<=\0\0\0\0))(?=(?P<tiff>II\*\0|MM\0\*))", re.DOTALL)
"""Before the block of a JPEG or AVIF, of a PNG, of a WebP, of an AVIF without a head."""
_XMP = re.compile(
    rb"""[A-Za-z0-9-]{1,40}:GPS[A-Za-z]{1,40}(?:\s{0,9}=\s{0,9}(?:"([^"<>]{0,200})|'([^'<>]{0,200}))|>([^<>]{0,200}))""",
    re.IGNORECASE,
)
_FILM_BOX = re.compile(rb"\xa9xyz(.{4})([+-][0-9.+/-]{5,60})", re.DOTALL)
_FILM_KEY = b"location.ISO6709"
_ISO6709 = re.compile(rb"[+-]\d{2,6}(?:\.\d{1,12})?[+-]\d{3,7}(?:\.\d{1,12})?(?:[+-]\d{1,6}(?:\.\d{1,12})?)?/")
_GPS_POINTER = 0x8825
_MOST_ENTRIES = 1000
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
"""Bytes of one value of each type (TIFF 6.0, section 2)."""
_PNG = b"\x89PNG\r\n\x1a\n"


def without_place(data: bytes) -> bytes:
    """Return a file's bytes without the place where it was taken; the same bytes where it says none."""
    out = bytearray(data)
    for found in _TIFF.finditer(data):
        _blank_gps(out, found.start("tiff"), "<" if found["tiff"] == b"II*\0" else ">")
    for found in _XMP.finditer(data):
        for group in (1, 2, 3):
            _blank(out, found.start(group), found.end(group), b" ")
    for found in _FILM_BOX.finditer(data):
        _blank(out, found.start(2), found.end(2), b" ")
    if _FILM_KEY in data:
        for found in _ISO6709.finditer(data):
            _blank(out, found.start(), found.end(), b" ")
    if out == data:
        return data
    if data.startswith(_PNG):
        _check_chunks(out)
    return bytes(out)


def _blank(out: bytearray, begin: int, end: int, sign: bytes) -> None:
    if 0 <= begin < end:
        out[begin:end] = sign * (end - begin)


def _blank_gps(out: bytearray, tiff: int, order: str) -> None:
    """Blank what the first directory of an EXIF block calls its GPS directory."""
    for tag, _, _, at in _entries(out, tiff, order, _number(out, tiff + 4, order)):
        if tag == _GPS_POINTER:
            directory = _number(out, at, order)
            for _, kind, count, place in _entries(out, tiff, order, directory):
                size = _SIZES.get(kind, 1) * count
                if size > 4:
                    begin = tiff + _number(out, place, order)
                    _blank(out, begin, min(begin + size, len(out)), b"\0")
                _blank(out, place - 8, place + 4, b"\0")
            _blank(out, tiff + directory, min(tiff + directory + 2, len(out)), b"\0")


def _entries(out: bytearray, tiff: int, order: str, directory: int) -> list[tuple[int, int, int, int]]:
    """Return tag, type, count and the place of the value of each entry of a directory that lies in the file."""
    begin = tiff + directory
    if directory < 8 or begin + 2 > len(out):
        return []
    (count,) = struct.unpack_from(f"{order}H", out, begin)
    fits = min(count, _MOST_ENTRIES, (len(out) - begin - 2) // 12)
    places = range(begin + 2, begin + 2 + 12 * fits, 12)
    return [(*struct.unpack_from(f"{order}HHI", out, at), at + 8) for at in places]


def _number(out: bytearray, at: int, order: str) -> int:
    return int(struct.unpack_from(f"{order}I", out, at)[0]) if at + 4 <= len(out) else 0


def _check_chunks(out: bytearray) -> None:
    """Write the checksum of each chunk of a PNG anew (PNG, 5.3)."""
    at = len(_PNG)
    while at + 12 <= len(out):
        (size,) = struct.unpack_from(">I", out, at)
        end = at + 8 + size
        if end + 4 > len(out):
            return
        struct.pack_into(">I", out, end, crc32(out[at + 4 : end]))
        at = end + 4
