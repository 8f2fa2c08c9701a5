"""Which addresses lie in the own network, and that nothing from outside leads there."""

from __future__ import annotations

import gzip
import socket
import zlib
from unittest import mock

import pytest

from sitegen.net.answer_body import Limits
from sitegen.net.fetch import Asked, FetchError, ask
from sitegen.net.own_network import is_own_network
from tests.replayed_web import Reply, replayed
from tests.unit.net.test_fetch import OK, answering, redirect

TOLD = Asked(own_network=True)


@pytest.mark.parametrize(
    "address",
    """127.0.0.1 127.9.9.9 0.0.0.0 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 100.100.100.200 224.0.0.1
    255.255.255.255 240.0.0.1 192.0.2.1 198.18.0.1 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd00:ec2::254 ff02::1
    ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 2002:7f00:1:: 2002:a9fe:a9fe::
    2001:0:7f00:1:0:0:80ff:fffe 2001:db8::1 fec0::1 3fff::1 64:ff9b:1::808:808 192.0.0.8 no-address""".split(),
)
def test_what_is_not_public_is_the_own_network(address: str) -> None:
    """Loopback, private, link-local, metadata, shared, reserved and multicast addresses are own, also inside IPv6."""
    assert is_own_network(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.215.14", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"]
)
def test_a_public_address_is_not(address: str) -> None:
    """Public addresses may be asked, also where NAT64 has put them into IPv6."""
    assert not is_own_network(address)


@pytest.mark.parametrize(
    "host",
    "127.0.0.1 localhost localhost. 2130706433 0x7f.1 0177.0.0.1 127.1 0 [::1] [::ffff:127.0.0.1] 10.0.0.1".split(),
)
def test_no_spelling_of_an_own_address_is_asked(host: str) -> None:
    """However an address of the own network is spelt, it is refused before a connection is opened."""
    with pytest.raises(FetchError, match=r"own network|no host|not an address"):
        ask(f"http://{host}:9/")


@pytest.mark.parametrize(
    "target", ["http://169.254.169.254/latest/", "http://inside.example/", "//[::1]/", "http://2130706433/"]
)
def test_a_redirect_into_the_own_network_is_refused(target: str) -> None:
    """Each redirect is checked anew: a public page cannot lead to what is behind it."""
    moved = Reply(status="302 Found", headers=(f"Location: {target}",))
    names = {
        "inside.example": "10.0.0.5",
        "169.254.169.254": "169.254.169.254",
        "::1": "::1",
        "2130706433": "127.0.0.1",
    }
    with replayed({"public.example/": moved}, names) as asked, pytest.raises(FetchError, match="own network"):
        ask("https://public.example/")
    assert [one.address for one in asked] == ["public.example/"]


def test_the_address_that_was_checked_is_connected_to() -> None:
    """A name is resolved once: what it says the second time is of no use to anybody."""
    answers = iter(["93.184.215.14", "127.0.0.1"])
    said: list[str] = []

    def resolve(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        said.append(next(answers))
        return [(2, 1, 6, "", (said[-1], port))]

    with replayed({"rebinding.example/": Reply(b"page")}), mock.patch.object(socket, "getaddrinfo", resolve):
        assert ask("http://rebinding.example/").body == b"page"
    assert said == ["93.184.215.14"]


def test_redirects_end() -> None:
    """After five redirects it is said that there are too many."""
    with answering(*[redirect("/again")] * 6) as address, pytest.raises(FetchError, match="more than 5 times"):
        ask(address, TOLD)


def packed(body: bytes, encoding: str) -> bytes:
    return OK + f"Content-Encoding: {encoding}\r\n\r\n".encode() + body


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (gzip.compress(b"page", mtime=0), "gzip"),
        (zlib.compress(b"page"), "deflate"),
        (zlib.compress(b"page", wbits=-15), "deflate"),
        (b"page", "identity"),
    ],
)
def test_compressed_answers_are_unpacked(body: bytes, encoding: str) -> None:
    """Gzip and both forms of deflate come back unpacked."""
    with answering(packed(body, encoding)) as address:
        assert ask(address, TOLD).body == b"page"


@pytest.mark.parametrize(
    ("body", "encoding", "reason"),
    [
        (gzip.compress(b"\0" * 5_000_000, mtime=0), "gzip", "larger than"),
        (b"\x1f\x8bno", "gzip", "damaged"),
        (b"x", "br", "not asked for"),
        (gzip.compress(gzip.compress(b"x", mtime=0), mtime=0), "gzip, gzip", "not asked for"),
    ],
)
def test_a_bomb_is_no_page(body: bytes, encoding: str, reason: str) -> None:
    """What unpacks to more than the limit, cannot be unpacked or was not asked for is refused with a word."""
    with answering(packed(body, encoding)) as address, pytest.raises(FetchError, match=reason):
        ask(address, TOLD._replace(limits=Limits(size=1_000_000)))


def test_conditions_are_sent_back_as_they_came() -> None:
    """An answer 304 counts only where it was asked for."""
    with answering(b"HTTP/1.1 304 Not Modified\r\n\r\n") as address:
        assert ask(address, TOLD._replace(headers={"If-None-Match": 'W/"a"'})).status == 304
    with answering(b"HTTP/1.1 304 Not Modified\r\n\r\n") as address, pytest.raises(FetchError, match="304"):
        ask(address, TOLD)


def test_proxies_of_the_environment_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy that variables name sees nothing: the address itself is connected to."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/")
    with answering(OK + b"\r\nown") as address:
        assert ask(address, TOLD).body == b"own"
