"""From the bytes of a page to its text, as browsers do it: byte order mark, header, `<meta>`, then by its look."""

from __future__ import annotations

import codecs
import re

_FIRST_BYTES = 4096
_META = re.compile(rb"""<meta[^>]{0,300}?charset\s{0,20}=\s{0,20}["']?\s{0,20}([\w.:-]{1,40})""", re.IGNORECASE)
_XML = re.compile(rb"""\A\s{0,20}<\?xml[^>]{0,200}?encoding\s{0,5}=\s{0,5}["']([\w.:-]{1,40})""")
_HEADER = re.compile(r"""charset\s{0,20}=\s{0,20}["']?([\w.:-]{1,40})""", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_ONE_CODEC = {
    "utf-8": "utf8 utf-8 unicode-1-1-utf-8 x-unicode20utf8",
    "gb18030": "gb2312 gbk gb18030 chinese csgb2312 gb_2312 gb_2312-80 iso-ir-58 x-gbk cp936",
    "big5hkscs": "big5 big5-hkscs cn-big5 csbig5 x-x-big5",
    "cp932": "shift_jis shift-jis sjis ms_kanji csshiftjis ms932 windows-31j x-sjis",
    "euc_jp": "euc-jp x-euc-jp cseucpkdfmtjapanese",
    "iso2022_jp": "iso-2022-jp csiso2022jp",
    "cp949": "euc-kr cseuckr korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949",
    "cp1252": "windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 latin1 l1 ascii us-ascii iso-8859-15",
    "cp1251": "windows-1251 cp1251 x-cp1251",
    "koi8_r": "koi8-r koi8 koi",
    "koi8_u": "koi8-u koi8-ru",
    "iso8859_2": "iso-8859-2 latin2",
    "cp1250": "windows-1250 cp1250",
    "cp1253": "windows-1253 cp1253",
    "cp1254": "windows-1254 cp1254 iso-8859-9 latin5",
    "cp1255": "windows-1255 cp1255",
    "cp1256": "windows-1256 cp1256",
    "cp874": "windows-874 tis-620 iso-8859-11",
    "utf-16-le": "utf-16 utf-16le unicode",
    "utf-16-be": "utf-16be",
}
_ASIAN = ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949")
_USUAL = frozenset(
    "的一是不了在有人我他這这中大來来上國国到說说們们為为子和你地出道也時时年得就那要下以生會会自着著去之過过家學学對对可她里後后小么"
    "이다의는에서을를가고하한지도로사기어나은인과들자라해그있"
    "、。，！？：；「」“”《》（）・"
)
"""Characters that make up a fifth and more of a text in Chinese, simplified or traditional, or in Korean."""
_LEAST_USUAL = 0.15
_LEAST_HIGH = 12
"""Characters above ASCII; so many are UTF-8 in a text of another encoding by no chance."""
_CODECS = {label: codec for codec, labels in _ONE_CODEC.items() for label in labels.split()}


def decode_page(data: bytes, content_type: str = "") -> str:
    """Return the text of a page; what is not of its encoding becomes U+FFFD, and never an error.

    What a page says of its encoding counts, but where its bytes say otherwise: programs that save pages write UTF-8 and
    leave the declaration, and servers declare one encoding for files of many.
    """
    return _decoded(data, _declared(data, content_type))


def decode_text(data: bytes) -> str:
    """Return the text of a file that does not say what it is: UTF-8, else an Asian encoding, else Windows-1252."""
    return _decoded(data, "")


def _decoded(data: bytes, named: str) -> str:
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _text(data[len(mark) :], codec)
    as_utf8 = _utf8(data)
    if as_utf8 is not None and (named in ("", "utf-8", "cp1252") or _is_no_chance(as_utf8)):
        return as_utf8
    if named in ("", "utf-8", "cp1252"):
        return _guessed(data, named or "cp1252")
    return _text(data, named)


def _declared(data: bytes, content_type: str) -> str:
    """Return the codec that a page or its server names; empty for none that is known."""
    header = _HEADER.search(content_type)
    if header and (named := _CODECS.get(header[1].lower())):
        return named
    meta = _META.search(data, 0, _FIRST_BYTES) or _XML.search(data, 0, _FIRST_BYTES)
    named = _CODECS.get(meta[1].decode("ascii").lower(), "") if meta else ""
    # A page whose `<meta>` can be read is not UTF-16, whatever it says.
    return "utf-8" if named.startswith("utf-16") else named


def _utf8(data: bytes) -> str | None:
    """Return bytes as UTF-8; None where they are not. The last character may be cut."""
    try:
        return _clean(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _text(data, "utf-8") if error.start > len(data) - 4 and error.start > 0 else None


def _is_no_chance(text: str) -> bool:
    """Return whether a text has so many characters above ASCII that it was UTF-8 indeed."""
    return sum(sign > "\x7f" for sign in text[:200_000]) >= _LEAST_HIGH


def _guessed(data: bytes, otherwise: str) -> str:
    """Return a text in the Asian encoding of which it has the most usual characters, else in another one."""
    best, text = _LEAST_USUAL, ""
    for codec in _ASIAN:
        try:
            found = data.decode(codec)
        except UnicodeDecodeError as error:
            if error.start < len(data) - 4:
                continue
            found = data.decode(codec, "ignore")
        wide = [sign for sign in found[:20_000] if sign > "\x7f"]
        usual = sum(sign in _USUAL or "\u3040" <= sign <= "\u30ff" for sign in wide)
        if wide and usual / len(wide) > best:
            best, text = usual / len(wide), found
    if text:
        return _clean(text)
    if otherwise == "utf-8" and data.decode("utf-8", "replace").count("\ufffd") * 20 > _high_bytes(data):
        otherwise = "cp1252"
    return _text(data, otherwise)


def _high_bytes(data: bytes) -> int:
    return len(data) - len(data.translate(None, bytes(range(128, 256))))


def _text(data: bytes, codec: str) -> str:
    return _clean(data.decode(codec, "replace"))


def _clean(text: str) -> str:
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
