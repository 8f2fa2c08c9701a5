"""The preview server speaks HTTP to real clients."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from sitegen.errors import SitegenError
from sitegen.serve.answers import Answer, OutputFolder
from sitegen.serve.server import SiteServer
from tests.command_line import LONGEST_WAIT_SECONDS


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SiteServer]:
    (tmp_path / "index.html").write_text("home", "utf-8")
    with SiteServer("127.0.0.1", 0) as server, server.running():
        server.folder = OutputFolder(tmp_path, "/")
        yield server


def connected(server: SiteServer) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=LONGEST_WAIT_SECONDS)


def ask(server: SiteServer, method: str, path: str = "/", **headers: str) -> tuple[int, str, str]:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=LONGEST_WAIT_SECONDS)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text, answer.getheader("Content-Length", "")


def test_get_and_head(server: SiteServer) -> None:
    """GET sends the file, HEAD only says how long it is."""
    server.gate.open()
    assert ask(server, "GET") == (200, "home", "4")
    assert ask(server, "HEAD") == (200, "", "4")
    assert ask(server, "POST")[0] == 405


HEADERS = b"Host: localhost\r\nConnection: close\r\n\r\n"
ODD_TARGETS = {
    b"/" + b"a" * 300: 404,
    b"/" + b"a" * 300 + b"/": 404,
    b"/news/" + b"b" * 300 + b"/c": 404,
    b"/" + b"%41" * 300: 404,
    b"/" + b"%E4%B8%AD" * 200: 404,
    b"/" + b"z" * 40_000: 404,
    b"/" + b"y/" * 20_000: 404,
    b"/?" + b"q" * 40_000: 200,
    b"/%00": 404,
    b"/index.html%00": 404,
    b"/%": 404,
    b"/%zz": 404,
    b"/%ff": 404,
    b"/%ED%A0%80": 404,
    b"/\xff": 400,
    b"/\xe4\xb8\xad": 400,
    b"/a\x01": 400,
    b"/index.html/": 404,
    b"/loop": 404,
    b"/pipe": 404,
    b"//": 404,
    b"/%2e%2e/x": 404,
    b"*": 404,
    b"http://localhost/": 404,
    b"": 400,
    b"/ x": 400,
}
ODD_REQUESTS = {
    **{method + b" / HTTP/1.1": 405 for method in (b"POST", b"PUT", b"OPTIONS", b"TRACE", b"get", b"G" * 300)},
    **{b"GET / " + version: 400 for version in (b"HTTP/x", b"HTTP/1.1.1", b"FTP/1.1")},
    b"\xff / HTTP/1.1": 400,
    b"GET / HTTP/9.9": 200,
    b"GET /": 400,
    b"GET": 400,
    b"POST /": 400,
    b"GET / HTTP/1.1" + b"\r\nX: y" * 200: 200,
    b"GET / HTTP/1.1\r\nIf-None-Match: \xff": 200,
    b"GET / HTTP/1.1\r\nIf-Modified-Since: Thu, 99 Jan 9999": 200,
    b"GET / HTTP/1.1\r\nno header": 400,
}


def test_odd_requests(server: SiteServer, tmp_path: Path) -> None:
    """Whatever is asked, however long, undecodable or wrong it is, gets a status, and the server goes on."""
    server.gate.open()
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "pipe")
    cases = {b"GET " + target + b" HTTP/1.1": status for target, status in ODD_TARGETS.items()} | ODD_REQUESTS
    for request, status in cases.items():
        with connected(server) as client:
            client.sendall(request + b"\r\n" + HEADERS)
            answer = client.makefile("rb").readline().split()
        assert answer[:2] == [b"HTTP/1.1", str(status).encode()], (request[:60], len(request))
    assert ask(server, "GET")[0] == 200


def test_a_request_without_an_end(server: SiteServer) -> None:
    """A request that is longer than any browser's is refused or cut off, and the server goes on."""
    server.gate.open()
    for request in (b"GET /" + b"x" * 600_000, b"GET / HTTP/1.1\r\nX: " + b"y" * 600_000, b"\r\n" * 300_000):
        with (
            connected(server) as client,
            suppress(ConnectionError),
        ):
            client.sendall(request + b"\r\n" + HEADERS)
            assert client.makefile("rb").readline().split()[1:2] in ([b"400"], [])
    assert ask(server, "GET")[0] == 200


