"""A whole site as the preview serves it, over HTTP: statuses, every header, redirects, types, conditions."""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import formatdate
from http.client import HTTPConnection
from pathlib import Path
from socket import gethostname
from typing import NamedTuple

import pytest

from sitegen.serve.answers import OutputFolder
from sitegen.serve.server import SiteServer
from tests.read_sites import ReadSites
from tests.test_files_for_hosts import SECURITY
from tests.unit.serve.requests_by_hand import Answered, request

ALWAYS = {"Server", "Date"}
"""What each answer says besides."""


class Served(NamedTuple):
    """The full site and its server."""

    port: int
    public: Path

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answered:
        """Return the answer to one request."""
        return request(self.port, path, method, {name.replace("_", "-"): value for name, value in headers.items()})


@pytest.fixture(scope="module")
def served(read_sites: ReadSites) -> Iterator[Served]:
    public = read_sites.site("full").root / "public"
    with SiteServer("127.0.0.1", 0) as server, server.running():
        server.folder = OutputFolder(public, "/d/")
        with server.gate.closed():
            pass
        yield Served(int(server.server_address[1]), public)


def test_a_page(served: Served) -> None:
    """A page comes with what `_headers` says, with its type, length and version, and is asked for anew each time."""
    file = served.public / "about/index.html"
    status = file.stat()
    answer = served.ask("/d/about/")
    assert (answer.status, answer.body) == (200, file.read_bytes())
    assert answer.without(ALWAYS) == SECURITY | {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Length": str(status.st_size),
        "Cache-Control": "no-cache",
        "ETag": f'"{status.st_mtime_ns:x}-{status.st_size:x}"',
        "Last-Modified": formatdate(status.st_mtime_ns // 1_000_000_000, usegmt=True),
    }
    assert answer.headers["Server"] == "sitegen"


@pytest.mark.parametrize("path", ["/d/about/", "/d/feed.xml", "/d/nowhere/", "/d/who", "/d/news/2024/01/07/gone/", "/"])
def test_head_says_what_get_says(served: Served, path: str) -> None:
    """HEAD is answered with the status and the headers of GET, and with no body."""
    got, asked = served.ask(path), served.ask(path, "HEAD")
    assert (asked.status, asked.without({"Date"})) == (got.status, got.without({"Date"}))
    assert asked.body == b""
    assert int(got.headers["Content-Length"]) == len(got.body)


def test_a_feed_is_served_with_its_type(served: Served) -> None:
    """A feed has its type; no page of another site may read it, and how long it is kept is left to the real host."""
    answer = served.ask("/d/topics/robots/atom.xml")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    ("path", "status", "to"),
    [
        ("/", 302, "/d/"),
        ("/d", 302, "/d/"),
        ("/d/about", 302, "/d/about/"),
        ("/d/about?a=1&b=%20", 302, "/d/about/?a=1&b=%20"),
        ("/d/topics/%E5%A4%A7%E6%A8%A1%E5%9E%8B", 302, "/d/topics/%E5%A4%A7%E6%A8%A1%E5%9E%8B/"),
        ("/d/who", 301, "/d/about/"),
        ("/d/who/", 301, "/d/about/"),
        ("/d/who?q=1", 301, "/d/about/"),
        ("/d/old/%C3%BCber/", 301, "/d/about/"),
        ("/d/old/%c3%bcber", 301, "/d/about/"),
        ("/d/robots-fold/", 301, "/d/news/2024/04/10/fold/"),
        ("/d/rss.xml", 301, "/d/feed.xml"),
    ],
)
def test_redirects(served: Served, path: str, status: int, to: str) -> None:
    """An old address, a folder without its slash and the host's root lead on, with nothing but where."""
    answer = served.ask(path)
    assert (answer.status, answer.body) == (status, b"")
    assert answer.without(ALWAYS) == {"Location": to, "Content-Length": "0", "Cache-Control": "no-cache"}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/d/nowhere/", 404),
        ("/d/nowhere", 404),
        ("/d/about/x", 404),
        ("/d/_headers", 404),
        ("/d/_redirects", 404),
        ("/d/assets/", 404),
        ("/d/news/2024/01/07/gone/", 410),
        ("/d/news/2024/01/07/gone", 410),
    ],
)
def test_what_is_not_there(served: Served, path: str, status: int) -> None:
    """What does not exist is the site's own page for that, 404 or 410, as safe as the others and never kept."""
    file = served.public / "404.html"
    answer = served.ask(path)
    assert (answer.status, answer.body) == (status, file.read_bytes())
    assert answer.without(ALWAYS) == SECURITY | {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Length": str(file.stat().st_size),
        "Cache-Control": "no-cache",
    }


