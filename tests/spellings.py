"""The ways in which people of other habits would write a key."""

from __future__ import annotations

import re


def spellings(key: str) -> list[str]:
    """Return a key in other cases and widths, with other signs or none between its words."""
    words = re.findall("[A-Z]?[a-z]+", key)
    flat = "".join(words)
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in flat)
    joined = [sign.join(words).lower() for sign in ("", "-", "_", " ")]
    return list(dict.fromkeys([key, *joined, flat.upper(), "_".join(words).upper(), "-".join(words).title(), wide]))
