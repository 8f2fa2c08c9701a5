"""`sitegen moved`, `why` for what is not there, and tombstones."""

from __future__ import annotations

import json
from pathlib import Path

import feedparser
import pytest

from tests.command_line import sitegen
from tests.published_addresses import LOCK, FollowedSite
from tests.site_under_test import SITE_YAML, story

GONE, MOVED, TERM = "/news/2024/02/22/gone/", "/news/2024/02/22/old/", "/topics/chips/"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> FollowedSite:
    """A published site of which one story moved, one is gone with its topic, and one is a draft again."""
    site = FollowedSite(tmp_path_factory.mktemp("moved") / "site", SITE_YAML + "search: off\ncalendar: off\n")
    site.write("content/news/old.md", story("Stays", "2024-02-22", topics="[AI]"))
    site.write("content/news/gone.md", story("Goes", "2024-02-22", topics="[Chips]"))
    site.write("content/news/draft.md", story("Draft", "2024-02-22", topics="[AI]"))
    site.build(addresses="write", jobs=1)
    site.edit("content/news/old.md", "title:", "slug: new\ntitle:")
    site.edit("content/news/draft.md", "published: true", "published: false")
    site.delete("content/news/gone.md")
    site.build(addresses="write", jobs=1)
    return site


@pytest.fixture
def site(published: FollowedSite, tmp_path: Path) -> FollowedSite:
    """A copy of that site."""
    return published.copy_to(tmp_path / "site")


def fates(site: FollowedSite, *arguments: str) -> dict[str, str]:
    """Return address -> what `sitegen moved` says became of it."""
    ran = sitegen(site.root, "moved", "--json", *arguments)
    return {one["address"]: one["fate"] for one in json.loads(ran.out)["addresses"]}


def test_what_became_of_each(site: FollowedSite) -> None:
    """Each lost address is listed with its reason; --strict fails while one has no answer."""
    ran = sitegen(site.root, "moved")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        f"moved     {MOVED} -> /news/2024/02/22/new/  (content/news/old.md stands there now)",
        "withheld  /news/2024/02/22/draft/  (content/news/draft.md: published: false)",
        f"gone      {GONE}  (content/news/gone.md: there is no such source)",
        f'empty     {TERM}  ("Chips" has no stories left)',
        "3 addresses without an answer: bring the source back, make the address an alias, or dismiss it "
        "(sitegen moved --dismiss ADDRESS)",
    ]
    assert fates(site) == {MOVED: "moved", "/news/2024/02/22/draft/": "withheld", GONE: "gone", TERM: "empty"}
    assert sitegen(site.root, "moved", "--strict").code == 1
    assert sitegen(site.root, "build", "--strict").code == 1


@pytest.mark.parametrize("typed", [GONE, "news/2024/02/22/gone", f"https://digest.test{GONE}?x=1"])
def test_dismissing(site: FollowedSite, typed: str) -> None:
    """A dismissed address answers nothing and is told no more; a term goes with its feeds."""
    assert sitegen(site.root, "moved", "--dismiss", typed, "--dismiss", TERM).code == 0
    assert fates(site) == {MOVED: "moved", "/news/2024/02/22/draft/": "withheld", GONE: "dismissed", TERM: "dismissed"}
    report = site.build(addresses="write", jobs=1)
    assert not any(GONE in problem.message or TERM in problem.message for problem in report.problems)
    assert [site.answer(address)[0] for address in (GONE, TERM, f"{TERM}feed.xml", MOVED)] == [404, 404, 404, 200]
    site.write("content/news/gone.md", story("Goes", "2024-02-22", topics="[Chips]"))
    site.build(addresses="write", jobs=1)
    assert b"dismissed" not in site.lock()
    before = site.lock()
    for address in ("/nowhere/", "/news/2024/02/22/new/"):
        ran = sitegen(site.root, "moved", "--dismiss", address)
        assert (ran.code, "is not such an address" in ran.err, site.lock()) == (2, True, before)


def test_dismissing_one_that_leads_on(site: FollowedSite) -> None:
    """The old address of a story that moved may be dismissed, too: it leads nowhere then, and the story stays."""
    assert sitegen(site.root, "moved", "--dismiss", MOVED).code == 0
    site.build(addresses="write", jobs=1)
    assert [site.answer(address)[0] for address in (MOVED, "/news/2024/02/22/new/")] == [404, 200]


def test_writing_aliases(site: FollowedSite) -> None:
    """--write adds the old address to the aliases of the source that moved, and nothing else, so no lock is needed."""
    before = (site.root / "content/news/old.md").read_bytes()
    ran = sitegen(site.root, "moved", "--write")
    assert "content/news/old.md: its old addresses are among its aliases now" in ran.out
    after = (site.root / "content/news/old.md").read_bytes()
    assert after == before.replace(b"\n---\n", f"\naliases: [{MOVED}]\n---\n".encode())
    assert "among its aliases" not in sitegen(site.root, "moved", "--write").out
    (site.root / LOCK).unlink()
    site.build(jobs=1)
    assert site.answer(MOVED) == (200, "/news/2024/02/22/new/")


