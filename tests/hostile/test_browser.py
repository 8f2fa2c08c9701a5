"""A reader's browser on a site of hostile stories."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome

from sitegen.serve.answers import OutputFolder
from sitegen.serve.server import SiteServer
from tests.browser import browser, needs_browser
from tests.hostile.attacks import ATTACKS
from tests.hostile.test_markup import quoted
from tests.site_under_test import SITE_YAML, SiteUnderTest

pytestmark = needs_browser

FRAMES = 40
"""Pages that are opened at once, each in a frame of its own."""
SPY = """
if (top === window) window.ran = [];
for (const name of ["alert", "confirm", "prompt", "print", "open"])
    window[name] = () => { top.ran.push(name + " at " + location.pathname); };
addEventListener("securitypolicyviolation", (event) => top.ran.push("policy " + event.violatedDirective));
"""
"""Runs in each page and frame before anything else: notes what an attack does."""
OPEN_FRAMES = """
const [paths, done] = arguments, harms = [];
const ends = paths.map((path) => new Promise((end) => {
    const frame = document.createElement("iframe");
    frame.onload = () => {
        for (const one of path.endsWith(".xml") ? [] : frame.contentDocument.querySelectorAll("*")) {
            const isOwn = /^(https?|mailto):$/.test(one.protocol ?? "https:") || !one.getAttribute("href");
            if (!isOwn) harms.push(path + ": " + one.outerHTML.slice(0, 100));
            if (/^(iframe|frame|object|embed|base|style)$/i.test(one.tagName)) harms.push(path + ": <" + one.tagName);
            for (const {name} of one.attributes)
                if (/^(on|style$|srcdoc$|ping$)/.test(name)) harms.push(path + ": " + one.outerHTML.slice(0, 100));
        }
        end();
    };
    frame.src = path;
    document.body.append(frame);
}));
Promise.all(ends).then(() => setTimeout(() => done([harms, window.ran]), 100));
"""


def hostile_story(attack: str) -> str:
    """Return a story that has an attack wherever a story has text (but for a picture's address, which is asked for)."""
    text = quoted(attack)
    return (
        f"---\ntitle: {text}\nexcerpt: {text}\nprovider: {{name: {text}, domain: {text}}}\ntopics: [{text}]\n"
        f"type: {text}\ncategory: {text}\nslug: {text}\naliases: [{text}]\nid: {text}\nx: {{{text}: {text}}}\n"
        f"originalUrl: {text}\nimages: [{{url: /a.png, alt: {text}}}]\n"
        f"related: [{{title: {text}, excerpt: {text}, webUrl: 'https://a.example/', provider: {text}}}]\n"
        f"---\nA\n\n{attack}\n\nB\n"
    )


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs of a site of hostile stories."""
    site = SiteUnderTest(tmp_path_factory.mktemp("browser") / "site", SITE_YAML)
    for number, attack in enumerate(ATTACKS):
        site.write(f"content/news/2024-05-{number % 28 + 1:02}-hostile-{number}.md", hostile_story(attack).encode())
        text = f"---\ntitle: Text {number}\n---\n{attack}\n"
        site.write(f"content/news/2024-04-{number % 28 + 1:02}-hostile-{number}.txt", text.encode())
    site.build()
    public = site.root / "public"
    (public / "frames.html").write_text("<!doctype html><title>Frames</title><body>")
    (public / "control.html").write_text(
        "<!doctype html><title>Control</title><img src=https://evil.example/x.png "
        "onerror=alert(1)><script>confirm(1)</script><a href='javascript:x'>x</a>"
    )
    return public


def pages_of(public: Path) -> list[str]:
    """Return the paths of all stories, of what stands at the top, and of one in eight of all other pages and feeds."""
    found = sorted(path.relative_to(public).as_posix() for path in public.rglob("*"))
    paths = [
        path for path in found if path.endswith((".html", "/feed.xml", "/atom.xml")) or path in ("feed.xml", "atom.xml")
    ]
    first = [path for path in paths if "/" not in path or "hostile" in path]
    others = [path for path in paths if path not in first]
    return [path for path in (*first, *others[::8]) if path not in ("frames.html", "control.html")]


@pytest.fixture(scope="module")
def opened(public: Path) -> Iterator[tuple[Chrome, str]]:
    """A browser that spies, and the origin at which the site is served without its headers: no policy helps."""
    (public / "_headers").rename(public.parent / "_headers")
    with SiteServer("127.0.0.1", 0) as server, server.running(), browser() as driver:
        server.folder = OutputFolder(public, "/")
        server.gate.open()
        driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": SPY})
        yield driver, server.origin


def open_all(driver: Chrome, origin: str, paths: list[str]) -> tuple[list[str], list[str]]:
    """Open pages in frames of one page; return what stands in them that harms, and what ran."""
    driver.get(f"{origin}/frames.html")
    logged(driver, "performance")
    harms, ran = driver.execute_async_script(OPEN_FRAMES, [f"/{path}" for path in paths])
    return harms, ran


def logged(driver: Chrome, kind: str) -> list[str]:
    """Return what the browser noted since it was last asked."""
    entries: list[dict[str, Any]] = driver.get_log(kind)  # type: ignore[no-untyped-call]
    return [entry["message"] for entry in entries]


def requests_of(driver: Chrome, origin: str) -> list[str]:
    """Return the addresses elsewhere that were asked for."""
    events = [json.loads(message)["message"] for message in logged(driver, "performance")]
    sent = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
    return [url for url in sent if not url.startswith((f"{origin}/", "data:", "about:"))]


def test_the_spy_sees_what_runs(opened: tuple[Chrome, str]) -> None:
    """What decides here sees a script, a handler, a link and a request that leaves."""
    harms, ran = open_all(*opened, ["control.html"])
    assert len(harms) == 2
    assert {"alert at /control.html", "confirm at /control.html"} == set(ran)
    assert requests_of(*opened) == ["https://evil.example/x.png"]


def test_nothing_runs_or_leaves(public: Path, opened: tuple[Chrome, str]) -> None:
    """On no page and in no feed of a site of hostile stories does anything run, open, or leave the site."""
    paths = pages_of(public)
    assert len([path for path in paths if "hostile" in path]) >= len(ATTACKS)
    for start in range(0, len(paths), FRAMES):
        harms, ran = open_all(*opened, paths[start : start + FRAMES])
        assert harms == []
        assert ran == []
        assert requests_of(*opened) == []


def test_the_policy_has_nothing_to_do(public: Path) -> None:
    """With the headers that the site asks for, its own pages break no rule of theirs, and the console stays empty."""
    paths = ["index.html", "404.html", "search/index.html", "topics/index.html", "archive/index.html"]
    stories = [path for path in pages_of(public) if path.startswith("news/2024/05/") and "hostile" in path]
    held = public.parent / "_headers"
    if held.exists():
        held.rename(public / "_headers")
    with SiteServer("127.0.0.1", 0) as server, server.running(), browser() as driver:
        server.folder = OutputFolder(public, "/")
        server.gate.open()
        driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": SPY})
        for path in (*paths, *stories[:5]):
            driver.get(f"{server.origin}/{path}")
            assert driver.execute_script("return window.ran") == [], path
        told = [message for message in logged(driver, "browser") if "a.png" not in message]
    assert told == []
