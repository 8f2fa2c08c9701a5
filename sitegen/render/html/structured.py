"""What search engines read: schema.org JSON-LD of stories, lists and the site (JSON-LD 1.1; schema.org NewsArticle).

Each is ready to stand in a `<script>`.

Never: says anything that the page does not show.
"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from sitegen.pages.page import Card, Page
from sitegen.plan.frame import Frame
from sitegen.plan.views.html_views import StoryView, View
from sitegen.render.date_words import machine, machine_day
from sitegen.values import encode

_LONGEST_HEADLINE = 110
_LONGEST_LIST = 20


def story_data(view: StoryView, frame: Frame) -> Markup:
    """Return the JSON-LD of a story: a `NewsArticle` whose original is `isBasedOn`."""
    page = view.page
    assert isinstance(page, Page)
    card = page.card
    data: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": card.title[:_LONGEST_HEADLINE],
        "url": canonical(card.url, frame),
        "mainEntityOfPage": canonical(card.url, frame),
        "inLanguage": card.language or frame.language,
        "publisher": _publisher(frame),
    }
    _add_known(data, card, frame)
    return _script_text(data)


def list_data(view: View, frame: Frame, stories: tuple[Card, ...] = ()) -> Markup:
    """Return the JSON-LD of a list: a `CollectionPage` with its foremost stories."""
    data: dict[str, Any] = {
        "@type": "CollectionPage",
        "name": view.title,
        "url": canonical(view.url, frame),
        "inLanguage": frame.language,
        "isPartOf": {"@type": "WebSite", "name": frame.title, "url": frame.public_url},
    }
    if view.description:
        data["description"] = view.description
    if stories:
        data["mainEntity"] = {
            "@type": "ItemList",
            "itemListElement": [
                {"@type": "ListItem", "position": number, "url": canonical(card.url, frame), "name": card.title}
                for number, card in enumerate(stories[:_LONGEST_LIST], 1)
            ],
        }
    return _script_text(data)


def site_data(frame: Frame) -> Markup:
    """Return the JSON-LD of the site itself: a `WebSite`, with its search where it has one."""
    data: dict[str, Any] = {
        "@type": "WebSite",
        "name": frame.title,
        "url": frame.public_url,
        "inLanguage": frame.language,
    }
    if frame.description:
        data["description"] = frame.description
    if frame.search_url:
        search_url = canonical(frame.search_url, frame)
        data["potentialAction"] = {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{search_url}?q={{search_term}}"},
            "query-input": "required name=search_term",
        }
    return _script_text(data)


def _publisher(frame: Frame) -> dict[str, Any]:
    data: dict[str, Any] = {"@type": "Organization", "name": frame.title, "url": frame.public_url}
    logo = next((icon.url for icon in frame.icons if icon.type == "image/png"), "")
    if logo:
        data["logo"] = {"@type": "ImageObject", "url": canonical(logo, frame)}
    return data


def _add_known(data: dict[str, Any], card: Card, frame: Frame) -> None:
    """Add what this story has and another may lack."""
    if card.authors:
        data["author"] = [{"@type": "Person", "name": name} for name in card.authors]
    if card.excerpt:
        data["description"] = card.excerpt
    if card.date:
        data["datePublished"] = machine(card.date) if card.has_time else machine_day(card.date)
    if card.updated:
        data["dateModified"] = machine(card.updated)
    if card.image:
        data["image"] = absolute(card.image.url, frame)
    if card.topics:
        data["about"] = [{"@type": "Thing", "name": topic.name} for topic in card.topics]
    if card.original_url:
        original: dict[str, Any] = {"@type": "CreativeWork", "url": card.original_url}
        if card.provider:
            original["publisher"] = {"@type": "Organization", "name": card.provider.name}
        data["isBasedOn"] = original


def canonical(url: str, frame: Frame) -> str:
    """Return where a page stands on the site itself: a preview's page is known by that address."""
    return frame.public_url + url.removeprefix(frame.home_url)


def absolute(url: str, frame: Frame) -> str:
    """Return a URL with scheme and host: `/a.png` gets the site's own."""
    return frame.origin + url if url.startswith("/") and not url.startswith("//") else url


def _script_text(data: dict[str, Any]) -> Markup:
    """Return JSON that cannot end the `<script>` around it (HTML Standard, section 4.12.1.3)."""
    text = encode({"@context": "https://schema.org", **data}).decode()
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
