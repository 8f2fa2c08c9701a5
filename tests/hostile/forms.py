"""Forms of text that grow: each sign that means something in Markdown, HTML, YAML or white space, repeated and nested.

The signs and their pairs are in `telling_units.txt`, `units.txt` and `yaml_units.txt`, one a line, which ends in `¶`.
Whoever reads text must take time in proportion to it: `test_growth.py` holds them to it, `fuzz.py` composes forms.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.hostile.form_makers import Form, both, growing, nested, numbered, repeated, square, stairs

SIGNS = "*_`~[](){}<>!#&|\\:;.,-+=?@^$%/\"'"
"""What means something somewhere."""
_LETTERS = {
    "letters": "a",
    "capitals": "A",
    "Chinese": "中",
    "Chinese emphasis": "**中**文",
    "Chinese emphasis in quotation marks": "**「中」**",
    "low lines in Chinese": "_中_",
    "half emphasis in Chinese": "**中。",
    "Chinese stops": "。",
    "kana": "か",
    "Hangul": "한",
    "conjoining Hangul": "\u1112\u1161\u11ab",
    "Thai": "ก\u0e31",
    "Hindi": "क\u094d",
    "Arabic": "ع",
    "Hebrew": "א ",
    "ligatures that become eighteen letters": "\ufdfa",
    "accents": "\u0301",
    "accents out of order": "\u0301\u0316",
    "accented letters": "a\u0301",
    "emoji": "\U0001f600",
    "families": "\U0001f469\u200d",
    "flags": "\U0001f1e6",
    "selectors": "中\ufe00",
    "lone selectors": "\ufe0f",
    "ideographic selectors": "中\U000e0100",
    "tag characters": "\U000e0041",
    "overrides": "\u202e",
    "isolates": "\u2067",
    "joiners": "\u200d",
    "soft hyphens": "\xad",
    "private use": "\ue000",
    "C1 controls": "\x85",
    "C0 controls": "\x01",
    "NUL": "\0",
    "full-width signs": "＊",
    "sharp s": "ß",
    "dotted I": "İ",
    "curly quotes": "“a” ",
    "guillemets": "«",
    "dashes": "— ",
    "bullets": "• ",
    "bullet lines": "• a\n",
    "replacement characters": "\ufffd",
    "byte-order marks": "\ufeff",
    "noncharacters": "\uffff",
}


def units(name: str) -> list[str]:
    """Return the signs and pairs of signs of a file."""
    lines = (Path(__file__).parent / name).read_text("utf-8").removesuffix("¶\n").split("¶\n")
    return [line.replace("中", "\\u4e2d").encode("ascii").decode("unicode_escape") for line in lines]


def _repeated(*parts: str) -> dict[str, Form]:
    return {repr(part): repeated(part) for part in parts}


def _in_words() -> dict[str, Form]:
    """Return each sign with a word behind it, between words, and on lines of its own."""
    forms: dict[str, Form] = {}
    for sign in SIGNS:
        forms[f"{sign!r} before words"] = repeated(f"{sign}a ")
        forms[f"{sign!r} in words"] = repeated(f"a{sign}")
        forms[f"{sign!r} on lines"] = repeated(f"{sign}\n")
        forms[f"{sign!r} as paragraphs"] = repeated(f"{sign} a\n\n")
    return forms


TELLING_FORMS: Mapping[str, Form] = {
    **_repeated(*units("telling_units.txt"), *_LETTERS.values()),
    "one word at the end of spaces": repeated(" ", "a", "b"),
    "one word at the end of tabs": repeated("\t", "a", "b"),
    "a line after blank ones": repeated("\n", "a", "b"),
    "an odd line after spaces": repeated(" ", "", "\xa0*"),
    "nested brackets": nested("[", "]"),
    "nested links": nested("[", "](b)"),
    "nested pictures": nested("![", "](b)"),
    "nested parentheses": nested("(", ")"),
    "a link with nested parentheses": lambda size: "[a](" + nested("(", ")")(size) + ")",
    "a link with a long address": repeated("a", "[a](", ")"),
    "a link with a long title": repeated("a ", '[a](b "', '")'),
    "a link with a long text": repeated("a ", "[", "](b)"),
    "a web address with parentheses": lambda size: "http://a.b/" + nested("(", ")")(size),
    "a web address with stops": repeated(".", "http://a.b/"),
    "a web address of labels": repeated("a.", "http://"),
    "a long web address": repeated("a", "http://a.b/"),
    "a reference with a long label": lambda size: "[" + "a" * (size // 2) + "]: b\n\n[" + "a" * (size // 2) + "]",
    "references": numbered("[r#]: b\n"),
    "references in use": both(numbered("[r#] "), lambda size: "\n\n" + numbered("[r#]: b\n")(size)),
    "one reference in use": repeated("[a] ", "", "\n\n[a]: b\n"),
    "pictures by reference": repeated("![a] ", "", "\n\n[a]: b\n"),
    "footnotes": numbered("x[^#]\n\n[^#]: y\n\n"),
    "footnotes in footnotes": numbered("[^#]: [^#]\n\n"),
    "footnotes in use": both(numbered("[^#] "), lambda size: "\n\n" + numbered("[^#]: b\n")(size)),
    "one footnote in use": repeated("[^1] ", "", "\n\n[^1]: b\n"),
    "a footnote of paragraphs": repeated("    a\n\n", "[^1]\n\n[^1]: b\n\n"),
    "inline footnotes": repeated("^[a] "),
    "nested inline footnotes": nested("^[", "]"),
    "nested stars": nested("*", "*"),
    "nested words in stars": nested("*a ", " b*"),
    "nested double stars": nested("**a ", " b**"),
    "nested low lines": nested("_a ", " b_"),
    "nested strikes": nested("~~a ", " b~~"),
    "closers without openers": both(repeated("*a "), repeated("b_ ")),
    "openers of two kinds, closers of one": both(repeated("*a _b "), repeated("c* ")),
    "rule of three": repeated("a**b*c"),
    "runs of stars": growing("*"),
    "runs of low lines": growing("_", " a"),
    "runs of grave accents": growing("`"),
    "runs of tildes": growing("~"),
    "runs of hashes": growing("#", "\n"),
    "runs of brackets": growing("["),
    "runs of backslashes": growing("\\"),
    "runs of quotes": growing(">", "\n"),
    "runs of dashes": growing("-", "\n"),
    "stairs of bullets": stairs("- a"),
    "stairs of numbers": stairs("1. a", step="   "),
    "stairs of words": stairs("a", step=" "),
    "stairs of quotes": growing("> ", "a\n"),
    "stairs of fences": stairs("```", step=" "),
    "deep quotes of many lines": repeated("> " * 8 + "a\n"),
    "deep quotes of many paragraphs": repeated("> " * 8 + "a\n\n"),
    "deep bare quotes of many lines": repeated(">" * 8 + "\n"),
    "a deep quote of a list": repeated("> - " * 8 + "a\n"),
    "forty quotes of many lines": repeated("> " * 40 + "\n"),
    "forty quotes of many words": repeated("> " * 40 + "a\n"),
    "quotes that end between lines": repeated("> # a\nb\n"),
    "deep quotes that end between lines": repeated(">>>>\na\n"),
    "forty quotes, then lines": repeated("a\n", "> " * 40),
    "ninety quotes, then lines": repeated("a\n", "> " * 90),
    "forty lists, then lines": repeated("a\n", "- " * 40),
    "forty lists, then far lines": repeated(" " * 80 + "a\n\n", "- " * 40),
    "forty lists, then blank lines": repeated("\n", "- " * 40 + "a", " " * 80 + "b"),
    "forty lists of many lines": repeated("- " * 40 + "a\n"),
    "quotes and lists in turn": repeated("> - " * 20 + "a\n"),
    "lists in quotes, then lines": repeated("> a\n", "> " + "- " * 40),
    "a list of one long item": repeated("  a\n", "- "),
    "a list of many paragraphs": repeated("  a\n\n", "- "),
    "a table with many columns": lambda size: (
        "|a" * (size // 6) + "|\n" + "|-" * (size // 6) + "|\n" + "|b" * (size // 6) + "|"
    ),
    "a table with many rows": repeated("|b|c|\n", "|a|b|\n|-|-|\n"),
    "a square table": square("|a", "|\n", "|-"),
    "a table of short rows": lambda size: (
        square("|a", "|\n", "|-")(size // 2).partition("-|\n")[0] + "-|\n" + "|b|\n" * (size // 8)
    ),
    "a hundred columns of short rows": repeated("|b|\n", "|a" * 100 + "|\n" + "|-" * 100 + "|\n"),
    "heads of tables": repeated("|a|\n|-|\n"),
    "heads of tables without a table": repeated("|a|b|\n|-|\n"),
    "headings of one name": repeated("# a\n\n"),
    "headings of other names": numbered("# a#\n\n"),
    "headings of numbered names": numbered("# a-#\n\n# a\n\n"),
    "a long heading": repeated("a ", "# "),
    "a heading that ends in spaces": repeated(" ", "# a", "b"),
    "a heading that ends in hashes": repeated(" #", "# a", " b"),
    "an underlined paragraph": repeated("a\n", "", "===\n"),
    "code that is never closed": repeated("a\n", "```\n"),
    "code in Python": repeated("a = (b, 'c')\n", "```python\n", "```\n"),
    "code in HTML": repeated("<!--", "```html\n", "\n```\n"),
    "code of brackets": repeated("((((\n", "```python\n", "```\n"),
    "a long language": repeated("x", "```", "\na\n```\n"),
    "code spans of all lengths": both(growing("`"), growing("`", " ")),
    "a comment that is closed": repeated("a -", "<!-- ", " -->"),
    "comments that are closed": repeated("<!-- a -->\n"),
    "comments in fences": repeated("```\n<!--\n", "", "-->"),
    "tags in a comment": repeated("<b>", "<!-- ", " -->"),
    "nested bold": nested("<b>", "</b>"),
    "nested blocks": nested("<div>", "</div>"),
    "nested blocks on lines": nested("<div>\n", "</div>\n"),
    "nested quotes in HTML": nested("<blockquote>", "</blockquote>"),
    "nested lists in HTML": nested("<ul><li>", "</li></ul>"),
    "nested tables in HTML": nested("<table><tr><td>", "</td></tr></table>"),
    "nested rows of headings": nested("<h1>", "</h1>"),
    "nested insertions": nested("<ins>", "</ins>"),
    "nested links in HTML": nested("<a href=x>", "</a>"),
    "bold that crosses italics": both(repeated("<b><i>"), repeated("</b></i>")),
    "bold closed in paragraphs": repeated("<b><p></b>"),
    "links closed in paragraphs": repeated("<a href=x><p></a>"),
    "hundred open tags, then paragraphs": repeated("<p>a</p>", "<b>" * 100),
    "three hundred open tags, then paragraphs": repeated("<p>a</p>", "<b>" * 290),
    "two hundred fonts, then paragraphs": repeated("<p>a", "<font>" * 290),
    "blocks that close paragraphs": repeated("<p>", "<div>" * 290),
    "closers of nothing": repeated("</b>", "<i>" * 290),
    "closers of headings": repeated("</h1>", "<div>" * 290),
    "items in open lists": repeated("<li>", "<ul>" * 200),
    "cells in open tables": repeated("<td>a", "<table><tr>" * 140),
    "text in an open table": repeated("a<b>b</b>", "<table>"),
    "a tag with many attributes": repeated("a=b ", "<a ", ">"),
    "a tag with other attributes": lambda size: "<a " + numbered("a#=b ")(size) + ">",
    "a tag with a long attribute": repeated("a", '<a href="', '">'),
    "a tag with a long class": repeated("a ", '<b class="', '">'),
    "an attribute of quotes": repeated("&quot;", '<a title="', '">'),
    "a picture with a long text": repeated("a<", '<img src="a" alt="', '">'),
    "a long name of a tag": repeated("a", "<"),
    "table cells that span": repeated("<td colspan=2 rowspan=2>a", "<table><tr>"),
    "rows of cells that span": repeated("<tr><td rowspan=199>a<td>", "<table>"),
    "columns that span": repeated("<tr><td colspan=100>", "<table>"),
    "captions": repeated("<caption>a</caption>", "<table>"),
    "feet of tables": repeated("<tfoot><tr><td>a</tfoot>", "<table>"),
    "ids": numbered("<a id=a#>"),
    "one id": repeated("<h2 id=a>b</h2>"),
    "open summaries": repeated("<details><summary>a</summary></details>"),
    "empty headings": repeated("<h2></h2>"),
    "empty links": repeated("<a href=x> </a>"),
    "breaks in a heading": repeated("<br>", "<h2>", "</h2>"),
    "breaks in headings that are not empty": repeated("<h2><br><br>a"),
    "headings that open and breaks": lambda size: "<h2>" + "<br>" * (size // 8) + "a" + "<h2><br>" * (size // 16),
    "pictures in a link": repeated("<img src=a>", "<a href=x>", "</a>"),
    "spans that say something": repeated("<span lang=zh>a</span><span>b</span>"),
    "entities that become entities": repeated("&amp;", "", "amp;"),
    "links to sources": repeated("[a](gone.md) "),
    "links to other sources": numbered("[a](gone-#.md) "),
    "links to one source in one paragraph": repeated("[a](b.md)\n"),
    "links to sources by reference": repeated("[a] ", "", "\n\n[a]: gone.md\n"),
    "words in Chinese and Latin": repeated("中文 and words "),
    "paragraphs in Chinese and Latin": repeated("中文 and\n\nwords here\n\n"),
    "Chinese items after Latin ones": both(repeated("- a\n"), repeated("- 中文\n")),
    "a word of a size": repeated("a", "", " b"),
    "letters with all accents": lambda size: "a" + "\u0301" * (size // 2) + " b" + "\u0316\u0301" * (size // 4),
    "lines of boilerplate": repeated("Menu\n"),
    "lines like navigation": repeated("a | "),
    "one line like navigation": repeated(" » a", "", ":"),
    "a byline": repeated("a ", "By "),
    "a label": repeated(" ", "Updated", "x"),
    "a date line": repeated(" ", "2024", "x"),
    "sentences": repeated("A sentence. "),
    "sentences without spaces": repeated("A.”"),
    "letters and digits": repeated("a1 b2-c3_d4 "),
    "bold that is opened again": lambda size: (
        "<p>" + numbered("<b title=#>")(min(size // 2, 3500)) + "<p>a" * (size // 8)
    ),
    "bold that Markdown opens again": lambda size: (
        numbered("<b title=#>")(min(size // 2, 3500)) + "\n\na" * (size // 6)
    ),
    "other letters": lambda size: "".join(chr(0x4E00 + number % 20_000) for number in range(size)),
    "a host of other letters": lambda size: (
        "http://" + "".join(chr(0x4E00 + number % 20_000) for number in range(size))
    ),
    "a host of long labels": lambda size: (
        "http://" + ("".join(chr(0x4E00 + n) for n in range(60)) + ".") * (size // 61)
    ),
    "marks that are none until they are taken apart": repeated("\u0f73", "a"),
}
"""Name -> form of Markdown, HTML or plain text, for a run of the tests."""
TEXT_FORMS: Mapping[str, Form] = {**TELLING_FORMS, **_repeated(*units("units.txt")), **_in_words()}
"""All of them."""
