"""Answers each request: from the output folder, or with the preview's own script, news and overview.

Never: changes anything; nothing can be driven from a browser.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from sitegen.serve.answers import Answer, OutputFolder, is_known, known_answer, plain
from sitegen.serve.dressing import OWN, OWN_FILES, allow_script, dress, own_file
from sitegen.serve.gate import Gate
from sitegen.serve.live import Live
from sitegen.serve.page_signature import Signature, sign, sign_words
from sitegen.serve.visitors import NEVER_READ_BY_OTHERS, is_from_elsewhere, is_our_name
from sitegen.values import attributes_of, digest_bytes, encode

T = TypeVar("T")

_MOST_TRIES = 5
"""Of reading while one build follows another."""
_FIRST_WAIT_SECONDS = 2.0
"""A request that comes before the first build is done waits so long; then a page says that it runs."""
_BEAT_SECONDS = 15.0
"""A browser that hears nothing for some of these asks again: its machine may have slept."""
_OWN_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-ancestors 'none'"
_JSON = "application/json"
_NEVER_KEPT = {"Cache-Control": "no-store"}


class Served:
    """An output folder behind a gate, shown by a name, with what open pages are told."""

    def __init__(self, host: str, live: Live | None) -> None:
        """Show nothing yet. `host` is what the server listens on; with `live` pages are kept true while open."""
        self.host = host
        self.live = live
        self.gate = Gate()
        self.folder: OutputFolder | None = None
        self.report_bug: Callable[[Exception], None] = lambda _: None
        """Called with each error that a request ran into, from the thread of the server."""


class Application:
    """The ASGI application of one server."""

    def __init__(self, served: Served) -> None:
        self._served = served

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(NEVER_READ_BY_OTHERS)
            await send(message)

        try:
            response = await self._respond(request)
        except Exception as error:
            self._served.report_bug(error)
            response = _response(plain(500, f"This is a bug in sitegen: {error!r}"))
        try:
            await response(scope, receive, send_guarded)
        except OSError:  # a build took the file away: the browser asks again when it hears of that build
            raise
        except Exception as error:  # the answer has begun: all that is left is to cut it off
            if not _is_replaced(response):
                self._served.report_bug(error)
            raise

    async def _respond(self, request: Request) -> Response:
        if not is_our_name(request.headers.get("host", "localhost"), self._served.host):
            words = "This name is not the preview's. Ask for it by number, or serve with --host NAME.\n"
            return PlainTextResponse(words, 421)
        if is_from_elsewhere(request.headers):
            return PlainTextResponse("No page of another origin may look into the preview.\n", 403)
        if request.method not in ("GET", "HEAD"):
            return PlainTextResponse("The preview can be read, and nothing else.\n", 405, {"Allow": "GET, HEAD"})
        target = _target(request)
        if self._served.live is not None and target.startswith(OWN):
            return await self._own(request, target)
        if self._served.live is not None and target == OWN.rstrip("/"):
            return Response(status_code=302, headers={"Location": OWN, **_NEVER_KEPT})
        return await self._from_folder(request, target)

    async def _from_folder(self, request: Request, target: str) -> Response:
        await self._served.gate.wait(*([] if self._served.folder else [_FIRST_WAIT_SECONDS]))
        return await self._read_whole(lambda: _response(self._find(target, request.headers)))

    async def _read_whole(self, read: Callable[[], T]) -> T:
        """Return what is read of the folder; when a build takes a file away meanwhile, what is there after it."""
        for _ in range(_MOST_TRIES - 1):
            try:
                return await run_in_threadpool(read)
            except FileNotFoundError:
                await self._served.gate.wait()
        return await run_in_threadpool(read)

    def _find(self, target: str, headers: Headers) -> Answer:
        """Return the answer for an address; a page has the script in it where pages are kept true."""
        if self._served.live is None:
            return self._look_up(target, headers)
        answer = self._look_up(target, {})
        if not answer.is_page:
            return self._look_up(target, headers)
        html = dress(*self._signed(answer, target), self._served.live.state)
        said = {name: value for name, value in answer.headers.items() if name != "Last-Modified"}
        said |= {"Content-Length": str(len(html)), "ETag": f'"{digest_bytes(html)}"'}
        if "Content-Security-Policy" in said:
            said["Content-Security-Policy"] = allow_script(said["Content-Security-Policy"])
        if answer.status != 200:
            del said["ETag"]
        elif is_known(headers, said["ETag"]):
            return known_answer(said)
        return Answer(answer.status, said, None, html)

    def _look_up(self, target: str, headers: Headers | dict[str, str]) -> Answer:
        if self._served.folder is None or not self._served.folder.is_there():
            answer = plain(503, "The site is not built yet; this page shows it when that is done.")
            return answer._replace(headers=answer.headers | {"Retry-After": "1"})
        return self._served.folder.answer(target, headers)

    def _signed(self, answer: Answer, target: str) -> tuple[bytes, Signature]:
        html = answer.file.path.read_bytes() if answer.file else answer.body
        find = self._served.folder.find_address if self._served.folder else lambda _: None
        return html, sign(answer.status, html, target.partition("?")[0], find)

    async def _own(self, request: Request, target: str) -> Response:
        name = target.removeprefix(OWN).partition("?")[0]
        if name in OWN_FILES:
            return _own_file(request, own_file(name), OWN_FILES[name])
        if name == "events":
            return StreamingResponse(self._news(), headers=_NEVER_KEPT, media_type="text/event-stream")
        if name == "signature":
            asked = request.query_params.get("page", "/")
            await self._served.gate.wait()
            signature = await self._read_whole(lambda: self._signature(asked))
            return Response(encode(attributes_of(signature)), headers=_NEVER_KEPT, media_type=_JSON)
        if not name and self._served.live is not None:
            return await self._overview(self._served.live)
        return PlainTextResponse("There is nothing of that name.\n", 404)

    def _signature(self, asked: str) -> Signature:
        if asked.partition("?")[0] == OWN:
            return sign_words(self._overview_html())
        answer = self._look_up(asked, {})
        if not answer.is_page:
            return sign_words(f"{answer.status} {answer.headers}")
        return self._signed(answer, asked)[1]

    async def _overview(self, live: Live) -> Response:
        html = (await run_in_threadpool(self._overview_html)).encode("utf-8", "replace")
        page = dress(html, sign_words(html.decode()), live.state)
        headers = {"Content-Security-Policy": _OWN_POLICY, "Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
        return Response(page, headers=headers, media_type="text/html")

    def _overview_html(self) -> str:
        return self._served.live.overview() if self._served.live else ""

    async def _news(self) -> AsyncIterator[bytes]:
        """Yield the state now and whenever it is another one, and between them a sign that the server is there."""
        live, number = self._served.live, -1
        while live is not None and not live.has_ended:
            state = live.state
            if state.number != number:
                number = state.number
                yield b"data: " + encode(attributes_of(state)) + b"\n\n"
            else:
                yield b"event: beat\ndata:\n\n"
            await live.wait_for_news(number, _BEAT_SECONDS)


def _target(request: Request) -> str:
    raw: Any = request.scope.get("raw_path") or request.scope["path"].encode()
    query: bytes = request.scope.get("query_string", b"")
    return bytes(raw).decode("latin-1") + (f"?{query.decode('latin-1')}" if query else "")


def _is_replaced(response: Response) -> bool:
    """Return whether a build put another file into the place of the one that is sent, or took it away."""
    if not isinstance(response, FileResponse) or response.stat_result is None:
        return False
    try:
        return not os.path.samestat(os.stat(response.path), response.stat_result)
    except OSError:
        return True


def _own_file(request: Request, data: bytes, kind: str) -> Response:
    headers = {
        "Content-Type": kind,
        "Cache-Control": "no-cache",
        "ETag": f'"{digest_bytes(data)}"',
        "X-Content-Type-Options": "nosniff",
    }
    if is_known(request.headers, headers["ETag"]):
        return _response(known_answer(headers))
    return Response(data, headers=headers)


def _response(answer: Answer) -> Response:
    if answer.file is not None and answer.status == 200:
        return FileResponse(
            answer.file.path,
            answer.status,
            answer.headers,
            media_type=answer.headers["Content-Type"],
            stat_result=answer.file.status,
        )
    if answer.file is not None:  # the page for what is lost has no version
        body = answer.file.path.read_bytes()
        return Response(body, answer.status, answer.headers | {"Content-Length": str(len(body))})
    return Response(answer.body, answer.status, answer.headers)
