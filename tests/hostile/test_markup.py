"""Markup in titles, excerpts, names and bodies that tries to run in a reader's browser, or to keep the build busy."""

from __future__ import annotations

import html

import pytest

from tests.hostile.attacks import ATTACKS
from tests.hostile.digest_under_attack import Attacked, Case, DigestUnderAttack, case, fields

PLACES = (
    "title: {0}\nexcerpt: {0}\nprovider: {{name: {0}, domain: {0}}}\ntopics: [{0}, a]\ntype: {0}\ncategory: {0}\n"
    "language: {0}\nid: {0}\nimages: [{{url: /a.png, alt: {0}, title: {0}, width: {0}}}]\nx: {{{0}: {0}}}\n"
    "related: [{{title: {0}, excerpt: {0}, type: {0}, webUrl: 'https://a.example/', provider: {0}}}]\n",
    "title: Hostile\nprovider: Wire\nslug: {0}\naliases: [{0}]\ntags: [{0}]\n{0}: {0}\n",
)
"""Every field that holds a text."""
N = 10_000
TEMPLATE = "{{ 7*7 }}{% include 'x' %}{# c #}"
STRANGE_LINK = '<a href="https://evil.example/" rel="noopener nofollow ugc">'

CASES = (
    case(
        "lists nested 10,000 deep",
        fields(body="".join("  " * n + "- x\n" for n in range(1000))),
        "warning 6 the body has 1003000 characters, the most for Markdown is 1000000",
    ),
    case(
        "10,000 list marks on a line", fields(body="- " * N + "x\n"), "warning 6 the body is nested more than 100 deep"
    ),
    case("10,000 quotes", fields(body="> " * N + "x\n"), "warning 6 the body is nested more than 100 deep"),
    case("10,000 bare quotes", fields(body=">" * N + "\n"), "warning 6 the body is nested more than 100 deep"),
    case("1,000 lines of deep quotes", fields(body=(">" * 90 + "x\n") * 1000)),
    case("10,000 brackets", fields(body="[" * N + "\n")),
    case("10,000 pairs of brackets", fields(body="[" * N + "a" + "](b)" * N + "\n")),
    case("10,000 picture brackets", fields(body="![" * N + "\n")),
    case("10,000 stars", fields(body="*" * N + "a" + "*" * N + "\n")),
    case("10,000 starred words", fields(body="*a **b " * N + "\n")),
    case("10,000 low lines", fields(body="_a __b " * N + "\n")),
    case("10,000 grave accents", fields(body="".join("`" * (n % 300) + "a" for n in range(N // 3)) + "\n")),
    case(
        "10,000 tags without end",
        fields(body="<b>" * N + "\n"),
        "warning 6 more than 300 HTML tags in the body are never closed",
    ),
    case(
        "10,000 block tags without end",
        fields(body="<div>\n" * N),
        "warning 6 more than 300 HTML tags in the body are never closed",
    ),
    case(
        "10,000 tables without end",
        fields(body="<table><tr><td>" * N),
        "warning 6 more than 300 HTML tags in the body are never closed",
    ),
    case("10,000 half tags", fields(body="<a " * N + "\n")),
    case("10,000 comments without end", fields(body="<!-- " * N + "\n")),
    case("10,000 comments, a line each", fields(body="<!--\n" * N)),
    case("10,000 instructions", fields(body="<?" * N + "<!A" * N + "<![CDATA[" * N + "\n")),
    case("10,000 entities", fields(body="&" * N + "&#x110000;&amp" * N + "\n")),
    case("10,000 links by reference", fields(body="[a] " * N + "\n\n[a]: /\n")),
    case("10,000 references", fields(body="".join(f"[r{n}]: b\n" for n in range(N)))),
    case("one long reference", fields(body="[" + "a" * 100_000 + "]: /\n\n[" + "a" * 100_000 + "]\n")),
    case("10,000 footnotes", fields(body="".join(f"x[^{n}]\n\n[^{n}]: y[^{n}]\n\n" for n in range(N // 10)))),
    case("footnotes in a circle", fields(body="a[^1]\n\n[^1]: b[^2]\n\n[^2]: c[^1]\n")),
    case("10,000 columns", fields(body="|a" * N + "|\n" + "|-" * N + "|\n" + "|b" * N + "|\n")),
    case("a wide table of 90 lines", fields(body="|a" * 100 + "|\n" + "|-" * 100 + "|\n" + "|b|\n" * 90)),
    case(
        "a wide table of 300 lines",
        fields(body="|a" * 100 + "|\n" + "|-" * 100 + "|\n" + "|b|\n" * 300),
        "warning 7 the rows of tables lack more than 10000 cells",
    ),
    case("10,000 headings of one name", fields(body="# a\n\n" * N)),
    case("10,000 rules", fields(body="- - -\n* * *\n" * (N // 2))),
    case("10,000 underlines", fields(body="a\n" * N + "=\n")),
    case("10,000 web addresses", fields(body="https://a.example/( " * N + "\n")),
    case("one endless web address", fields(body="https://a.example/" + "(" * N + ")" * N + "\n")),
    case(
        "10,000 links to sources",
        fields(body="[a](gone.md) " * N + "\n"),
        "warning 6 the link leads to content/news/gone.md, and there is no such file",
    ),
    case("10,000 strikes", fields(body="~~a ~b " * N + "\n")),
    case("10,000 backslashes", fields(body="\\" * N + "a\\\n" * N)),
    case("10,000 fences", fields(body="```\n~~~\n" * N)),
    case("a code block of 500 KB", fields(body="```python\n" + "((((" * 125_000 + "\n```\n")),
    case("code that lexers dread", fields(body="```html\n" + "<!--" * 1000 + "<script>" * 500 + "\n```\n")),
    case("a language of 100 KB", fields(body="```" + "x" * 100_000 + "\na\n```\n")),
    case(
        "template syntax",
        fields(f'excerpt: "{TEMPLATE}"', body=TEMPLATE + "\n"),
        "warning 7 {% include x %} means nothing here",
        "warning 7 {{ 7*7 }} means nothing here",
        shows=html.escape(TEMPLATE, quote=False),
    ),
    case("a link to elsewhere", fields(body="[x](https://evil.example/)\n"), shows=STRANGE_LINK),
    case("a link in HTML", fields(body='<a href="https://evil.example/" rel="opener">x</a>\n'), shows=STRANGE_LINK),
    case("a bare link", fields(body="See https://evil.example/ there.\n"), shows=STRANGE_LINK),
    case("emphasis beside Chinese", fields(body="**「中」**文" * 5000 + "\n")),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_markdown(case: Case, attacked: Attacked) -> None:
    """Markdown that is built to keep a parser busy or to lead astray: bounded time, all other stories as they were."""
    attacked.check(case)


def quoted(text: str) -> str:
    """Return a text as YAML writes it in double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def test_no_field_runs_in_a_browser(digest: DigestUnderAttack) -> None:
    """Markup in any field is text on every page and in every feed."""
    report = digest.build_with(
        (f"content/news/2024-05-{day:02}-hostile-{number}.md", f"---\n{lines.format(quoted(attack))}---\nText.\n")
        for day, lines in enumerate(PLACES, 1)
        for number, attack in enumerate(ATTACKS)
    )
    assert report.did_publish


def test_no_body_runs_in_a_browser(digest: DigestUnderAttack) -> None:
    """Markup in a body keeps its harmless part only, in Markdown; in plain text it is text."""
    head = "---\ntitle: Hostile\n---\n"
    files = {
        f"content/news/2024-05-30-{ending}-{number}.{ending}": f"{head}A\n\n{attack}\n\nB\n"
        for ending in ("md", "txt")
        for number, attack in enumerate(ATTACKS)
    }
    report = digest.build_with(files.items())
    assert report.published > len(files)
