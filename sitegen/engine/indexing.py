"""Makes the index of a site; a process that stays takes that of its last build where nothing but bodies changed."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import replace

from sitegen.engine.address_file import lock_digest, lock_lines
from sitegen.engine.kept.kept_state import IndexInputs, KeptIndex, KeptState
from sitegen.engine.site_paths import SitePaths
from sitegen.engine.sources.load_sources import LoadedSources
from sitegen.engine.sources.scan import Scanned
from sitegen.kept_values import KeptValues
from sitegen.pages.page import PageMeta
from sitegen.site.addresses.published_before import BROKEN
from sitegen.site.index import OtherInputs, SiteIndex, index_site
from sitegen.site.page_files import FilesThere
from sitegen.site.publishing import HIDDEN_FOLDER, Audience
from sitegen.values import with_changes


def make_index(
    paths: SitePaths, scanned: Scanned, loaded: LoadedSources, at_fault: Collection[str], files: FilesThere
) -> SiteIndex:
    """Index all pages but those of the sources at fault."""
    settings, pages = paths.settings, loaded.pages
    if at_fault:
        pages = [page for page in pages if settings.shown_path(page.path) not in at_fault]
    unread = dict.fromkeys(map(settings.shown_path, scanned.sources.hidden), HIDDEN_FOLDER)
    unread |= dict.fromkeys(at_fault, BROKEN)
    kept = paths.kept if paths.options.addresses == "read" else None  # what is written there tells of bodies
    audience = audience_of(paths)

    def indexed(values: KeptValues | None = None) -> SiteIndex:
        others = OtherInputs(unread, lock_lines(paths.root), files, values)
        return index_site(pages, loaded.terms, settings, audience, others)

    if kept is None:
        return indexed()
    inputs = IndexInputs(pages, loaded.terms, audience, unread, lock_digest(paths.root), files)
    found = _with_new_bodies(kept, inputs) or KeptIndex(inputs, indexed(kept.values), os.urandom(8).hex())
    kept.last = found
    return found.site


def audience_of(paths: SitePaths) -> Audience:
    """Return for whom and when a site is built."""
    return Audience(paths.options.now, paths.options.drafts, paths.options.future)


def _with_new_bodies(kept: KeptState, now: IndexInputs) -> KeptIndex | None:
    """Return the last index with what changed in bodies; None when it would say something else today."""
    last = kept.last
    if last is None or not _are_other_inputs_equal(last, now) or len(last.inputs.pages) != len(now.pages):
        return None
    changed: dict[str, PageMeta] = {}
    for before, page in zip(last.inputs.pages, now.pages, strict=True):
        if before is page or before == page:
            continue
        if page.path in last.site.known_by_text or not _differ_in_body(before, page):
            return None
        changed[page.path] = page
    return KeptIndex(now, _with_bodies(last.site, changed) if changed else last.site, last.mark)


def _are_other_inputs_equal(last: KeptIndex, now: IndexInputs) -> bool:
    """Return whether all but pages is as it was, and no moment has come at which a story falls due or expires."""
    before, due = last.inputs, last.site.next_change
    is_then = before.audience.now <= now.audience.now and (due is None or now.audience.now < due)
    return (
        is_then
        and before.audience[1:] == now.audience[1:]
        and (before.terms, before.unread, before.lock) == (now.terms, now.unread, now.lock)
        and _comparable(before.files) == _comparable(now.files)
    )


def _comparable(files: FilesThere) -> FilesThere:
    """Return the same with names that compare as such: they may be the keys of a mapping."""
    return files._replace(static=frozenset(files.static))


def _differ_in_body(before: PageMeta, page: PageMeta) -> bool:
    """Return whether two pages differ in nothing but what their bodies say."""
    return before == with_changes(page, page_digest=before.page_digest, known_by=before.known_by)


def _with_bodies(site: SiteIndex, changed: Mapping[str, PageMeta]) -> SiteIndex:
    def renewed(page: PageMeta) -> PageMeta:
        new = changed.get(page.path)
        # Its address may be another than the one it asks for.
        return with_changes(page, page_digest=new.page_digest, known_by=new.known_by) if new else page

    return replace(
        site,
        stories=list(map(renewed, site.stories)),
        pages=list(map(renewed, site.pages)),
        withheld=[held._replace(page=renewed(held.page)) for held in site.withheld],
    )
