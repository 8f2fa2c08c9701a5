"""What is told after the build: whether the site is well, and what changed in its folder."""

from __future__ import annotations

import json
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from sitegen.check.live_age import live_age
from sitegen.net.fetch import FetchError, RefusedError
from sitegen.settings import HOSTS
from tests.command_line import sitegen
from tests.hosts_site import moved_site
from tests.site_under_test import SITE_YAML, SiteUnderTest, bytes_below, story

BAD = "---\ntitle: [\n---\n"


def status(site: SiteUnderTest, *arguments: str, at: str = "1717243200") -> tuple[int, dict[str, Any]]:
    """Return the exit code and what `status --json` says at a moment (seconds since 1970)."""
    ran = sitegen(site.root, "status", "--json", *arguments, SOURCE_DATE_EPOCH=at)
    found: dict[str, Any] = json.loads(ran.out)
    return ran.code, found


def test_before_and_after_a_build(site: SiteUnderTest) -> None:
    """Without a good build there is none; after one its time, its numbers and what is due next are told."""
    site.write("content/news/one.md", story("One"))
    site.write("content/news/two.md", story("Two", "2024-12-01T09:00:00Z"))
    code, found = status(site)
    assert (code, found["last_build"], found["next_change"]) == (0, None, None)
    assert status(site, "--max-age", "26h")[0] == 1
    sitegen(site.root, "build", SOURCE_DATE_EPOCH="1717243200")
    code, found = status(site, "--max-age", "26h", at="1717329600")
    assert (code, found["age_seconds"], found["published"], found["too_old"]) == (0, 86_400, 1, [])
    assert datetime.fromisoformat(found["next_change"]) == datetime.fromisoformat("2024-12-01T09:00:00+00:00")
    code, found = status(site, "--max-age", "26h", at="1717340000")
    assert (code, len(found["too_old"])) == (1, 1)
    text = sitegen(site.root, "status", SOURCE_DATE_EPOCH="1733043601")
    assert (text.code, text.out.splitlines()[-1]) == (0, "Next due: 2024-12-01 17:00, so build again")


def test_a_build_that_finds_nothing_to_do_is_a_good_one(site: SiteUnderTest) -> None:
    """Its time counts; that of a build that published nothing does not."""
    site.write("content/news/one.md", story("One"))
    for moment in ("1717243200", "1717329600"):
        sitegen(site.root, "build", SOURCE_DATE_EPOCH=moment)
    assert status(site, at="1717329660")[1]["age_seconds"] == 60
    site.write("static/news/2024/02/22/one/index.html", "in the way of a list")
    site.write("themes/default/templates/home.html", "{% broken")
    assert sitegen(site.root, "build", SOURCE_DATE_EPOCH="1717400000").code == 1
    assert status(site, at="1717329660")[1]["age_seconds"] == 60


def test_since_when_a_story_is_held_back(site: SiteUnderTest) -> None:
    """The first build without it is named until it is corrected, whatever is built meanwhile."""
    site.write("content/news/one.md", story("One"))
    site.write("content/news/bad.md", BAD)
    for moment in ("1717243200", "1717329600"):
        assert sitegen(site.root, "build", SOURCE_DATE_EPOCH=moment).code == 4
    (held,) = status(site, at="1717329600")[1]["held_back"]
    assert held["path"] == "content/news/bad.md"
    assert datetime.fromisoformat(held["since"]).timestamp() == 1717243200
    assert "content/news/bad.md since 2024-06-01" in sitegen(site.root, "status").out
    site.write("content/news/bad.md", story("Good"))
    sitegen(site.root, "build", SOURCE_DATE_EPOCH="1717329600")
    assert status(site)[1]["held_back"] == []


def test_addresses_that_nobody_answered_for(tmp_path: Path) -> None:
    """Each is listed until somebody says what is to become of it."""
    site = moved_site(tmp_path, "netlify")
    assert "/news/2024/01/03/three/" in status(site)[1]["unanswered"]
    sitegen(site.root, "moved", "--dismiss", "/news/2024/01/03/three/")
    assert "/news/2024/01/03/three/" not in status(site)[1]["unanswered"]


def test_a_site_that_nobody_reaches_is_asked_once() -> None:
    """Where nobody answers for robots.txt, nothing else is asked: each time may take half a minute."""
    asked = []

    def fetch(address: str) -> bytes:
        asked.append(address)
        raise FetchError("there was no answer within 30 seconds")

    assert (
        live_age("https://live.test/", fetch).error
        == "live.test cannot be reached: there was no answer within 30 seconds"
    )
    assert asked == ["https://live.test/robots.txt"]


@pytest.mark.parametrize("address", ["", "digest.example", "ftp://digest.example/", "https://"])
def test_an_address_that_is_none(address: str, site: SiteUnderTest) -> None:
    """It is a mistake of usage, and nothing is asked."""
    ran = sitegen(site.root, "status", "--against", address)
    assert (ran.code, "https://digest.example/" in ran.err) == (2, True)


def test_a_live_site_that_does_not_answer(site: SiteUnderTest) -> None:
    """It makes the command fail with the reason, and what is known here is told all the same."""
    sitegen(site.root, "build")
    code, found = status(site, "--against", "http://127.0.0.1:1/")
    assert (code, found["outputs"] > 0, found["too_old"]) == (1, True, [])
    assert (found["live"]["newest"], "cannot be reached" in found["live"]["error"]) == (None, True)
    ran = sitegen(site.root, "status", "--against", "http://127.0.0.1:1/")
    assert (ran.code, "Last good build" in ran.out, "cannot be reached" in ran.err) == (1, True, True)


