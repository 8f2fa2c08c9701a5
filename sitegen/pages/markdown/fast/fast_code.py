"""The fast way through fenced code that is closed, has no indent, and one plain word for its language.

CommonMark 0.31.2, section 4.5. The sanitiser does not write quotes out, as older highlighters do.

Never: takes classes that the sanitiser would take out.
"""

from __future__ import annotations

import re

from sitegen.lazy import lazy_imports
from sitegen.pages.markdown.fast.fast_lines import end_of_fence
from sitegen.pages.markdown.fast.fast_parts import Part
from sitegen.pages.markdown.fast.fast_pieces import written_out
from sitegen.pages.markdown.fast.fast_texts import Lines

with lazy_imports():
    from sitegen.pages.markdown import highlight

_PLAIN_FENCE = re.compile(r"(?:`{3,}|~{3,}) *+([A-Za-z0-9+#.-]{0,40}) *\Z")
_CLASS = re.compile(r'<span class="([^"]*)">')


def read_code(lines: Lines, at: int) -> tuple[list[Part], int] | None:
    """Return the code that begins at a line as a part, and the line after it; None when it is for the engine."""
    fence = _PLAIN_FENCE.match(lines.raw[at])
    end = end_of_fence(lines.raw, at) if fence else at
    if fence is None or not at < end < len(lines.raw):
        return None
    language = fence[1]
    code = "".join([f"{line}\n" for line in lines.raw[at + 1 : end - 1]])
    html = highlight.highlighted(code, language) if language else ""
    if html and not highlight.code_classes().issuperset(_CLASS.findall(html)):
        return None
    html = html.replace("&quot;", '"').replace("&#39;", "'").replace("\xa0", "&nbsp;") if html else written_out(code)
    opening = f'<pre><code class="language-{language}">' if language else "<pre><code>"
    return [f"{opening}{html}</code></pre>\n"], end
