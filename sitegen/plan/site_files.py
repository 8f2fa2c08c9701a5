"""Plans the files that machines read about the whole site: sitemaps, robots.txt, `_headers`, `_redirects`.

Never: plans a feed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from urllib.parse import unquote

from sitegen.errors import Problem
from sitegen.pages.page import Essentials
from sitegen.pages.urls import encode_path
from sitegen.plan.calendar import Calendar, months_of
from sitegen.plan.feeds import feed_headers
from sitegen.plan.file_views import (
    SitemapEntry,
    SitemapIndexView,
    SitemapView,
    TextView,
)
from sitegen.plan.icons import icon_headers
from sitegen.plan.markdown_copies import copy_headers
from sitegen.plan.marker import MARKER, marker_text
from sitegen.plan.output import Group, Material, Output
from sitegen.settings import Settings

SITEMAP = "sitemap"
SITEMAP_LIMIT = 45_000
"""Addresses in one sitemap; the protocol allows 50,000 (sitemaps.org, "Sitemap file format")."""

THEME_SCRIPT_DIGEST = "sha256-aFhKP99llB5oaN6mJyoTvlp9SwjW50cEBMD46qUHmgA="
"""Of the one inline script, in the theme's `once/head.html` (CSP 3, section 2.3.1); a test holds them together."""

_ANY_IMAGE = "img-src 'self' https: http: data:; "

