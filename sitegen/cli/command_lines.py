"""How a command of this program is typed where the person stands, about the site that is meant."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from pathlib import Path

_SITE_IS_AN_OPTION = frozenset({"add", "approve", "fetch", "inbox", "new page", "new story", "review", "why"})
_NEEDS_NO_SITE = "new site"
_IN_TEXT = re.compile(r"`sitegen ((?:new )?[a-z]+)(?: ([^`]*))?`")


def own_name() -> str:
    """Return how to call this program here: `sitegen` when the shell finds it, else as it was called."""
    called = Path(sys.argv[0])
    if called.name == "__main__.py":
        return "python -m sitegen"
    return "sitegen" if shutil.which("sitegen") else called.as_posix()


def command_line(command: str, site: str, *words: str) -> str:
    """Return how to run a command for a site from here."""
    return " ".join((own_name(), command, *words, *_site_words(command, site)))


def as_typed(text: str, site: str) -> str:
    """Return a text whose commands, each in backticks as `sitegen moved`, work when they are pasted here."""
    return _IN_TEXT.sub(lambda found: f"`{command_line(found[1], site, *filter(None, [found[2]]))}`", text)


def is_here(site: str) -> bool:
    """Return whether the person stands in the site's folder."""
    return Path(site).resolve() == Path().resolve()


def _site_words(command: str, site: str) -> tuple[str, ...]:
    if command == _NEEDS_NO_SITE or is_here(site):
        return ()
    return ("--site", shlex.quote(site)) if command in _SITE_IS_AN_OPTION else (shlex.quote(site),)
