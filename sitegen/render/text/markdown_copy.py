"""A story as Markdown: title, source, dates, excerpt and text, for programs that read.

Never: shows what the page does not.
"""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.pages.fields.story_values import Related
from sitegen.pages.page import Card, Page
from sitegen.plan.files.markdown_copies import CopyView
from sitegen.render.date_words import machine, machine_day
from sitegen.render.html.body_html import finish_body, opens_with
from sitegen.render.text.html_markdown import html_to_markdown, plain_markdown


def write_markdown_copy(view: CopyView) -> bytes:
    """Return a story as Markdown, UTF-8."""
    page = view.page
    assert isinstance(page, Page)
    card = page.card
    parts = [f"# {plain_markdown(card.title)}", "\n".join(f"- {line}" for line in _facts(card, view))]
    if card.excerpt and not (page.body and opens_with(page.body, card.excerpt)):
        parts.append(f"> {plain_markdown(card.excerpt)}")
    parts.append(html_to_markdown(finish_body(page.body, view.targets), view.url))
    if coverage := [f"- {_related(other)}" for other in page.related]:
        parts += ["## More coverage", "\n".join(coverage)]
    return ("\n\n".join(part for part in parts if part) + "\n").encode("utf-8")


def _facts(card: Card, view: CopyView) -> Iterator[str]:
    source = card.source.name if card.source else card.provider.name if card.provider else card.domain
    if source or card.original_url:
        yield f"Source: {_link(source or card.original_url, card.original_url)}"
    if card.date:
        yield f"Published: {machine(card.date) if card.has_time else machine_day(card.date)}"
    if card.updated:
        yield f"Updated: {machine(card.updated)}"
    if card.topics:
        yield "Topics: " + ", ".join(plain_markdown(topic.name) for topic in card.topics)
    if card.language:
        yield f"Language: {plain_markdown(card.language)}"
    yield f"Page: <{view.url}>"


def _related(other: Related) -> str:
    publisher = f", {plain_markdown(other.provider.name)}" if other.provider else ""
    return _link(other.title, other.url) + publisher


def _link(text: str, url: str) -> str:
    address = url.replace("(", "%28").replace(")", "%29").replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")
    return f"[{plain_markdown(text)}]({address})" if url else plain_markdown(text)
