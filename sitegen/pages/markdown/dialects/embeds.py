"""What other services show inside a page, as a link to it: no page of a digest lets a stranger's frame in."""

from __future__ import annotations

import re
from posixpath import basename
from typing import NamedTuple

from sitegen.pages.urls import host_of, safe_url

MOST_ADDRESS = 2000
"""Characters of a frame's address that are looked at."""
_FILE = re.compile(r"\.[A-Za-z0-9]{2,5}\Z")
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
_HOST_NAMES = {host_of(service.address): service.name for service in SERVICES.values()} | {
    "youtu.be": "YouTube", "youtube-nocookie.com": "YouTube", "twitter.com": "X", "spotify.com": "Spotify",
}  # fmt: skip
_PAGES = (
    (r"(?:youtube|youtube-nocookie)\.com/embed/videoseries\?(?:[^#]*&)?(list=[\w-]+).*", "www.youtube.com/playlist?{}"),
    (r"(?:youtube|youtube-nocookie)\.com/embed/([\w-]+).*", "www.youtube.com/watch?v={}"),
    (r"player\.vimeo\.com/video/(\d+).*", "vimeo.com/{}"),
    (r"platform\.twitter\.com/[^#]*[?&]id=(\d+).*", "x.com/i/status/{}"),
    (r"player\.bilibili\.com/player\.html\?(?:[^#]*&)?bvid=(BV\w+).*", "www.bilibili.com/video/{}"),
    (r"open\.spotify\.com/embed/([\w/-]+).*", "open.spotify.com/{}"),
    (r"embed\.podcasts\.apple\.com/([^?#]+).*", "podcasts.apple.com/{}"),
    (r"dailymotion\.com/embed/video/(\w+).*", "www.dailymotion.com/video/{}"),
    (r"loom\.com/embed/(\w+).*", "www.loom.com/share/{}"),
    (r"codepen\.io/([\w-]+)/embed/(?:preview/)?(\w+).*", "codepen.io/{}/pen/{}"),
    (r"embed\.ted\.com/(talks/[\w/-]+).*", "www.ted.com/{}"),
    (r"tiktok\.com/embed/(?:v2/)?(\d+).*", "www.tiktok.com/embed/{}"),
)
"""What a frame shows, without the scheme and `www.` -> the page of it."""


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
    plain = re.sub(r"\Ahttps?://(?:www\.)?", "", address[:MOST_ADDRESS], flags=re.IGNORECASE)
    for frame, page in _PAGES:
        if found := re.fullmatch(frame, plain, re.DOTALL):
            return "https://" + page.format(*found.groups())
    return address


def words_of_link(address: str, words: str) -> str:
    """Return what a link to another service says: the words that are given, else its file's name, with the service."""
    service = name_of_address(address)
    name = basename(address.partition("?")[0].partition("#")[0].rstrip("/"))
    words = words or (name if _FILE.search(name) and name != service else service)
    return words if service.lower() in words.lower() else f"{words} ({service})"


def name_of_address(address: str) -> str:
    """Return what a link to another service is called: the service, else its host."""
    host = host_of(address)
    parts = host.split(".")
    return next((name for at in range(len(parts)) if (name := _HOST_NAMES.get(".".join(parts[at:])))), host)
