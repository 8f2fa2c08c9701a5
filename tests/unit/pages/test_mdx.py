"""MDX is read as Markdown: its code is left out and named, and what it shows stays."""

from __future__ import annotations

import pytest

from sitegen.pages.mdx import without_mdx
from sitegen.pages.parse import parse_source
from sitegen.settings import Settings

TEXTS = {
    "import X from './x';\n\nText.": ("\n\nText.", ("code",)),
    "import {\n  A,\n  B\n} from 'x'\n\nText.": ("\n\n\n\n\nText.", ("code",)),
    "export const a = {\n b: 1\n}\n\nText.": ("\n\n\n\nText.", ("code",)),
    "Text <Chart data={[1, 2]} /> more.": ("Text  more.", ("jsx:Chart",)),
    '<Note type="x">\n\nInside **it**.\n\n</Note>': ("\n\nInside **it**.\n\n", ("jsx:Note",)),
    "<Tabs.Item\n  label='a'\n/>\nText.": ("\n\n\nText.", ("jsx:Tabs.Item",)),
    "<>\nText {/* not\nthis */}.\n</>": ("\nText \n.\n", ()),
    "`<Chart />` and ``import x``": ("`<Chart />` and ``import x``", ()),
    "```jsx\nimport X from 'x'\n<Chart />\n```\nText.": ("```jsx\nimport X from 'x'\n<Chart />\n```\nText.", ()),
    "<b>Bold</b> and 1 < 2": ("<b>Bold</b> and 1 < 2", ()),
}


@pytest.mark.parametrize("text", TEXTS)
def test_code_is_left_out(text: str) -> None:
    """Lines of import and export and tags of components go, with their lines kept; code that shows them stays."""
    found = without_mdx(text)
    assert (found.text, found.remarks) == TEXTS[text]
    assert found.text.count("\n") == text.count("\n")


def test_a_sentence_is_no_code() -> None:
    """A line that begins with the word import and goes on as a sentence is text."""
    text = "Export of grain rose.\nimports fell.\n\nexport figures follow."
    assert without_mdx(text).text == text


def test_code_that_keeps_a_story_back_does() -> None:
    """`export const draft = true` is not read, and so withholds the story with an error at its place."""
    found = parse_source(b"---\ntitle: x\n---\n\nexport const meta = {\n  draft: true,\n}\n", "x.mdx", Settings())
    assert [(one.level, one.line) for one in found.problems] == [("error", 6)]
