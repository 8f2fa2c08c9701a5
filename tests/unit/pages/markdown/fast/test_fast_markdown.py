"""The fast way through Markdown gives the engine's bytes, or leaves the text to it."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as some

from benchmarks.long_issues import make_issues
from sitegen.pages.markdown.fast.fast_blocks import cut_blocks
from sitegen.pages.markdown.fast.fast_inline import fast_inline
from sitegen.pages.markdown.fast.fast_parts import FoundHeading, OddText, Rest
from tests.command_line import PROJECT
from tests.unit.pages.both_ways import (
    LINES,
    SIGNS,
    both_ways,
    is_fast,
    random_body,
    random_emphasis,
    random_text,
    smallest,
)
from tests.unit.pages.spec_cases import spec_cases

MOST_SECONDS = 5.0
"""Of this process, for 100,000 pieces; in steps that grow with the square they would take minutes."""

LIST_LINES = ("", "- a", "  - b", "    - c", "1. x", "   1. z", "* q", "  t")
FAST_TEXTS = """a **b** *c* `d` _e_ f_g
**a**: b, *c*. (**d**) **21%**.
**a [b_ & c](https://a.example/) `d` > e** *[f](https://a.example/)*
[a *b* `c]`](https://a.example/x?y=1&z=2#w) and [**d**](https://a.example/d_(e))
**[a [b] _c](https://a.example/)** ****d** e _f, g_ h.** *i
![p](https://a.example/p.png) R&D 5 < 6 > 4 \\*x\\* [sic] 2*3*4 ~5 a**b**c
see https://a.example/b_c. And (http://b.example/)
a\nb  \nc""".replace("\\n", "\n").split("\n")
FAST_BODY = """# A **b**

a
b

- c

    - d

1. e
2. f

---
> g
>
> - h

| i | j |
|---|--:|
| *k* | l |

## A b
"""


def differs(text: str) -> bool:
    published, right = both_ways(text)
    return published != right


def assert_same(text: str) -> None:
    if differs(text):
        published, right = both_ways(smallest(text, differs))
        assert published == right


@pytest.mark.parametrize(("make", "number"), [(random_text, 1500), (random_emphasis, 1500), (random_body, 1000)])
def test_random_texts_are_the_same(make: Callable[[random.Random], str], number: int) -> None:
    """Of texts made of everything that means something in Markdown, each is published as the engine has it."""
    chance = random.Random(2024)
    texts = [make(chance) for _ in range(number)]
    for text in texts:
        assert_same(text)
    assert sum(map(is_fast, texts)) > number / 20


@given(some.lists(some.one_of(some.sampled_from(SIGNS), some.text(max_size=3)), max_size=20).map("".join))
def test_any_text_is_the_same(text: str) -> None:
    """A text of one block with any letters is published as the engine has it."""
    assert_same(text)


@given(some.lists(some.one_of(some.sampled_from(LINES), some.text(max_size=9)), max_size=9).map("\n".join))
def test_any_lines_are_the_same(text: str) -> None:
    """A body of any lines is published as the engine has it."""
    assert_same(text)


def test_every_small_list_is_the_same() -> None:
    """Lists of up to four lines, in every order of markers, indents, blank lines and text, are as the engine has."""
    wrong = [
        text for count in range(1, 5) for text in map("\n".join, product(LIST_LINES, repeat=count)) if differs(text)
    ]
    assert wrong == []


def test_every_neighbour_of_emphasis_is_the_same() -> None:
    """What stands before, in and after marks of emphasis decides what they are (CommonMark 0.31.2, section 6.2)."""
    beside = ("", " ", "0", "A", "a", "(", ")", ":", "[", "é", "“", "中", "。")
    inside = ("x", "0", "(", ")(", "(x)", "中", "。x")
    wrong = [
        text
        for parts in product(beside, ("*", "**", "_"), inside, beside)
        if differs(text := "{0}{1}{2}{1}{3}".format(*parts))
    ]
    assert wrong == []


@pytest.mark.parametrize(("_title", "text", "_expected"), spec_cases("markdown.md"))
def test_what_is_specified_is_the_same(_title: str, text: str, _expected: str) -> None:
    """Every specified body is published as the engine has it, alone and between others."""
    assert_same(text)
    assert_same(f"# x\n\n- a *b*\n\n{text}\n\n## x\n\n| a |\n|---|\n| b* |\n")


def test_long_issues_are_fast_and_the_same() -> None:
    """Long issues as digests publish them go the fast way, and the bytes are the engine's."""
    for _, chunks in make_issues(2):
        body = "".join(chunks).partition("\n---\n")[2]
        assert_same(body)
        assert [part for part in cut_blocks(body) or () if isinstance(part, Rest | OddText)] == []


@pytest.mark.parametrize("text", FAST_TEXTS)
def test_plain_texts_are_fast(text: str) -> None:
    """What people write most does not need the engine."""
    assert fast_inline(text) is not None
    assert_same(text)


@pytest.mark.parametrize(
    "text",
    [
        "- a\n  2. b",
        "- a\n\n  2. b",
        "|\n|-|",
        "||\n|-|",
        "b ****a.**, c** d",
        "a ~~b~~ c",
        "a ~b~ ~~~c",
        "1. a\n2) b",
        "> a\nb",
        "- `a\n  b`",
        "1. ``\n ``",
        "- a\n\n  - ` b\n      c`",
        "- a\n- - b",
        "- a\n- \n- b",
        "- a\n-",
        "- a  \n- b\n  c\n- d",
        "- a\u3000\n- b",
        "- `a\n- b\n \t",
        "- b\n- c\nd",
        "* a * b\n* c_d\n* e_ f_",
        "* **a** b\n* * c",
        "a_**b**c_ d",
        "a*`b`* c",
        "| **a|b** | `c|d` |\n|---|---|\n| [e|f](https://a.example/) | ![g|h](https://a.example/) |",
        "| **a|b** |\n|---|---|\n| `c|d` |\n| [e|f](https://a.example/) |\n| *i|j* |",
        "| ![g|h](https://a.example/i.png) |\n|---|---|",
        "| a\u3000 | **b** |\n|---|---|",
        "**a &amp; b** *&#38;* [&copy;](https://a.example/?a=1&copy=2) `&lt;` R&D",
        "**a\u00a0b** *c\u00a0d* `e\u00a0f` [g\u00a0h](https://a.example/) \u00a0",
        "**see https://a.example/** [http://b.example/](https://c.example/) `https://d.example/`",
        "x://y **b**://c",
        "`a[0]` `]` `[` `[[[[[[[[[` [b](https://a.example/)",
        f"[a](https://a.example/{'b' * 9000})\n[c](https://a.example/{'d' * 1900})",
        f"![a](https://a.example/{'b' * 9000})",
        "!![a](https://a.example/i.png)![](https://a.example/i.png?a=1&b=2)",
        "a > b `c > d` `<e>` **f > g** R&D\n> h",
        "> a > b\n> **c & d**",
        "x > y **[a & b](https://a.example/?c=1&d=2) `<e>` f & g** *`h`*",
        "**[a](https://a.example/b)**",
        "**a ![b](https://a.example/i.png)** **`c`d** **e `f` **",
        f"**a [b](https://a.example/{'c' * 2000}) d**\nand e",
        "[@_a](https://a.example/) [b_](https://a.example/) [@_c_](https://a.example/) [d__](https://a.example/) _e",
        "**[@_a](https://a.example/) b_** c",
        ">a\n>**b**",
        "[a](http://b.1) ![c](https://0x/) http://1.2.3.4/ http://256.1.1.1/ https://d.e8",
        "[a](https://xn--/) ![b](https://c.xn--d/) https://xn--fiqs8s/ https://xn--/",
        f"[a](https://b{'.abcdefghi' * 26}/) https://c{'.abcdefghi' * 26}/ [d](https://{'e' * 300}/)",
        "&#xfeff;a",
        "# &#xfeff;a",
        "- a\n- &#xfeff;&#xfeff;b",
    ],
)
def test_what_looks_plain_is_the_same(text: str) -> None:
    """What is nearly a form that is known, and is not, is published as the engine has it."""
    assert_same(text)


@pytest.mark.parametrize(
    ("text", "is_known"),
    [
        ("```python\nx = '<a>' + \"b\" # \u00a0 &quot; &\n\n\ty\n```\n", True),
        ("~~~ c++\na *b* <c>\n~~~~ \nd\n", True),
        ('```\n<p> & "\n```\n\n````no-such\n```\n````\n', True),
        ("```\n```\n", True),
        ("```python\n```\n", True),
        ("```diff\n- a\n+ b\n```\n# c\n", True),
        ("```python\na", False),
        ("```python x\na\n```\n", False),
        ("```a&amp;b\na\n```\n", False),
        ("- ```\n  a\n  ```\n", False),
        ("> ```\n> a\n> ```\n", False),
        (f"```{'x' * 50}\na\n```\n", False),
    ],
)
def test_plain_code_is_fast(text: str, is_known: bool) -> None:
    """Fenced code that is closed and names its language in a word needs the highlighter, not the engine."""
    assert is_fast(text) == is_known
    assert_same(text)
    assert_same(f"<div>\n\n{text}\n\n</div>\n\n- a\n\n{text}")


@pytest.mark.parametrize("text", ["- b\n- c\nd", "* b\n* c\n  d\n\n  - e\n  - f", "1. a\n1. b\n- c", "- b  \n- c"])
def test_items_that_begin_alike_are_fast(text: str) -> None:
    """Items that are read together stay as fast as those that are read one by one."""
    assert is_fast(text)
    assert_same(text)


def test_plain_blocks_are_fast() -> None:
    """A body of plain blocks is cut into them, and nothing of it is left for the engine."""
    parts = cut_blocks(FAST_BODY) or []
    assert not any(isinstance(part, Rest) for part in parts)
    assert [part.level for part in parts if isinstance(part, FoundHeading)] == [1, 2]
    assert_same(FAST_BODY)


@pytest.mark.parametrize(
    "text",
    [
        "[a]: https://a.example\n\n[a]",
        "x[^1]\n\n[^1]: n",
        "x^[n]",
        "\\`^[n]`",
        "\\`\n[a\n]: https://a.example\n\n`[a]",
        "<!-- a\n\n# b",
        "<pre>\n\n# b\n\n</pre>",
    ],
)
def test_what_reaches_across_blocks_is_never_cut(text: str) -> None:
    """A body with link definitions, footnotes or HTML that reaches beyond a blank line goes to the engine whole."""
    assert cut_blocks(text) is None


def test_html_that_is_never_closed_reaches_into_fast_parts() -> None:
    """A tag that stays open changes what follows, fast or not."""
    text = "a <b>b\n\nc **d** [e](https://a.example/)\n\n<div>\n\n- f\n\n![g](https://a.example/g.png)"
    assert_same(text)
    assert not differs("<div>\n\n" + text)


@pytest.mark.parametrize(
    "piece", ["[", "[a](", "`", "**a", "[`[`", "<", "&", "https://", "\n- ", "\n> ", "# [", "|a", "\n```", "*_"]
)
def test_long_hostile_texts_take_linear_time(piece: str) -> None:
    """Whether a text goes the fast way is found out in steps that grow with its length and not with its square."""
    started = time.process_time()
    cut_blocks(piece * 100_000)
    fast_inline("a" + piece * 100_000)
    assert time.process_time() - started < MOST_SECONDS


@pytest.mark.parametrize(("opens", "closes"), [("*a ", "b_ "), ("_a ", "b* "), ("**a ", "_b "), ("*a\n", "_b_ ")])
def test_marks_that_stay_open_take_linear_time(opens: str, closes: str) -> None:
    """However many marks are open, those of the other sign are read in one step each."""
    assert fast_inline(opens * 50_000 + closes * 50_000) is not None
    assert_same(opens * 20 + closes * 20)


def test_the_engine_is_loaded_only_when_a_body_needs_it() -> None:
    """Neither the engine nor the highlighter nor the sanitiser is loaded for a body that goes the fast way."""
    code = (
        "import sys; from sitegen.pages.parse import parse_source; from sitegen.settings import Settings;"
        "data = b'---\\ntitle: A\\n---\\n# B\\n\\n- c **d** https://a.example/\\n';"
        "assert parse_source(data, 'x.md', Settings()).page.body;"
        "print([name for name in ('markdown_it', 'mdit_py_plugins', 'pygments', 'nh3') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, encoding="utf-8", check=False)
    assert done.stdout.strip() == "[]", done.stderr
