"""A web that answers from memory: names resolve to public addresses, and no socket is ever opened."""

from __future__ import annotations

import io
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple
from unittest import mock

PUBLIC = "93.184.215.14"


class Reply(NamedTuple):
    """What an address answers."""

    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    status: str = "200 OK"
    headers: tuple[str, ...] = ()

    def to_bytes(self) -> bytes:
        head = [f"HTTP/1.1 {self.status}", f"Content-Type: {self.content_type}", *self.headers, "Connection: close"]
        return "\r\n".join((*head, f"Content-Length: {len(self.body)}", "", "")).encode() + self.body


class Asked(NamedTuple):
    """One request."""

    address: str
    headers: Mapping[str, str]


class _Wire:
    """One connection."""

    def __init__(self, host: str, replies: Mapping[str, Reply], asked: list[Asked]) -> None:
        self._host = host
        self._replies = replies
        self._asked = asked
        self._sent = b""

    def sendall(self, data: bytes) -> None:
        self._sent += data

    def makefile(self, mode: str) -> io.BytesIO:
        assert mode == "rb"
        head = self._sent.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
        fields = dict(line.split(": ", 1) for line in head[1:])
        address = f"{fields['Host'].removesuffix(':443')}{head[0].split(' ')[1]}"
        self._asked.append(Asked(address, fields))
        reply = self._replies.get(address) or Reply(b"nothing here", status="404 Not Found")
        return io.BytesIO(reply.to_bytes())

    def settimeout(self, seconds: float | None) -> None:
        pass

    def shutdown(self, how: int) -> None:
        pass

    def close(self) -> None:
        pass


@contextmanager
def replayed(replies: Mapping[str, Reply], names: Mapping[str, str] | None = None) -> Iterator[list[Asked]]:
    """Answer requests for `host/path` from memory, and yield the list of what was asked.

    `names` says what some hosts resolve to; all others resolve to a public address.
    """
    asked: list[Asked] = []
    known = names or {}

    def resolve(host: str, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (known.get(host, PUBLIC), port))]

    def connect(address: tuple[str, int], *_: object, **__: object) -> _Wire:
        assert address[0] in (PUBLIC, *known.values())
        return _Wire(address[0], replies, asked)

    with (
        mock.patch.object(socket, "getaddrinfo", resolve),
        mock.patch.object(socket, "create_connection", connect),
        mock.patch.object(ssl.SSLContext, "wrap_socket", lambda _, wire, **__: wire),
    ):
        yield asked
