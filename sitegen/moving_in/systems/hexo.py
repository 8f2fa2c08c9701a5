"""Hexo: `_config.yml`, texts in `source/_posts/`, pages elsewhere in `source/`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sitegen.moving_in.config_files import is_true, mapping_at, read_config, text_at, texts_of, value_at
from sitegen.moving_in.old_folder import OldFolder
from sitegen.moving_in.old_site import Guess, OldSite, OldText, System, Tree
from sitegen.moving_in.old_slugs import date_tokens, filled
from sitegen.moving_in.own_patterns import our_pattern
from sitegen.moving_in.text_names import name_of, page_address, parents_of, words_of

_DEFAULT = ":year/:month/:day/:title/"
_ODD = str.maketrans(dict.fromkeys(" ~`!@#$%^&*()_+=[]{}|\\;:\"'<>,.?/", "-"))


def _is_hexo(folder: OldFolder, found: str) -> bool:
    values = read_config(folder, found).values
    named = text_at(values, "source_dir", "new_post_name", "public_dir")
    return bool(named) or folder.has_folder("source/_posts")


class _Hexo(NamedTuple):
    """What decides an address."""

    pattern: str
    folders: Mapping[str, str]
    """Name of a category -> its part of an address."""
    without: str
    """The category of those that have none."""
    has_html: bool
    """Whether addresses of files keep their `.html`."""

    def address(self, text: OldText) -> str:
        """Return the path that a text had; any of its fields may be a part of it (`:abbrlink`)."""
        parents, name = parents_of(text.place), name_of(text.place)
        own = text.text("permalink")
        if own:
            return "/" + own.lstrip("/")
        if parents[:1] != ["_posts"]:
            return self._ended(page_address(parents, name, ".html"))
        title = "/".join((*parents[1:], text.text("slug") or name))
        categories = [self.folders.get(one, _slug(one)) for one in words_of(text, "categories", "category")]
        own_fields = {key: value for key, value in text.fields.items() if isinstance(value, str)}
        values = own_fields | date_tokens(text.date) | {
            "title": title, "name": name, "post_title": _slug(text.title),
            "category": "/".join(categories) or self.without,
        }  # fmt: skip
        return self._ended(filled(self.pattern, values))

    def _ended(self, path: str) -> str:
        return path.removesuffix(".html") if path.endswith(".html") and not self.has_html else path


def _slug(text: str) -> str:
    """Return a part of an address as Hexo makes it: letters keep their case."""
    return "-".join(filter(None, text.translate(_ODD).split("-")))


def _read(folder: OldFolder, found: str) -> OldSite:
    config = read_config(folder, found)
    values = config.values
    pattern = text_at(values, "permalink") or _DEFAULT
    source = text_at(values, "source_dir").strip("./") or "source"
    named = {str(name): part for name, part in mapping_at(values, "category_map").items() if isinstance(part, str)}
    hexo = _Hexo(
        pattern,
        named,
        text_at(values, "default_category") or "uncategorized",
        is_true(text_at(values, "pretty_urls.trailing_html"), True),
    )
    root = text_at(values, "root").strip("/")
    url = text_at(values, "url").rstrip("/")
    feeds = texts_of(value_at(values, "feed.path")) or ["atom.xml"]
    languages = texts_of(value_at(values, "language"))
    return OldSite(
        title=config.guess("title"),
        base_url=Guess(f"{url}/{root}" if root and url and not url.endswith(f"/{root}") else url, config.why),
        description=config.guess("description", "subtitle"),
        language=Guess(languages[0] if languages else "", config.why),
        timezone=config.guess("timezone"),
        trees=(Tree(source, ""),),
        static=(source,),
        patterns={"posts": Guess(our_pattern(pattern, ""), f"permalink: {pattern} {config.why}")},
        taxonomies={
            text_at(values, "tag_dir").strip("/") or "tags": "tags",
            text_at(values, "category_dir").strip("/") or "categories": "categories",
        },
        feeds=tuple((f"/{path.lstrip('/')}", "/feed.xml" if "rss" in path else "/atom.xml") for path in feeds),
        address=hexo.address,
        lost=config.lost,
    )


HEXO = System("Hexo", ("_config.yml", "_config.yaml"), _read, _is_hexo)
