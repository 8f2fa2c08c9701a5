"""Languages: of the theme's words, of a text, of a source's letter."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sitegen.render.languages import (
    counted,
    direction,
    foreign_from,
    lang,
    language_of,
    monogram,
    other_language,
    texts_for,
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("A plain headline", "en"),
        ("深度求索发布新一代推理模型", "zh"),
        ("OpenAI 发布 GPT-5.5 新模型", "zh"),
        ("DeepSeek (深度求索) raises its prices for everyone", "en"),
        ("新しいモデルを発表しました", "ja"),
        ("새로운 모델 발표", "ko"),
        ("نموذج لغوي جديد", "ar"),
        ("מודל שפה חדש", "he"),
        ("Новая языковая модель", "ru"),
        ("2024 — 100 %", ""),
        ("", ""),
    ],
)
def test_language_of(text: str, language: str) -> None:
    """Most of a text's letters decide; a name in another script does not."""
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "around", "declared", "attributes"),
    [
        ("A headline", "en", "", ""),
        ("A headline", "fr", "", ""),
        ("A headline", "zh-CN", "", ' lang="en"'),
        ("深度求索", "en", "", ' lang="zh"'),
        ("深度求索", "zh-Hant", "", ""),
        ("深度求索", "en", "zh-Hant", ' lang="zh-Hant"'),
        ("深度求索", "zh-Hant", "zh-Hant", ""),
        ("Un titre", "en", "fr", ' lang="fr"'),
        ("深度求索", "en", "fr", ' lang="zh"'),
        ("نموذج لغوي", "en", "", ' lang="ar" dir="rtl"'),
        ("نموذج لغوي", "fa", "", ""),
        ("A headline", "ar", "", ' lang="en" dir="ltr"'),
        ("123", "zh", "", ""),
        ("深度", "en", 'zh"><b>', ' lang="zh"'),
        ("Fine", "zh", '"><b>', ' lang="&#34;&gt;&lt;b&gt;"'),
    ],
)
def test_lang(text: str, around: str, declared: str, attributes: str) -> None:
    """A text says its language only where it differs from what is around it; a hostile tag stays an attribute."""
    assert lang(text, around, declared) == attributes


def test_texts_for() -> None:
    """Words come from the nearest language: the region's, the language's, English."""
    texts = {"en": {"a": "A", "b": "B", "c": "C"}, "zh": {"a": "甲", "b": "乙"}, "zh-hant": {"a": "繁"}}
    assert texts_for("zh-Hant-TW", texts) == {"a": "繁", "b": "乙", "c": "C"}
    assert texts_for("de", texts) == texts["en"]


@pytest.mark.parametrize(
    ("count", "language", "text"),
    [
        (1, "en", "1 story"),
        (0, "en", "0 stories"),
        (1234, "en", "1,234 stories"),
        (1, "zh", "1 stories"),
        (5, "xx", "5 stories"),
    ],
)
def test_counted(count: int, language: str, text: str) -> None:
    """A number takes the plural form and the figures of its language."""
    assert counted(count, {"one": "%(n)s story", "other": "%(n)s stories"}, language) == text
    assert counted(count, "%(n)s 条", "zh") == f"{count:,} 条"


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Wired", "W"),
        ("The Guardian", "G"),
        ("中国日报网", "中"),
        ("  “quoted”", "Q"),
        ("***", "·"),
        ("", "·"),
        ("ßeta", "S"),
    ],
)
def test_monogram(name: str, letter: str) -> None:
    """A source's letter is the first of its name, without an article or a sign."""
    assert monogram(name) == letter


def test_direction() -> None:
    """Arabic and its like run from the right."""
    assert (direction("ar-EG"), direction("fa"), direction("en"), direction("zh")) == ("rtl", "rtl", "ltr", "ltr")


@settings(max_examples=300)
@given(st.text(st.sampled_from("a é—“ж文のعא각")), st.sampled_from(["en", "de", "en-GB", "zh", "ar", "el"]))
@example("Plain", "zh")
def test_the_quick_no_is_right(text: str, language: str) -> None:
    """What stands before the place from which a text may be foreign has no part that would be marked as such."""
    for start in range(len(text)):
        sure = foreign_from(text, language, start)
        assert not any(other_language(text[start:end], language) for end in range(start, sure + 1))
    assert foreign_from("Café – naïve “quotes”", "de") == 21
    assert foreign_from("Café 文", "de", 2) == 5


@pytest.mark.parametrize(
    ("text", "around", "declared", "tag"),
    [
        ("東京都", "ja", "", ""),
        ("東京都", "en", "ja", "ja"),
        ("東京都", "en", "", "zh"),
        ("大韓民國", "ko", "", ""),
        ("大韓民國", "en", "ko-KR", "ko-KR"),
        ("한국어 기사 제목 漢字", "en", "", "ko"),
        ("Новости недели 中", "en", "", "ru"),
        ("ข่าวประจำสัปดาห์นี้ที่ท่าเรือ中", "th", "", ""),
    ],
)
def test_han_is_weighed_against_all_letters(text: str, around: str, declared: str, tag: str) -> None:
    """Han alone agrees with Japanese and Korean where these are said; among other letters it counts for its part."""
    assert other_language(text, around, declared) == tag
