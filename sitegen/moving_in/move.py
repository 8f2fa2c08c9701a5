"""Moves a site in: recognises it, writes its settings, copies what moves, and keeps what the web knows of it.

Never: changes the old folder, or builds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sitegen.check.feeds.live_feed import FeedEntry
from sitegen.config import SITE_FILE, load_settings
from sitegen.errors import SitegenError
from sitegen.moving_in.copied_files import Copied, Files, path_below
from sitegen.moving_in.keeping import Known, keep, known_of, read_all
from sitegen.moving_in.old_feed import Address, feed_entries
from sitegen.moving_in.old_folder import OldFolder
from sitegen.moving_in.old_site import Guess, OldSite
from sitegen.moving_in.old_texts import (
    OldFiles,
    fields_of,
    in_a_section,
    old_files,
    read_bytes,
    with_languages,
    with_section_texts,
)
from sitegen.moving_in.recognise import recognise
from sitegen.moving_in.written_settings import Answers, written_settings
from sitegen.new_file import write_new, write_new_bytes
from sitegen.settings import Settings


class Arriving(NamedTuple):
    """A site that was looked at, before anything is written."""

    folder: OldFolder
    site: OldSite
    files: OldFiles
    entries: tuple[FeedEntry, ...] | None
    """Of the old feed; None: none was named."""


class Moved(NamedTuple):
    """What was moved in, what of it is kept, and what is not."""

    site: OldSite
    settings: Settings
    kept: tuple[Address, ...]
    known: Known
    copied: Copied
    entries: int | None
    """Items of the old feed; None: none was named."""
    lost: tuple[str, ...]


def look_at(old: Path, new: Path, feed: str, address: str) -> Arriving:
    """Return what there is to move; `feed` is the address or the file of the old feed, or empty.

    `address` is that of the new site: the old one's, too, where nothing says another.

    Raises:
        SitegenError: exit code 2, when that cannot be read, or one folder lies in the other.
    """
    if new.resolve().is_relative_to(old.resolve()):
        raise SitegenError(
            f"{new} lies in {old}, which is never changed", "name a new folder beside the old one", exit_code=2
        )
    folder = OldFolder(old)
    if folder.has(SITE_FILE) and folder.has_folder("content"):
        raise SitegenError(f"--from: {old} is a site of sitegen already", "build it: sitegen build FOLDER", exit_code=2)
    site = recognise(folder)
    files = old_files(folder, site)
    if not files.texts:
        where = ", ".join(tree.source or "." for tree in site.trees)
        raise SitegenError(
            f"--from: {old} is a site of {site.system}, but there is no text in {where}",
            "name the folder of the site's sources",
            exit_code=2,
        )
    entries = feed_entries(feed) if feed else None
    return Arriving(folder, _with_address(site, feed, entries, address), files, entries)


def _with_address(site: OldSite, feed: str, entries: Sequence[FeedEntry] | None, address: str) -> OldSite:
    """Return the site with what the old feed says of it: its address, where nothing else does, and where it was."""
    if not site.base_url.value.lower().startswith(("http://", "https://")):
        host = _host_of(entries or ())
        site = site._replace(base_url=Guess(host, "the host of most links of the feed") if host else Guess(address))
    path = path_below(feed, site.base_url.value) if "://" in feed else None
    if path and path != "/":
        site = site._replace(feeds=((path, _our_feed(path)), *site.feeds))
    return site


def _our_feed(path: str) -> str:
    return "/feed.json" if path.endswith(".json") else "/atom.xml" if "atom" in path else "/feed.xml"


def _host_of(entries: Sequence[FeedEntry]) -> str:
    hosts = Counter(
        "/".join(link.split("/")[:3]) for entry in entries for link in sorted(entry.links)[:1] if "://" in link
    )
    return f"{hosts.most_common(1)[0][0]}/" if hosts else ""


def move_in(arriving: Arriving, new: Path, answers: Answers, name: str) -> Moved:
    """Write the new site: its settings, its texts with what they need, and the files that they refer to."""
    folder, old, files, entries = arriving
    texts = [text._replace(fields=fields_of(read_bytes(folder, text.path) or b"")) for text in files.texts]
    texts = with_languages(with_section_texts(in_a_section(text, old.category) for text in texts), old.languages)
    text, not_written = written_settings(old, texts, answers, name)
    write_new(new / SITE_FILE, text)
    (new / "content").mkdir(exist_ok=True)
    settings, problems = load_settings(new)
    lost = [f"{SITE_FILE}:{problem.line}: {problem.message}" for problem in problems]
    found = read_all(texts, lambda text: read_bytes(folder, text.path), old, settings)
    known = known_of(found, entries, old)
    copies = Files(folder, old.static, files.beside, old.base_url.value)
    kept, unread = [], []
    for address in known.addresses:
        data = read_bytes(folder, address.text.path)
        if data is None:
            unread.append(address.text.path)
            continue
        data, one = keep(address, data, known, old, settings)
        write_new_bytes(new / "content" / address.text.target, data)
        copies.add(address.text, data.decode("utf-8", "replace"))
        kept.append(one)
    copies.add_owners()
    copied = copies.copy_to(new)
    lost += [*old.lost, *not_written, *_left(arriving, copied, unread)]
    return Moved(old, settings, tuple(kept), known, copied, None if entries is None else len(entries), tuple(lost))


def _left(arriving: Arriving, copied: Copied, unread: Sequence[str]) -> Iterator[str]:
    """Yield what was left in the old folder, once a kind."""
    folder, _, files, _ = arriving
    if files.front_pages:
        yield f"the text of the front page ({_named(files.front_pages)}): ours shows the newest stories"
    if files.of_terms:
        yield f"texts about terms ({_named(files.of_terms)}): ours has them in content/_data/"
    if files.own_pages:
        yield f"texts of pages that our site makes itself: {_named(files.own_pages)}"
    for kind, count in sorted(files.unread.items()):
        files_ = "file, which is" if count == 1 else "files, which are"
        yield f"{count:,} {kind} {files_} not read: convert to Markdown (pandoc -t gfm) what should come along"
    if unread:
        yield f"{len(unread):,} texts that could not be read, or are too large: {_named(unread)}"
    if copied.failed:
        count = len(copied.failed)
        yield f"{count:,} files that could not be copied, are too large, or are templates: {_named(copied.failed)}"
    if copied.left:
        what = "1 picture or file" if copied.left == 1 else f"{copied.left:,} pictures and files"
        yield f"{what} that no text refers to"
    if folder.left_out:
        count = len(folder.left_out)
        yield f"{count:,} links and names that are no text, which are not followed: {_named(folder.left_out)}"


def _named(paths: Sequence[str]) -> str:
    return ", ".join(paths[:3]) + (" ..." if len(paths) > 3 else "")
