"""Open pages show the truth: a real browser looks at the running program while files are edited."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copytree, move, rmtree
from threading import Thread

import pytest
from selenium.webdriver import Chrome

from tests.browser import browser, needs_browser
from tests.live_site import SHADOW, Program, Tab, serving
from tests.site_under_test import SiteUnderTest, story

pytestmark = needs_browser

ONE, TWO = "content/news/2024-02-21-one.md", "content/news/2024-02-22-two.md"
AWAY = "content/news/2024-02-20-away.md"
PAGE = "/news/2024/02/22/one/"
LONG = "\n\n".join(f"Paragraph {number} of a long story." for number in range(120))
BODY = f"<details><summary>More</summary>Hidden words.</details>\n\n{LONG}\n\nThe first words.\n\nWords for one."
DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{0}"><rect width="9" height="9"/></svg>'


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A site that is served to all tests, which run in any order: on what one of them changes no other relies."""
    site = SiteUnderTest(tmp_path_factory.mktemp("live"))
    site.write(ONE, story("One", body=BODY))
    site.write(TWO, story("Two", date="2024-02-22T08:00:00Z", body="Words of the second."))
    site.write(AWAY, story("Away", date="2024-02-20T08:00:00Z", body="Written while all looked."))
    site.write("content/pictures.md", "---\ntitle: Pictures\n---\n![A dot](/dot.svg)\n")
    site.write("static/dot.svg", DOT.format(20))
    site.write("content/news/2024-02-23-held.md", story("Held", draft="true"))
    site.write("content/news/2099-01-01-later.md", story("Later", date="2099-01-01T09:30:00Z"))
    with serving(site, "--drafts") as program:
        yield program


@pytest.fixture(scope="module")
def driver() -> Iterator[Chrome]:
    with browser() as driver:
        yield driver


@pytest.fixture
def tab(program: Program, driver: Chrome, tmp_path: Path) -> Iterator[Tab]:
    """An open page; afterwards the output is what a clean build makes."""
    yield Tab(driver, program)
    assert program.differing(tmp_path) == []


def test_a_changed_page_is_loaded_again_as_it_was(program: Program, driver: Chrome, tab: Tab) -> None:
    """New words come into an open page, at the place where it was read and with what was opened; others stay."""
    tab.open("/news/2024/02/22/two/")
    tab.mark()
    first = driver.current_window_handle
    driver.switch_to.new_window("tab")
    tab.open(PAGE)
    tab.run("document.querySelector('main details').open = true")
    tab.run("scrollTo({top: 900, behavior: 'instant'})")
    program.site.edit(ONE, "The first words.", "Words that are new.")
    assert tab.shows("Words that are new.")
    tab.until("scrollY === 900 && document.querySelector('main details').open")
    driver.close()
    driver.switch_to.window(first)
    assert tab.is_marked()


def test_a_changed_stylesheet_is_swapped(program: Program, tab: Tab) -> None:
    """A stylesheet takes effect in the page as it is, again and again; nothing is loaded but the stylesheet."""
    tab.open(PAGE)
    tab.mark()
    copied = (Path(__file__).parents[1] / "themes/default/static/assets/style.css").read_text("utf-8")
    for number in (11, 12):
        rule = f"{copied}\nmain {{ outline: {number}px solid red }}\n"
        program.site.write("themes/default/static/assets/style.css", rule.encode())
        tab.until(f"getComputedStyle(document.querySelector('main')).outlineWidth === '{number}px'")
    assert tab.is_marked()
    tab.until("document.querySelectorAll('link[rel=stylesheet]').length === 1")
    program.site.delete("themes/default")
    tab.until("getComputedStyle(document.querySelector('main')).outlineWidth !== '12px'")


def test_a_problem_is_said_over_the_page(program: Program, tab: Tab) -> None:
    """A problem stands over the last good page with its place, line and hint, and goes when it is repaired."""
    tab.open("/news/2024/02/22/two/")
    program.site.edit(TWO, "quality: 50", "quality: many")
    tab.warns(f"{TWO}:")
    assert "quality" in tab.overlay()
    assert "^^^^" in tab.overlay()
    tab.run(f"{SHADOW}.querySelector('button').click()")
    tab.open("/")
    assert tab.overlay() == ""  # what was put away stays away while it is the same
    tab.open("/news/2024/02/22/two/")
    program.site.edit(TWO, "quality: many", "quality: 60")
    tab.warns_no_more()
    program.site.write("themes/default/templates/story.html", "{% if %}")
    tab.warns("themes/default/templates/story.html:1")
    assert tab.shows("Words of the second.")
    program.site.delete("themes")
    tab.warns_no_more()
    program.site.write("site.yaml", "title: [\n")
    tab.warns("What you see is as it was before")
    program.site.write("site.yaml", "title: Another name\nfeed_authority: digest.test,2025\ntimezone: Asia/Shanghai\n")
    tab.warns_no_more()
    assert tab.shows("Another name")


