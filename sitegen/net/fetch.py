"""Fetches what an address answers: the one file that opens a connection.

A name is resolved once, what it resolves to is checked, and that very address is connected to; at every redirect anew.
So no name can change its mind between the check and the connection. Proxies are asked where a person wants it: then
names that only they can resolve are theirs to check.

Never: fetches without having been asked to; builds do not use it.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import NamedTuple
from urllib.parse import SplitResult, urljoin, urlsplit

from sitegen.net.answer_body import ACCEPTED_ENCODINGS, read_body, too_slow
from sitegen.net.answer_body import FetchError as FetchError
from sitegen.net.answer_body import Limits as Limits
from sitegen.net.own_network import is_own_network
from sitegen.net.proxies import NO_PROXIES, Proxies, Proxy
from sitegen.pages.urls import safe_url

USER_AGENT = "sitegen"
"""What this program is called where it asks."""
_LIMITS = Limits()
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED = 304
_PORTS = {"http": 80, "https": 443}


class Asked(NamedTuple):
    """How an address is asked."""

    headers: Mapping[str, str] = {}
    limits: Limits = _LIMITS
    own_network: bool = False
    """Whether addresses of the own network may be asked, too."""
    proxies: Proxies = NO_PROXIES


class Answer(NamedTuple):
    """What an address answers."""

    address: str
    """After redirects."""
    status: int
    """200 to 299, or 304 where that was asked for."""
    headers: Mapping[str, str]
    """By name in lower case; of one that is given twice all values, between commas."""
    body: bytes


class NotAskedError(FetchError):
    """An address that nobody was asked for: it is none, there is no such host, or it must not be asked."""


class OwnNetworkError(NotAskedError):
    """An address in the own network, to which nothing from outside may lead."""


class NoHostError(NotAskedError):
    """Nobody knows the name of the host, or this machine has nobody to ask."""


class RefusedError(FetchError):
    """An answer that says no: 4xx or 5xx."""

    def __init__(self, status: int, reason: str, headers: Mapping[str, str]) -> None:
        super().__init__(f"the server answered {status} {reason}".rstrip())
        self.status = status
        self.headers = headers


_PLAIN = Asked()


def fetch(address: str, limits: Limits = _LIMITS) -> bytes:
    """Return the body that an http or https address answers with, after redirects; for an address that a person typed.

    Where the name that was typed is one of the own network, so may be where it leads to.

    Raises:
        FetchError: when nobody answers, the answer is an error, too large or too slow, or the address is not http(s).
    """
    return ask(address, Asked(limits=limits, own_network=_is_own(address))).body


def ask(address: str, asked: Asked = _PLAIN) -> Answer:
    """Return what an http or https address answers, after redirects.

    Raises:
        FetchError: when nobody answers, the answer is an error, too large or too slow, or the address may not be asked.
    """
    if not address.lower().startswith(("http://", "https://")):
        raise NotAskedError("it is not an http or https address")
    deadline = time.monotonic() + asked.limits.total_seconds
    for _ in range(asked.limits.redirects + 1):
        target = _checked(address)
        found = _ask_once(target, asked, deadline)
        if isinstance(found, Answer):
            return found
        address = _joined(target, found)
    raise FetchError(f"it leads on more than {asked.limits.redirects} times")


def _joined(base: str, target: str) -> str:
    try:
        return urljoin(base, target)
    except ValueError as error:
        raise FetchError(f"it leads to what is not an address: {error}") from None


def _checked(address: str) -> str:
    """Return an address in ASCII."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError as error:
        raise NotAskedError(f"it is not an address: {error}") from None
    if parts.scheme.lower() not in _PORTS:
        raise NotAskedError(f"it leads to {(parts.scheme or 'nothing')[:20]}:, which is neither http nor https")
    url = safe_url(address, allow_mail=False)
    if url is None or not urlsplit(url).hostname:
        raise NotAskedError("it is not an address that can be asked")
    return url.partition("#")[0]


def _is_own(address: str) -> bool:
    try:
        return any(is_own_network(one) for one in _resolved(urlsplit(_checked(address))))
    except FetchError:
        return False  # asking says what is wrong


