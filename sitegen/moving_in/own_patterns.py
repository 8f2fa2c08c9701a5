"""Turns a pattern of addresses of another system into one of ours, as near as ours can say it."""

from __future__ import annotations

import re

from sitegen.config.setting_checks import check_permalink
from sitegen.errors import BadValue
from sitegen.permalinks import TOKENS

_OURS = TOKENS | {
    "i_month": "{month}", "i_day": "{day}", "2006": "{year}", "01": "{month}", "02": "{day}", "name": "{slug}",
    "post_title": "{slug}", "path": "{slug}", "sections": "{section}", "collection": "{section}",
}  # fmt: skip
_TOKEN = re.compile(r":([A-Za-z0-9_]+)(?:\[[^\]/]*\])?")


def our_pattern(pattern: str, section: str) -> str:
    """Return the pattern in our words; empty where ours cannot be near it.

    A part that ours cannot say (`:categories`) is left out: the few texts that have it keep their address by `url`.
    """
    parts = []
    for part in pattern.strip("/").split("/"):
        words = _TOKEN.sub(lambda found: _OURS.get(found[1], "*"), part)
        if "*" not in words:
            parts.append(words.replace("{section}", section) if section else words)
        elif "{slug}" in words:
            return ""
    ending = "" if parts and parts[-1].endswith(".html") else "/"
    try:
        return check_permalink("/" + "/".join(filter(None, parts)) + ending)
    except BadValue:
        return ""