def test_hundreds_of_slow_connections(server: SiteServer) -> None:
    """Four hundred connections that ask for nothing, or never end to ask, keep nobody else from an answer."""
    server.gate.open()
    with ExitStack() as held:
        for number in range(400):
            client = held.enter_context(connected(server))
            client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: " if number % 2 else b"")
        assert ask(server, "GET") == (200, "home", "4")


def test_who_takes_for_ever_to_ask_is_cut_off(tmp_path: Path) -> None:
    """A request that is not whole in time, or never begins, is ended, also a later one; an answer may be slow."""
    (tmp_path / "index.html").write_text("home", "utf-8")
    half, whole = b"GET / HTTP/1.1\r\nX: ", b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with SiteServer("127.0.0.1", 0, longest_asking=0.3) as server, ExitStack() as open_:
        server.folder = OutputFolder(tmp_path, "/")
        clients = [open_.enter_context(connected(server)) for _ in range(3)]
        # All is sent before the server begins to count, or the time that this process needs would count, too.
        for client, request in zip(clients, (half, whole, b""), strict=True):
            client.sendall(request)
        with server.running():
            assert clients[0].recv(1) == clients[2].recv(1) == b""
            threading.Timer(1.0, server.gate.open).start()  # longer than a request may take to be asked
            answer = clients[1].makefile("rb")
            assert answer.readline().split()[1] == b"200"
            assert next(line for line in answer if line == b"\r\n")
            assert answer.read(4) == b"home"
            with suppress(ConnectionError):  # it may be cut off before this process comes to send more
                clients[1].sendall(half)
                assert answer.read() == b""


def test_requests_wait_while_a_build_publishes(server: SiteServer, tmp_path: Path) -> None:
    """A request that comes during a build is answered after it, with what the build made."""
    answers: list[tuple[int, str, str]] = []
    client = threading.Thread(target=lambda: answers.append(ask(server, "GET")))
    server.gate.close()
    client.start()
    client.join(0.2)
    assert answers == []
    (tmp_path / "index.html").write_text("newer", "utf-8")
    server.gate.open()
    client.join(LONGEST_WAIT_SECONDS)
    assert answers == [(200, "newer", "5")]


def test_a_strangers_name_for_this_machine_is_refused(server: SiteServer) -> None:
    """A page elsewhere cannot read drafts by giving its own name the address of this machine."""
    server.gate.open()
    assert ask(server, "GET", Host="evil.example:80")[0] == 421
    assert ask(server, "GET", Host="localhost:80")[0] == 200
    assert ask(server, "GET", Host="[::1]:80")[0] == 200


@pytest.mark.parametrize("listens_on", ["127.0.0.1", "0.0.0.0"])
@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("LOCALHOST:8000", 200),
        ("127.0.0.1:8000", 200),
        ("[::1]", 200),
        ("192.168.1.20:8000", 200),
        ("evil.example", 421),
        ("localhost.evil.example", 421),
        ("127.0.0.1.evil.example:8000", 421),
        ("127.0.0.1@evil.example", 421),
        ("evil.example:127.0.0.1", 421),
        ("[evil.example]", 421),
        ("0x7f.1", 421),
        ("", 421),
    ],
)
def test_only_names_of_this_machine_are_answered(tmp_path: Path, listens_on: str, host: str, status: int) -> None:
    """A number, localhost and the machine's own name are answered, and no name that a stranger can give to a number."""
    (tmp_path / "index.html").write_text("home", "utf-8")
    with SiteServer(listens_on, 0) as server, server.running():
        server.folder = OutputFolder(tmp_path, "/")
        server.gate.open()
        assert ask(server, "GET", Host=host)[0] == status
        own = socket.gethostname()
        assert ask(server, "GET", Host=own)[0] == (200 if listens_on == "0.0.0.0" or own == "localhost" else 421)


