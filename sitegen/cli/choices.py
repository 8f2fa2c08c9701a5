"""Turns what was typed about a site, and what the environment and the clock say, into settings and build options.

Nothing else of the program asks the environment what to build, or what time it is.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import NamedTuple

from sitegen.config import SITE_FILE, Host, as_preview, load_settings
from sitegen.engine.report import BuildOptions, LockUse
from sitegen.engine.site_paths import SitePaths, site_paths_of
from sitegen.errors import SitegenError
from sitegen.settings import Settings
from sitegen.values import Value
from sitegen.zones import time_zone

USAGE = 2
PRODUCTION_BRANCH = "SITEGEN_PRODUCTION_BRANCH"
"""In the environment of a build on Cloudflare Pages: the branch that is the site, where it is none of the usual."""
_USUAL_BRANCHES = ("main", "master")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class SiteChoices(Value, frozen=True):
    """What was typed about the site and what of it is published; commands add their own options."""

    site: str = "."
    output: str | None = None
    base_url: str | None = None
    drafts: bool = False
    future: bool = False
    now: str | None = None


class OpenSite(NamedTuple):
    """A site that can be worked on: its settings are valid."""

    root: Path
    settings: Settings
    options: BuildOptions

    @property
    def zone(self) -> tzinfo:
        """The time zone of the site."""
        return time_zone(self.settings.timezone)

    @property
    def paths(self) -> SitePaths:
        """Where its own build works."""
        return site_paths_of(self.root, self.settings, self.options)


def open_site(choices: SiteChoices, *, is_public: bool = True) -> OpenSite:
    """Return the site with its settings and what is published of it; where that `is_public` it needs an address.

    Raises:
        SitegenError: exit code 2, with all problems of `site.yaml`.
    """
    root = Path(choices.site)
    machine = _machine(choices)
    address = Host(machine.url, is_public)
    output = None if choices.output is None else str(Path(choices.output).absolute())
    settings, problems = load_settings(root, choices.base_url, output, address)
    if problems:
        raise SitegenError(f"{SITE_FILE} cannot be used", exit_code=USAGE, problems=problems)
    if machine.is_preview or choices.drafts:
        settings = as_preview(settings, machine.preview_url)
    options = BuildOptions(
        now=_now(choices.now, time_zone(settings.timezone)),
        drafts=choices.drafts or machine.shows_drafts,
        future=choices.future or machine.shows_drafts,
        machine=machine.host,
    )
    return OpenSite(root, settings, options)


def lock_use(choices: SiteChoices, *, frozen: bool | None) -> LockUse:
    """Return what a build does with `addresses.lock`: only one that publishes the site itself, as it is now, writes it.

    A preview, another address and another moment show what was never published. On a machine that builds for others
    (`CI`) the file would be lost with the checkout, so that is told instead, unless `frozen` is False: a workflow that
    commits it.
    """
    environ = os.environ
    is_another = choices.drafts or choices.future or choices.now is not None or choices.base_url is not None
    if is_another or environ.get("SOURCE_DATE_EPOCH") or _machine(choices).is_preview:
        return "read"
    if frozen is None:
        frozen = (
            environ.get("NETLIFY") == "true"
            or environ.get("CF_PAGES") == "1"
            or environ.get("CI", "").lower() not in ("", "0", "false")
        )
    return "check" if frozen else "write"


def utc_now() -> datetime:
    """Return the time that a new site is dated with."""
    return _now(None, UTC)


class _Machine(NamedTuple):
    """What the build machine says about the site."""

    url: str = ""
    """The site's main address; empty: unknown."""
    is_preview: bool = False
    preview_url: str = ""
    """Where the preview is shown; empty: unknown."""
    host: str = ""
    """Whose machine it is, as `site.yaml` calls it; empty: anybody's."""
    shows_drafts: bool = False
    """Whether drafts and future stories are shown, too."""


def _machine(choices: SiteChoices) -> _Machine:
    return _cloudflare() if os.environ.get("CF_PAGES") == "1" else _netlify(choices)


def _cloudflare() -> _Machine:
    """Return what a build of Cloudflare Pages says: the branch alone tells a preview, and the owner which one is none.

    The address that it names is that of one deploy, and so never the site's.
    """
    production = os.environ.get(PRODUCTION_BRANCH)
    branch = os.environ.get("CF_PAGES_BRANCH", "")
    is_preview = branch != production if production else branch not in _USUAL_BRANCHES
    return _Machine(is_preview=is_preview, host="cloudflare")


def _netlify(choices: SiteChoices) -> _Machine:
    """Return what Netlify's build says, unless the command line does; everything but production is a preview.

    A deploy preview is for the reviewers of a change, and shows all that it adds, drafts too. Other deploys (a branch,
    a local server) show what the site would show. No deploy's own address is ever taken for the site's.
    """
    environ = os.environ
    if environ.get("NETLIFY") != "true":
        return _Machine()
    is_preview = environ.get("CONTEXT") != "production"
    if choices.base_url is not None:
        return _Machine(is_preview=is_preview, host="netlify")
    preview_url = environ.get("DEPLOY_PRIME_URL", "") if is_preview else ""
    shows_drafts = environ.get("CONTEXT") == "deploy-preview"
    return _Machine(environ.get("URL", ""), is_preview, preview_url, "netlify", shows_drafts)


def _now(typed: str | None, zone: tzinfo) -> datetime:
    """Return the moment that decides what is published: as typed, else SOURCE_DATE_EPOCH, else the clock's."""
    if typed is not None:
        return read_moment(typed, zone, "--now")
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        try:
            return (_EPOCH + timedelta(seconds=int(epoch))).astimezone(zone)
        except (ValueError, OverflowError):
            hint = "set it to seconds since 1970 (UTC), or unset it"
            raise SitegenError(f'SOURCE_DATE_EPOCH: "{epoch}" is not a time', hint, exit_code=USAGE) from None
    return datetime.now(zone)


def read_moment(typed: str, zone: tzinfo, option: str) -> datetime:
    """Return the moment that was typed for an option. Raises SitegenError, exit code 2, when it is none."""
    try:
        moment = datetime.fromisoformat(typed.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(zone)
    except (ValueError, OverflowError):
        hint = 'write it as "2026-12-01 09:00", in the time zone of the site, or with one: 2026-12-01T09:00Z'
        raise SitegenError(f'{option}: "{typed}" is not a time', hint, exit_code=USAGE) from None
