"""Creates what the owner continues to write: a new site, a story, a page. No file is overwritten."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from string import Template
from typing import NamedTuple

from sitegen.cli.new_site.starter_files import host_values, starter_files
from sitegen.config.setting_checks import TAKEN_NAMES, check_base_url, check_language, check_line
from sitegen.errors import SitegenError, usage_errors
from sitegen.new_file import write_new
from sitegen.pages.splice.head_splice import quoted
from sitegen.pages.urls import slugify
from sitegen.settings import Settings

_MAY_BE_THERE = frozenset({".git"})

_CHECKS: dict[str, Callable[[str], str]] = {
    "--title": check_line,
    "--url": lambda text: check_base_url(text) if text else "",
    "--language": check_language,
    "--host": str,
}

_PAGE = """\
---
title: $title
excerpt: ""
draft: true  # delete this line to publish
---

"""


class NewSite(NamedTuple):
    """What is known of a site before it is made. Empty: not known."""

    base_url: str = ""
    title: str = ""
    language: str = ""
    host: str = ""


def make_site(folder: Path, now: datetime, new: NewSite, *, moves_in: bool = False) -> tuple[str, ...]:
    """Create a site in an empty or new folder; return its files, relative to the folder.

    It can be looked at at once; to be published it needs its address. One that `moves_in` gets neither settings nor
    texts.

    Raises:
        SitegenError: exit code 2, when the folder is not empty, or a value cannot be used.
    """
    values = _values(folder, now, new)
    require_empty(folder)
    made = []
    for path, source in starter_files(new.host, moves_in=moves_in):
        target = path.with_name(f"{now:%Y-%m-%d}-welcome.md") if path.name == "welcome.md" else path
        text = source.read_text("utf-8")
        write_new(folder / target, Template(text).safe_substitute(values))  # `$?` is for a shell
        if target.suffix == ".sh":
            (folder / target).chmod(0o755)
        made.append(target.as_posix())
    return tuple(sorted(made))


def require_empty(folder: Path) -> None:
    """Raise SitegenError, exit code 2, unless a folder is new or empty."""
    if folder.exists() and (not folder.is_dir() or any(path.name not in _MAY_BE_THERE for path in folder.iterdir())):
        raise SitegenError(f"{folder} is not an empty folder", "name a new folder", exit_code=2)


def _values(folder: Path, now: datetime, new: NewSite) -> dict[str, str]:
    """Return what the templates of a new site hold in the place of `$name`."""
    title = checked("--title", new.title) or site_name(folder)
    language = checked("--language", new.language or "en")
    first = f"The first story of {title}"
    return {
        "title": quoted(title),
        "language": language,
        "first": quoted(first),
        "now": now.isoformat(timespec="seconds"),
        **_address_lines(new.base_url),
        **host_values(new.host, new.base_url, folder),
    }


def checked(option: str, text: str) -> str:
    """Return the value of an option of `new site` in its one form.

    Raises:
        SitegenError: exit code 2, when it cannot be used.
    """
    with usage_errors(f"{option}: "):
        return _CHECKS[option](text)


def _address_lines(base_url: str) -> dict[str, str]:
    """Return the lines about the address: as it is, or as they are to be filled in."""
    if not base_url:
        return {
            "base_url": "base_url:  # https://digest.example/",
            "authority": "# feed_authority: digest.example,2025",
        }
    settings = Settings(base_url=checked("--url", base_url))
    return {
        "base_url": f"base_url: {settings.base_url}",
        "authority": f"feed_authority: {settings.identity_authority}",
    }


def site_name(folder: Path) -> str:
    """Return the title of a site that is called like its folder."""
    words = " ".join(re.split(r"[\s_-]+", folder.resolve().name)).strip()
    printable = "".join(character for character in words if character.isprintable())
    return printable[:1].upper() + printable[1:] or "AI Digest"


def make_page(root: Path, settings: Settings, title: str) -> str:
    """Create the draft of a page that is not news; return its path, relative to the site.

    Raises:
        SitegenError: exit code 2, for an unusable title, or when the file exists.
    """
    line = checked_title(title)
    slug = slugify(line)
    if slug == "index" or slug in TAKEN_NAMES or any(slug == taxonomy.name for taxonomy in settings.taxonomies):
        address = "/" if slug == "index" else f"/{slug}/"
        hint = "choose another title; you can change it in the file afterwards"
        raise SitegenError(f"the site itself makes the page {address}", hint, exit_code=2)
    return make_source(root, root / settings.content / f"{slug}.md", Template(_PAGE).substitute(title=quoted(line)))


def checked_title(title: str) -> str:
    """Return a title on one line. Raises SitegenError, exit code 2, for one that cannot be used."""
    with usage_errors("the title "):
        line = check_line(title)
    if not line:
        raise SitegenError("the title is empty", 'write it in quotes: `sitegen new story "A headline"`', exit_code=2)
    return line


def make_source(root: Path, file: Path, text: str) -> str:
    """Create a source, and return its path relative to the site. Raises SitegenError, exit code 2, if it is there."""
    path = file.relative_to(root).as_posix()
    try:
        write_new(file, text)
    except FileExistsError:
        raise SitegenError(f"{path} already exists", "edit it, or choose another title", exit_code=2) from None
    return path
