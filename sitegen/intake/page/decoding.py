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
_CODECS = {label: codec for codec, labels in _ONE_CODEC.items() for label in labels.split()}


def decode_page(data: bytes, content_type: str = "") -> str:
    """Return the text of a page; what is not of its encoding becomes U+FFFD, and never an error."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _text(data[len(mark) :], codec)
    header = _HEADER.search(content_type)
    if header and (named := _CODECS.get(header[1].lower())):
        return _text(data, named)
    meta = _META.search(data, 0, _FIRST_BYTES) or _XML.search(data, 0, _FIRST_BYTES)
    if meta and (named := _CODECS.get(meta[1].decode("ascii").lower())):
        # A page whose `<meta>` can be read is not UTF-16, whatever it says.
        return _text(data, "utf-8" if named.startswith("utf-16") else named)
    return decode_text(data)


def decode_text(data: bytes) -> str:
    """Return the text of a file that does not say what it is: UTF-8, else a Chinese encoding, else Windows-1252."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _text(data[len(mark) :], codec)
    try:
        return _clean(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        if error.start > len(data) - 4:
            return _text(data, "utf-8")  # cut in its last character
    try:
        chinese = data.decode("gb18030")
    except UnicodeDecodeError:
        return _text(data, "cp1252")
    return _clean(chinese) if _is_mostly_han(chinese) else _text(data, "cp1252")


def _text(data: bytes, codec: str) -> str:
    return _clean(data.decode(codec, "replace"))


def _clean(text: str) -> str:
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")


def _is_mostly_han(text: str) -> bool:
    wide = [sign for sign in text[:20_000] if sign > "\x7f"]
    han = sum("\u4e00" <= sign <= "\u9fff" or sign in "，。、：；“”（）《》　" for sign in wide)
    return len(wide) > 0 and han > 0.7 * len(wide)
