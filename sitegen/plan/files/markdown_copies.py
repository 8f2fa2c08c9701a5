"""Plans what programs that read text are given: `llms.txt` (llmstxt.org), and a copy of each story in Markdown.

`llms.txt` says where things are and names no story, so that a new one does not change it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.pages.page import Page, PageMeta
from sitegen.pages.urls import encode_path
from sitegen.plan.feeds.feeds import ATOM, JSON, RSS, feed_links
from sitegen.plan.output import Output, PlanInputs
from sitegen.plan.views.file_views import TextView
from sitegen.plan.views.html_views import PageRef
from sitegen.settings import Settings
from sitegen.values import Value

FILE = "index.md"
TYPE = "text/markdown"
_FORMATS = {RSS: "RSS", ATOM: "Atom", JSON: "JSON Feed"}
_MARKS = re.compile(r"[\\`*_~\[\]<>#&]")


class CopyView(Value, frozen=True):
    """`index.md` beside a story's page: the story as Markdown."""

    page: Page | PageRef
    url: str
    """Absolute address of the story's page."""
    targets: dict[str, str]
    """Content file -> URL, for the links in the body."""


def copy_url(story: PageMeta, settings: Settings) -> str:
    """Return the address of a story's copy in Markdown; empty when the site has none."""
    return story.url + FILE if settings.markdown_copies else ""


def plan_markdown_copies(inputs: PlanInputs) -> Iterator[Output]:
    """Plan `llms.txt` and a copy of each story, where the site wants them."""
    if not inputs.settings.markdown_copies:
        return
    for story in inputs.index.stories:
        path = inputs.path_beside(story.url, FILE)
        view = CopyView(
            page=inputs.page_of(story),
            url=inputs.absolute(story.url),
            targets=dict(inputs.index.targets.get(story.path, ())),
        )
        yield Output(path, "markdown", view, story.path)
    yield Output("llms.txt", "text", TextView(text="".join(_index(inputs))), "the list for language models")


def _index(inputs: PlanInputs) -> Iterator[str]:
    """Yield the parts of llms.txt: a title, a summary in quotation, a text, lists of links under headings."""
    settings = inputs.settings
    yield f"# {_plain(settings.title)}\n\n"
    if settings.description:
        yield f"> {_plain(settings.description)}\n\n"
    yield f"Each story has a page, and a copy of it in Markdown: the page's address with `{FILE}` at its end.\n\n"
    yield "## Stories\n\n"
    yield _line("Newest stories", settings.base_url, "the front page")
    yield _line("Archive", inputs.absolute(inputs.url("archive")), "all stories, by date and in blocks")
    for taxonomy in inputs.index.taxonomies:
        yield _line(taxonomy.settings.title, inputs.absolute(taxonomy.url), "an index of pages with their stories")
    yield _line("Sitemap", f"{settings.base_url}sitemap.xml", "every address, by month")
    if feeds := feed_links(settings, settings.title, settings.base_path):
        yield "\n## Feeds\n\n"
        for feed in feeds:
            yield _line(_FORMATS[feed.type], inputs.absolute(feed.url), "the newest stories")
    pages = [page for page in inputs.index.pages if not page.section]
    if pages:
        yield "\n## Pages\n\n"
        for page in pages:
            yield _line(page.title, inputs.absolute(page.url), "")


def _line(title: str, url: str, note: str) -> str:
    return f"- [{_plain(title)}]({url}){': ' if note else ''}{note}\n"


def _plain(text: str) -> str:
    return _MARKS.sub(lambda mark: "\\" + mark[0], " ".join(text.split()))


def copy_headers(inputs: PlanInputs) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the lines of `_headers` for copies, whose type many hosts do not know."""
    settings = inputs.settings
    if settings.markdown_copies:
        sections = sorted({story.section for story in inputs.index.stories})
        for path in dict.fromkeys(_pattern(settings.permalink(section), section) for section in sections):
            yield settings.base_path + path, (f"Content-Type: {TYPE}; charset=utf-8",)


def _pattern(permalink: str, section: str) -> str:
    """Return the addresses of a section's copies, `:a` where a folder differs from story to story."""
    folders = permalink.replace("{section}", encode_path(section)).strip("/").split("/")
    shown = [f":{chr(97 + number)}" if "{" in folder else folder for number, folder in enumerate(folders) if folder]
    return "/".join([*shown, FILE])