@pytest.mark.parametrize(
    ("file", "text", "edit"),
    [
        ("chips.yaml", "name: Chips # short\n", ("name: Chips", "name: Silicon")),
        ("chips.json", '{"name": "Chips"}\n', ('"Chips"', '"Chips", "slug": "semis"')),
        ("chips.toml", 'name = "Chips"\n', ('"Chips"', '"Chips"\nslug = "semis"')),
    ],
)
def test_writing_aliases_of_terms(tmp_path: Path, file: str, text: str, edit: tuple[str, str]) -> None:
    """--write adds the old name to the file of a term that moved; page and feeds lead on without the lock."""
    site = FollowedSite(tmp_path / "site", SITE_YAML + "search: off\ncalendar: off\n")
    site.write(f"content/_data/topics/{file}", text)
    site.write("content/news/a.md", story("A", "2024-02-22", topics="[Chips]"))
    site.build(addresses="write", jobs=1)
    site.edit(f"content/_data/topics/{file}", *edit)
    site.edit("content/news/a.md", "[Chips]", "[Silicon]" if "Silicon" in edit[1] else "[Chips]")
    site.build(addresses="write", jobs=1)
    new = "/topics/silicon/" if "Silicon" in edit[1] else "/topics/semis/"
    assert fates(site)[TERM] == "moved"
    before = (site.root / f"content/_data/topics/{file}").read_text("utf-8")
    assert f"content/_data/topics/{file}: its old addresses" in sitegen(site.root, "moved", "--write").out
    after = (site.root / f"content/_data/topics/{file}").read_text("utf-8")
    assert "chips" in after
    assert all(line in after for line in before.strip("{}\n").splitlines())
    (site.root / LOCK).unlink()
    site.build(jobs=1)
    assert [site.answer(TERM + name) for name in ("", "atom.xml")] == [(200, new), (200, f"{new}atom.xml")]
    assert "its old addresses" not in sitegen(site.root, "moved", "--write").out


def test_writing_aliases_into_other_heads(site: FollowedSite) -> None:
    """--write finds the place in TOML and in JSON, too."""
    for name, text in (
        ("toml.md", '+++\ntitle = "T"\ndate = 2024-02-22\n\n[provider]\nname = "P"\n+++\nText of T.\n'),
        ("json.md", '{"title": "J", "date": "2024-02-22"}\n\nText of J.\n'),
    ):
        site.write(f"content/news/{name}", text)
    site.build(addresses="write", jobs=1)
    for name in ("toml", "json"):
        (site.root / f"content/news/{name}.md").rename(site.root / f"content/news/{name}-2.md")
    site.build(addresses="write", jobs=1)
    assert sitegen(site.root, "moved", "--write").err == ""
    (site.root / LOCK).unlink()
    site.build(jobs=1)
    for name in ("toml", "json"):
        assert site.answer(f"/news/2024/02/22/{name}/") == (200, f"/news/2024/02/22/{name}-2/")


def test_where_no_alias_can_be_written(site: FollowedSite) -> None:
    """A source without front matter is told, and left alone."""
    site.write("content/news/2024-02-22-old.txt", "A plain text\n\nIt says something.\n")
    site.build(addresses="write", jobs=1)
    text = (site.root / "content/news/2024-02-22-old.txt").read_bytes()
    (site.root / "content/news/2024-02-22-old.txt").rename(site.root / "content/news/2024-02-22-other.txt")
    ran = sitegen(site.root, "moved", "--write")
    assert "content/news/2024-02-22-other.txt: warning: aliases:" in ran.err
    assert (site.root / "content/news/2024-02-22-other.txt").read_bytes() == text


def test_why(site: FollowedSite) -> None:
    """`why` says of a lost address what stood there and where it went, and of a withheld source why it is."""
    assert sitegen(site.root, "why", MOVED).out.splitlines() == [
        f"{MOVED} is not published: content/news/old.md stands there now",
        "    it leads to /news/2024/02/22/new/",
    ]
    assert sitegen(site.root, "why", f"https://digest.test{GONE}").out.startswith(f"{GONE} is not published: ")
    ran = sitegen(site.root, "why", "content/news/draft.md")
    assert ran.out.splitlines()[0] == "content/news/draft.md is not published: it is withheld: published: false"
    site.write("content/news/bad.md", "---\ntitle: [\n---\n")
    assert "it has an error: " in sitegen(site.root, "why", "content/news/bad.md").out
    assert sitegen(site.root, "why", "/never/").code == 1


def test_a_tombstone(site: FollowedSite) -> None:
    """A removed story with a note is the note, the day and the identity: at its address, in lists, and in feeds."""
    ids = site.ids()
    fields = {"removed": "true", "note": "Withdrawn at the request of a person named in it.", "updated": "2024-04-01"}
    site.write("content/news/old.md", story("Stays", "2024-02-22", "Secret body.\n", slug="new", **fields))
    site.build(addresses="write", jobs=1)
    page = site.text("news/2024/02/22/new/index.html")
    assert "Withdrawn at the request" in page
    words = ("Stays", "Secret body", "What Stays is about", "Example News", "news.example")
    for path, data in site.outputs().items():
        about_it = (
            data.replace(ids["Stays"].encode(), b"")
            if path in ("news/2024/02/22/new/index.html", "feed.xml", "atom.xml", "feed.json")
            else b""
        )
        assert [word for word in words if word.encode() in about_it] == [], path
    (entry,) = (one for one in feedparser.parse(site.text("atom.xml")).entries if "Withdrawn" in one.title)
    assert (entry.id, entry.updated[:10]) == (ids["Stays"], "2024-04-01")


def test_a_removed_story_without_a_note(site: FollowedSite) -> None:
    """An empty note, or one on a story that is not removed, makes no tombstone."""
    site.write("content/news/old.md", story("Stays", "2024-02-22", slug="new", removed="true", note="''"))
    site.write("content/news/other.md", story("Other", "2024-02-22", note="A note."))
    site.build(addresses="write", jobs=1)
    assert site.answer("/news/2024/02/22/new/")[0] == 410
    assert "Other" in site.text("news/2024/02/22/other/index.html")
