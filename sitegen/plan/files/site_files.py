"""Plans the files that machines read about the whole site: sitemaps, robots.txt, `_headers`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain

from sitegen.hosts.hosts import host_of
from sitegen.pages.page import PageMeta
from sitegen.plan.calendar import Calendar, months_of, section_link
from sitegen.plan.feeds.feeds import feed_headers
from sitegen.plan.files.icons import icon_headers
from sitegen.plan.files.markdown_copies import copy_headers
from sitegen.plan.files.marker import MARKER, marker_text
from sitegen.plan.files.own_rules import HEADERS, ROBOTS, with_lines, without_own_headers
from sitegen.plan.output import Group, Output, PlanInputs, card_digests, group_of_lists
from sitegen.plan.views.file_views import (
    SitemapEntry,
    SitemapIndexView,
    SitemapView,
    TextView,
)
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


def plan_sitemaps(inputs: PlanInputs, calendars: Sequence[Calendar]) -> Iterator[Group]:
    """Plan a sitemap for each month, one for everything else, and their index."""
    newest: dict[str, str] = {}
    stories = inputs.index.stories
    for month, (first, end) in months_of(stories).items():
        for name, start, stop in _numbered(month, first, end):
            made_from = card_digests(inputs, range(start, stop))
            plan = partial(_plan_sitemap, inputs, name, stories[start:stop])
            yield group_of_lists(inputs, f"sitemap {name}", SITEMAP, made_from, plan)
            newest[name] = max(map(_modified, stories[start:stop]))
    yield Group("", "", "", partial(_plan_other_sitemaps, inputs, calendars, newest))


def _plan_sitemap(inputs: PlanInputs, name: str, pages: Iterable[PageMeta]) -> Iterator[Output]:
    yield _sitemap(inputs, name, map(_entry, pages))


def _plan_other_sitemaps(
    inputs: PlanInputs, calendars: Sequence[Calendar], newest: Mapping[str, str]
) -> Iterator[Output]:
    entries = tuple(_other_entries(inputs, calendars))
    others = {name: entries[start:stop] for name, start, stop in _numbered("pages", 0, len(entries))}
    for name, own in others.items():
        yield _sitemap(inputs, name, own)
    dates = {**newest, **{name: max(entry.modified for entry in own) for name, own in others.items()}}
    base = inputs.settings.base_url
    index = tuple(SitemapEntry(url=f"{base}sitemaps/{name}.xml", modified=date) for name, date in dates.items())
    yield Output("sitemap.xml", "sitemap-index", SitemapIndexView(sitemaps=index), "the sitemap")


def _sitemap(inputs: PlanInputs, name: str, entries: Iterable[SitemapEntry]) -> Output:
    view = SitemapView(base_url=inputs.settings.base_url, entries=tuple(entries))
    return Output(f"sitemaps/{name}.xml", SITEMAP, view, f"the sitemap of {name}")


def _numbered(name: str, first: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Yield the sitemaps that hold so many addresses: each one's name, its first address and that after its last."""
    for number, start in enumerate(range(first, end, SITEMAP_LIMIT)):
        yield (f"{name}-{number + 1}" if number else name), start, min(start + SITEMAP_LIMIT, end)


def _modified(page: PageMeta) -> str:
    return page.updated_day or page.day


def _entry(page: PageMeta) -> SitemapEntry:
    return SitemapEntry(url=page.url, modified=_modified(page))


def _other_entries(inputs: PlanInputs, calendars: Sequence[Calendar]) -> Iterator[SitemapEntry]:
    """Yield every address that is not a story's; lists have no dates: they would change with every story."""
    taxonomies, pages = inputs.index.taxonomies, inputs.index.pages
    sections = {page.section for page in chain(inputs.index.stories, pages)} - {""}
    yield from map(_entry, pages)
    urls = chain(
        [inputs.base_path, inputs.url("archive")],
        [inputs.url("feeds")] if inputs.settings.feed_formats else [],
        [inputs.url("search")] if inputs.settings.search != "off" else [],
        (taxonomy.url for taxonomy in taxonomies),
        (term.url for taxonomy in taxonomies for term in taxonomy.terms.values() if term.url),
        (section_link(section, inputs.settings).url for section in sorted(sections)),
        (url for calendar in calendars for _, url, _, _ in calendar.folders()),
    )
    # A page of the owner's may stand where a list would.
    written = {page.url for page in pages}
    for url in dict.fromkeys(url for url in urls if url not in written):
        yield SitemapEntry(url=url, modified="")


def plan_robots(inputs: PlanInputs) -> Iterator[Output]:
    """Plan robots.txt: everything may be read, and where the sitemap is; of a preview nothing."""
    text = "User-agent: *\nDisallow: /\n"
    if not inputs.settings.preview_of:
        text = f"User-agent: *\nAllow: /\n\nSitemap: {inputs.settings.base_url}sitemap.xml\n"
    yield Output(ROBOTS, "text", TextView(text=text), "what robots may read")


def plan_headers(inputs: PlanInputs) -> Iterator[Output]:
    """Plan the headers, in the files that the host reads: security for all, types and lives for feeds and assets."""
    base = inputs.base_path
    images = _ANY_IMAGE if inputs.settings.images else "img-src 'self'; "
    policy = CONTENT_SECURITY_POLICY.replace(_ANY_IMAGE, images)
    blocks = [
        (
            f"{base}*",
            (
                f"Content-Security-Policy: {policy}",
                "Referrer-Policy: strict-origin-when-cross-origin",
                "X-Content-Type-Options: nosniff",
                "Permissions-Policy: camera=(), geolocation=(), microphone=()",
                *(["X-Robots-Tag: noindex"] if inputs.settings.preview_of else []),
            ),
        ),
        *feed_headers(inputs),
        *icon_headers(base),
        *copy_headers(inputs),
        *((f"{base}search/{folder}/*", _KEPT) for folder in ("terms", "stories") if inputs.settings.search != "off"),
        (f"{base}assets/*", ("Cache-Control: public, max-age=3600, must-revalidate",)),
    ]
    own = inputs.own_rules.get(HEADERS, "")
    blocks = list(without_own_headers(blocks, own))
    for path, text in host_of(inputs.settings).headers(blocks, bool(inputs.settings.preview_of)):
        yield Output(path, "text", TextView(text=with_lines(own, text) if path == HEADERS else text), path)


def plan_marker(settings: Settings) -> Iterator[Output]:
    """Plan the file that says whose folder this is."""
    text = marker_text(settings.name)
    yield Output(MARKER, "text", TextView(text=text), MARKER)
