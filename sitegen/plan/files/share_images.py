"""Plans the share images: one of the site, and one beside each story, with title, source, topic and the site's name."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping

from sitegen.pages.page import PageMeta
from sitegen.pages.urls import host_of
from sitegen.plan.output import Output, PlanInputs
from sitegen.plan.views.picture_views import FileRef, ShareView
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


def site_card_url(settings: Settings) -> str:
    """Return the address of the picture that is shared with pages which have none of their own."""
    return settings.base_path + FILE


def plan_share_images(inputs: PlanInputs, own: Collection[str]) -> Iterator[Output]:
    """Plan the site's picture, unless the owner's files have it, and one for each story, where the site wants them."""
    if FILE not in own:
        yield Output(FILE, "site-card", _site_view(inputs), "the picture of the site")
    if not inputs.settings.share_images:
        return
    for story in inputs.index.stories:
        path = inputs.path_beside(story.url, FILE)
        yield Output(path, "share-image", _view(inputs, story), story.path)


def _site_view(inputs: PlanInputs) -> ShareView:
    """Return what is drawn of the site: with its own fonts or ours, as each site has this picture, on any machine."""
    settings = inputs.settings
    texts = {"title": drawable(settings.title), "source": "", "topic": "", "site": host_of(settings.public_url)}
    return _in_colours(inputs, texts, inputs.appearance.fonts if settings.share_fonts else ())


def _view(inputs: PlanInputs, story: PageMeta) -> ShareView:
    settings = inputs.settings
    texts = {
        "title": drawable(story.title),
        "source": drawable(_term(inputs, story, is_source=True) or host_of(story.original_url)),
        "topic": drawable(_term(inputs, story, is_source=False)),
        "site": drawable(settings.title),
    }
    is_ours = all(LETTERS_OF_OUR_FONT.issuperset(text) for text in texts.values())
    # Only what no machine's own font is needed for looks the same wherever it is built.
    return _in_colours(inputs, texts, () if is_ours and not settings.share_fonts else inputs.appearance.fonts)


def _in_colours(inputs: PlanInputs, texts: Mapping[str, str], fonts: tuple[FileRef, ...]) -> ShareView:
    appearance = inputs.appearance
    return ShareView(
        **texts,
        language=inputs.settings.language,
        ground=appearance.light("paper", "#fbf8f1"),
        ink=appearance.light("ink", "#1f1b16"),
        quiet=appearance.light("quiet", "#625a4f"),
        accent=appearance.light("accent", "#8f2d16"),
        fonts=fonts,
    )


def drawable(text: str) -> str:
    """Return a text as it is drawn: composed letters, no emoji, no invisible signs, cut where nobody reads on."""
    composed = " ".join(unicodedata.normalize("NFC", text[: _LONGEST * 2]).split())
    kept = [
        letter
        for letter in composed
        if unicodedata.category(letter) not in _NOT_DRAWN and not "\ufe00" <= letter <= "\ufe0f"
    ]
    drawn = " ".join("".join(kept).split())
    return drawn[: _LONGEST - 1].rstrip() + "…" if len(drawn) > _LONGEST or len(text) > _LONGEST * 2 else drawn


def _term(inputs: PlanInputs, story: PageMeta, *, is_source: bool) -> str:
    """Return a story's first term of the taxonomy of its publishers, or of the first other one."""
    for taxonomy in inputs.index.taxonomies:
        names = story.terms.get(taxonomy.settings.name, ())
        if names and (taxonomy.settings.key == "provider") is is_source:
            return taxonomy.links[names[0]].name
    return ""
