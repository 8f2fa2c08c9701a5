"""A folder of Markdown that no system has made a site of."""

from __future__ import annotations

from sitegen.moving_in.old_folder import OldFolder
from sitegen.moving_in.old_site import Guess, OldSite, Tree
from sitegen.moving_in.text_names import is_about_the_folder


def read_plain(folder: OldFolder) -> OldSite:
    """Return what is known of such a folder."""
    own = "content" if folder.has_folder("content") else ""
    return OldSite(
        "a folder of Markdown",
        trees=(Tree(own, "", _is_text),),
        static=("static", "public", ""),
        pattern=Guess("/{section}/{year}/{month}/{day}/{slug}/", "as every site has it: a folder says no addresses"),
        identity=lambda *_: "",
        category="news",
        has_pages=False,
    )


def _is_text(path: str) -> bool:
    return "/" in path or not is_about_the_folder(path)
