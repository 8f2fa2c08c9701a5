"""Requests to a server on this machine, with all that is answered."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from http.client import HTTPConnection
from typing import NamedTuple

from tests.command_line import LONGEST_WAIT_SECONDS


class Answered(NamedTuple):
    """What a server answered."""

    status: int
    headers: dict[str, str]
    """Names in small letters."""
    body: bytes

    def without(self, names: Collection[str]) -> dict[str, str]:
        """Return the headers but for some."""
        return {name: value for name, value in self.headers.items() if name not in names}


def request(port: int, path: str, method: str = "GET", headers: Mapping[str, str] | None = None) -> Answered:
    """Ask a server once; a header that it sends twice fails the test."""
    connection = HTTPConnection("127.0.0.1", port, timeout=LONGEST_WAIT_SECONDS)
    try:
        connection.request(method, path, headers=dict(headers or {}))
        answer = connection.getresponse()
        found = answer.getheaders()
        assert len(dict(found)) == len(found), found
        return Answered(answer.status, {name.lower(): value for name, value in found}, answer.read())
    finally:
        connection.close()
