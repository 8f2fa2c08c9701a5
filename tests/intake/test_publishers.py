"""Pages in the manner of twelve kinds of publisher become the drafts that lie beside them; no socket is opened."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sitegen.config.loading import load_settings
from sitegen.pages.parse import parse_source
from tests.command_line import sitegen
from tests.intake.publishers import ADDRESSES, KINDS, PAGES, add, draft_of, draft_of_kind, new_site
from tests.replayed_web import Reply


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_becomes_the_draft_beside_it(kind: str, tmp_path: Path) -> None:
    """Each field is what the page says, with its place; what it does not say is not there."""
    assert draft_of_kind(kind, tmp_path) == (PAGES / f"{kind}.draft.md").read_text("utf-8")


def test_no_text_of_others_is_in_a_draft(tmp_path: Path) -> None:
    """The article lies in the capture, which git does not see; the draft has the excerpt alone."""
    root = new_site(tmp_path / "site")
    draft = draft_of(add(root, ADDRESSES["news-agency"]), root)
    sentence = "We did not expect it to hold through the winter"
    capture = next((root / "captures").glob("*.txt")).read_text("utf-8")
    assert sentence not in draft and sentence in capture
    assert (root / "captures" / ".gitignore").read_text("utf-8").endswith("\n*\n")


def test_a_source_of_ones_own_gives_its_text(tmp_path: Path) -> None:
    """`rights: own` and `--full` put the text into the draft, its boilerplate left behind."""
    root = new_site(tmp_path / "site")
    (root / "subscriptions.yaml").write_text("- domain: northwire.example\n  rights: own\n", "utf-8")
    owned = draft_of(add(root, ADDRESSES["news-agency"]), root)
    full = draft_of(add(root, ADDRESSES["substack"], "--full"), root)
    for text in (owned, full):
        assert "We did not expect it to hold through the winter" in text.rpartition("\n---\n")[2]
    body = full.rpartition("\n---\n")[2]
    assert "Subscribe" not in body and "Nov 17" not in body and "Share" not in body


def test_what_is_in_the_site_is_refused_with_its_file(tmp_path: Path) -> None:
    """The same address, with other tracking parts or the page's own canonical address, is not added twice."""
    root = new_site(tmp_path / "site")
    first = add(root, ADDRESSES["news-agency"]).out.splitlines()[0]
    for address in (ADDRESSES["news-agency"], ADDRESSES["news-agency"].partition("?")[0] + "?utm_medium=mail&gclid=2"):
        again = add(root, address)
        assert again.code == 1
        assert first in again.err
    assert len(list((root / "content" / "news").iterdir())) == 1


def test_what_the_site_knows_is_proposed(tmp_path: Path) -> None:
    """A known domain keeps its name, and topics are those that stand in title and text; `AI` is no part of `said`."""
    root = new_site(tmp_path / "site")
    (root / "content" / "_data" / "topics").mkdir(parents=True)
    (root / "content" / "_data" / "topics" / "wind.yaml").write_text(
        "name: Wind power\naliases: [wind farms]\n", "utf-8"
    )
    old = (
        "---\ntitle: Old\npublishedDateTime: 2024-01-01\noriginalUrl: https://northwire.example/old\npublished: true\n"
        "provider: {name: The Wire, domain: northwire.example, images: [{url: 'https://northwire.example/i.png'}]}\n"
        "topics: [Forecasting, AI, Wind power]\n---\n"
    )
    (root / "content" / "news").mkdir()
    (root / "content" / "news" / "2024-01-01-old.md").write_text(old, "utf-8")
    draft = draft_of(add(root, ADDRESSES["news-agency"]), root)
    assert '  name: "The Wire"' in draft and "i.png" in draft
    assert re.findall(r'  - "(.*)"', draft.partition("topics:")[2].partition("\n\n")[0]) == ["Forecasting"]


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (
            Reply(b"<title>Just a moment...</title><script src=/cdn-cgi/challenge-platform/x></script>"),
            "whether a person",
        ),
        (Reply("<title>安全验证</title><p>请完成验证</p>".encode()), "whether a person"),
        (Reply(b"<title>Before you continue</title><p>We use cookies and data to</p>"), "consent"),
        (Reply(b"<title>Page not found</title><h1>404</h1>"), "nothing at this address"),
        (Reply(b" "), "no page in it"),
        (
            Reply(b"<title>Moved</title><meta http-equiv=refresh content='0; URL=/new?utm_source=x'><p>Wait."),
            "leads on to https://walled.example/new: add",
        ),
    ],
)
def test_a_wall_is_never_the_story(reply: Reply, words: str, tmp_path: Path) -> None:
    """A challenge, a consent page, an error page or nothing leaves a draft that asks for all but its address."""
    root = new_site(tmp_path / "site")
    ran = add(root, "https://walled.example/story", more={"walled.example/story": reply})
    draft = draft_of(ran, root)
    assert words in ran.out
    assert "needs: [date, title]" in draft and "title:" not in draft.partition("intake:")[0]
    assert 'originalUrl: "https://walled.example/story"' in draft