CONTENT_SECURITY_POLICY = (
    f"default-src 'self'; script-src 'self' '{THEME_SCRIPT_DIGEST}'; {_ANY_IMAGE}"
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


_KEPT = ("Cache-Control: public, max-age=604800",)
"""For what is asked for under its digest (`?v=...`): new bytes have a new address."""


def plan_sitemaps(material: Material, calendars: Sequence[Calendar]) -> Iterator[Group]:
    """Plan a sitemap for each month, one for everything else, and their index."""
    newest: dict[str, str] = {}
    stories = material.index.stories
    for month, (first, end) in months_of(stories).items():
        for name, start, stop in _numbered(month, first, end):
            basis = (card.digest for card in material.cards[start:stop])
            plan = partial(_plan_sitemap, material, name, stories[start:stop])
            yield material.group(f"sitemap {name}", SITEMAP, basis, plan)
            newest[name] = max(map(_modified, stories[start:stop]))
    yield Group("", "", "", partial(_plan_other_sitemaps, material, calendars, newest))


def _plan_sitemap(material: Material, name: str, pages: Iterable[Essentials]) -> Iterator[Output]:
    yield _sitemap(material, name, map(_entry, pages))


def _plan_other_sitemaps(
    material: Material, calendars: Sequence[Calendar], newest: Mapping[str, str]
) -> Iterator[Output]:
    entries = tuple(_other_entries(material, calendars))
    others = {name: entries[start:stop] for name, start, stop in _numbered("pages", 0, len(entries))}
    for name, own in others.items():
        yield _sitemap(material, name, own)
    dates = {**newest, **{name: max(entry.modified for entry in own) for name, own in others.items()}}
    base = material.settings.base_url
    index = tuple(SitemapEntry(url=f"{base}sitemaps/{name}.xml", modified=date) for name, date in dates.items())
    yield Output("sitemap.xml", "sitemap-index", SitemapIndexView(sitemaps=index), "the sitemap")


def _sitemap(material: Material, name: str, entries: Iterable[SitemapEntry]) -> Output:
    view = SitemapView(base_url=material.settings.base_url, entries=tuple(entries))
    return Output(f"sitemaps/{name}.xml", SITEMAP, view, f"the sitemap of {name}")


def _numbered(name: str, first: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Give the sitemaps that hold so many addresses: each one's name, its first address and that after its last."""
    for number, start in enumerate(range(first, end, SITEMAP_LIMIT)):
        yield (f"{name}-{number + 1}" if number else name), start, min(start + SITEMAP_LIMIT, end)


def _modified(page: Essentials) -> str:
    return page.updated_day or page.day


def _entry(page: Essentials) -> SitemapEntry:
    return SitemapEntry(url=page.url, modified=_modified(page))


def _other_entries(material: Material, calendars: Sequence[Calendar]) -> Iterator[SitemapEntry]:
    """Give every address that is not a story's; lists have no dates: they would change with every story."""
    taxonomies = material.index.taxonomies
    yield from map(_entry, material.index.pages)
    urls = chain(
        [material.base_path, material.url("archive")],
        [material.url("feeds")] if material.settings.feed_formats else [],
        [material.url("search")] if material.settings.search else [],
        (taxonomy.url for taxonomy in taxonomies),
        (term.url for taxonomy in taxonomies for term in taxonomy.terms.values() if term.url),
        (url for calendar in calendars for _, url, _, _ in calendar.folders()),
    )
    for url in dict.fromkeys(urls):
        yield SitemapEntry(url=url, modified="")


def plan_robots(material: Material) -> Iterator[Output]:
    """Plan robots.txt: everything may be read, and where the sitemap is."""
    text = f"User-agent: *\nAllow: /\n\nSitemap: {material.settings.base_url}sitemap.xml\n"
    yield Output("robots.txt", "text", TextView(text=text), "robots.txt")


def plan_headers(material: Material) -> Iterator[Output]:
    """Plan `_headers` (Netlify, Cloudflare Pages): security for all, types and lives for feeds and assets."""
    base = material.base_path
    images = _ANY_IMAGE if material.settings.images else "img-src 'self'; "
    policy = CONTENT_SECURITY_POLICY.replace(_ANY_IMAGE, images)
    blocks = [
        (
            f"{base}*",
            (
                f"Content-Security-Policy: {policy}",
                "Referrer-Policy: strict-origin-when-cross-origin",
                "X-Content-Type-Options: nosniff",
                "Permissions-Policy: camera=(), geolocation=(), microphone=()",
            ),
        ),
        *feed_headers(material),
        *icon_headers(base),
        *copy_headers(material),
        *((f"{base}search/{folder}/*", _KEPT) for folder in ("terms", "stories") if material.settings.search),
        (f"{base}assets/*", ("Cache-Control: public, max-age=3600, must-revalidate",)),
    ]
    text = "\n".join(f"{path}\n" + "".join(f"  {line}\n" for line in lines) for path, lines in blocks)
    yield Output("_headers", "text", TextView(text=text), "_headers")


def plan_redirects(material: Material, is_taken: Callable[[str], bool]) -> Iterator[Output]:
    """Plan `_redirects`: 301 from each alias of a page or in `site.yaml`, 410 for each removed story.

    `is_taken` tells of a path whether an output has it: no redirect leads away from one, so no story takes a feed over.
    """
    base = material.base_path
    published = (*material.index.stories, *material.index.pages)
    moved = {
        base + old.lstrip("/"): base + new.lstrip("/")
        for old, new in material.settings.aliases.items()
        if old != new and not _is_output(unquote(old), is_taken)
    }
    # Hosts take /old and /old/ for one address, so both lead to one page.
    owners = {old.rstrip("/"): new for old, new in moved.items()}
    for page in sorted((page for page in published if page.aliases), key=lambda page: page.path):
        for alias in page.aliases:
            old_url = base + encode_path(alias.lstrip("/"))
            if not _is_output(alias, is_taken) and owners.setdefault(old_url.rstrip("/"), page.url) == page.url:
                moved.setdefault(old_url, page.url)
    if moved:
        for page in published:
            moved.pop(page.url, None)
    lines = [f"{old} {new} 301" for old, new in sorted(moved.items())]
    lines += [f"{url} {base}404.html 410" for url in material.index.removed if url not in moved]
    yield Output("_redirects", "text", TextView(text="".join(f"{line}\n" for line in lines)), "_redirects")


def useless_aliases(
    pages: Iterable[Essentials], settings: Settings, is_taken: Callable[[str], bool]
) -> Iterator[Problem]:
    """Give a warning for each alias that does not lead to its page: something stands there, or another page has it."""
    owners = {unquote(old).strip("/"): "site.yaml" for old in settings.aliases}
    for page in sorted((page for page in pages if page.aliases), key=lambda page: page.path):
        shown = settings.shown_path(page.path)
        for alias, line in zip(page.aliases, page.alias_lines, strict=True):
            is_own = settings.base_path + encode_path(alias.strip("/")) == page.url.rstrip("/")
            owner = owners.setdefault(alias.strip("/"), shown)
            if not is_own and _is_output(alias, is_taken):
                message = f"{alias} is the address of something else on this site, so it leads there"
                yield Problem("warning", shown, line, 0, "aliases", message, "Take it out.")
            elif owner != shown:
                message = f"{alias} is an old address in {owner} too, and leads where that one says"
                yield Problem("warning", shown, line, 0, "aliases", message, "Take it out of one of the two.")


def useless_redirects(
    pages: Iterable[Essentials], settings: Settings, is_taken: Callable[[str], bool]
) -> Iterator[Problem]:
    """Give a warning for each alias in `site.yaml` that leads away from an output, to itself or to nothing."""
    old_addresses = (
        {*settings.aliases, *(alias for page in pages for alias in page.aliases)} if settings.aliases else ()
    )
    for old, new in settings.aliases.items():
        message = ""
        if old == new:
            message = "leads to itself"
        elif _is_output(unquote(old), is_taken):
            message = "is an address of this site already, so it leads nowhere else"
        elif new not in old_addresses and not _is_output(unquote(new), is_taken):
            message = f"leads to {new}, which this site does not have"
        if message:
            hint = "Correct or delete it."
            line, column, span = settings.places.get(f"aliases.{old}", (0, 0, 0))
            yield Problem("warning", "site.yaml", line, column, f"aliases.{old}", message, hint, span)


def _is_output(alias: str, is_taken: Callable[[str], bool]) -> bool:
    path = alias.lstrip("/")
    return is_taken(path) or is_taken(f"{path.rstrip('/')}/index.html".lstrip("/"))


def plan_marker(settings: Settings) -> Iterator[Output]:
    """Plan the file that says whose folder this is."""
    text = marker_text(settings.name)
    yield Output(MARKER, "text", TextView(text=text), MARKER)
