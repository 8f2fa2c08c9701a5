"""Plans the share images: a picture beside each story, with title, source, topic and the site's name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from sitegen.pages.page import PageMeta
from sitegen.pages.urls import host_of
from sitegen.plan.output import Output, PlanInputs
from sitegen.plan.views.picture_views import ShareView
from sitegen.settings import Settings

FILE = "share.png"
SIZE = (1200, 630)
"""Pixels: what all that show cards of links ask for (Open Graph: 1.91 to 1)."""

LETTERS_OF_OUR_FONT = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("©«°±´·»‘’“”…‹›–—")
"""What the font that comes with Pillow can draw; two dashes are drawn as a hyphen."""
_NOT_DRAWN = ("So", "Sk", "Cs", "Co", "Cn", "Cf", "Cc")
"""Pictures, signs that change others, and what is nothing: few fonts have any."""
_LONGEST = 300


def share_url(story: PageMeta, settings: Settings) -> str:
    """Return the address of a story's share image; empty when the site draws none."""
    return story.url + FILE if settings.share_images else ""


def plan_share_images(inputs: PlanInputs) -> Iterator[Output]:
    """Plan a share image for each story, where the site wants them."""
    if not inputs.settings.share_images:
        return
    for story in inputs.index.stories:
        path = inputs.path_beside(story.url, FILE)
        yield Output(path, "share-image", _view(inputs, story), story.path)


def _view(inputs: PlanInputs, story: PageMeta) -> ShareView:
    appearance, settings = inputs.appearance, inputs.settings
    texts = {
        "title": drawable(story.title),
        "source": drawable(_term(inputs, story, is_source=True) or host_of(story.original_url)),
        "topic": drawable(_term(inputs, story, is_source=False)),
        "site": drawable(settings.title),
    }
    is_ours = all(LETTERS_OF_OUR_FONT.issuperset(text) for text in texts.values())
    return ShareView(
        **texts,
        language=settings.language,
        ground=appearance.light("paper", "#fbf8f1"),
        ink=appearance.light("ink", "#1f1b16"),
        quiet=appearance.light("quiet", "#625a4f"),
        accent=appearance.light("accent", "#8f2d16"),
        # Only what no machine's own font is needed for looks the same wherever it is built.
        fonts=() if is_ours and not settings.share_fonts else appearance.fonts,
    )


def drawable(text: str) -> str:
    """Return a text as it is drawn: composed letters, no emoji, no invisible signs, not longer than anybody reads."""
    composed = " ".join(unicodedata.normalize("NFC", text[: _LONGEST * 2]).split())
    kept = [
        letter
        for letter in composed
        if unicodedata.category(letter) not in _NOT_DRAWN and not "\ufe00" <= letter <= "\ufe0f"
    ]
    return " ".join("".join(kept).split())[:_LONGEST]


def _term(inputs: PlanInputs, story: PageMeta, *, is_source: bool) -> str:
    """Return a story's first term of the taxonomy of its publishers, or of the first other one."""
    for taxonomy in inputs.index.taxonomies:
        names = story.terms.get(taxonomy.settings.name, ())
        if names and (taxonomy.settings.key == "provider") is is_source:
            return taxonomy.links[names[0]].name
    return ""
