"""Says what a request for a path is answered with: a file of the output folder, a redirect, or the site's 404 page.

Never: answers with anything outside the output folder.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from email.utils import formatdate, parsedate_to_datetime
from html import escape
from mimetypes import MimeTypes
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote

from sitegen.plan.feeds.feeds import FORMATS, OPML
from sitegen.serve.host_rules import RuleFile, find_headers, find_redirect, parse_headers, parse_redirects

_BY_NAME = {form.file: form.type for form in FORMATS}
_BY_SUFFIX = {
    ".js": "text/javascript",
    ".xml": "application/xml",
    ".opml": OPML,
    ".md": "text/markdown",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".webp": "image/webp",
    ".avif": "image/avif",
}
_TEXTUAL = ("text/", "application/json", "application/xml", "application/manifest+json", "image/svg+xml")
_RULE_FILES = ("_redirects", "_headers")
_FROM_RULES = (
    "content-security-policy",
    "content-type",
    "permissions-policy",
    "referrer-policy",
    "x-content-type-options",
    "x-frame-options",
    "x-robots-tag",
)
"""Headers of the real host that a preview sends too. No other: it shows the newest build, however long the host lets
things be kept, and it holds drafts, so it never opens itself to the pages of others (`Access-Control-Allow-Origin`)."""
_REDIRECTS = (301, 302, 303, 307, 308)
_TYPES = MimeTypes()


class Found(NamedTuple):
    """A regular file of the output folder."""

    path: Path
    status: os.stat_result

    @property
    def version(self) -> str:
        """What changes with the file."""
        return f"{self.status.st_mtime_ns:x}-{self.status.st_size:x}"


class Answer(NamedTuple):
    """What a request is answered with: a file, or bytes."""

    status: int
    headers: dict[str, str]
    file: Found | None = None
    body: bytes = b""

    @property
    def is_page(self) -> bool:
        """Whether it is shown as a page."""
        return self.headers.get("Content-Type", "").startswith("text/html")


class OutputFolder:
    """Answers requests from an output folder that lies below a base path."""

    def __init__(self, folder: Path, base_path: str) -> None:
        """Serve `folder` at `base_path` (`/` or `/path/`)."""
        self._folder = folder
        self._base_path = base_path
        self._redirects = RuleFile(folder / "_redirects", parse_redirects)
        self._headers = RuleFile(folder / "_headers", parse_headers)

    def is_there(self) -> bool:
        """Return whether a build has made the folder."""
        return self._folder.is_dir()

    def answer(self, target: str, headers: Mapping[str, str]) -> Answer:
        """Return the answer to GET for a request target (RFC 9110, section 7.1), and headers in small letters."""
        address, _, query = target.partition("#")[0].partition("?")
        path = _decoded(address)
        if path is None:
            return self._not_found(headers, f"{self._base_path}404.html")
        forced = self._redirect(path, headers, forced=True)
        if forced is not None:
            return forced
        if path.startswith(self._base_path):
            found = self._file_answer(path, query, headers)
            if found is not None:
                return found
        elif path in ("/", self._base_path.rstrip("/")):
            return _moved(self._base_path, 302)
        return self._redirect(path, headers, forced=False) or self._not_found(headers, path)

    def _file_answer(self, path: str, query: str, headers: Mapping[str, str]) -> Answer | None:
        inside = path.removeprefix(self._base_path)
        if inside in _RULE_FILES:
            return None
        if (inside and not inside.endswith("/")) and self._is_folder(inside):
            return _moved(quote(path) + "/" + (f"?{query}" if query else ""), 302)
        name = inside + "index.html" if not inside or inside.endswith("/") else inside
        return self._file(name, 200, headers, path)

    def _redirect(self, path: str, headers: Mapping[str, str], *, forced: bool) -> Answer | None:
        found = find_redirect(self._redirects.rules(), quote(path), forced=forced)
        if found is None:
            found = find_redirect(self._redirects.rules(), path, forced=forced)
        if found is None:
            return None
        to, status = found
        if status in _REDIRECTS:
            return _moved(to, status)
        name = (_decoded(to) or "/").removeprefix(self._base_path).lstrip("/")
        name = name + "index.html" if not name or name.endswith("/") else name
        return self._file(name, status, headers, path) or plain(status, "Gone." if status == 410 else "Not found.")

    def _not_found(self, headers: Mapping[str, str], path: str) -> Answer:
        found = self._file("404.html", 404, headers, path)
        return found or plain(404, "Not found, and this site has no 404.html yet.")

    def _is_folder(self, inside: str) -> bool:
        file = self._within(inside)
        return file is not None and os.path.isdir(file)  # which is silent about a name that no file can have

    def _within(self, inside: str) -> Path | None:
        """Return the path of a name inside the folder, or None when it leads out of it, also by a symbolic link."""
        try:
            file = Path(os.path.realpath(self._folder / inside))
            return file if file.is_relative_to(os.path.realpath(self._folder)) else None
        except (OSError, ValueError):
            return None

    def _file(self, inside: str, status: int, headers: Mapping[str, str], path: str) -> Answer | None:
        found = self.find(inside)
        if found is None:
            return None
        name = inside.rpartition("/")[2]
        answers = {"Content-Type": _content_type(name), "X-Content-Type-Options": "nosniff"}
        rules = find_headers(self._headers.rules(), quote(path))
        answers |= {key.title(): value for key, value in rules.items() if key.lower() in _FROM_RULES}
        answers["Cache-Control"] = "no-cache"
        if status == 200:
            answers["ETag"] = f'"{found.version}"'
            modified = found.status.st_mtime_ns // 1_000_000_000
            answers["Last-Modified"] = formatdate(modified, usegmt=True)
            if is_known(headers, answers["ETag"], modified):
                return known_answer(answers)
        answers["Content-Length"] = str(found.status.st_size)
        return Answer(status, answers, found)

    def find(self, inside: str) -> Found | None:
        """Return the regular file of that name in the folder."""
        file = self._within(inside)
        try:
            status = file.stat() if file else None
        except (OSError, ValueError):
            return None
        return Found(file, status) if file and status and stat.S_ISREG(status.st_mode) else None

    def find_address(self, address: str) -> Found | None:
        """Return the file that is shown at an address, if it is one of this site."""
        path = _decoded(address.partition("#")[0].partition("?")[0])
        return self.find(path.removeprefix(self._base_path)) if path and path.startswith(self._base_path) else None


def _decoded(path: str) -> str | None:
    """Return a path without percent-encoding, or None for one that no output has."""
    try:
        text = unquote(path, errors="strict")
    except UnicodeDecodeError:
        return None
    is_odd = not text.startswith("/") or "\\" in text or "\0" in text or "//" in text
    if is_odd or any(part in (".", "..") for part in text.split("/")):
        return None
    return text


def _content_type(name: str) -> str:
    suffix = Path(name).suffix.lower()
    kind = _BY_NAME.get(name) or _BY_SUFFIX.get(suffix) or _TYPES.guess_type(name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith(_TEXTUAL) or name in _BY_NAME else kind


def known_answer(headers: Mapping[str, str]) -> Answer:
    """Return the answer to a client that has this version already."""
    return Answer(304, {key: headers[key] for key in ("ETag", "Last-Modified", "Cache-Control") if key in headers})


def is_known(headers: Mapping[str, str], etag: str, modified: int | None = None) -> bool:
    """Return whether the client has this version already (RFC 9110, section 13.2.2)."""
    tags = headers.get("if-none-match")
    if tags is not None:
        return tags.strip() == "*" or etag in (tag.strip().removeprefix("W/") for tag in tags.split(","))
    since = headers.get("if-modified-since")
    if since is None or modified is None:
        return False
    try:
        return modified <= parsedate_to_datetime(since).timestamp()
    except (ValueError, TypeError, OverflowError, OSError):
        return False


def _moved(to: str, status: int) -> Answer:
    safe = quote(to, safe="/:?#[]@!$&'()*+,;=%~")
    return Answer(status, {"Location": safe, "Content-Length": "0", "Cache-Control": "no-cache"})


def plain(status: int, text: str) -> Answer:
    """Return a page that says one sentence."""
    body = f'<!doctype html>\n<html lang="en">\n<title>{escape(text)}</title>\n<p>{escape(text)}</p>\n'.encode()
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Length": str(len(body)),
        "Cache-Control": "no-cache",
    }
    return Answer(status, headers, None, body)
