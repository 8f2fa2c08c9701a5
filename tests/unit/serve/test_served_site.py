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
from sitegen.serve.visitors import is_our_name
from tests.command_line import LONGEST_WAIT_SECONDS
from tests.read_sites import ReadSites
from tests.test_files_for_hosts import SECURITY
from tests.unit.serve.requests_by_hand import Answered, request

ALWAYS = {"server", "date"}
"""What each answer says besides."""
OURS_ALONE = {"cross-origin-resource-policy": "same-origin", "cross-origin-opener-policy": "same-origin"}
POLICIES = OURS_ALONE | {name.lower(): value for name, value in SECURITY.items()}


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
        server.gate.open()
        yield Served(server.port, public)


def test_a_page(served: Served) -> None:
    """A page comes with what `_headers` says, with its type, length and version, and is asked for anew each time."""
    file = served.public / "about/index.html"
    status = file.stat()
    answer = served.ask("/d/about/")
    assert (answer.status, answer.body) == (200, file.read_bytes())
    assert answer.without(ALWAYS) == POLICIES | {
        "content-type": "text/html; charset=utf-8",
        "content-length": str(status.st_size),
        "accept-ranges": "bytes",
        "cache-control": "no-cache",
        "etag": f'"{status.st_mtime_ns:x}-{status.st_size:x}"',
        "last-modified": formatdate(status.st_mtime_ns // 1_000_000_000, usegmt=True),
    }
    assert answer.headers["server"] == "sitegen"


@pytest.mark.parametrize("path", ["/d/about/", "/d/feed.xml", "/d/nowhere/", "/d/who", "/d/news/2024/01/07/gone/", "/"])
def test_head_says_what_get_says(served: Served, path: str) -> None:
    """HEAD is answered with the status and the headers of GET, and with no body."""
    got, asked = served.ask(path), served.ask(path, "HEAD")
    assert (asked.status, asked.without({"date"})) == (got.status, got.without({"date"}))
    assert asked.body == b""
    assert int(got.headers["content-length"]) == len(got.body)


def test_a_feed_is_served_with_its_type(served: Served) -> None:
    """A feed has its type; no page of another site may read it, and how long it is kept is left to the real host."""
    answer = served.ask("/d/topics/robots/atom.xml")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert "access-control-allow-origin" not in answer.headers
    assert answer.headers["cache-control"] == "no-cache"


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
    assert answer.without(ALWAYS) == OURS_ALONE | {
        "location": to,
        "content-length": "0",
        "cache-control": "no-cache",
    }


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
    assert answer.without(ALWAYS) == POLICIES | {
        "content-type": "text/html; charset=utf-8",
        "content-length": str(file.stat().st_size),
        "cache-control": "no-cache",
    }


def test_a_version_that_is_known(served: Served) -> None:
    """A version that the browser has is answered 304, with its version and nothing else."""
    first = served.ask("/d/feed.xml")
    for condition in ({"If_None_Match": first.headers["etag"]}, {"If_Modified_Since": first.headers["last-modified"]}):
        again = served.ask("/d/feed.xml", **condition)
        assert (again.status, again.body) == (304, b"")
        names = ("etag", "last-modified", "cache-control")
        assert again.without(ALWAYS) == OURS_ALONE | {name: first.headers[name] for name in names}
        assert served.ask("/d/feed.xml", "HEAD", **condition).status == 304


def test_the_lost_page_is_never_known(served: Served) -> None:
    """The page for lost addresses is sent whatever the browser says that it has."""
    assert served.ask("/d/nowhere/", If_None_Match="*").status == 404
    assert served.ask("/d/nowhere/", If_Modified_Since="Fri, 01 Jan 2100 00:00:00 GMT").status == 404


def test_many_requests_on_one_connection(served: Served) -> None:
    """A browser asks for everything on one connection, also after an answer without a body."""
    connection = HTTPConnection("127.0.0.1", served.port, timeout=LONGEST_WAIT_SECONDS)
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
    answer = served.ask("/d/", method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


def test_before_the_first_build(tmp_path: Path) -> None:
    """While there is nothing to serve yet a page says so, and a browser is told to ask again in a second."""
    with SiteServer("127.0.0.1", 0) as server, server.running():
        server.gate.open()
        answer = request(server.port, "/")
        assert (answer.status, answer.headers["retry-after"]) == (503, "1")
        assert b"The site is not built yet" in answer.body
        server.folder = OutputFolder(tmp_path / "nothing", "/")
        assert request(server.port, "/").status == 503


RANGES = {
    "bytes=0-9": (206, slice(0, 10)),
    "bytes=5-": (206, slice(5, None)),
    "bytes=-7": (206, slice(-7, None)),
    "lines=1-2": (400, None),
    "bytes=99999999-": (416, None),
}


def test_a_part_of_a_file(served: Served) -> None:
    """A player that seeks gets the part it asks for, of the version that it knows; of another one it gets the whole."""
    whole = served.ask("/d/assets/style.css")
    for asked, (status, part) in RANGES.items():
        answer = served.ask("/d/assets/style.css", Range=asked)
        assert answer.status == status, asked
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        if part:
            assert answer.body == whole.body[part]
    asked = "bytes=0-9"
    assert served.ask("/d/assets/style.css", Range=asked, If_Range=whole.headers["etag"]).status == 206
    assert served.ask("/d/assets/style.css", Range=asked, If_Range='"older"').body == whole.body
    assert served.ask("/d/nowhere/", Range=asked).status == 404


def test_what_a_page_elsewhere_asks_for(served: Served) -> None:
    """A link that somebody follows from elsewhere is answered; what a page of another origin takes in never is."""
    followed = {"Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    for site in ("cross-site", "same-site"):
        assert served.ask("/d/", Sec_Fetch_Site=site, **followed).status == 200
        for mode, target in (("navigate", "iframe"), ("no-cors", "script"), ("cors", "empty"), ("no-cors", "image")):
            headers = {"Sec_Fetch_Site": site, "Sec_Fetch_Mode": mode, "Sec_Fetch_Dest": target}
            answer = served.ask("/d/", **headers)
            assert (answer.status, b"No page of another origin" in answer.body) == (403, True)
    for site in ("same-origin", "none"):
        assert served.ask("/d/", Sec_Fetch_Site=site, Sec_Fetch_Mode="cors", Sec_Fetch_Dest="empty").status == 200
    assert served.ask("/d/", Origin="http://evil.example").status == 403
    assert served.ask("/d/", Origin="null").status == 403
    assert served.ask("/d/", Origin=f"http://127.0.0.1:{served.port}").status == 200


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
        assert server.origin == origin.format(port=server.port)
        assert is_our_name(name, host) is is_for_us
