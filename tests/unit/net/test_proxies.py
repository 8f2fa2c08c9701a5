"""Proxies are asked only where a person wants it, and nothing leads through them into the own network."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock
from urllib.parse import urlsplit

import pytest

from sitegen.net.fetch import Asked, FetchError, ask
from sitegen.net.proxies import NO_PROXIES, Proxies, proxies_named
from tests.command_line import LONGEST_WAIT_SECONDS
from tests.unit.net.test_fetch import OK

NAMED = {
    "http": "http://proxy.example:8080",
    "https": "who:se%20cret@proxy.example:8443",
    "no": "localhost, .inside.example,10.0.0.1",
}


@contextmanager
def proxy(*answers: bytes) -> Iterator[tuple[Proxies, list[bytes]]]:
    """Answer connections as a proxy does, and yield it with what it was asked; no name is known but to it."""
    asked: list[bytes] = []
    resolve = socket.getaddrinfo

    def known(host: str, *arguments: object, **more: object) -> object:
        if host != "127.0.0.1":
            raise socket.gaierror("unknown")
        return resolve(host, *arguments, **more)  # type: ignore[arg-type]

    with socket.create_server(("127.0.0.1", 0)) as listening, mock.patch.object(socket, "getaddrinfo", known):
        listening.settimeout(LONGEST_WAIT_SECONDS)

        def answer() -> None:
            for data in answers:
                connection, _ = listening.accept()
                with connection:
                    asked.append(connection.recv(65536))
                    connection.sendall(data)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        address = f"http://who:secret@127.0.0.1:{listening.getsockname()[1]}"
        yield Proxies({"http": address, "https": address}), asked
        thread.join()


@pytest.mark.parametrize(
    ("address", "host", "port"),
    [
        ("http://a.example/", "proxy.example", 8080),
        ("https://a.example/", "proxy.example", 8443),
        ("http://localhost/", "", 0),
        ("http://b.inside.example/", "", 0),
        ("http://inside.example/", "", 0),
        ("http://outinside.example/", "proxy.example", 8080),
        ("http://10.0.0.1/", "", 0),
    ],
)
def test_an_address_is_asked_through_the_proxy_of_its_scheme(address: str, host: str, port: int) -> None:
    """But for hosts that are to be asked without one, and those below them."""
    found = proxies_named(NAMED).proxy_for(urlsplit(address))
    assert ((found.host, found.port) if found else ("", 0)) == (host, port)
    assert NO_PROXIES.proxy_for(urlsplit(address)) is None


@pytest.mark.parametrize("named", ["socks5://proxy.example", "ftp://proxy.example", "http://"])
def test_what_is_no_proxy_is_told(named: str) -> None:
    """A proxy of another kind is refused with a word, and nobody is asked in its place."""
    with pytest.raises(FetchError, match="not a proxy"):
        ask("http://a.example/", Asked(proxies=Proxies({"http": named})))


def test_a_proxy_gets_the_whole_address() -> None:
    """A name that only the proxy knows is asked through it, with what lets it know who asks."""
    with proxy(OK + b"\r\npage") as (proxies, asked):
        assert ask("http://a.example/story?x=1", Asked(proxies=proxies)).body == b"page"
    assert asked[0].startswith(b"GET http://a.example/story?x=1 HTTP/1.1\r\n")
    assert b"\r\nHost: a.example\r\n" in asked[0] and b"\r\nProxy-Authorization: Basic d2hvOnNlY3JldA==" in asked[0]


def test_a_proxy_opens_a_tunnel_for_https() -> None:
    """The request itself is for nobody but the host; a proxy that does not open the tunnel is told."""
    with (
        proxy(b"HTTP/1.1 403 Forbidden\r\n\r\n") as (proxies, asked),
        pytest.raises(FetchError, match="Tunnel connection failed: 403"),
    ):
        ask("https://a.example/story", Asked(proxies=proxies))
    assert asked[0].startswith(b"CONNECT a.example:443 HTTP/1.") and b"story" not in asked[0]
    assert b"Proxy-Authorization: Basic d2hvOnNlY3JldA==" in asked[0]


def test_no_proxy_leads_into_the_own_network() -> None:
    """What is known to lie there is refused, asked for or led to."""
    with proxy(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\n\r\n") as (proxies, asked):
        for address in ("http://127.0.0.1:9/", "http://a.example/"):
            with pytest.raises(FetchError, match="own network"):
                ask(address, Asked(proxies=proxies))
    assert len(asked) == 1
