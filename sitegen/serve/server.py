"""Serves an output folder over HTTP, to this machine unless told otherwise: uvicorn, in a thread of its own."""

from __future__ import annotations

import errno
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from uvicorn import Config, Server

from sitegen.errors import SitegenError
from sitegen.serve.application import Application, Served
from sitegen.serve.connections import LONGEST_ASKING_SECONDS, bounded_asking
from sitegen.serve.live import Live
from sitegen.serve.visitors import shown_host

_FIRST_FREE_PORT, _LAST_PORT = 1024, 65535
"""Ports below the first are the system administrator's."""
_QUEUE = 512
"""Connections that may wait to be accepted."""


class SiteServer(Served):
    """An HTTP server for one output folder, which may be exchanged while it runs. Use as a context manager."""

    def __init__(
        self, host: str, port: int, live: Live | None = None, longest_asking: float = LONGEST_ASKING_SECONDS
    ) -> None:
        """Listen on `host`:`port`; port 0 takes a free one. With `live` pages are kept true while they are open.

        A request that takes longer than `longest_asking` seconds to be asked is cut off.

        Raises:
            SitegenError: exit code 2, when that is impossible.
        """
        super().__init__(host, live)
        self._socket = _listen(host, port)
        config = Config(
            Application(self),
            http=bounded_asking(longest_asking),
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            headers=[("Server", "sitegen")],
            backlog=_QUEUE,
            timeout_graceful_shutdown=1,
        )
        self._server = Server(config)

    def __enter__(self) -> SiteServer:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._socket.getsockname()[1])

    @property
    def origin(self) -> str:
        """`http://127.0.0.1:8000`, as a browser on this machine finds it."""
        return f"http://{shown_host(self.host)}:{self.port}"

    @contextmanager
    def running(self) -> Iterator[None]:
        """Serve in the background inside, and stop after it."""
        thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)
        thread.start()
        try:
            yield
        finally:
            if self.live is not None:
                self.live.end()
            self._server.should_exit = True
            thread.join()


def _listen(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        if os.name != "nt":  # there this would share a port that another program listens on instead of telling
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(_QUEUE)
    except (OSError, OverflowError, UnicodeError) as error:
        listener.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise SitegenError(f"cannot listen on {host}:{port}: {reason}", _hint(error, port), exit_code=2) from None
    return listener


def _hint(error: Exception, port: int) -> str:
    """Return what to do about an address that cannot be listened on."""
    if isinstance(error, PermissionError) or getattr(error, "errno", None) == errno.EADDRINUSE:
        another = port + 1 if _FIRST_FREE_PORT <= port < _LAST_PORT else 8000
        return f"choose another port: `sitegen serve --port {another}`"
    return "`--host` is an address of this machine: 127.0.0.1, or 0.0.0.0 for everybody who can reach it"
