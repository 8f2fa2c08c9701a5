"""What strangers send makes a draft or a clear word, and nothing else."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from sitegen.config.loading import load_settings
from sitegen.pages.parse import parse_source
from tests.command_line import sitegen
from tests.intake.hostile_sources import MAILS, TEXTS, pages
from tests.intake.publishers import NOW, new_site
from tests.replayed_web import Reply, replayed

MOST_SECONDS = 20
"""Of processor time, for the longest of them."""


def try_all(root: Path, sources: list[tuple[str, bytes]]) -> int:
    """Add sources, each on its own; return how many became a draft. Each of the others is told why it does not."""
    made = 0
    for number, (suffix, data) in enumerate(sources):
        file = root / f"source{number}{suffix}"
        file.write_bytes(data)
        start = time.process_time()
        ran = sitegen(
            root, "add", file.name, "--full", "--from-url", f"https://hostile.example/{number}", SOURCE_DATE_EPOCH=NOW
        )
        assert time.process_time() - start < MOST_SECONDS, data[:80]
        assert ran.code in (0, 1, 2), (data[:80], ran.err)
        assert "\x1b" not in ran.out + ran.err and "\u202e" not in ran.out + ran.err
        if ran.code:
            assert ran.err.startswith("sitegen: ") and "Traceback" not in ran.err, ran.err
        made += ran.code == 0
        file.unlink()
    return made


def check_drafts(root: Path) -> None:
    """Each draft is a source that is withheld, names only addresses of the web, and has a date that its page has."""
    settings, _ = load_settings(root)
    for file in (root / "content" / "news").iterdir():
        data = file.read_bytes()
        parsed = parse_source(data, f"news/{file.name}", settings)
        assert parsed.meta is not None and parsed.meta.withheld, (file.name, parsed.problems)
        head = data.decode("utf-8").partition("intake:")[0]
        assert "published: false" in head and "published: true" not in re.sub(r'"(?:[^"\\]|\\.)*"', "", head)
        assert not re.search(r"(?m)^\s*(?:- url|originalUrl): \"(?!https?://)", head), head
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", head), file.name
    assert all(file.name.isprintable() and len(file.name.encode()) < 255 for file in (root / "content").rglob("*"))


@pytest.mark.parametrize("step", [pytest.param(5, id="some"), pytest.param(1, id="all", marks=pytest.mark.long)])
def test_no_page_does_more_than_become_a_draft(step: int, tmp_path: Path) -> None:
    """Some three hundred broken, forged and malicious pages: no traceback, nothing published, nothing unsafe."""
    root = new_site(tmp_path / "site")
    sources = [(".html", data) for data in pages()]
    assert len(sources) > 200
    assert try_all(root, sources[::step]) > 200 // step
    check_drafts(root)
    ran = sitegen(root, "build", "--now", "2026-12-24")
    assert ran.code == 0, ran.err
    assert "0 published" in ran.out


def test_no_mail_and_no_paste_does_more_than_become_a_draft(tmp_path: Path) -> None:
    """Mails without a head, with forged dates or endless parts, and pastes that play front matter."""
    root = new_site(tmp_path / "site")
    sources = [(".eml", data) for data in MAILS] + [(".mhtml", data) for data in MAILS]
    sources += [(".txt", text.encode("utf-8", "replace")) for text in TEXTS]
    assert try_all(root, sources) > 15
    check_drafts(root)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("ftp://a.example/x", "not an http or https address"),
        ("file:///etc/passwd", "not an http or https address"),
        ("javascript:alert(1)", "not an http or https address"),
        ("http://", "not an http or https address"),
        ("https://user:word@a.example/", "not an http or https address"),
        ("http://127.0.0.1:9/", "own network"),
        ("http://inside.example/", "own network"),
        ("https://loop.example/", "more than 5 times"),
        ("https://large.example/", "larger than"),
        ("https://pdf.example/", "which is not a page"),
        ("https://gone.example/", "410"),
        ("https://elsewhere.example/", "robots.txt does not allow"),
        ("https://news.google.com/rss/articles/CBMiX", "hides the real address"),
        ("nothing-here.html", "cannot be read"),
        (".", "is a folder"),
        ("site.yaml", "of no kind"),
        ("", "is a folder"),
    ],
)
def test_a_source_that_cannot_be_had_is_a_word(source: str, words: str, tmp_path: Path) -> None:
    """Each refusal says which it is, and leaves no draft."""
    root = new_site(tmp_path / "site")
    web = {
        "loop.example/": Reply(status="302 Found", headers=("Location: /",)),
        "large.example/": Reply(b"x" * 10_000_001),
        "pdf.example/": Reply(b"%PDF", "application/pdf"),
        "gone.example/": Reply(status="410 Gone"),
        "elsewhere.example/": Reply(status="301 Moved", headers=("Location: https://closed.example/x",)),
        "closed.example/x": Reply(b"<title>Closed</title>"),
        "closed.example/robots.txt": Reply(b"User-agent: *\nDisallow: /", "text/plain"),
    }
    with replayed(web, {"inside.example": "192.168.0.7", "127.0.0.1": "127.0.0.1"}):
        ran = sitegen(root, "add", source)
    assert ran.code in (1, 2) and words in ran.err, ran.err
    assert not (root / "content" / "news").exists()


def test_one_bad_source_does_not_stop_the_others(tmp_path: Path) -> None:
    """Of several sources each is added or told; the exit code says that one was not."""
    root = new_site(tmp_path / "site")
    (root / "good.txt").write_text(
        "A headline of a paste\n\nA sentence that is long enough to be one, by far.\n", "utf-8"
    )
    ran = sitegen(root, "add", "none.html", "good.txt", SOURCE_DATE_EPOCH=NOW)
    assert ran.code == 1 and "none.html cannot be read" in ran.err and "a-headline-of-a-paste.md" in ran.out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- feed: [x]", "a text is due"),
        ("- feed: ftp://x", "not an http or https address"),
        ("- {feed: 'https://a.example/f', zone: Mars}", "there is no time zone Mars"),
        ("- {feed: 'https://a.example/f', cut: '('}", "not a regular expression"),
        ("- {feed: 'https://a.example/f', rights: all}", "one of none, licensed, own is due"),
        ("- {feed: 'https://a.example/f', excerpt: lots}", "a number of characters"),
        ("- {feed: 'https://a.example/f', fed: x}", "not a key of a source"),
        ("subscriptions: yes", "a list of sources is due"),
        ("- name: x", "needs `feed` or `domain`"),
        ("- [", "not YAML"),
    ],
)
def test_a_wrong_subscription_is_told_with_its_place(text: str, words: str, tmp_path: Path) -> None:
    """`subscriptions.yaml:line:column`, the key, and what is due there."""
    root = new_site(tmp_path / "site")
    (root / "subscriptions.yaml").write_text(text, "utf-8")
    ran = sitegen(root, "fetch")
    assert ran.code == 2 and words in ran.err and re.search(r"subscriptions\.yaml:[12]:\d", ran.err), ran.err