def test_a_version_that_is_known(served: Served) -> None:
    """A version that the browser has is answered 304, with its version and nothing else."""
    first = served.ask("/d/feed.xml")
    for condition in ({"If_None_Match": first.headers["ETag"]}, {"If_Modified_Since": first.headers["Last-Modified"]}):
        again = served.ask("/d/feed.xml", **condition)
        assert (again.status, again.body) == (304, b"")
        names = ("ETag", "Last-Modified", "Cache-Control")
        assert again.without(ALWAYS) == {name: first.headers[name] for name in names}
        assert served.ask("/d/feed.xml", "HEAD", **condition).status == 304


def test_the_lost_page_is_never_known(served: Served) -> None:
    """The page for lost addresses is sent whatever the browser says that it has."""
    assert served.ask("/d/nowhere/", If_None_Match="*").status == 404
    assert served.ask("/d/nowhere/", If_Modified_Since="Fri, 01 Jan 2100 00:00:00 GMT").status == 404


def test_many_requests_on_one_connection(served: Served) -> None:
    """A browser asks for everything on one connection, also after an answer without a body."""
    connection = HTTPConnection("127.0.0.1", served.port, timeout=20)
    connection.connect()
    socket = connection.sock
    for method, path in (
        ("GET", "/d/"),
        ("HEAD", "/d/"),
        ("GET", "/d/who"),
        ("GET", "/d/nowhere"),
        ("GET", "/d/about/"),
    ):
        connection.request(method, path)
        answer = connection.getresponse()
        answer.read()
        assert answer.version == 11
        assert connection.sock is socket, path
    connection.close()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_but_reading(served: Served, method: str) -> None:
    """A preview can be read, and nothing else can be done with it."""
    assert served.ask("/d/", method).status == 501


def test_before_the_first_build() -> None:
    """While there is nothing to serve yet a browser is told to ask again in a second."""
    with SiteServer("127.0.0.1", 0) as server, server.running():
        with server.gate.closed():
            pass
        answer = request(int(server.server_address[1]), "/")
        assert (answer.status, answer.body, answer.headers["Retry-After"]) == (503, b"", "1")


@pytest.mark.parametrize(
    ("host", "name", "origin", "is_for_us"),
    [
        ("127.0.0.1", "evil.example", "http://127.0.0.1:{port}", False),
        ("127.0.0.1", "LOCALHOST:80", "http://127.0.0.1:{port}", True),
        ("127.0.0.1", "[::1]:80", "http://127.0.0.1:{port}", True),
        ("127.0.0.1", "127.0.0.1", "http://127.0.0.1:{port}", True),
        ("localhost", "evil.example", "http://localhost:{port}", False),
        ("0.0.0.0", "192.168.1.5:80", "http://localhost:{port}", True),
        ("0.0.0.0", "my-phone.example", "http://localhost:{port}", False),
        ("0.0.0.0", f"{gethostname()}:80", "http://localhost:{port}", True),
        ("0.0.0.0", f"{gethostname().partition('.')[0].upper()}.local", "http://localhost:{port}", True),
    ],
)
def test_what_a_server_is_called(host: str, name: str, origin: str, is_for_us: bool) -> None:
    """A server answers to its own names and to numbers; by any other name a stranger's page could read drafts."""
    with SiteServer(host, 0) as server:
        assert server.origin == origin.format(port=server.server_address[1])
        assert server.is_for_us(name) is is_for_us
