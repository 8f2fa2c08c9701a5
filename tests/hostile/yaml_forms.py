"""Forms of YAML that grow: as in `forms.py`, for front matter and the files below `_data/`."""

from __future__ import annotations

from collections.abc import Mapping

from tests.hostile.form_makers import Form, nested, numbered, repeated, stairs
from tests.hostile.forms import units

YAML_FORMS: Mapping[str, Form] = {
    **{repr(unit): repeated(unit) for unit in units("yaml_units.txt")},
    **{f"{unit!r} as a value": repeated(unit, "a: ") for unit in units("yaml_units.txt")},
    "keys": numbered("a#: b\n"),
    "known keys": numbered("title: #\n"),
    "keys that are near misses": numbered("titel#: b\n"),
    "keys with values below": numbered("a#:\n  - b\n"),
    "keys in a flow mapping": lambda size: "a: {" + numbered("a#: b, ")(size) + "}",
    "items": repeated("- b\n", "a:\n"),
    "items in a flow list": repeated("b, ", "a: [", "]"),
    "stairs of keys": stairs("a:"),
    "stairs of items": stairs("-"),
    "stairs of items on one line": repeated("- ", "a:\n", "b"),
    "nested lists": nested("[", "]"),
    "nested mappings": nested("{a: ", "}"),
    "anchors": numbered("a#: &a# b\n"),
    "anchors and aliases": numbered("a#: &a# b\nb#: *a#\n"),
    "anchors and one alias": repeated("- *a\n", "x: &a b\ny:\n"),
    "aliases of a list": repeated("- *a\n", "x: &a [" + "b, " * 50 + "]\ny:\n"),
    "billion laughs": lambda size: "a0: &a0 [b, b]\n" + "".join(
        f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, max(2, size // 30))
    ),
    "a long key": repeated("a", "", ": b\n"),
    "a long value": repeated("a", "a: "),
    "a long text in quotes": repeated("a ", 'a: "', '"\n'),
    "a long text in single quotes": repeated("a ", "a: '", "'\n"),
    "a text in quotes on lines": repeated("  a\n", 'a: "', '"\n'),
    "a text of escapes": repeated("\\n", 'a: "', '"\n'),
    "a text of quotes": repeated('\\"', 'a: "', '"\n'),
    "a block": repeated("  a\n", "a: |\n"),
    "a folded block": repeated("  a\n\n", "a: >\n"),
    "a block of blank lines": repeated("\n", "a: |\n", "  b\n"),
    "a block of stairs": lambda size: "a: |\n" + stairs("b", step=" ")(size),
    "a value on many lines": repeated("  b\n", "a:\n"),
    "spaces behind a value": repeated(" ", "a: b", "\n"),
    "spaces before a value": repeated(" ", "a:", "b\n"),
    "spaces before a comment": repeated(" ", "a: b", "#\n"),
    "a key given many times": repeated("a: b\n"),
    "a key without a value": repeated("a:\n"),
    "topics": lambda size: "topics: [" + numbered("a#, ")(size) + "]\n",
    "pictures": lambda size: "images:\n" + numbered("- url: /a#.png\n  width: 1\n")(size),
    "coverage": lambda size: "related:\n" + numbered("- title: a\n  webUrl: http://a.b/#\n")(size),
    "old addresses": lambda size: "aliases:\n" + numbered("- /a#/\n")(size),
    "secrets": lambda size: "secured:\n" + numbered("- &a# b\n")(size),
    "secret keys": numbered("secured#: b\nSecured: c\n"),
    "deep secrets": lambda size: "secured: " + nested("{a: ", "}")(size),
}  # fmt: skip
"""Name -> form of YAML."""
