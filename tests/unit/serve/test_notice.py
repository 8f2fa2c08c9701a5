"""Pages of a preview show the problems of the last build."""

from __future__ import annotations

from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from sitegen.cli.report_text import notice_html
from sitegen.errors import Problem
from sitegen.serve.answers import OutputFolder
from sitegen.serve.server import SiteServer
from tests.command_line import LONGEST_WAIT_SECONDS

PROBLEM = Problem("error", "content/<x>.md", 3, 1, "title", "the source has <no> title", "Add one.")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SiteServer]:
    (tmp_path / "index.html").write_text('<html><body class="a">home</body></html>', "utf-8")
    (tmp_path / "a.txt").write_text("<body>text", "utf-8")
    with SiteServer("127.0.0.1", 0) as server, server.running():
        server.folder = OutputFolder(tmp_path, "/")
        with server.gate.closed():
            pass
        yield server


def ask(server: SiteServer, path: str, **headers: str) -> tuple[int, str, str | None]:
    connection = HTTPConnection("127.0.0.1", server.server_address[1], timeout=LONGEST_WAIT_SECONDS)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text, answer.getheader("ETag")


def test_problems_stand_on_top_of_a_page(server: SiteServer) -> None:
    """A page shows the problems, escaped, before its own content; other files are as they are."""
    server.notice = notice_html([PROBLEM], is_stale=True)
    status, text, etag = ask(server, "/", **{"If-None-Match": "*"})
    assert (status, etag) == (200, None)
    assert text.startswith(
        '<html><body class="a"><pre role="alert" id="sitegen-problems">This page is as it was before'
    )
    assert "content/&lt;x&gt;.md:3:1: title: the source has &lt;no&gt; title\n    Add one." in text
    assert text.endswith("</pre>home</body></html>")
    assert ask(server, "/a.txt")[1] == "<body>text"


def test_without_problems_there_is_no_notice(server: SiteServer) -> None:
    """When all is repaired a page is as it was built, and browsers may keep it again."""
    server.notice = notice_html([], is_stale=False)
    status, text, etag = ask(server, "/")
    assert (status, text) == (200, '<html><body class="a">home</body></html>')
    assert ask(server, "/", **{"If-None-Match": str(etag)})[0] == 304
