"""Pelican: `pelicanconf.py` (never run: plain values are read), texts in `content/`."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from sitegen.moving_in.config_files import Config, is_true, python_config, text_at, texts_of
from sitegen.moving_in.old_folder import OldFolder
from sitegen.moving_in.old_site import Guess, OldSite, OldText, System, Tree
from sitegen.moving_in.old_slugs import ascii_slug, word_slug
from sitegen.moving_in.own_patterns import our_pattern
from sitegen.moving_in.text_names import name_of, parents_of

_CONFIGS = ("pelicanconf.py", "publishconf.py")
_BLANK = re.compile(r"\{(\w+)(?::([^{}]{1,40}))?\}")
_IN_WORDS = {"{slug}": ":slug", "{date:%Y}": ":year", "{date:%m}": ":month", "{date:%d}": ":day"}
_DATE_SIGNS = {"%Y": "04", "%m": "02", "%d": "02", "%y": "02", "%H": "02", "%M": "02", "%j": "03"}


class _Pelican(NamedTuple):
    """What decides an address."""

    article: str
    page: str
    pages: tuple[str, ...]
    """Folders of pages."""
    by_name: bool
    """Whether the file's name makes the slug, not the title."""
    category: str

    def address(self, text: OldText) -> str:
        """Return the path that a text had."""
        own = text.text("url")
        if own and "://" not in own:
            return "/" + own.lstrip("/")
        is_page = text.place.startswith(tuple(f"{folder}/" for folder in self.pages))
        source = name_of(text.place) if self.by_name else text.title
        slug = text.text("slug") or (ascii_slug(source) and word_slug(source))
        category = text.text("category") or next(iter(parents_of(text.place)), self.category)
        values = {"slug": slug, "category": word_slug(category), "lang": text.text("lang")}

        def value(found: re.Match[str]) -> str:
            if found[1] == "date":
                return _dated(text, found[2] or "")
            return values.get(found[1], "") or "\0"

        path = _BLANK.sub(value, self.page if is_page else self.article)
        return "" if "\0" in path or not slug else "/" + path.removesuffix("index.html").lstrip("/")

    def identity(self, text: OldText, url: str) -> str:
        """Return the tag URI that its feeds have (`tag:host,2022-03-01:/path`), with the slash that ends it there."""
        parts = urlsplit(url)
        return f"tag:{parts.hostname},{text.date:%Y-%m-%d}:{parts.path}/" if text.date else ""


def _dated(text: OldText, form: str) -> str:
    """Return the date in a form of signs that are digits; a sign of words needs the machine's language."""
    if text.date is None:
        return "\0"
    for sign, width in _DATE_SIGNS.items():
        if sign in form:
            form = form.replace(sign, format(int(text.date.strftime(sign)), width))
    form = form.replace("%-m", str(text.date.month)).replace("%-d", str(text.date.day))
    return "\0" if "%" in form else form


def _ours(article: str) -> str:
    for blank, word in _IN_WORDS.items():
        article = article.replace(blank, word)
    return our_pattern(re.sub(r"\{[^}]*\}", ":category", article), "")


def _read(folder: OldFolder, _: str) -> OldSite:
    configs = [python_config(folder, path) for path in _CONFIGS if folder.has(path)]
    values = {name: value for config in configs for name, value in config.values.items() if value}
    both = Config(" or ".join(config.path for config in configs), values)
    article = text_at(values, "ARTICLE_URL") or "{slug}.html"
    source = text_at(values, "PATH").strip("./") or "content"
    pelican = _Pelican(
        article,
        text_at(values, "PAGE_URL") or "pages/{slug}.html",
        tuple(texts_of(values.get("PAGE_PATHS")) or ["pages"]),
        text_at(values, "SLUGIFY_SOURCE") == "basename",
        text_at(values, "DEFAULT_CATEGORY") or "misc",
    )
    atom = text_at(values, "FEED_ALL_ATOM", "FEED_ATOM") or "feeds/all.atom.xml"
    feeds = [(f"/{atom.lstrip('/')}", "/atom.xml")]
    if rss := text_at(values, "FEED_ALL_RSS", "FEED_RSS"):
        feeds.append((f"/{rss.lstrip('/')}", "/feed.xml"))
    return OldSite(
        title=both.guess("SITENAME"),
        base_url=both.guess("SITEURL"),
        description=both.guess("SITESUBTITLE"),
        language=both.guess("DEFAULT_LANG"),
        timezone=both.guess("TIMEZONE"),
        trees=(Tree(source, ""),),
        static=(source, "") if not is_true(text_at(values, "DELETE_OUTPUT_DIRECTORY")) else (source,),
        patterns={"pages": Guess("/pages/{slug}.html", "PAGE_URL")},
        pattern=Guess(_ours(article), f"ARTICLE_URL = {article!r}"),
        taxonomies={"tag": "tags", "category": "category"},
        feeds=tuple(feeds),
        address=pelican.address,
        identity=pelican.identity,
        identity_rule="a tag URI of day and address, as Pelican's feeds have it",
        category=pelican.category,
        lost=(
            *(problem for config in configs for problem in config.lost),
            "addresses of terms that end in .html (/tag/x.html): they are at /tag/x/ now",
        ),
    )


PELICAN = System("Pelican", ("pelicanconf.py",), _read)
