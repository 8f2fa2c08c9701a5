"""Says which extra a command needs where it is not installed: a build host installs only what a build needs."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

from sitegen.cli.command_lines import own_name
from sitegen.errors import SitegenError

LOCAL = ("watchfiles", "starlette", "uvicorn")
"""The modules of the extra `local` of pyproject.toml that a preview needs."""
INTAKE = ("trafilatura", "htmldate", "lxml", "feedparser", "protego")
"""Those of it that bring something in from the web."""


def require_local(command: str, modules: Sequence[str] = LOCAL) -> None:
    """Raise SitegenError when a module of the extra `local`, which a command needs, is not installed."""
    missing = [name for name in modules if find_spec(name) is None]
    if missing:
        # No index is named: the owner of the name there may be somebody else.
        raise SitegenError(
            f"`{own_name()} {command}` needs {', '.join(missing)}: install sitegen from its wheel "
            'with the extra `local`, as in `pip install "WHEEL[local]"`',
            exit_code=2,
        )
