"""OPML 2.0 (opml.org/spec2): every feed of the site in one file that readers import.

Never: lists a subject twice; a reader subscribes to each line, so only its first feed is named.
"""

from __future__ import annotations

from html import escape

from sitegen.plan.views.feed_views import FeedGroup, FeedLine, OpmlView
from sitegen.render.feeds.feed_text import TITLE_LIMIT, one_line


def write_opml(view: OpmlView) -> bytes:
    """Return a list of feeds as OPML 2.0, UTF-8."""
    title = escape(one_line(view.title, TITLE_LIMIT), quote=False)
    groups = "".join(_group(group) for group in view.groups)
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n<head><title>{title}</title></head>\n'
    return f"{head}<body>\n{groups}</body>\n</opml>\n".encode()


def _group(group: FeedGroup) -> str:
    lines = "".join(_line(line) for line in group.lines if line.feeds)
    return f"<outline text={_attribute(group.title)}>\n{lines}</outline>\n" if lines else ""


def _line(line: FeedLine) -> str:
    title = _attribute(line.title)
    addresses = f"xmlUrl={_quoted(line.feeds[0].url)} htmlUrl={_quoted(line.page_url)}"
    return f'<outline type="rss" text={title} title={title} {addresses}/>\n'


def _attribute(text: str) -> str:
    return _quoted(one_line(text, TITLE_LIMIT))


def _quoted(text: str) -> str:
    return f'"{escape(text)}"'