def test_a_taken_port_is_told(server: SiteServer) -> None:
    """A port that somebody listens on stops with exit code 2 and another port to try."""
    port = server.port
    with pytest.raises(SitegenError, match=f"cannot listen on 127.0.0.1:{port}") as caught:
        SiteServer("127.0.0.1", port)
    assert caught.value.exit_code == 2
    assert f"--port {port + 1}" in caught.value.hint


@pytest.mark.parametrize("host", ["no-such-host.invalid", "a b", "256.1.1.1"])
def test_a_host_that_is_none_is_told(host: str) -> None:
    """A host that cannot be listened on is a usage error, not a traceback."""
    with pytest.raises(SitegenError, match="cannot listen on") as caught:
        SiteServer(host, 0)
    assert "--host" in caught.value.hint


def test_a_client_that_goes_away_is_no_news(server: SiteServer, capfd: pytest.CaptureFixture[str]) -> None:
    """A broken connection leaves the server running and prints nothing."""
    server.gate.close()
    with connected(server) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    server.gate.open()
    assert ask(server, "GET")[0] == 200
    assert capfd.readouterr() == ("", "")


class _Broken(OutputFolder):
    """A folder of which every answer fails."""

    def answer(self, target: str, headers: Mapping[str, str]) -> Answer:
        raise ValueError(f"no answer to {target}")


def test_an_error_inside_is_reported(server: SiteServer, tmp_path: Path) -> None:
    """A request that runs into a bug is answered so, and the program is told; the next one is answered as ever."""
    told: list[Exception] = []
    server.report_bug = told.append
    server.gate.open()
    whole, server.folder = server.folder, _Broken(tmp_path, "/")
    status, text, _ = ask(server, "GET", "/x/")
    assert (status, "This is a bug in sitegen" in text, [*map(str, told)]) == (500, True, ["no answer to /x/"])
    server.folder = whole
    assert ask(server, "GET")[0] == 200


class _Rebuilt(OutputFolder):
    """A folder that a build changes as soon as a file of it is found."""

    def __init__(self, folder: Path, change: Callable[[], object]) -> None:
        super().__init__(folder, "/")
        self._change = change

    def answer(self, target: str, headers: Mapping[str, str]) -> Answer:
        found = super().answer(target, headers)
        self._change()
        return found


def test_a_file_that_a_build_takes_away_is_no_bug(server: SiteServer, tmp_path: Path) -> None:
    """A file that goes after it was found is answered as what is there then, and nobody is told of a bug."""
    told: list[Exception] = []
    server.report_bug = told.append
    server.gate.open()
    (tmp_path / "404.html").write_text("lost", "utf-8")
    server.folder = _Rebuilt(tmp_path, lambda: (tmp_path / "404.html").unlink(missing_ok=True))
    status, text, _ = ask(server, "GET", "/x/")
    assert (status, "Not found" in text, told) == (404, True, [])


def test_a_file_that_a_build_replaces_is_no_bug(server: SiteServer, tmp_path: Path) -> None:
    """A file that becomes another one while it is sent is cut off, and nobody is told of a bug."""
    told: list[Exception] = []
    server.report_bug = told.append
    server.gate.open()

    def replace() -> None:
        (tmp_path / "new").write_text("longer than it was", "utf-8")
        (tmp_path / "new").replace(tmp_path / "index.html")

    server.folder = _Rebuilt(tmp_path, replace)
    with pytest.raises((HTTPException, ConnectionError)):
        ask(server, "GET")
    assert told == []
