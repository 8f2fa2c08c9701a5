"""Bytes that are no text, and text that is not what it looks like."""

from __future__ import annotations

import pytest

from tests.hostile.digest_under_attack import Attacked, Case, case, fields

STORY = fields("date: 2024-05-30")

CASES = (
    case("an empty file", b"", "error 1 the source has no title"),
    case("only line ends", b"\n\n\r\n\r", "error 1 the source has no title"),
    case("only spaces", b"   \t ", "error 1 the source has no title"),
    case("a lone byte", b"\xff", "error 1 the byte 0xff here is not UTF-8"),
    case("Latin-1", fields("excerpt: café").encode("latin-1"), "error 5 the byte 0xe9 here is not UTF-8"),
    case("GB 18030", fields("excerpt: 中文").encode("gb18030"), "error 5 the byte 0xd6 here is not UTF-8"),
    case("UTF-16 with a mark", STORY.encode("utf-16"), "error 1 the file is UTF-16, not UTF-8"),
    case(
        "UTF-16 without a mark", STORY.encode("utf-16-le"), "warning 1 invisible control character U+0000 and 106 more"
    ),
    case("UTF-32", STORY.encode("utf-32"), "error 1 the file is UTF-32, not UTF-8"),
    case("half a character at the end", STORY.encode() + "中".encode()[:2], "error 8 the byte 0xe4 here is not UTF-8"),
    case("an overlong slash", STORY.encode() + b"\xc0\xaf", "error 8 the byte 0xc0 here is not UTF-8"),
    case("a surrogate in UTF-8", STORY.encode() + b"\xed\xa0\x80", "error 8 the byte 0xed here is not UTF-8"),
    case("a byte order mark", b"\xef\xbb\xbf" + STORY.encode()),
    case(
        "a byte order mark in the text",
        STORY.encode() + b"a\xef\xbb\xbfb",
        "warning 8 invisible control character U+FEFF",
    ),
    case("line ends of Windows", STORY.replace("\n", "\r\n")),
    case("line ends of old Macs", STORY.replace("\n", "\r")),
    case("mixed line ends", STORY.replace("\n", "\r\n", 3).replace("Text.\n", "Text.\r")),
    case(
        "line separators of Unicode",
        fields("excerpt: a\u2028b\u2029c\x85d"),
        "warning 5 invisible control character U+0085",
    ),
    case("NUL in the front matter", fields("excerpt: a\0b"), "warning 5 invisible control character U+0000"),
    case("NUL in the body", fields(body="a\0b\n"), "warning 6 invisible control character U+0000"),
    case(
        "only NUL",
        b"\0" * 5000,
        "error 1 the source has no title",
        "warning 1 invisible control character U+0000 and 4999 more",
    ),
    case(
        "all control characters",
        fields(body="".join(map(chr, range(32))) + "\x7f\n"),
        "warning 6 invisible control character U+0000 and 29 more",
    ),
    case(
        "C1 controls",
        fields(body="".join(map(chr, range(128, 160))) + "\n"),
        "warning 6 invisible control character U+0080 and 31 more",
    ),
    case(
        "the writing turned round",
        fields("excerpt: a\u202egnp.exe", body="a\u202eb\u2066c\n"),
        "warning 5 invisible control character U+202E and 1 more",
    ),
    case("isolates never closed", fields("topics: ['\u2067x\u2067']", body="\u2067\u2067\u2067x\n")),
    case(
        "noncharacters",
        fields(body="a\ufffe\uffff\U0001ffff\ufdd0b\n"),
        "warning 6 invisible control character U+FFFE and 1 more",
    ),
    case("private use", fields("excerpt: \ue000\U000f0000")),
    case("tag characters", fields("excerpt: x\U000e0041\U000e0042")),
    case("a thousand accents on one letter", fields("excerpt: a" + "\u0301" * 1000)),
    case("zero width only", fields("excerpt: \u200b\u200c\u200d\u2060")),
    case("an emoji title", "---\ntitle: \U0001f469\u200d\U0001f469\u200d\U0001f467\n---\nx\n"),
    case(
        "a line of a million letters",
        fields(body="x" * 1_000_000 + "\n"),
        "warning 6 the body has 1000001 characters, the most for Markdown is 1000000",
    ),
    case("30,000 lines", fields(body="x\n" * 30_000)),
    case("30,000 paragraphs", fields(body="x\n\n" * 30_000)),
    case("a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "error 1 the byte 0x89 here is not UTF-8"),
    case("a zip", b"PK\x03\x04\x14\0\0\0\x08\0" + bytes(range(256)), "error 3 the byte 0x80 here is not UTF-8"),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_text(case: Case, attacked: Attacked) -> None:
    """Whatever bytes a source holds, its problem has its place, and all other stories are as they were."""
    attacked.check(case)
