"""Fingerprints: what the bytes of an output depend on besides its view: its template, the frame, and our own code."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sitegen.plan.output import ANY_KIND, HTML
from sitegen.values import digest_of


class Fingerprint(NamedTuple):
    """The digests of what an output is made with."""

    template: str
    """Empty for formats that have none."""
    frame: str
    """Empty for formats that do not show it."""
    code: str

    def digest(self) -> str:
        """Return the digest of the three together."""
        return digest_of(list(self))


class Fingerprints:
    """The fingerprint of each kind of output, made once."""

    def __init__(self, code: str, frame: str, template_digest: Callable[[str], str]) -> None:
        """Start from the digests of the code and the frame, and a function that returns a template's digest."""
        self._code = code
        self._frame = frame
        self._template_digest = template_digest
        self._known: dict[str, tuple[str, Fingerprint]] = {}

    def of(self, kind: str) -> tuple[str, Fingerprint]:
        """Return the digest of a kind's fingerprint, and the fingerprint."""
        known = self._known.get(kind)
        if known is None:
            is_page = kind.endswith(HTML) or kind == ANY_KIND
            template = self._template_digest(kind) if is_page else ""
            parts = Fingerprint(template, self._frame if is_page else "", self._code)
            known = self._known[kind] = (parts.digest(), parts)
        return known

    def all(self) -> dict[str, Fingerprint]:
        """Return every fingerprint used so far, by digest."""
        return dict(self._known.values())