def test_stories_come_move_and_go(program: Program, tab: Tab) -> None:
    """A new story is on the open front page, a renamed one leads on, and one that is deleted is the site's 404 page."""
    tab.open("/")
    program.site.write(
        "content/news/2024-02-24-third.md", story("Third story", date="2024-02-24", body="Of the third.")
    )
    assert tab.shows("Third story")
    tab.open("/news/2024/02/24/third/")
    move(program.site.root / "content/news/2024-02-24-third.md", program.site.root / "content/news/2024-02-24-new.md")
    tab.until("document.body.classList.contains('lost')")
    move(program.site.root / "content/news/2024-02-24-new.md", program.site.root / "content/news/2024-02-24-third.md")
    assert tab.shows("Of the third.")
    program.site.delete("content/news/2024-02-24-third.md")
    tab.until("document.body.classList.contains('lost')")
    tab.open("/")
    assert tab.shows_no_more("Third story")


def test_pictures_and_topics(program: Program, tab: Tab) -> None:
    """A new picture, and what a topic file says, are shown."""
    tab.open("/pictures/")
    tab.until("document.querySelector('main img').naturalWidth === 20")
    program.site.write("static/dot.svg", DOT.format(40))
    tab.until("document.querySelector('main img').naturalWidth === 40")
    tab.open("/topics/ai/")
    program.site.write("content/_data/topics/ai.yaml", "name: AI\ndescription: All about machines.\n")
    assert tab.shows("All about machines.")


def test_never_blind(program: Program, tab: Tab) -> None:
    """After a branch switch that makes content/ anew, a moved folder and a new static/, each later edit is shown."""
    root = program.site.root
    tab.open(PAGE)
    for number in range(3):
        copytree(root / "content", root / ".kept")
        rmtree(root / "content")
        move(root / ".kept", root / "content")
        for word in ("alpha", "beta"):
            text = (root / ONE).read_text("utf-8")
            (root / "content/news/.one.swap").write_text(f"{text}\n{word} {number}\n", "utf-8")
            (root / "content/news/.one.swap").replace(root / ONE)
            assert tab.shows(f"{word} {number}")
    rmtree(root / "static")
    program.site.write("static/dot.svg", DOT.format(50))
    tab.open("/pictures/")
    tab.until("document.querySelector('main img').naturalWidth === 50")
    program.site.write("static/dot.svg", DOT.format(60))
    tab.until("document.querySelector('main img').naturalWidth === 60")
    (root / "content/news").rename(root / "content/aside")
    tab.open("/")
    tab.until("document.querySelector('main a[href*=\"/aside/\"]')")
    (root / "content/aside").rename(root / "content/news")
    tab.until("!document.querySelector('main a[href*=\"/aside/\"]')")
    program.site.edit(TWO, "What Two is about.", "What Two says now.")
    assert tab.shows("What Two says now.")
    program.site.write("static/dot.svg", DOT.format(20))
    tab.open("/pictures/")
    tab.until("document.querySelector('main img').naturalWidth === 20")


def test_a_server_that_was_away(program: Program, tab: Tab) -> None:
    """A page that was open while the program was killed, the site edited and it started anew, is right again."""
    tab.open("/news/2024/02/20/away/")
    program.kill()
    program.site.edit(AWAY, "Written while all looked.", "Written while nobody looked.")
    program.start()
    assert tab.shows("Written while nobody looked.")


def test_more_tabs_than_connections(program: Program, driver: Chrome, tab: Tab) -> None:
    """Nine tabs of one browser, which opens six connections to a host, are all kept true."""
    first = driver.current_window_handle
    for _ in range(8):
        driver.switch_to.new_window("tab")
        tab.open(PAGE)
    program.site.edit(ONE, "Words for one.", "Words for all.")
    for handle in driver.window_handles:
        if handle != first:
            driver.switch_to.window(handle)
            assert tab.shows("Words for all.")
            driver.close()
    driver.switch_to.window(first)


