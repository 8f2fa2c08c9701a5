"""Which language a text is in: what is declared, else what its script says; else nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterable

_TAG = re.compile(r"\A([a-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?\Z", re.IGNORECASE)
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u3400-\u9fff]")),
)
_LEAST_PART = 0.2
_HAN_LANGUAGES = ("zh", "ja", "ko", "yue")


def language_tag(text: str) -> str:
    """Return a declared language as BCP 47 writes it (`zh-CN` for `zh_cn`); empty for what is none."""
    found = _TAG.match(text.strip().partition(",")[0].partition(".")[0].strip())
    if found is None or found[1].lower() in ("und", "mul", "xx"):
        return ""
    return "-".join(filter(None, (found[1].lower(), (found[2] or "").title(), (found[3] or "").upper())))


def language_by_script(text: str) -> str:
    """Return the language of a text whose script leaves no choice; empty for all that is written in Latin letters."""
    letters = sum(sign.isalpha() for sign in text[:20_000]) or 1
    for name, script in _SCRIPTS:
        if len(script.findall(text[:20_000])) > (0.05 if name == "ja" else _LEAST_PART) * letters:
            return name
    return ""


def choose_language(declared: Iterable[str], text: str) -> str:
    """Return the first declared language that the script of the text allows, else what the script says."""
    by_script = language_by_script(text)
    for one in declared:
        tag = language_tag(one)
        main = tag.partition("-")[0]
        if tag and (not by_script or main == by_script or (by_script == "zh" and main in _HAN_LANGUAGES)):
            if not by_script and main in _HAN_LANGUAGES and text.strip():
                continue  # an English story in a Chinese frame
            return tag
    return by_script