def test_a_hidden_text_is_asked_for(tmp_path: Path) -> None:
    """Where the text is behind payment, `--full` leaves `needs: text`, and not the first paragraph as the whole."""
    root = new_site(tmp_path / "site")
    draft = draft_of(add(root, ADDRESSES["paper-with-wall"], "--full"), root)
    assert "needs: [text]" in draft
    assert draft.endswith("---\n")


RESERVING = [
    ({"northwire.example": ("TDM-Reservation: 1",)}, "", b""),
    ({"northwire.example": ("X-Robots-Tag: noarchive",)}, "", b""),
    ({}, "", b'[{"location": "/tech/*", "tdm-reservation": 1}]'),
]


@pytest.mark.parametrize("case", range(len(RESERVING)))
def test_what_is_reserved_gives_no_text(case: int, tmp_path: Path) -> None:
    """Signals of header and host are recorded, and a reservation leaves the text where it is, `--full` or not."""
    headers, _, tdmrep = RESERVING[case]
    root = new_site(tmp_path / "site")
    page = Reply((PAGES / "news-agency.html").read_bytes(), headers=headers.get("northwire.example", ()))
    path = "www.northwire.example/tech/grid-model-2026-11-23/"
    more = {path: page, "www.northwire.example/.well-known/tdmrep.json": Reply(tdmrep, "application/json")}
    draft = draft_of(add(root, f"https://{path}", "--full", more=more if tdmrep else {path: page}), root)
    capture = next((root / "captures").glob("*.txt")).read_text("utf-8")
    assert "rights:" in draft and "reserved" in draft
    assert "hold through the winter" not in draft + capture


def test_robots_are_obeyed(tmp_path: Path) -> None:
    """A page that robots.txt keeps from us is not asked for, nor one whose robots.txt cannot be had."""
    root = new_site(tmp_path / "site")
    path = "www.northwire.example"
    no = {f"{path}/robots.txt": Reply(b"User-agent: *\nDisallow: /tech/", "text/plain")}
    broken = {f"{path}/robots.txt": Reply(status="503 Busy")}
    for more, words in ((no, "robots.txt does not allow"), (broken, "robots.txt could not be read")):
        ran = add(root, ADDRESSES["news-agency"], more=more)
        assert (ran.code, words in ran.err) == (1, True), ran.err
    assert not (root / "content" / "news").exists()


def test_an_undecided_date_is_asked_for(tmp_path: Path) -> None:
    """A page that contradicts itself, a day that is still to come and a day that can be read in two ways stay open."""
    root = new_site(tmp_path / "site")
    head = "<title>A headline that is long enough</title><meta property='article:published_time' content='{}'>{}"
    ld = '<script type="application/ld+json">{"@type":"Article","datePublished":"2026-11-01T09:00:00Z"}</script>'
    pages = [
        head.format("2026-11-20T09:00:00Z", ld),
        head.format("2099-01-01T00:00:00Z", ""),
        head.format("03/04/2026", ""),
    ]
    for number, html in enumerate(pages):
        (root / f"page{number}.html").write_text(f"<html><head>{html}</head><body><p>Text.</p></body></html>", "utf-8")
        draft = draft_of(add(root, f"page{number}.html"), root)
        assert "needs: [date]" in draft and "publishedDateTime" not in draft, html


def test_every_draft_builds_and_stays_withheld(tmp_path: Path) -> None:
    """Drafts are sources without a fault; no build shows one, and nothing of `intake` is anywhere in the output."""
    root = new_site(tmp_path / "site")
    assert add(root, *ADDRESSES.values(), str(PAGES / "wix-paste.txt")).code == 0
    settings, _ = load_settings(root)
    for file in (root / "content" / "news").iterdir():
        parsed = parse_source(file.read_bytes(), f"news/{file.name}", settings)
        assert parsed.meta is not None and parsed.meta.withheld, parsed.problems
        assert parsed.page is not None and "intake" not in parsed.page.extra
    ran = sitegen(root, "build", "--now", "2026-12-24", "--drafts")
    assert ran.code == 0, ran.err
    output = b"".join(file.read_bytes() for file in (root / "public").rglob("*") if file.is_file())
    assert b"Notes from a winter of forecasts" in output  # a draft, which --drafts shows
    assert b"Lighthouse Startups" not in output  # it needs a date
    assert b"JSON-LD" not in output and b"captures/" not in output and b"rel=canonical" not in output