SPY = """
const [origin, done] = [arguments[0], arguments[1]];
const tried = {};
const attempts = [
  fetch(origin + "/feed.json").then(() => "read", () => "refused").then(found => { tried.fetch = found; }),
  fetch(origin + "/", {mode: "no-cors", method: "POST"}).then(() => "sent", () => "refused")
    .then(found => { tried.post = found; }),
];
function element(name, tag, key, address) {
  attempts.push(new Promise(resolve => {
    const made = document.createElement(tag);
    made.onload = () => { tried[name] = "read"; resolve(); };
    made.onerror = () => { tried[name] = "refused"; resolve(); };
    made[key] = origin + address;
    document.body.append(made);
  }));
}
element("picture", "img", "src", "/dot.svg");
element("script", "script", "src", "/assets/site.js");
attempts.push(new Promise(resolve => {
  const source = new EventSource(origin + "/_preview/events");
  source.onopen = () => { tried.events = "read"; resolve(); };
  source.onerror = () => { tried.events = "refused"; source.close(); resolve(); };
}));
Promise.all(attempts).then(() => done(tried));
"""


class _Elsewhere(BaseHTTPRequestHandler):
    """A page of another origin on the same machine."""

    def do_GET(self) -> None:
        body = b"<!doctype html><title>Elsewhere</title><body>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


def test_another_origin_reads_nothing(program: Program, driver: Chrome, tab: Tab) -> None:
    """A page of another origin, also of another port of this machine, can take in and send nothing."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere) as elsewhere:
        Thread(target=elsewhere.serve_forever, daemon=True).start()
        for name in ("127.0.0.1", "localhost"):
            driver.get(f"http://{name}:{elsewhere.server_address[1]}/")
            tried = driver.execute_async_script(SPY, program.origin)
            assert tried == dict.fromkeys(("fetch", "picture", "script", "events"), "refused") | {"post": tried["post"]}
        elsewhere.shutdown()
    tab.open("/")
    assert tab.run(f"{SHADOW}.querySelector('.bar').textContent").startswith("Preview")


def test_the_preview_says_what_it_is(program: Program, driver: Chrome, tab: Tab) -> None:
    """A draft has a badge, on its page and where a list leads to it; the bar counts what is withheld, and leads on.

    On a phone, too, what is wrong stands above the bar and covers none of it.
    """
    tab.open("/")
    tab.until("[...document.querySelectorAll('.sitegen-badge')].some(one => one.textContent === 'draft')")
    assert tab.run(f"{SHADOW}.querySelector('.bar a').textContent") == "Preview · 1 withheld"
    tab.open("/news/2024/02/22/held/")
    assert tab.run(f"{SHADOW}.querySelector('.badge').textContent") == "draft"
    program.site.write("content/news/2024-02-25-again.md", story("One", date="2024-02-25", topics='["A.I."]'))
    program.site.write("content/news/2024-02-26-bad.md", story("<b>Bad</b>", date="2024-02-30"))
    tab.warns("content/news/2024-02-26-bad.md:5")
    phone = {"width": 320, "height": 640, "deviceScaleFactor": 1, "mobile": True}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
    edges = "[root.querySelector('.overlay'), root.querySelector('.bar')].map(one => one.getBoundingClientRect())"
    tab.until(f"(root => (([over, bar]) => over.bottom <= bar.top && bar.bottom <= 640)({edges}))({SHADOW})")
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    tab.open("/_preview/")
    for text in (
        "/news/2024/02/22/held/ draft",
        "Later: until 2099-01-01 17:30 content/news/2099-01-01-later.md",
        "content/news/2024-02-26-bad.md:5",
        "content/news/2024-02-26-bad.md has an error",
        "the same original address: content/news/2024-02-21-one.md, content/news/2024-02-25-again.md",
        "topics: A.I., topics: AI",
    ):
        assert tab.shows(text)
    program.site.delete("content/news/2024-02-25-again.md")
    program.site.delete("content/news/2024-02-26-bad.md")
    assert tab.shows_no_more("content/news/2024-02-25-again.md")
    tab.warns_no_more()
    assert not list(program.site.root.glob(".sitegen/preview/public/_preview*"))


def test_an_overview_that_cannot_be_made(program: Program, tab: Tab) -> None:
    """Where the machine does not let the site be looked at, `/_preview/` says why; that is no bug."""
    tab.open("/pictures/")
    file = program.site.root / ".sitegen/preview/time"
    while not file.is_dir():  # a build that looks once more may just write it
        file.unlink(missing_ok=True)
        with suppress(FileExistsError):
            file.mkdir()
    tab.open("/_preview/")
    assert tab.shows("The site's folder cannot be written to")
    file.rmdir()
    tab.open("/pictures/")
    program.site.edit("content/pictures.md", "title: Pictures", "title: Pictures of ours")
    assert tab.shows("Pictures of ours")
    tab.warns_no_more()
    program.site.edit("content/pictures.md", "title: Pictures of ours", "title: Pictures")
    assert tab.shows_no_more("Pictures of ours")
