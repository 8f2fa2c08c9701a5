"""A site below a path, as GitHub Pages has it: whatever a file of it names is there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

from tests.hosts_site import moved_site
from tests.site_under_test import story

ROOT = "https://digest.test/d/"
_EVERYTHING = """markdown_copies: on
share_images: on
menu: {Home: /, About: /about/}
"""
_ADDRESS = re.compile(r"https://digest\.test[^\s\"'<>)\]\\`]*")
_ATTRIBUTE = re.compile(r'\s(?:href|src|srcset)="([^"]*)"')
_STYLE_URL = re.compile(r"url\([\"']?(?!data:)([^)\"']+)")
_ID = re.compile(r'\sid="([^"]*)"')
_PATH = re.compile(r"/[\w%./#?=-]*")


def named_in(path: str, text: str) -> Iterator[str]:
    """Yield what a file names, as an address or relative to itself."""
    for found in _ADDRESS.findall(unescape(text)):
        yield found.rstrip(".,;")
    if path.endswith((".html", ".xml", ".opml")):
        for value in _ATTRIBUTE.findall(text):
            yield from (part.split()[0] for part in unescape(value).split(",") if part.split())
    if path.endswith(".css"):
        yield from _STYLE_URL.findall(text)
    if path.endswith((".json", ".webmanifest")):
        yield from (one for one in texts_of(json.loads(text)) if _PATH.fullmatch(one))


def texts_of(value: object) -> Iterator[str]:
    """Yield every text in what a JSON file holds."""
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts_of(one)


def test_each_address_in_each_file_is_there(tmp_path: Path) -> None:
    """Pages, feeds, sitemaps, robots.txt, manifest, OPML, search, copies: each link, asset and fragment is there."""
    site = moved_site(tmp_path, "github", base="/d/", more=_EVERYTHING)
    site.edit("site.yaml", "search: off", "search: on")
    site.edit("site.yaml", "[rss, json]", "[rss, atom, json]")
    site.write("static/drawing.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    body = "# First\n\nSee [below](#second), [who](/about/), [one](one.md) and ![this](/drawing.svg).\n\n# Second\n"
    site.write("content/news/long.md", story("Long 长", body=body))
    site.build(addresses="write", jobs=1)
    files = site.outputs()
    texts = {path: data.decode() for path, data in files.items() if not path.endswith((".png", ".ico"))}
    ids = {path: {*map(unescape, _ID.findall(text)), ""} for path, text in texts.items() if path.endswith(".html")}
    lost, kinds = [], set()
    for path, text in texts.items():
        for named in named_in(path, text):
            address = urlsplit(urljoin(ROOT + quote(path.removesuffix("index.html")), named))
            if address.netloc != "digest.test":
                continue
            kinds.add(path.rpartition(".")[2])
            below = unquote(address.path.removeprefix("/d/"))
            file = f"{below}index.html" if below.endswith("/") or not below else below
            has_fragment = unquote(address.fragment) in ids.get(file, {unquote(address.fragment)})
            if not address.path.startswith("/d/") or file not in files or not has_fragment:
                lost.append((path, named))
    assert kinds >= {"html", "xml", "json", "txt", "opml", "md", "webmanifest"}
    assert lost == []
