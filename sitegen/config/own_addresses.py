"""Checks addresses on the site itself that `site.yaml` names: old ones, where they lead, a picture for feeds.

Each check raises `BadValue`, with a hint.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from sitegen.config.setting_checks import check_web_url
from sitegen.errors import BadValue
from sitegen.permalinks import encoded_path
from sitegen.values import is_pattern

_PATH_SIGNS = "/!$&'()*+,;=:@~"
_OWN_PATH = re.compile(rf"/(?:[{_PATH_SIGNS}A-Za-z0-9._-]|%[0-9A-Fa-f]{{2}})*")
_ODD_PATH = re.compile(r"[\x00-\x1f\x7f\\?#\ufffd]|//|/\.{1,2}(?:/|\Z)")


def check_own_path(text: str) -> str:
    """Return an address on this site, from its root: `/rss.xml`."""
    if _is_own_path(text):
        return text
    encoded = "/" + quote(unquote(text).removeprefix("/"), safe=_PATH_SIGNS)
    is_near = bool(text) and "://" not in text and _is_own_path(encoded)
    hint = f"did you mean `{encoded}`?" if is_near else "Write one such as /rss.xml."
    raise BadValue(f'"{text}" is not an address on this site', hint)


def _is_own_path(text: str) -> bool:
    return _OWN_PATH.fullmatch(text) is not None and not _ODD_PATH.search(unquote(text))


def check_alias(text: str) -> str:
    """Return an old address on this site, or where it leads, percent-encoded however it was typed: no pattern."""
    path = encoded_path(text)
    if is_pattern(check_own_path(path if text.startswith("/") else text)):
        message = f'"{text}" would mean more than one address: hosts read * and :word as patterns'
        raise BadValue(message, "Write each address out. A rule for many belongs to the host (docs/hosts.md).")
    return path


def check_feed_image(text: str) -> str:
    """Return the address of a PNG, JPEG or GIF, on this site or elsewhere: what every format and reader can show."""
    address = check_web_url(text) if "://" in text else check_own_path(text)
    if not address.partition("?")[0].lower().endswith((".png", ".jpg", ".jpeg", ".gif")):
        raise BadValue(f'"{text}" is not a PNG, JPEG or GIF', "Write an address that ends in .png, .jpg or .gif.")
    return address
