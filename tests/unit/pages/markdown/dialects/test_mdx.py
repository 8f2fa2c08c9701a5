"""MDX is read as Markdown: its code is left out and named, and what it shows stays."""

from __future__ import annotations

import pytest

from sitegen.pages.markdown.dialects.components import without_imports
from sitegen.pages.markdown.dialects.left_out import LeftOut
from sitegen.pages.parse import parse_source
from sitegen.settings import Settings

TEXTS = {
    "import X from './x';\n\nText.": ("\n\nText.", ["import"]),
    "import {\n  A,\n  B\n} from 'x'\n\nText.": ("\n\n\n\n\nText.", ["import"]),
    "export const a = {\n b: 1\n}\n\nText.": ("\n\n\n\nText.", ["export"]),
    "export async function f() {\n  return 1\n}\n\nexport * from 'x'": ("\n\n\n\n", ["export", "export"]),
    "``import x``": ("``import x``", []),
    "```jsx\nimport X from 'x'\n```\nText.": ("```jsx\nimport X from 'x'\n```\nText.", []),
}
BODIES = {
    "Text <Chart data={[1, 2]} /> more.": ("<p>Text  more.</p>", ["<Chart>"]),
    '<Note type="x">\n\nInside **it**.\n\n</Note>': ("Inside <strong>it</strong>.", []),
    '<YouTube id="abc" />': ('<a href="https://www.youtube.com/watch?v=abc"', []),
    "<Tabs.Item\n  label='a'\n/>\nText.": ("<p>Text.</p>", ["<Tabs.Item>"]),
    "<>\nText {/* not\nthis */}.\n</>": ("<p>Text\n.</p>", []),
    "`<Chart />` and <b>Bold</b>, 1 < 2": ("<p><code>&lt;Chart /&gt;</code> and <b>Bold</b>, 1 &lt; 2</p>", []),
}


@pytest.mark.parametrize("text", TEXTS)
def test_code_is_left_out(text: str) -> None:
    """Lines of import and export go, with their lines kept; code that shows them stays."""
    left_out: list[LeftOut] = []
    found = without_imports(text, left_out)
    assert (found, [one.name for one in left_out]) == TEXTS[text]
    assert found.count("\n") == text.count("\n")


@pytest.mark.parametrize("text", BODIES)
def test_components_are_what_they_mean(text: str) -> None:
    """A component of MDX is read as in any Markdown: a known one is what it means, of others the inside stays."""
    found = parse_source(f"---\ntitle: t\n---\nimport X from 'x'\n\n{text}\n".encode(), "x.mdx", Settings())
    assert found.page is not None
    assert BODIES[text][0] in found.page.body
    assert [problem.name for problem in found.problems] == ["import", *BODIES[text][1]]


def test_a_sentence_is_no_code() -> None:
    """A line that begins with the word import and goes on as a sentence is text."""
    text = "Export of grain rose.\nimports fell.\n\nexport figures follow."
    assert without_imports(text, []) == text


def test_code_that_keeps_a_story_back_does() -> None:
    """`export const draft = true` is not read, and so withholds the story with an error at its place."""
    found = parse_source(b"---\ntitle: x\n---\n\nexport const meta = {\n  draft: true,\n}\n", "x.mdx", Settings())
    assert [(one.level, one.line) for one in found.problems if one.level == "error"] == [("error", 6)]
