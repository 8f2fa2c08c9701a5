"""The body of a plain text, with the headings that its subheads become."""

from __future__ import annotations

from html import escape

from sitegen.pages.markdown.body import Body
from sitegen.pages.markdown.fast.fast_parts import heading_html
from sitegen.pages.markdown.heading_ids import HeadingList
from sitegen.pages.text.plain_text import MOST_PARAGRAPHED, blocks_of, html_of_blocks, plain_body
from sitegen.pages.text.subheads import find_subheads

_LEVEL = 2
"""The title is the page's first."""


def render_plain_text(text: str, *, with_headings: bool) -> Body:
    """Return the body of a plain text; with headings where lines of it are plainly subheads, if that is wanted."""
    if not with_headings or len(text) > MOST_PARAGRAPHED:
        return Body(plain_body(text))
    blocks, each_line = blocks_of(text)
    headings = HeadingList(is_shifted=False)
    html = html_of_blocks(
        blocks,
        find_subheads(blocks, each_line=each_line),
        lambda line: heading_html(escape(line), headings.add(_LEVEL, line)),
    )
    return Body(html, tuple(headings.found))
