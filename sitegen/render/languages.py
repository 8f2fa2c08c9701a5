"""Words and languages: the theme's texts, plural forms, and which language a text is in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

from sitegen.render.date_words import locale_of, number

_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f]")
_HEBREW = re.compile(r"[\u0590-\u05ff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_NO_LATIN = re.compile(
    r"[\u0400-\u04ff\u0590-\u06ff\u0750-\u077f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U000323af]"
)
_LETTER = re.compile(r"[^\W\d_]")
_LETTERS_A_HAN = 3
_OTHER_SCRIPTS = ((_HANGUL, "ko"), (_ARABIC, "ar"), (_HEBREW, "he"), (_CYRILLIC, "ru"))
# Languages that share a script: a site in Persian needs no mark on Arabic letters.
_KIN = {
    "ar": ("ar", "fa", "ur", "ps", "ckb", "ug"),
    "ru": ("ru", "uk", "bg", "be", "sr", "mk", "kk", "mn"),
    "he": ("he", "yi"),
}
_NOT_LATIN = ("zh", "ja", "ko", *_KIN["ar"], *_KIN["ru"], *_KIN["he"], "el", "hi", "th", "ka", "hy", "am")
_RIGHT_TO_LEFT = ("ar", "he", "fa", "ur", "ps", "ckb", "ug", "yi")
_SAMPLE = 600
_NONE = Markup("")
_ARTICLES = ("the ", "a ", "an ")


def texts_for(language: str, texts: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the theme's words for a BCP 47 tag: English, under `zh`, under `zh-Hant`, ..."""
    words: dict[str, Any] = dict(texts.get("en", {}))
    parts = language.lower().split("-")
    for length in range(1, len(parts) + 1):
        words.update(texts.get("-".join(parts[:length]), {}))
    return words


def counted(count: int, forms: str | Mapping[str, str], language: str) -> str:
    """Return `12 stories`: the form that the language has for this number, with `%(n)s` filled in.

    `forms` maps CLDR plural categories (`one`, `few`, `other`) to texts; a text alone stands for all.
    """
    form = forms if isinstance(forms, str) else forms.get(locale_of(language).plural_form(count), forms["other"])
    return form.replace("%(n)s", number(count, language))


def language_of(text: str) -> str:
    """Return `zh`, `ja`, `ko`, `ar`, `he`, `ru`, or `en` for Latin letters: what most of a text is written in.

    Only the first 600 characters count. Empty when it has no letters that tell.
    """
    sample = text[:_SAMPLE]
    latin = len(_LATIN.findall(sample))
    if not sample.isascii():
        han = len(_HAN.findall(sample))
        kana = len(_KANA.findall(sample))
        hangul = len(_HANGUL.findall(sample))
        others = len(_LETTER.findall(sample)) - han - kana - hangul
        if (han + kana - hangul) * _LETTERS_A_HAN >= max(others, 1):
            return "ja" if kana * 5 > han else "zh"
        for script, language in _OTHER_SCRIPTS:
            if len(script.findall(sample)) > latin:
                return language
    return "en" if latin else ""


def other_language(text: str, around: str, declared: str = "") -> str:
    """Return the BCP 47 tag of a text in another language than what is around it; empty when it is the same.

    Args:
        text: Plain text.
        around: The language of what is around it, a BCP 47 tag.
        declared: What the text's page says of itself; wins where it agrees with the letters.
    """
    outer = around.partition("-")[0].lower()
    if outer == "en" and not declared and text.isascii():
        return ""
    found = language_of(text)
    inner = declared.partition("-")[0].lower()
    if declared and (not found or _is_kin(found, inner)):
        return "" if declared.lower() == around.lower() else declared
    return "" if not found or _is_kin(found, outer) else found


def lang(text: str, around: str, declared: str = "") -> Markup:
    """Return ` lang="zh"` (and `dir` where it turns) for a text in another language than what is around it.

    The arguments are those of `other_language`.
    """
    tag = other_language(text, around, declared)
    if not tag:
        return _NONE
    inner = tag.partition("-")[0].lower()
    turned = f' dir="{direction(inner)}"' if direction(inner) != direction(around.partition("-")[0].lower()) else ""
    return Markup(f' lang="{escape(tag)}"{turned}')


def foreign_from(text: str, language: str, start: int = 0) -> int:
    """Return the place before which no part of a text in `language`, from `start` on, can be found to be in another.

    It is the text's end when there is none. Quick: only in languages of Latin letters is it ever behind `start`.
    """
    if not _is_kin("en", language.partition("-")[0].lower()):
        return start
    found = None if text.isascii() else _NO_LATIN.search(text, start)
    return found.start() if found else len(text)


def direction(language: str) -> str:
    """Return `rtl` or `ltr` for a BCP 47 tag."""
    return "rtl" if language.partition("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def monogram(name: str) -> str:
    """Return the one letter that stands for a source without an icon: `W` for Wired, `中` for 中国日报网."""
    plain = name.strip()
    for article in _ARTICLES:
        if plain.lower().startswith(article):
            plain = plain[len(article) :]
            break
    return next((letter.upper()[:1] for letter in plain if letter.isalnum()), "·")


def _is_kin(found: str, language: str) -> bool:
    """Return whether text found to be in `found` may as well be in `language`: the same script."""
    if found == "en":
        return language not in _NOT_LATIN
    if found == "zh":  # Han alone, which Japanese and Korean are written in, too
        return language in ("zh", "yue", "wuu", "lzh", "ja", "ko")
    return language in _KIN.get(found, (found,))
