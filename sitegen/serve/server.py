"""Serves an output folder over HTTP, to this machine unless told otherwise.

Never: answers while a build publishes (`Gate`).
"""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import Any

from sitegen.errors import SitegenError
from sitegen.serve.answers import Answer, OutputFolder, with_notice

LONGEST_WAIT_SECONDS = 60.0
"""A request that waited so long for a build gets what is there: each file of it is whole."""
LOCALHOST = "localhost"


class Gate:
    """Makes requests wait while a build publishes, so that nobody sees half of an old and half of a new site."""

    def __init__(self) -> None:
        """Begin closed: there is nothing to see before the first build."""
        self._open = threading.Event()

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Let requests wait inside, and go on after it."""
        self._open.clear()
        try:
            yield
        finally:
            self._open.set()

    def wait(self) -> None:
        """Return when no build publishes, or after a minute."""
        self._open.wait(LONGEST_WAIT_SECONDS)


class SiteServer(ThreadingHTTPServer):
    """An HTTP server for one output folder, which may be exchanged while it runs."""

    daemon_threads = True
    # On Windows this would share a port that another program listens on instead of telling.
    allow_reuse_address = os.name != "nt"

    def __init__(self, host: str, port: int) -> None:
        """Listen on `host`:`port`; port 0 takes a free one.

        Raises:
            SitegenError: exit code 2, when that is impossible.
        """
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.gate = Gate()
        self.folder: OutputFolder | None = None
        self.notice = ""
        """HTML shown on top of every page: the problems of the last build."""
        self._host = host
        try:
            super().__init__((host, port), _Handler)
        except (OSError, OverflowError, UnicodeError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            hint = f"choose another port: sitegen serve --port {min(port + 1, 65535)}"
            raise SitegenError(f"cannot listen on {host}:{port}: {reason}", hint, exit_code=2) from None

    @property
    def origin(self) -> str:
        """`http://127.0.0.1:8000`, as a browser on this machine finds it."""
        name = LOCALHOST if self._host in ("", "0.0.0.0", "::") else self._host
        return f"http://{f'[{name}]' if ':' in name else name}:{self.server_address[1]}"

    def is_for_us(self, host: str) -> bool:
        """Return whether a request's Host names this server, so that a stranger's page cannot read drafts by DNS.

        For that the page needs a name whose address changes: a number is none, and ours are this machine's own.
        """
        name = host.strip().lower()
        name = name[1:].partition("]")[0] if name.startswith("[") else name.partition(":")[0]
        return name in (LOCALHOST, self._host.lower()) or _is_number(name) or self._is_our_name(name)

    def _is_our_name(self, name: str) -> bool:
        """Return whether this is the machine's name in its own network, for a server that others may ask."""
        own = socket.gethostname().lower()
        return not _is_loopback(self._host) and name in (own, own.partition(".")[0], f"{own.partition('.')[0]}.local")

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that went away; that is what errors are here."""

    @contextmanager
    def running(self) -> Iterator[None]:
        """Serve in the background inside, and stop after it."""
        thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self.shutdown()
            self.server_close()


def _is_number(host: str) -> bool:
    """Return whether a host is an IP address."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    return host == LOCALHOST or (_is_number(host) and ip_address(host).is_loopback)


class _Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    server: SiteServer
    protocol_version = "HTTP/1.1"
    default_request_version = "HTTP/1.0"
    """Of a request whose version cannot be read: its answer too begins with a status."""
    timeout = 30
    """Seconds that an idle connection stays open."""

    def version_string(self) -> str:
        """Return the Server header: a name is enough."""
        return "sitegen"

    def do_GET(self) -> None:
        self._answer(has_body=True)

    def do_HEAD(self) -> None:
        self._answer(has_body=False)

    def _answer(self, *, has_body: bool) -> None:
        if not self.server.is_for_us(self.headers.get("Host", LOCALHOST)):
            self.send_error(
                421, explain="This name is not the preview's. Ask for it by number, or serve with --host NAME."
            )
            return
        self.server.gate.wait()
        answer = self._find()
        if self.server.notice and answer.headers.get("Content-Type", "").startswith("text/html"):
            answer = with_notice(answer, self.server.notice)
        try:
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            if has_body:
                self._send_body(answer)
        finally:
            if answer.file is not None:
                answer.file.close()

    def _find(self) -> Answer:
        if self.server.folder is None:
            return Answer(503, {"Content-Length": "0", "Retry-After": "1"})
        # The first of repeated headers counts; If-None-Match as a list is one header in practice.
        headers = dict(self.headers.items())
        # A page that a browser has already lacks the notice.
        known = {} if self.server.notice else headers
        return self.server.folder.answer(self.path, known)

    def _send_body(self, answer: Answer) -> None:
        if answer.file is not None:
            shutil.copyfileobj(answer.file, self.wfile)
        else:
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet: the terminal is for builds."""
