"""What other services show inside a page, as a link to it: no page of a digest lets a stranger's frame in."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from sitegen.pages.urls import host_of, safe_url

_ID = re.compile(r"[A-Za-z0-9_.@:-]{1,80}\Z")


class Service(NamedTuple):
    """A service whose things are known by an id."""

    name: str
    address: str
    """With `{}` for the id."""


_YOUTUBE = Service("YouTube", "https://www.youtube.com/watch?v={}")
_X = Service("X", "https://x.com/i/status/{}")
SERVICES = {
    "youtube": _YOUTUBE,
    "youtubelite": _YOUTUBE,
    "liteyoutube": _YOUTUBE,
    "yt": _YOUTUBE,
    "vimeo": Service("Vimeo", "https://vimeo.com/{}"),
    "tweet": _X,
    "twitter": _X,
    "x": _X,
    "instagram": Service("Instagram", "https://www.instagram.com/p/{}/"),
    "gist": Service("Gist", "https://gist.github.com/{}"),
    "bilibili": Service("Bilibili", "https://www.bilibili.com/video/{}"),
    "asciinema": Service("asciinema", "https://asciinema.org/a/{}"),
    "tiktok": Service("TikTok", "https://www.tiktok.com/embed/{}"),
    "spotify": Service("Spotify", "https://open.spotify.com/track/{}"),
    "codepen": Service("CodePen", "https://codepen.io/pen/{}"),
    "ted": Service("TED", "https://www.ted.com/talks/{}"),
    "loom": Service("Loom", "https://www.loom.com/share/{}"),
    "soundcloud": Service("SoundCloud", "https://soundcloud.com/{}"),
}
"""Name of a shortcode, tag or component, in lower case without signs -> the service."""
_HOST_NAMES = {"youtu.be": "YouTube", "x.com": "X", "youtube-nocookie.com": "YouTube"} | {
    f"{key}.com": service.name for key, service in SERVICES.items() if len(key) > 3
}


def embed_address(service: Service, given: str, user: str = "") -> str:
    """Return the address of what an id means, or of an address that was given instead; empty for neither."""
    if "://" in given:
        return safe_url(given, allow_mail=False) or ""
    if user and service is _X and _ID.match(user) and _ID.match(given):
        return f"https://x.com/{user}/status/{given}"
    if user and service.name == "Gist" and _ID.match(user) and _ID.match(given):
        return f"https://gist.github.com/{user}/{given}"
    is_known = all(_ID.match(part) for part in given.split("/")) and given.count("/") < 3
    return service.address.format(given) if given and is_known else ""


def page_of_frame(address: str) -> str:
    """Return the page of what a frame shows: YouTube's own page instead of its player."""
    parts = urlsplit(address)
    host = host_of(address)
    last = parts.path.rstrip("/").rpartition("/")[2]
    if host in ("youtube.com", "youtube-nocookie.com") and parts.path.startswith("/embed/") and _ID.match(last):
        return _YOUTUBE.address.format(last)
    if host == "player.vimeo.com" and _ID.match(last):
        return SERVICES["vimeo"].address.format(last)
    if host == "platform.twitter.com" and (found := parse_qs(parts.query).get("id")) and _ID.match(found[0]):
        return _X.address.format(found[0])
    return address


def name_of_address(address: str) -> str:
    """Return what a link to another service is called: the service, else its host."""
    host = host_of(address)
    name = _HOST_NAMES.get(host) or _HOST_NAMES.get(".".join(host.split(".")[-2:]))
    return name or host
