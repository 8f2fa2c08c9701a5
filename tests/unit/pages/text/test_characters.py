from __future__ import annotations

import pytest

from sitegen.pages.text.characters import clean_text


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("a\x00b\x0bc\x1bd", "abcd"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("\ufffe\uffff", ""),
        ("\x93quoted\x94 \x96 \x80", "“quoted” – €"),
        ("\x81\x8d", ""),
        ("one\r\ntwo\rthree\tfour", "one\ntwo\nthree\tfour"),
        ("人工智能 🤖 עברית", "人工智能 🤖 עברית"),
    ],
)
def test_only_characters_that_xml_allows_remain(dirty: str, clean: str) -> None:
    """Illegal characters go, Windows-1252 leftovers become what was meant, everything else stays."""
    assert clean_text(dirty) == clean
