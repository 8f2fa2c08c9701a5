"""Whether an SVG does nothing but draw: one that a stranger made may hold a script, and runs it when it is opened."""

from __future__ import annotations

import re
from xml.parsers import expat

MOST_BYTES = 10_000_000
_ACTIVE = frozenset(
    "script foreignobject iframe object embed audio video canvas handler listener annotation-xml".split()
)
_SETS_ADDRESS = frozenset(("set", "animate"))
"""Elements that may give another one an address."""
_HARMLESS_ADDRESS = re.compile(r"\s*(?:#|https?://|data:image/(?:png|jpeg|gif|webp)[;,])", re.IGNORECASE)


class _Refused(Exception):
    """Why it may not be published."""


def svg_refusal(data: bytes) -> str:
    """Return why an SVG may not be published, as people are told; empty when it may."""
    if len(data) > MOST_BYTES:
        return f"is an SVG of more than {MOST_BYTES // 1_000_000} MB"
    parser = expat.ParserCreate()
    parser.StartElementHandler = _look_at
    parser.StartDoctypeDeclHandler = _look_at_type
    parser.ProcessingInstructionHandler = _look_at_instruction
    try:
        parser.Parse(data, True)
    except _Refused as refused:
        return str(refused)
    except (expat.ExpatError, LookupError, ValueError):
        return "is an SVG that is not well-formed"
    return ""


def svg_size(data: bytes) -> tuple[int, int]:
    """Return the width and height that a harmless SVG asks for, in pixels; 0 and 0 where it asks for none."""
    root = re.search(rb"<(?:[a-z]+:)?svg\b([^>]*)>", data[:100_000])
    if root is None:
        return 0, 0
    given = dict(re.findall(rb"""\s(width|height|viewBox)\s*=\s*["']([^"']*)""", root[1]))
    width, height = (_pixels(given.get(name, b"")) for name in (b"width", b"height"))
    if not (width and height):
        box = [_pixels(part) for part in re.split(rb"[\s,]+", given.get(b"viewBox", b"").strip())]
        width, height = (box[2], box[3]) if len(box) == 4 else (0, 0)
    return (width, height) if width and height else (0, 0)


def _pixels(text: bytes) -> int:
    found = re.fullmatch(rb"\s*(\d{1,5})(?:\.\d{0,9})?(?:px)?\s*", text)
    return int(found[1]) if found else 0


def _look_at(name: str, attributes: dict[str, str]) -> None:
    plain = name.rpartition(":")[2].lower()
    if plain in _ACTIVE:
        raise _Refused(f"is an SVG with <{plain}>, which may run something")
    for key, value in attributes.items():
        attribute = key.rpartition(":")[2].lower()
        if attribute.startswith("on"):
            raise _Refused(f"is an SVG with {attribute}, which runs something")
        is_address = attribute in ("href", "src") or (plain in _SETS_ADDRESS and attribute in ("to", "values", "from"))
        if is_address and ":" in value and not _HARMLESS_ADDRESS.match(value):
            raise _Refused("is an SVG with an address that is neither http nor https")
        if attribute == "attributename" and value.rpartition(":")[2].lower() in ("href", "src"):
            raise _Refused("is an SVG that changes an address")


def _look_at_type(_name: str, _system: str | None, _public: str | None, has_internal_subset: bool) -> None:
    if has_internal_subset:
        raise _Refused("is an SVG with entities of its own")


def _look_at_instruction(target: str, _data: str) -> None:
    if target.lower() != "xml":
        raise _Refused("is an SVG with an instruction to load something")