def _resolved(parts: SplitResult) -> list[str]:
    """Return the IP addresses of a host, in the order in which they are to be tried."""
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NoHostError(f"there is no host {host}") from None
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _ask_once(url: str, asked: Asked, deadline: float) -> Answer | str:
    """Return the answer of one address, or where it leads to."""
    parts = urlsplit(url)
    try:
        proxy = asked.proxies.proxy_for(parts)
    except ValueError as error:
        raise NotAskedError(str(error)) from None
    addresses = _permitted(parts, asked, is_proxied=proxy is not None)
    trust = ssl.create_default_context() if parts.scheme == "https" else None
    http = _http(parts, proxy, trust, asked.limits)
    # Whatever trickles in: when the time is over, the connection is cut.
    watch = threading.Timer(max(0.0, deadline - time.monotonic()), _cut, (http,))
    watch.daemon = True
    watch.start()
    try:
        if proxy is None:
            http.sock = _connected(parts, addresses, trust, asked.limits)
        return _exchange(http, url, asked, proxy if trust is None else None, deadline)
    except (OSError, HTTPException, ValueError) as error:
        if time.monotonic() >= deadline:
            raise FetchError(too_slow(asked.limits)) from None
        raise FetchError(_reason(error, asked.limits)) from None
    finally:
        watch.cancel()
        http.close()


def _permitted(parts: SplitResult, asked: Asked, *, is_proxied: bool) -> list[str]:
    """Return the IP addresses of a host that may be asked."""
    try:
        addresses = _resolved(parts)
    except NotAskedError:
        if not is_proxied:
            raise
        return []  # behind a proxy, that alone may know the name
    if not asked.own_network and any(map(is_own_network, addresses)):
        raise OwnNetworkError(f"{parts.hostname} is in your own network, to which nothing from outside may lead")
    return addresses


def _exchange(http: HTTPConnection, url: str, asked: Asked, proxy: Proxy | None, deadline: float) -> Answer | str:
    """Ask for an address; `proxy` is one that is asked in the place of its host, which wants the whole address."""
    parts = urlsplit(url)
    path = url if proxy else (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    named = {"User-Agent": USER_AGENT, "Accept-Encoding": ACCEPTED_ENCODINGS, "Connection": "close"}
    http.request("GET", path, headers={**named, **asked.headers, **(proxy.headers if proxy else {})})
    with http.getresponse() as answer:
        headers = _headers(answer)
        if answer.status in _REDIRECTS and "location" in headers:
            return headers["location"]
        if answer.status == _NOT_MODIFIED and {"If-None-Match", "If-Modified-Since"} & set(asked.headers):
            return Answer(url, answer.status, headers, b"")
        if not 200 <= answer.status < 300:
            raise RefusedError(answer.status, answer.reason, headers)
        body = read_body(answer.read1, headers.get("content-encoding", ""), asked.limits, deadline)
        if time.monotonic() >= deadline:
            raise FetchError(too_slow(asked.limits))
        return Answer(url, answer.status, headers, body)


def _headers(answer: HTTPResponse) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in answer.getheaders():
        key = name.lower()
        found[key] = f"{found[key]}, {value}" if key in found else value
    return found


def _http(parts: SplitResult, proxy: Proxy | None, trust: ssl.SSLContext | None, limits: Limits) -> HTTPConnection:
    """Return a connection that is not open yet: to the host, or to the proxy that leads there."""
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    nearest = (proxy.host, proxy.port) if proxy else (host, port)
    if trust is None:
        return HTTPConnection(*nearest, timeout=limits.silent_seconds)
    https = HTTPSConnection(*nearest, timeout=limits.silent_seconds, context=trust)
    if proxy:
        https.set_tunnel(host, port, dict(proxy.headers))
    return https


def _connected(parts: SplitResult, addresses: list[str], trust: ssl.SSLContext | None, limits: Limits) -> socket.socket:
    """Connect to the first of the addresses that takes it; a certificate must be that of the name."""
    failed: OSError = OSError("nobody answers")
    for address in addresses:
        try:
            found = socket.create_connection((address, parts.port or _PORTS[parts.scheme]), limits.silent_seconds)
        except OSError as error:
            failed = error
        else:
            return trust.wrap_socket(found, server_hostname=parts.hostname) if trust else found
    raise failed


def _cut(http: HTTPConnection) -> None:
    """End a connection, whatever it is waiting for."""
    try:
        if http.sock is not None:
            http.sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass


def _reason(error: Exception, limits: Limits) -> str:
    """Return what went wrong, in words that follow an address."""
    if isinstance(error, TimeoutError):
        return f"there was no answer within {limits.silent_seconds} seconds"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not to be trusted ({error.verify_message})"
    if isinstance(error, HTTPException):
        return f"what answered does not speak HTTP ({type(error).__name__}: {error})"
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
