"""What a source means, without the lines on which it says so: a line more in the head moves all below it."""

from __future__ import annotations

from typing import TypeVar

from sitegen.pages.page import BodyLink
from sitegen.values import Value, with_changes

T = TypeVar("T", bound=Value)


def placeless(value: T) -> T:
    """Return a page, or what is known of it, whose links and files have no place."""
    named = {name: getattr(value, name) for name in value.__struct_fields__}
    links = {
        name: tuple(with_changes(link, line=0, column=0) for link in found)
        for name, found in named.items()
        if type(found) is tuple and found and type(found[0]) is BodyLink
    }
    return with_changes(value, **links) if links else value
