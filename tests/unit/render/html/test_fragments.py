"""What lists show of a story is rendered once, and is the same in every list."""

from __future__ import annotations

from markupsafe import Markup

from sitegen.pages.page import Card
from sitegen.render.html.fragments import MOST_KEPT, Fragments


def card(path: str = "a.md", title: str = "Alpha") -> Card:
    return Card(path=path, title=title, url="/a/")


class Watched:
    """Fragments of a template that tells how often it was rendered."""

    def __init__(self) -> None:
        self.rendered: list[str] = []
        self.fragments = Fragments(self._render)

    def _render(self, template: str, *, card: Card, **options: object) -> str:
        self.rendered.append(template)
        return f"<b>{card.title}</b> {sorted(options.items())}"


def test_a_card_is_rendered_once_for_a_weight_and_options() -> None:
    """Whatever lists show it, each weight with its options is rendered once."""
    watched = Watched()
    shown = [watched.fragments.show(card(), "brief", spans=spans) for spans in (True, False, True, False)]
    assert shown[:2] == shown[2:] and shown[0] != shown[1]
    assert watched.rendered == ["cards/brief.html"] * 2
    assert isinstance(shown[0], Markup), "it is HTML, not text to be escaped"


def test_options_have_defaults() -> None:
    """A list need not say what is usual: one day, headings of the third level, nothing in sight."""
    watched = Watched()
    usual = watched.fragments.show(card())
    assert usual == watched.fragments.show(card(), "standard", spans=False, level="h3", first=False)
    assert watched.rendered == ["cards/standard.html"]


def test_other_cards_weights_and_types_are_told_apart() -> None:
    """Another card, another weight, and `True` for 1 are rendered anew."""
    watched = Watched()
    watched.fragments.show(card(), part=1)
    watched.fragments.show(card(), part=True)
    watched.fragments.show(card(), "lead", part=1)
    watched.fragments.show(card("b.md", "Bravo"), part=1)
    assert len(watched.rendered) == 4


def test_the_least_used_goes_first() -> None:
    """A process keeps no more than so many fragments, and those that were asked for last."""
    watched = Watched()
    for number in range(MOST_KEPT):
        watched.fragments.show(card(f"{number}.md"))
    watched.fragments.show(card("0.md"))
    watched.fragments.show(card("new.md"))
    rendered = len(watched.rendered)
    watched.fragments.show(card("0.md"))
    assert len(watched.rendered) == rendered
    watched.fragments.show(card("1.md"))
    assert len(watched.rendered) == rendered + 1
