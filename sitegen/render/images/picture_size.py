"""The door to Pillow for the pictures of a site: how large one is, from the first bytes of its file.

Never: decodes a picture.
"""

from __future__ import annotations

import re
import struct
import warnings
from io import BytesIO

from PIL import Image

_ORIENTATION = 0x0112
_LYING = (5, 6, 7, 8)
"""Orientations in which a browser turns a photograph by a quarter (EXIF 2.3, tag 274)."""
_AVIF_SIZE = re.compile(rb"ispe\0\0\0\0(.{8})", re.DOTALL)
"""Older versions of Pillow do not know AVIF (ISO 23008-12, 6.5.3)."""
_HEAD = 100_000
_MOST_PIXELS = 100_000


def picture_size(data: bytes) -> tuple[int, int]:
    """Return width and height of a bitmap as browsers show it; 0 and 0 for what is none."""
    if data[4:8] == b"ftyp":
        sizes = [struct.unpack(">II", found) for found in _AVIF_SIZE.findall(data[:_HEAD])]
        width, height = max(sizes, default=(0, 0))
    else:
        width, height = _size(data)
    return (width, height) if 0 < width <= _MOST_PIXELS and 0 < height <= _MOST_PIXELS else (0, 0)


def _size(data: bytes) -> tuple[int, int]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # nothing is decoded, so that a large one is no danger
            with Image.open(BytesIO(data), formats=("PNG", "JPEG", "GIF", "WEBP")) as image:
                width, height = image.size
                is_lying = image.getexif().get(_ORIENTATION) in _LYING
    except (OSError, ValueError, SyntaxError, KeyError, struct.error, Image.DecompressionBombError):
        return 0, 0
    return (height, width) if is_lying else (width, height)
