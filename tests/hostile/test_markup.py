"""Markup in titles, excerpts, names and bodies that tries to run in a reader's browser, or to keep the build busy."""

from __future__ import annotations

import html

import pytest

from tests.hostile.digest_under_attack import Case, DigestUnderAttack, case, fields

ATTACKS = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror\n=\nalert(1)>",
    "<img/src='x'/onerror=alert(1)>",
    "<img srcset='javascript:alert(1) 1x'>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='java&#10;script:alert(1)'>x</a>",
    "<a href='&#x1;javascript:alert(1)'>x</a>",
    "<a href=//evil.example/>x</a>",
    "<a href='https://a.example/' target=_blank onclick=alert(1) ping=https://evil.example/>x</a>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<style>body{background:url(https://evil.example/)}</style>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><animate attributeName=href values=javascript:alert(1) /></svg>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<form action=https://evil.example/><input name=q><button formaction=javascript:alert(1)>x</button></form>",
    "<iframe src=https://evil.example/ srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=https://evil.example/></object><embed src=https://evil.example/>",
    "<video src=https://evil.example/ onloadstart=alert(1)><source onerror=alert(1)></video>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<template><script>alert(1)</script></template>",
    "<textarea><script>alert(1)</script></textarea>",
    "<xmp><script>alert(1)</script></xmp><plaintext>",
    "<!--><script>alert(1)</script>-->",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?><% x %>",
    '<a href="x" id="y" name="location" class="site-header hidden">x</a>',
    "<div></div></div></main></body></html><script>alert(1)</script>",
    "<table><script>alert(1)</script><td><form>",
    "<b><i></b></i><p><b><p><i></p></b>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&amp;lt;script&amp;gt;",
    '"><script>alert(1)</script>',
    "'-alert(1)-'",
    "]]></description><script>alert(1)</script>",
    "{{ 7*7 }}{% include 'site.yaml' %}{# x #}",
    "{{ view.__class__.__mro__ }}${7*7}#{7*7}<%= 7*7 %>",
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT&colon;alert(1))",
    "[x](<java script:alert(1)>)",
    "[x](data:text/html,x)",
    "[x](//evil.example/)",
    "[x](\\\\evil.example/)",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml,x)",
    '!["onerror=alert(1)](x)',
    '[x][r]\n\n[r]: javascript:alert(1) "t"',
    "<javascript:alert(1)>",
    'https://a.example/"onmouseover="alert(1)',
    "[^1]\n\n[^1]: <script>alert(1)</script>",
    "```<script>\n</code></pre><script>alert(1)</script>\n```",
    "    </pre><script>alert(1)</script>",
    "# <img src=x onerror=alert(1)> {#x onclick=alert(1)}",
    "| <script> | b |\n|---|---|\n| <img src=x onerror=alert(1)> | `</td>` |",
    "x<sup>[1](javascript:alert(1))</sup>",
)
PLACES = (
    ("title", "title: {}"),
    ("excerpt", "excerpt: {}"),
    ("provider", "provider: {{name: {}, domain: {}}}"),
    ("topics", "topics: [{}, a]"),
    ("type, category, language, id", "type: {0}\ncategory: {0}\nlanguage: {0}\nid: {0}"),
    ("related", "related: [{{title: {0}, excerpt: {0}, type: {0}, webUrl: 'https://a.example/', provider: {0}}}]"),
    ("pictures", "images: [{{url: /a.png, alt: {0}, title: {0}, width: {0}}}]"),
    ("unknown keys", "x: {{{0}: {0}}}"),
    ("slug and aliases", "slug: {0}\naliases: [{0}]"),
)
N = 10_000

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
    case("10,000 links by reference", fields(body="[a] " * N + "\n\n[a]: b\n")),
    case("10,000 references", fields(body="".join(f"[r{n}]: b\n" for n in range(N)))),
    case("one long reference", fields(body="[" + "a" * 100_000 + "]: b\n\n[" + "a" * 100_000 + "]\n")),
    case("10,000 footnotes", fields(body="".join(f"x[^{n}]\n\n[^{n}]: y[^{n}]\n\n" for n in range(N // 10)))),
    case("footnotes in a circle", fields(body="a[^1]\n\n[^1]: b[^2]\n\n[^2]: c[^1]\n")),
    case("10,000 columns", fields(body="|a" * N + "|\n" + "|-" * N + "|\n" + "|b" * N + "|\n")),
    case("a wide table of many lines", fields(body="|a" * 100 + "|\n" + "|-" * 100 + "|\n" + "|b|\n" * 5000)),
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
    case("emphasis beside Chinese", fields(body="**「中」**文" * 5000 + "\n")),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_markdown(case: Case, digest: DigestUnderAttack) -> None:
    """Markdown that is built to keep a parser busy takes bounded time, and all other stories are as they were."""
    digest.take(case)


def quoted(text: str) -> str:
    """Return a text as YAML writes it in double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


@pytest.mark.parametrize(("name", "lines"), PLACES, ids=[name for name, _ in PLACES])
def test_no_field_runs_in_a_browser(name: str, lines: str, digest: DigestUnderAttack) -> None:
    """Markup in any field is text on every page and in every feed."""
    more = {}
    for number, attack in enumerate(ATTACKS):
        head = "provider: Wire\n" if name != "provider" else ""
        head += f"title: Hostile {number}\n" if name != "title" else ""
        body = lines.format(quoted(attack), quoted(attack))
        more[f"content/news/2024-05-30-hostile-{number}.md"] = f"---\n{head}{body}\n---\nText.\n"
    digest.build_with(Case(name, fields(), more=more))


@pytest.mark.parametrize("ending", ["md", "txt"])
def test_no_body_runs_in_a_browser(ending: str, digest: DigestUnderAttack) -> None:
    """Markup in a body keeps its harmless part only, in Markdown; in plain text it is text."""
    more = {
        f"content/news/2024-05-30-hostile-{number}.{ending}": f"---\ntitle: Hostile {number}\n---\nA\n\n{attack}\n\nB\n"
        for number, attack in enumerate(ATTACKS)
    }
    digest.build_with(Case("bodies", fields(), more=more))


def test_template_syntax_is_text(digest: DigestUnderAttack) -> None:
    """What would be a template is shown as typed."""
    typed = "{{ 7*7 }}{% include 'x' %}{# c #}"
    shown = html.escape(typed, quote=False)
    digest.take(case("template syntax", fields(f'excerpt: "{typed}"', body=typed + "\n"), shows=shown))


def test_links_to_elsewhere_say_so(digest: DigestUnderAttack) -> None:
    """A link that leaves the site tells browsers and search engines that a stranger chose it."""
    link = '<a href="https://evil.example/" rel="noopener nofollow ugc">'
    digest.take(case("markdown", fields(body="[x](https://evil.example/)\n"), shows=link))
    digest.take(case("html", fields(body='<a href="https://evil.example/" rel="opener">x</a>\n'), shows=link))
    bare = link.replace('">', '">').replace("evil.example/", "evil.example/")
    digest.take(case("bare", fields(body="See https://evil.example/ there.\n"), shows=bare))
