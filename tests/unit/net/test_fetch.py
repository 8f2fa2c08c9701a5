"""Fetching an address: what comes back, and a plain reason for everything that goes wrong."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from sitegen.net.fetch import FetchError, Limits, fetch
from tests.command_line import LONGEST_WAIT_SECONDS

OK = b"HTTP/1.1 200 OK\r\n"


@contextmanager
def answering(*answers: bytes) -> Iterator[str]:
    """Answer one connection after another with these bytes, whatever is asked."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(LONGEST_WAIT_SECONDS)

        def answer() -> None:
            for data in answers:
                connection, _ = listening.accept()
                with connection:
                    connection.recv(65536)
                    try:
                        connection.sendall(data)
                    except OSError:
                        return  # the other side has read enough

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/feed.xml"
        thread.join()


def redirect(target: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n".encode()


def test_the_body_comes_back_after_redirects() -> None:
    """The bytes of the answer are returned as they are, from where a redirect leads."""
    with answering(redirect("/other.xml"), OK + b"\r\n\xef\xbb\xbf<rss/>") as address:
        assert fetch(address) == b"\xef\xbb\xbf<rss/>"


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ([b"HTTP/1.1 404 Not Found\r\n\r\n"], "the server answered 404 Not Found"),
        ([b"HTTP/1.1 500 \r\n\r\n"], "the server answered 500"),
        ([b"SSH-2.0-OpenSSH_9.6\r\n"], "does not speak HTTP"),
        ([b""], "closed connection without response"),
        ([OK + b"X: " + b"x" * 70_000 + b"\r\n\r\n"], "does not speak HTTP"),
        ([OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"], "does not speak HTTP"),
        ([redirect("ftp://127.0.0.1/feed.xml")], "neither http nor https"),
        ([redirect("file:///etc/hostname")], "neither http nor https"),
        ([redirect("http://[")], "not an address"),
    ],
)
def test_an_answer_that_cannot_be_used_is_a_reason(answers: list[bytes], reason: str) -> None:
    """Errors of the server, other protocols and redirects to other schemes are an error that says which it was."""
    with answering(*answers) as address, pytest.raises(FetchError, match=reason):
        fetch(address)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("file:///etc/hostname", "not an http or https address"),
        ("ftp://a.example/feed.xml", "not an http or https address"),
        ("feed.xml", "not an http or https address"),
        ("http://", "not an address that can be asked"),
        ("http://[/", "Invalid IPv6 URL"),
        ("http://127.0.0.1:port/", "Port could not be cast"),
        ("http://user:word@127.0.0.1:1/", "not an address that can be asked"),
    ],
)
def test_an_address_that_cannot_be_fetched_is_a_reason(address: str, reason: str) -> None:
    """Other schemes and malformed addresses open no connection."""
    with pytest.raises(FetchError, match=reason):
        fetch(address)


def test_nobody_listening_is_a_reason() -> None:
    """A refused connection is named without the words of a library around it."""
    with socket.socket() as deaf:  # it keeps its port from others, and never listens
        deaf.bind(("127.0.0.1", 0))
        with pytest.raises(FetchError, match=r"\AConnection refused\Z"):
            fetch(f"http://127.0.0.1:{deaf.getsockname()[1]}/feed.xml")


@pytest.mark.parametrize("excess", [0, 1])
def test_a_large_answer_is_refused_and_not_cut(excess: int) -> None:
    """An answer of the largest size comes back whole; a larger one is an error."""
    limits = Limits(size=200_000)
    with answering(OK + b"\r\n" + b"x" * (200_000 + excess)) as address:
        if excess:
            with pytest.raises(FetchError, match="larger than 200,000 bytes"):
                fetch(address, limits)
        else:
            assert len(fetch(address, limits)) == 200_000


def test_silence_and_slowness_end() -> None:
    """A server that sends nothing, and one that takes too long in all, do not keep a command waiting."""
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(FetchError, match=r"answer within 0\.05 s"):
        fetch(f"http://127.0.0.1:{silent.getsockname()[1]}/", Limits(silent_seconds=0.05))
    with answering(OK + b"\r\n" + b"x" * 10) as address, pytest.raises(FetchError, match="took longer than"):
        fetch(address, Limits(total_seconds=-1))
