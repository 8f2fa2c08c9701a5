"""Text that is drawn: which font has its letters, how wide it is, where its lines end.

Letters stand one beside another as in the font (no shaping): what shapes them would differ from machine to machine. So
scripts whose letters join or turn are left out, and reported.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from io import BytesIO

from PIL import ImageFont

from sitegen.plan.files.share_images import LETTERS_OF_OUR_FONT
from sitegen.plan.views.picture_views import ShareView

_HYPHENS = str.maketrans("–—", "--")
_CLOSING = frozenset("，。、；：？！）》」』】〕〉”’…%,.;:?!)]}·")
"""What no line begins with."""
_OPENING = frozenset("（《「『【〔〈“‘([{")
"""What no line ends with."""
_FACES = {"ja": "JP", "ko": "KR", "zh-hant": "TC", "zh-tw": "TC", "zh-hk": "HK"}
_MOST_FACES = 16
_NOWHERE = "\U0010fffd"
"""A character that no font has: it is drawn as the sign for a missing one."""


class Face:
    """One font, in any size."""

    def __init__(self, data: bytes, language: str) -> None:
        """Take the bytes of a font file; none: the font that comes with Pillow."""
        self._data = data
        self._index = _index(data, language) if data else 0

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        """Return the font in a size, in pixels."""
        return _font(self._data, self._index, size)

    def bold(self, size: int) -> float:
        """Return by how much strokes are made stronger: our own font is a light one."""
        return 0 if self._data else size / 60

    def has(self, letter: str) -> bool:
        """Return whether the font can draw a letter as it is read."""
        if letter == " ":
            return True
        if not self._data:
            return letter in LETTERS_OF_OUR_FONT
        return not _joins_or_turns(letter) and _is_drawn(self._data, self._index, letter)

    def known(self, text: str) -> str:
        """Return what is drawn of a text: nothing where a letter or figure is missing, without which it misleads."""
        if any(unicodedata.category(letter)[0] != "P" and not self.has(letter) for letter in text):
            return ""
        kept = "".join(letter for letter in text if self.has(letter))
        return " ".join((kept if self._data else kept.translate(_HYPHENS)).split())


def choose_face(view: ShareView) -> Face:
    """Return the first font that has all letters, else the one that has most of the title's."""
    faces = [Face(data, view.language) for data in view.fonts if isinstance(data, bytes) and _is_font(data)]
    faces.append(Face(b"", view.language))
    everything = set(view.title + view.source + view.topic + view.site)
    return max(faces, key=lambda face: sum(map(face.has, everything)))


def wrap(text: str, face: Face, size: int, width: float) -> list[str]:
    """Return a text in lines that are not wider than `width`."""
    font, stroke = face.at(size), 2 * face.bold(size)
    lines, line = [], ""
    for piece in _pieces(text, lambda one: font.getlength(one) + stroke > width):
        if line and font.getlength((line + piece).rstrip()) + stroke > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def cut(text: str, face: Face, size: int, width: float) -> str:
    """Return as much of a text as is not wider than `width`, with `…` in the place of the rest."""
    if face.at(size).getlength(text) + 2 * face.bold(size) <= width:
        return text
    return end_early(text, face, size, width)


def end_early(text: str, face: Face, size: int, width: float) -> str:
    """Return as much of a text as has room for the `…` that says that there is more; nothing when none has."""
    end = "…" if face.has("…") else "..."
    kept = text.rstrip("…")
    while kept and face.at(size).getlength(kept.rstrip() + end) + 2 * face.bold(size) > width:
        kept = kept[:-1]
    return kept.rstrip() + end if kept else ""


def _pieces(text: str, is_too_wide: Callable[[str], bool]) -> Iterator[str]:
    """Yield the parts of a text between which a line may end: words, and single characters of East Asian scripts."""
    piece = ""
    for letter in text:
        previous = piece[-1:]
        is_break = previous == " " or (_is_wide(letter) or _is_wide(previous))
        stays = letter in _CLOSING or previous in _OPENING or letter == " "
        if piece and ((is_break and not stays) or is_too_wide(piece + letter)):
            yield piece
            piece = ""
        piece += letter
    if piece:
        yield piece


def _is_wide(letter: str) -> bool:
    return "\u2e80" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7a3" or "\uf900" <= letter <= "\uffdc"


def _joins_or_turns(letter: str) -> bool:
    """Return whether a letter belongs to a script that is not written letter by letter from left to right."""
    return "\u0590" <= letter <= "\u109f" or "\u1780" <= letter <= "\u18af" or "\ufb1d" <= letter <= "\ufefc"


@lru_cache(maxsize=64)
def _font(data: bytes, index: int, size: int) -> ImageFont.FreeTypeFont:
    if not data:
        ours = ImageFont.load_default(size)
        assert isinstance(ours, ImageFont.FreeTypeFont)
        return ours
    return ImageFont.truetype(BytesIO(data), size, index, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=16)
def _is_font(data: bytes) -> bool:
    try:
        _font(data, 0, 20)
    except (OSError, ValueError):
        return False
    return True


@lru_cache(maxsize=16)
def _index(data: bytes, language: str) -> int:
    """Return which face of a collection is for a language; the first where it does not say."""
    tag = language.lower()
    wanted = _FACES.get(tag) or _FACES.get(tag.partition("-")[0], "SC")
    for index in range(_MOST_FACES):
        try:
            family, _ = _font(data, index, 20).getname()
        except OSError:
            break
        if wanted in (family or "").split():
            return index
    return 0


@lru_cache(maxsize=20_000)
def _is_drawn(data: bytes, index: int, letter: str) -> bool:
    font = _font(data, index, 20)
    return bytes(font.getmask(letter)) != bytes(font.getmask(_NOWHERE))
