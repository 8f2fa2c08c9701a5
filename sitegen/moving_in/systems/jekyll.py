"""Jekyll: `_config.yml`, texts in `_posts/`, in collections, and as pages anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sitegen.moving_in.config_files import Config, is_true, mapping_at, mappings_of, read_config, text_at, texts_of
from sitegen.moving_in.old_folder import OldFolder
from sitegen.moving_in.old_site import Guess, OldSite, OldText, System, Tree
from sitegen.moving_in.old_slugs import date_tokens, filled, jekyll_slug, without_date
from sitegen.moving_in.own_patterns import our_pattern
from sitegen.moving_in.text_names import is_about_the_folder, name_of, page_address, parents_of, words_of
from sitegen.sources import PAGE_SUFFIXES

_DATED = "/:categories/:year/:month/:day/:title:output_ext"
STYLES = {
    "date": _DATED,
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
"""What `permalink` may say in one word."""
_OUTPUTS = ("_site/", "vendor/", "_includes/", "_layouts/", "_sass/", "_data/", "_plugins/", "docs/_site/")


class _Jekyll(NamedTuple):
    """What decides an address."""

    style: str
    """The pattern of posts."""
    is_pretty: bool
    collections: Mapping[str, str]
    """Folder with its `_` -> pattern."""
    defaults: tuple[tuple[str, str, Mapping[str, Any]], ...]
    """Path in front, type, and values that a text has where it says nothing."""

    def address(self, text: OldText) -> str:
        """Return the path that a text had."""
        parents, name = parents_of(text.place), name_of(text.place)
        kind = next((parent for parent in parents if parent == "_posts" or parent in self.collections), "")
        pattern = text.text("permalink") or self._default(text, kind, "permalink")
        pattern = STYLES.get(pattern, pattern)
        if kind == "_posts":
            return filled(pattern or self.style, self._values(text, without_date(name)))
        if kind:
            inside = "/".join((*parents[parents.index(kind) + 1 :], name))
            own = {"collection": kind[1:], "path": inside, "name": jekyll_slug(name, pretty=False)}
            return filled(pattern or self.collections[kind], self._values(text, name) | own)
        if pattern and pattern not in STYLES.values():
            own = {"path": "/".join(parents), "basename": name, "output_ext": ".html"}
            return filled(pattern, own | {"title": name, "name": name})
        return page_address(parents, name, "/" if self.is_pretty else ".html")

    def _values(self, text: OldText, name: str) -> dict[str, str]:
        slug = text.text("slug") or name
        categories = self._categories(text)
        return date_tokens(text.date) | {
            "title": jekyll_slug(slug, pretty=True, cased=True), "slug": jekyll_slug(slug, pretty=False),
            "name": jekyll_slug(name, pretty=False), "output_ext": ".html",
            "categories": "/".join(dict.fromkeys(category.lower() for category in categories)),
            "slugified_categories": "/".join(dict.fromkeys(jekyll_slug(one, pretty=False) for one in categories)),
        }  # fmt: skip

    def _categories(self, text: OldText) -> list[str]:
        parents = parents_of(text.place)
        above = parents[: parents.index("_posts")] if "_posts" in parents else []
        one = text.text("category")
        said = [one] if one else words_of(text, "categories")
        if not said:
            default = self._default(text, "_posts", "categories") or self._default(text, "_posts", "category")
            said = default.split()
        return [*above, *said]

    def _default(self, text: OldText, kind: str, key: str) -> str:
        """Return what a text has by the site's defaults; the deepest path wins, then the later rule."""
        found, depth = "", -1
        for path, kinds, values in self.defaults:
            is_kind = not kinds or kinds in (kind[1:], "pages" if not kind else "")
            if is_kind and (text.place == path or text.place.startswith(f"{path}/" if path else "")):
                value = values.get(key)
                words = value if isinstance(value, str) else " ".join(texts_of(value))
                if words and len(path) >= depth:
                    found, depth = words, len(path)
        return found

    def identity(self, text: OldText, url: str) -> str:
        """Return what the usual feed (jekyll-feed) calls a post: its address, whose last part is its slug."""
        slug = text.text("slug") or without_date(name_of(text.place))
        return f"{url.rstrip('/').rpartition('/')[0]}/{slug}"


def _read(folder: OldFolder, found: str) -> OldSite:
    config = read_config(folder, found) if not found.endswith("/") else Config()
    values = config.values
    source = text_at(values, "source").strip("./")
    style = text_at(values, "permalink") or "date"
    pattern = STYLES.get(style, style)
    collections = _collections(values)
    jekyll = _Jekyll(pattern, style == "pretty" or pattern.endswith("/"), collections, tuple(_defaults(values)))
    url = text_at(values, "url")
    base = f"{url.rstrip('/')}/{text_at(values, 'baseurl').strip('/')}" if url else ""
    patterns = {name.strip("_"): Guess(ours, f"{own} {config.why}") for name, own in collections.items()
                if (ours := our_pattern(own, name.strip("_")))}  # fmt: skip
    said = f"permalink: {style} {config.why}" if text_at(values, "permalink") else "Jekyll's own, since none is set"
    feed = text_at(values, "feed.path") or "feed.xml"
    archives = "jekyll-archives" in (*texts_of(values.get("plugins")), *texts_of(values.get("gems")))
    return OldSite(
        title=config.guess("title", "name"),
        base_url=Guess(base, config.why),
        description=config.guess("description"),
        language=config.guess("lang", "locale", "language"),
        timezone=config.guess("timezone"),
        trees=(Tree(source, "", lambda path: _is_text(path, collections)),),
        static=(source,),
        patterns=patterns,
        pattern=Guess(our_pattern(pattern, ""), said),
        taxonomies={"tags": "tags", "categories": "categories"} if archives else {},
        feeds=((f"/{feed.lstrip('/')}", "/atom.xml"),),
        address=jekyll.address,
        identity=jekyll.identity,
        identity_rule="the address without .html, as jekyll-feed has it",
        lost=config.lost,
    )  # fmt: skip


def _is_text(path: str, collections: Mapping[str, str]) -> bool:
    """Return whether Jekyll makes a page of a file: it lies in no `_` folder but those of posts and collections."""
    if path.startswith(_OUTPUTS):
        return False
    *parents, name = path.split("/")
    kinds = {"_posts", "_drafts", *collections}
    if any(parent.startswith("_") and parent not in kinds for parent in parents):
        return False
    if not name.lower().endswith(PAGE_SUFFIXES) or kinds.intersection(parents):
        return True
    return not is_about_the_folder(name) and not name.lower().endswith(".txt")


def _collections(values: Mapping[str, Any]) -> dict[str, str]:
    named = values.get("collections")
    found = {f"_{name}": "/:collection/:path:output_ext" for name in texts_of(named)}
    for name, about in mapping_at(values, "collections").items():
        if name != "posts" and isinstance(about, Mapping) and is_true(text_at(about, "output")):
            own = text_at(about, "permalink")
            found[f"_{name}"] = STYLES.get(own, own) or "/:collection/:path:output_ext"
    return found


def _defaults(values: Mapping[str, Any]) -> list[tuple[str, str, Mapping[str, Any]]]:
    return [
        (text_at(rule, "scope.path").strip("/"), text_at(rule, "scope.type"), mapping_at(rule, "values"))
        for rule in mappings_of(values.get("defaults"))
    ]


JEKYLL = System("Jekyll", ("_config.yml", "_config.yaml", "_config.toml", "_posts/"), _read)
