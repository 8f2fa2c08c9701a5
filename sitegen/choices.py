"""Turns what was typed, and what the environment says, into a site's settings and build options.

Never: reads the environment or the clock itself (`commands.py` does).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import unquote

from sitegen.build.report import BuildOptions
from sitegen.config import SITE_FILE, as_preview, load_settings
from sitegen.errors import SitegenError
from sitegen.settings import Settings
from sitegen.zones import time_zone

USAGE = 2
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Clock = Callable[[tzinfo], datetime]
"""Tells what time it is in a zone."""


class Choices(NamedTuple):
    """What was typed on the command line; each command reads its own part."""

    site: str = "."
    output: str | None = None
    base_url: str | None = None
    drafts: bool = False
    future: bool = False
    now: str | None = None
    jobs: int = 0
    clean: bool = False
    verify: bool = False
    keep_going: bool = False
    strict: bool = False
    as_json: bool = False
    verbose: bool = False
    quiet: bool = False
    host: str = "127.0.0.1"
    port: int = 8000
    against: str = ""
    """The live feed to compare with: an address or a file."""


class OpenSite(NamedTuple):
    """A site that can be worked on: its settings are right."""

    root: Path
    settings: Settings
    options: BuildOptions


def open_site(choices: Choices, environ: Mapping[str, str], clock: Clock) -> OpenSite:
    """Return the site with its settings and what is asked of a build.

    Raises:
        SitegenError: exit code 2, with all problems of `site.yaml`.
    """
    root = Path(choices.site)
    host = _netlify(choices, environ)
    output = None if choices.output is None else str(Path(choices.output).absolute())
    settings, problems = load_settings(root, host.base_url, output)
    if problems:
        raise SitegenError(f"{SITE_FILE} cannot be used", exit_code=USAGE, problems=problems)
    if host.is_preview or choices.drafts:
        settings = as_preview(settings, host.preview_url)
    options = BuildOptions(
        now=decide_now(choices.now, time_zone(settings.timezone), environ, clock),
        drafts=choices.drafts or host.shows_drafts,
        future=choices.future or host.shows_drafts,
        jobs=choices.jobs,
        clean=choices.clean,
        keep_going=choices.keep_going,
        strict=choices.strict,
    )
    return OpenSite(root, settings, options)


class _Host(NamedTuple):
    """What the machine that builds says of the site."""

    base_url: str | None
    """Where the site lives; None: where `site.yaml` says."""
    is_preview: bool = False
    preview_url: str = ""
    """Where the preview is shown; empty: nobody said."""
    shows_drafts: bool = False
    """Whether drafts and future stories are shown, too."""


def _netlify(choices: Choices, environ: Mapping[str, str]) -> _Host:
    """Return what Netlify's build says, unless the command line does: all is a preview that is not production.

    A deploy preview is for those who review a change, and shows what it adds, drafts and all. What else is deployed (a
    branch, a local server) shows what the site would show.
    """
    if environ.get("NETLIFY") != "true":
        return _Host(choices.base_url)
    is_preview = environ.get("CONTEXT") != "production"
    if choices.base_url is not None:
        return _Host(choices.base_url, is_preview)
    preview_url = environ.get("DEPLOY_PRIME_URL", "") if is_preview else ""
    shows_drafts = environ.get("CONTEXT") == "deploy-preview"
    return _Host(environ.get("URL") or None, is_preview, preview_url, shows_drafts)


def decide_now(typed: str | None, zone: tzinfo, environ: Mapping[str, str], clock: Clock) -> datetime:
    """Return the moment that decides what is published: as typed, else SOURCE_DATE_EPOCH, else the clock's."""
    if typed is not None:
        try:
            moment = datetime.fromisoformat(typed.strip())
            return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(zone)
        except (ValueError, OverflowError):
            hint = 'write it as "2026-12-01 09:00", in the time zone of the site, or with one: 2026-12-01T09:00Z'
            raise SitegenError(f'--now: "{typed}" is not a time', hint, exit_code=USAGE) from None
    epoch = environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        try:
            return (_EPOCH + timedelta(seconds=int(epoch))).astimezone(zone)
        except (ValueError, OverflowError):
            hint = "it holds seconds since 1970 (UTC), or is not set"
            raise SitegenError(f'SOURCE_DATE_EPOCH: "{epoch}" is not a time', hint, exit_code=USAGE) from None
    return clock(zone)


def wanted_paths(site: OpenSite, typed: str) -> tuple[str, ...]:
    """Return what may be meant by what was typed or pasted, the likeliest first: paths in the output folder.

    Understood are a path in that folder, with it or from the root of the machine, with or without `index.html` or a
    slash at the end, an address on the site, percent-encoded or not; and, as it is, the path of a source.
    """
    text = normalize("NFC", typed.strip())
    cut = text.partition("#")[0].partition("?")[0]
    forms = dict.fromkeys((text, unquote(text), cut, unquote(cut)))
    found = [path for form in forms for place in _places(site, form) for path in _files(place)]
    return tuple(dict.fromkeys((*found, *(form.removeprefix("./") for form in forms))))


def _places(site: OpenSite, text: str) -> Iterator[str]:
    """Give what a text names, relative to the output folder, read as an address and as a path."""
    rest = text.partition("://")[2]
    path = f"/{rest.partition('/')[2]}" if rest else text
    base = site.settings.base_path
    if path.startswith(base) or path == base.rstrip("/"):
        yield path[len(base) :]
    folder = (site.root / site.settings.output).resolve()
    for file in (Path(path).absolute(), Path(path).resolve()) if path and "\0" not in path else ():
        if file.is_relative_to(folder):
            yield file.relative_to(folder).as_posix().removeprefix(".") + ("/" if path.endswith("/") else "")
    yield path.removeprefix("./").removeprefix("/").removeprefix(site.settings.output + "/")


def _files(path: str) -> tuple[str, ...]:
    """Return the outputs that a path may name: itself, or the page of the folder."""
    page = f"{path.strip('/')}/index.html".lstrip("/")
    return (page,) if not path or path.endswith("/") else (path, page)
