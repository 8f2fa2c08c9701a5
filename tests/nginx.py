"""A real nginx, with the configuration that a new site gets for a server."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from string import Template
from typing import NamedTuple

import pytest

from tests.command_line import LONGEST_WAIT_SECONDS, PROJECT

_NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
_TEMPLATE = PROJECT / "sitegen/starter_hosts/server/nginx.conf"
_TEMPORARY = "".join(f"{kind}_temp_path temp_{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))

needs_nginx = pytest.mark.skipif(not _NGINX and not os.environ.get("CI"), reason="needs nginx: apt install nginx-light")
"""Leaves tests out where there is no nginx, but never on a machine that checks changes."""


class Answered(NamedTuple):
    """What nginx answers."""

    status: int
    location: str
    headers: http.client.HTTPMessage
    body: bytes


class _Connection(http.client.HTTPConnection):
    def __init__(self, file: Path) -> None:
        super().__init__("digest.test", timeout=LONGEST_WAIT_SECONDS)
        self._file = file

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.connect(str(self._file))


class Nginx:
    """A running server."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def get(self, address: str) -> Answered:
        """Ask for an address."""
        connection = _Connection(self._file)
        connection.request("GET", address)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return Answered(answer.status, answer.headers.get("Location", ""), answer.headers, body)


@contextmanager
def nginx(output: Path, base: str = "/") -> Iterator[Nginx]:
    """Serve an output folder, which stands at the path `base`, until the block ends."""
    assert _NGINX, "nginx is not installed"
    root = output if base == "/" else output.parents[base.count("/") - 2]
    with tempfile.TemporaryDirectory() as folder:
        values = {"root": str(root), "server": "digest.test", "base": base, "name": "digest"}
        site = Template(_TEMPLATE.read_text("utf-8")).safe_substitute(values)
        site = site.replace("listen 80;", f"listen unix:{folder}/socket;")
        user = "user root;" if os.geteuid() == 0 else ""  # temporary folders are read by their owner alone
        (Path(folder) / "nginx.conf").write_text(
            f"{user} pid {folder}/pid; error_log {folder}/errors; worker_processes 1;\nevents {{ }}\n"
            f"http {{ access_log off; {_TEMPORARY}\n{site}\n}}\n"
        )
        command = [_NGINX, "-p", folder, "-e", f"{folder}/errors", "-c", f"{folder}/nginx.conf"]
        subprocess.run(command, check=True, timeout=LONGEST_WAIT_SECONDS)
        try:
            yield Nginx(Path(folder) / "socket")
        finally:
            subprocess.run([*command, "-s", "stop"], check=True, timeout=LONGEST_WAIT_SECONDS)
