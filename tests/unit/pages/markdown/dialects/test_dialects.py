"""What other generators write into Markdown, as it is shown."""

from __future__ import annotations

import time

import pytest

from sitegen.pages.markdown.dialects.dialects import read_dialects
from sitegen.pages.markdown.markdown import render_body

WATCH = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
NOTE = "> **Note**\\\n> Inside."


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("{{< youtube dQw4w9WgXcQ >}}", f"[YouTube]({WATCH})"),
        ('{{< youtube id="dQw4w9WgXcQ" title="A talk" >}}', f"[A talk (YouTube)]({WATCH})"),
        ('{{< youtube id="dQw4w9WgXcQ" poster="still.png" >}}', f"[![YouTube](still.png)]({WATCH})"),
        ("{% youtube dQw4w9WgXcQ %}", f"[YouTube]({WATCH})"),
        ('{% include youtube.html id="dQw4w9WgXcQ" %}', f"[YouTube]({WATCH})"),
        ('{{ youtube(id="dQw4w9WgXcQ") }}', f"[YouTube]({WATCH})"),
        ('<YouTube id="dQw4w9WgXcQ" />', f"[YouTube]({WATCH})"),
        ("{{< tweet user=ada id=12 >}}", "[X](https://x.com/ada/status/12)"),
        ("{{< gist ada 12 >}}", "[Gist](https://gist.github.com/ada/12)"),
        ("{{% note %}}\nInside.\n{{% /note %}}", f"{NOTE}\n"),
        ("{% note %}\nInside.\n{% endnote %}", f"{NOTE}\n"),
        (":::note\nInside.\n:::", f"{NOTE}\n"),
        ("::: {.note}\nInside.\n:::", f"{NOTE}\n"),
        ("!!! note\n    Inside.", NOTE),
        ("> [!NOTE]\n> Inside.", NOTE),
        ("<Note>\nInside.\n</Note>", f"{NOTE}\n"),
        ('{{< callout type="warning" >}}Take care.{{< /callout >}}', "> **Warning** Take care."),
        ("> [!TIP]\n>\n> - a", "> **Tip**\n>\n> - a"),
        ("> [!quote] Said", "> **Said**"),
        ('[a]({{< relref "x.md#b" >}})', "[a](/~/x.md#b)"),
        ('[a]({{< ref "/news/x.md" >}})', "[a](/news/x.md)"),
        ("[a]({% post_url 2024-02-21-chips %})", "[a](/~/2024-02-21-chips.md)"),
        ("[a]({% link _posts/2024-02-21-chips.md %})", "[a](/~/2024-02-21-chips.md)"),
        ("[a](@/news/x.md)", "[a](/news/x.md)"),
        ("[a]({filename}/news/x.md) ![b]({static}/b.png)", "[a](/news/x.md) ![b](/b.png)"),
        ("[a]({{ site.url }}{{ site.baseurl }}/b)", "[a](/b)"),
        ('![a]({{ "/b c.png" | relative_url }})', "![a](/b%20c.png)"),
        ('{{< figure src="a.png" alt="A" caption="B" >}}', "![A](a.png) *B*"),
        ("{% asset_img a.png A chart %}", "![A chart](a.png)"),
        ("![[a b.png|A]]", "![A](a%20b.png)"),
        ("{% highlight python %}\nx\n{% endhighlight %}", "```python\nx\n```"),
        ("{% raw %}{{ x }}{% endraw %}", "{{ x }}"),
        ("## T {#my-id}", '## <a id="my-id"></a>T'),
        ("[a](b){:target=_blank} [c](d){ target=_blank }", "[a](b) [c](d)"),
        ("* TOC\n{:toc}", "\n"),
        ("a\n{: .lead}", "a\n"),
        ("import Ab from 'b';\n\n<Ab/>", "\n\n"),
        ("a {/* hidden */} b", "a  b"),
        ("{{< /* x */ >}}", "`{{< x >}}`"),
    ],
)
def test_known_forms_become_what_they_mean(typed: str, expected: str) -> None:
    """A known form of another generator is what it means, as Markdown."""
    assert read_dialects(typed)[0] == expected


@pytest.mark.parametrize(
    ("typed", "expected", "names"),
    [
        ("a {{< tabs >}}b{{< /tabs >}} c", "a b c", ["{{< tabs >}}"]),
        ("{% include ad.html id=1 %}", "", ["{% include ad.html %}"]),
        ("{% if page.x %}a{% endif %}", "a", ["{% if %}"]),
        ("a {{ page.title | upcase }} b", "a  b", ["{{ page.title }}"]),
        ("::: columns\na\n:::", "\na\n", ["::: columns"]),
        ("<Tabs><Tab label={'a > b'}>c</Tab></Tabs>", "c", ["<Tabs>", "<Tab>"]),
    ],
)
def test_unknown_forms_are_left_out_and_named(typed: str, expected: str, names: list[str]) -> None:
    """What means nothing here is left out, what stands inside it stays, and its name is given."""
    text, left_out = read_dialects(typed)
    assert (text, [one.name for one in left_out]) == (expected, names)


@pytest.mark.parametrize(
    "typed",
    [
        "```\n{{< youtube x >}} {% y %} <Tabs>\n:::note\n> [!NOTE]\n{: .a}\n# T {#b}\n```",
        "~~~~ md\n{{ x }}\n~~~\n{{ y }}\n~~~~",
        "`{{< x >}}` and ``{% y ` %}`` and `<Tabs>` and `a\n{{ b }}`",
        "- a\n\n  ```\n  {{ x }}\n  ```",
        "> ```\n> {% x %}\n> ```",
        "a {{ b and {% c",
        r"a \{{ b }}",
        "f(x){ return 1 } {a} {:ok, x} :: a ::: b",
        "<TABLE><TR><TD>a</TABLE> <Br>",
        "import duties rose. export const",
    ],
)
def test_code_and_plain_text_stay(typed: str) -> None:
    """Template code in code, and text that only looks a little like it, is not touched."""
    assert read_dialects(typed) == (typed, [])


def test_what_is_left_out_is_told_with_its_line() -> None:
    """A warning names what was left out with its line in the source, so that others of its kind are told with it."""
    body = render_body("a\n\n{{< x >}}\n\n{{ y }} b\n", 10, "news/x.md")
    assert [(one.level, one.line, one.name, bool(one.several)) for one in body.problems] == [
        ("warning", 12, "{{< x >}}", True),
        ("warning", 14, "{{ y }}", True),
    ]
    assert "{{" not in body.html and body.html.endswith("b</p>\n")


FORMS = """{{<a>}}¦{{<¦{{< a¦{%¦{{<note>}}\na\n¦{{</note>}}¦:::note\n¦!!! note\n¦> [!NOTE]\n¦<A {¦<Ab b='
¦<Ab b={¦`{{¦``{{`¦# a {#¦{{ "a
¦){¦{:a¦![[a¦{{ 'a¦export {\na\n¦<Note>¦</Note>¦<Note>a</Note>¦# a         {"""


@pytest.mark.parametrize("unit", FORMS.split("¦"))
def test_time_grows_with_the_text(unit: str) -> None:
    """Sixteen times as many of any form take at most some forty times as long, and never long."""

    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        begin = time.process_time()
        read_dialects(text)
        return time.process_time() - begin

    small = min(seconds(8_000) for _ in range(3))
    assert seconds(128_000) < max(40 * small, 0.3)
