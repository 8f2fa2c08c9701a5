"""Fetches what an address answers: the one file that opens a connection.

Never: fetches without having been asked to; builds do not use it.
"""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from typing import NamedTuple

_CHUNK_BYTES = 65_536
USER_AGENT = "sitegen"
"""What this program is called where it asks."""


class Limits(NamedTuple):
    """How much of an answer is accepted, and how long it may take."""

    size: int = 20_000_000
    """In bytes."""
    silent_seconds: float = 30
    """Without a byte."""
    total_seconds: float = 120
    """For the whole answer: a server that sends a byte now and then must not keep a command waiting."""


_LIMITS = Limits()


class FetchError(Exception):
    """An address that could not be fetched. The text says why, to follow the address in a sentence."""


def fetch(address: str, limits: Limits = _LIMITS) -> bytes:
    """Return the body that an http or https address answers with, after redirects.

    Raises:
        FetchError: when nobody answers, the answer is an error, too large or too slow, or the address is not http(s).
    """
    if not address.lower().startswith(("http://", "https://")):
        raise FetchError("it is not an http or https address")
    try:
        request = urllib.request.Request(address, headers={"User-Agent": USER_AGENT})
        with _opener().open(request, timeout=limits.silent_seconds) as answer:
            return _read(answer.read1, limits)
    except urllib.error.HTTPError as error:
        error.close()
        raise FetchError(f"the server answered {error.code} {error.reason}".rstrip()) from None
    except (OSError, HTTPException, ValueError) as error:
        raise FetchError(_reason(error, limits)) from None


def _opener() -> urllib.request.OpenerDirector:
    """Return urllib's opener without its handlers of files, FTP and data, to which a redirect could lead."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.UnknownHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


def _read(read: Callable[[int], bytes], limits: Limits) -> bytes:
    deadline = time.monotonic() + limits.total_seconds
    data = bytearray()
    while chunk := read(_CHUNK_BYTES):
        data += chunk
        if len(data) > limits.size:
            raise FetchError(f"the answer is larger than {limits.size:,} bytes")
        if time.monotonic() > deadline:
            raise FetchError(f"the answer took longer than {limits.total_seconds} seconds")
    return bytes(data)


def _reason(error: Exception, limits: Limits) -> str:
    """Return what went wrong, as urllib's wrapping leaves it."""
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(cause, TimeoutError):
        return f"there was no answer within {limits.silent_seconds} seconds"
    if isinstance(cause, HTTPException):
        return f"what answered does not speak HTTP ({type(cause).__name__}: {cause})"
    return getattr(cause, "strerror", None) or str(cause) or type(cause).__name__