def test_an_age_is_told_as_it_was_typed(site: SiteUnderTest) -> None:
    """What is too old is older than `26h`, not than one day and two hours."""
    sitegen(site.root, "build", SOURCE_DATE_EPOCH="1717243200")
    ran = sitegen(site.root, "status", "--max-age", "26h", SOURCE_DATE_EPOCH="1717343200")
    assert "older than 26h" in ran.err


@pytest.mark.parametrize("age", ["26", "h", "-1h", "1 day", "26h26m"])
def test_an_age_that_is_none(age: str, site: SiteUnderTest) -> None:
    """It is a mistake of usage, with an example."""
    ran = sitegen(site.root, "status", "--max-age", age)
    assert (ran.code, "26h" in ran.err) == (2, True)


SITEMAP = b"<urlset><url><loc>https://live.test/a/</loc></url><url><loc>https://live.test/b/</loc></url></urlset>"


@pytest.mark.parametrize(
    "feed",
    [
        b"<feed><entry><updated>2024-05-01T10:00:00Z</updated></entry><updated>2024-05-02T10:00:00Z</updated></feed>",
        f"<rss><item><pubDate>{format_datetime(datetime(2024, 5, 2, 10))}</pubDate></item></rss>".encode(),
        b'{"items": [{"date_published": "2024-05-02T12:00:00+02:00"}, {"date_modified": "then"}]}',
    ],
)
def test_how_new_the_live_site_is(feed: bytes) -> None:
    """The newest date of its feed, in any of the three formats, and how many addresses its sitemap names."""
    files = {"sitemap.xml": SITEMAP, "atom.xml": feed}

    def fetch(address: str) -> bytes:
        try:
            return files[address.removeprefix("https://live.test/")]
        except KeyError:
            raise RefusedError(404, "Not Found", {}) from None

    found = live_age("https://live.test/", fetch)
    assert found.newest is not None
    assert (found.newest.isoformat()[:16], found.addresses) in {("2024-05-02T10:00", 2), ("2024-05-02T12:00", 2)}
    files["atom.xml"] = b"<feed>"
    assert live_age("https://live.test/", fetch).newest is None
    del files["sitemap.xml"]
    assert "no sitemap" in live_age("https://live.test/", fetch).error


def test_a_file_of_changes_never_speaks_of_an_earlier_build(site: SiteUnderTest) -> None:
    """After a build that stops, for whatever reason, it says that nothing was published."""
    site.write("content/news/one.md", story("One"))
    (site.root / "changes.json").touch()  # as mktemp makes it
    for text, published in (("", True), ("title: [\n", False), ("theme_options: {nonsense: 1}\n", False)):
        site.write("site.yaml", SITE_YAML + text)
        assert (sitegen(site.root, "build", "--changes", "changes.json").code == 0) == published
        changes = json.loads((site.root / "changes.json").read_text("utf-8"))
        assert (changes["published"], bool(changes["written"])) == (published, published)


@pytest.mark.parametrize("file", ["nowhere/c.json", ".", "public/c.json", "content/news/one.md", "mine.json"])
def test_where_no_file_of_changes_can_stand(file: str, site: SiteUnderTest) -> None:
    """It is a mistake of usage: nothing is built, overwritten or published with the site."""
    site.write("content/news/one.md", story("One"))
    site.write("mine.json", '{"written": 1}')
    before = bytes_below(site.root)
    ran = sitegen(site.root, "build", "--changes", file)
    assert (ran.code, "--changes" in ran.err, bytes_below(site.root)) == (2, True, before)


@pytest.mark.parametrize("host", HOSTS)
def test_the_file_of_changes(host: str, tmp_path: Path) -> None:
    """`--changes` names what was written with bytes and reason, what was removed, and what old addresses answer."""
    site = moved_site(tmp_path, host)
    before = site.outputs()
    site.edit("content/news/four.md", "title: Four", "title: Four\nslug: quattro")
    site.edit("content/news/one.md", "title: One", "title: One\nremoved: true")
    ran = sitegen(site.root, "build", "--changes", "changes.json", "--no-frozen")
    assert ran.code == 0, ran.err
    changes = json.loads((site.root / "changes.json").read_text("utf-8"))
    after = site.outputs()
    written = {one["path"]: one["bytes"] for one in changes["written"]}
    assert written == {path: len(after[path]) for path in after if after[path] != before.get(path)}
    assert all(one["reason"] for one in changes["written"])
    assert {one["path"] for one in changes["removed"]} == before.keys() - after.keys()
    answers = {one["address"]: (one["status"], one["to"]) for one in changes["redirected"]}
    status = 200 if host in ("github", "server") else 301
    assert answers["/news/2024/01/04/four/"] == (status, "/news/2024/01/04/quattro/")
    assert "/topics/robots/" not in answers  # it was answered before
    gone = answers.get("/news/2024/01/01/uno/")
    assert gone == ((410, "") if host in ("netlify", "server") else None)
    sitegen(site.root, "build", "--changes", "changes.json")
    again = json.loads((site.root / "changes.json").read_text("utf-8"))
    assert (again["written"], again["removed"], again["redirected"]) == ([], [], [])
    site.edit("site.yaml", "search: off", "search: off\nlanguage: de")
    sitegen(site.root, "build", "--changes", "changes.json")
    again = json.loads((site.root / "changes.json").read_text("utf-8"))
    assert again["written"]
    assert again["redirected"] == []  # what leads on is written anew, but does so since the last build
