"""Fragments: what lists show of a story, rendered once for a story and its weight and kept for the next list.

The weights are the small templates in `cards/`. They see the card, the frame, the words and their options, nothing of
the page around them, so one rendering serves every list (fragment caching, as web frameworks know it).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

from markupsafe import Markup

from sitegen.pages.page import Card

FOLDER = "cards/"
"""Of the templates of fragments."""
MOST_KEPT = 4096
"""Fragments; outputs are rendered in the order of their stories, so the lists of a story come close together."""

Option = str | int | bool | None


class Fragments:
    """The fragments of one build in one process: a bounded LRU cache."""

    def __init__(self, render: Callable[..., str]) -> None:
        """`render` returns what a template, given by name, makes of the names that it is given."""
        self._render = render
        self._kept: OrderedDict[Hashable, Markup] = OrderedDict()

    def show(self, card: Card, weight: str = "standard", **options: Option) -> Markup:
        """Return what `cards/<weight>.html` makes of a card.

        The template sees `card`, `frame`, `text`, and the options: `spans` (whether the list spans days), `level`
        (of its heading), `first` (whether it is in sight when the page opens), and any others that a theme passes.
        """
        names: dict[str, Any] = {"spans": False, "level": "h3", "first": False, **options}
        # One card has one path in a build. Values are told apart with their types: `True` is not 1.
        key = (weight, card.path, *names.items(), *map(type, names.values()))
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = Markup(self._render(f"{FOLDER}{weight}.html", card=card, **names))
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return found
