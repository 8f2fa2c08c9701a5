"""Sites of other systems move in whole: texts, addresses, identities, pictures and settings."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click
import pytest

from sitegen.cli.commands.new import command
from sitegen.config import load_settings
from sitegen.moving_in.move import look_at, move_in
from sitegen.moving_in.recognise import SYSTEMS
from sitegen.moving_in.written_settings import Answers
from sitegen.permalinks import folder_of
from sitegen.sources import PAGE_SUFFIXES
from tests.command_line import PROJECT, Ran, sitegen
from tests.old_sites import HUGO, OLD_SITES, OldSite, rss, write_site

ADDED = (b"guid", b"url", b"language", b"type", b"date", b"---")


def move(folder: Path, files: dict[str, str | bytes], *options: str, feed: str = "") -> Ran:
    """Move a site of these files in, from `old` to `new`."""
    write_site(folder / "old", files)
    if feed:
        (folder / "feed.xml").write_text(feed, "utf-8")
        options = (*options, "--feed", "feed.xml")
    return sitegen(folder, "new", "site", "new", "--from", "old", *options)


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_each_system_has_a_site_that_moves_in() -> None:
    """What can be recognised has a site in `tests/old_sites.py`, a section in the docs, and is named to who chooses."""
    assert {*OLD_SITES} - {"plain"} == {system.name for system in SYSTEMS}
    text = (PROJECT / "docs/moving-in.md").read_text("utf-8")
    assert [system.name for system in SYSTEMS if f"\n## {system.name}\n" not in text] == []
    assert isinstance(command, click.Group)
    for shown in (command.commands["site"].help or "", (PROJECT / "README.md").read_text("utf-8")):
        assert [system.name for system in SYSTEMS if system.name not in shown] == []


@pytest.mark.parametrize("name", OLD_SITES)
def test_a_whole_site_moves_in(name: str, tmp_path: Path) -> None:
    """A site comes with its addresses, identities, pictures and settings; the old folder is as it was."""
    site = OLD_SITES[name]
    before = snapshot(write_site(tmp_path / "old", site.files))
    ran = move(tmp_path, {}, feed=site.feed)
    new = tmp_path / "new"
    assert (ran.code, snapshot(tmp_path / "old")) == (0, before), ran.err
    check_addresses(new, site)
    lines = (new / "site.yaml").read_text("utf-8").splitlines()
    assert [line for line in site.settings if not any(one.startswith(line) for one in lines)] == [], lines
    feed = json.loads((new / "public/feed.json").read_text("utf-8"))
    ids = {item["id"] for item in feed["items"]}
    assert (len(feed["items"]), set(site.guids.values()) - ids) == (site.stories, set())
    check_texts(new, site)
    assert "is missing" not in ran.err


def check_addresses(new: Path, site: OldSite) -> None:
    """Check that each old address has its page, or is answered with a redirect to it."""
    redirects = (new / "public/_redirects").read_text("utf-8")
    base = next((path for path in ("/log/", "/docs/") if any(old.startswith(path) for old in site.addresses)), "/")
    for old, title in site.addresses.items():
        folder, file = folder_of(old)
        page = new / "public" / folder.removeprefix(base).lstrip("/") / "index.html"
        assert f">{title}</h1>" in page.read_text("utf-8"), old
        assert not file or f"{old} " in redirects.replace("  ", " "), (old, redirects)


def check_texts(new: Path, site: OldSite) -> None:
    """Check that each text is as it was, but for the lines that keep its address and identity."""
    old = sorted(text if isinstance(text, bytes) else text.encode() for text in site.files.values())
    for path in (new / "content").rglob("*"):
        if path.is_file() and path.suffix.lower() in PAGE_SUFFIXES:
            data = path.read_bytes()
            assert any(without_added(data, text) for text in old), (path, data)
    for source, guid in site.guids.items():
        assert guid in (new / "content" / source).read_text("utf-8"), source


def without_added(data: bytes, text: bytes) -> bool:
    """Return whether bytes are those of a text, with lines of added fields more."""
    lines, left = data.split(b"\n"), text.split(b"\n")
    for line in lines:
        if left and line == left[0]:
            left.pop(0)
        elif not line.lower().startswith(ADDED):
            return False
    return not left


def test_the_summary_says_what_is_kept(tmp_path: Path) -> None:
    """A move says how many addresses and identities are kept, which items found no story, and what was left."""
    feed = rss(
        {
            "urn:1": ("https://quay.example/2023/03/first-tide/", "First tide", ""),
            "urn:2": ("https://quay.example/moved/boat/", "The second boat", "Thu, 02 Mar 2023 00:00:00 GMT"),
            "urn:9": ("https://quay.example/gone/", "Gone", ""),
        }
    )
    ran = move(tmp_path, HUGO.files, feed=feed)
    assert ran.out.splitlines()[:14] == [
        "Moved in: Hugo (by hugo.toml), 7 texts, 2 pictures and files",
        "Addresses: 6 of 6 kept (3 as `permalinks` says, 3 by a line `url` in the text)",
        "Identities: 2 of 3 items of the feed found their story",
        '    without a story: "Gone"',
        "    3 stories without: readers may see the newest of them once more",
        "Not kept:",
        "    feeds of single sections and terms (/posts/index.xml)",
        "    the text of the front page (content/_index.md): ours shows the newest stories",
        "    texts of pages that our site makes itself: content/search.md",
        "    1 picture or file that no text refers to",
        "site.yaml says beside each line where it is from: look through it.",
        "",
        "7 stories: 6 published, 1 withheld (1 draft)",
        ran.out.splitlines()[13],
    ]
    boat = (tmp_path / "new/content/posts/second.md").read_text("utf-8")
    assert "\nurl: /moved/boat/\nguid: " in boat
    assert (tmp_path / "new/public/moved/boat/index.html").is_file()


def test_dates_come_from_the_old_feed_alone(tmp_path: Path) -> None:
    """A text without a date gets that of its item in the old feed, and no other one."""
    files: dict[str, str | bytes] = {
        "issues/one.md": "# Issue one\n\nWater.\n",
        "issues/two.md": "---\ntitle: Issue two\n---\nBoats.\n",
        "issues/three.md": "# Issue three\n",
    }
    date = "Wed, 01 Mar 2023 23:30:00 GMT"
    feed = rss({f"urn:{name}": (f"https://quay.example/{name}", f"Issue {name}", date) for name in ("one", "two")})
    ran = move(tmp_path, files, feed=feed)
    assert (ran.code, "3 stories: 2 published, 1 withheld (1 without a date)" in ran.out) == (0, True), ran.out
    texts = {path.name: path.read_text("utf-8") for path in (tmp_path / "new/content/issues").iterdir()}
    one = '---\ndate: "2023-03-01T23:30:00+00:00"\nurl: /one\nguid: "urn:one"\n---\n# Issue one\n\nWater.\n'
    assert (texts["one.md"], texts["three.md"]) == (one, files["issues/three.md"])
    assert (tmp_path / "new/public/one/index.html").is_file()


def test_which_figure_is_the_month_is_taken_from_clear_dates(tmp_path: Path) -> None:
    """Dates whose month is in doubt are read in the order that others of the same site have."""
    days = ("02-25-2023", "03-02-2023", "12-11-2023")
    files: dict[str, str | bytes] = {f"n/{day}.md": f"---\ntitle: T{day}\ndate: {day}\n---\nx\n" for day in days}
    ran = move(tmp_path, files)
    assert (ran.code, "3 stories: 3 published" in ran.out) == (0, True), ran.err
    assert (tmp_path / "new/public/n/2023/03/02").is_dir()
    site = tmp_path / "new/site.yaml"
    site.write_text(site.read_text("utf-8").replace('date_order: "month"', "date_order: day"), "utf-8")
    assert sitegen(tmp_path, "build", "new", "--base-url", "https://quay.example/").code == 0
    assert (tmp_path / "new/public/n/2023/02/03").is_dir()


TEXT = "---\ntitle: A\ndate: 2023-03-01\n---\nText.\n"
JUNK = (
    b"", b"\xff\xfe\x00", b"a: [", b"- 1\n", b"title: &a [*a]\n", b"x" * 2_000_000, b"{" * 5000, b"[" * 5000,
    b"title = 1\nbaseURL = 3\nbase_url = [1]\n[permalinks]\nposts = 4\n[[languages]]\nx=1\n", b"def f(:\n",
    b"title:\n  deep: 1\nbaseURL: [1]\nurl: {a: b}\npermalink: [x]\npermalinks: 3\nlanguages: [fr]\ncollections: 7\n"
    b"defaults: {a: 1}\nplugins: 3\ntaxonomies: x\n",
    b'{"title": null, "baseURL": {}, "permalinks": {"posts": ":::/../:slug"}}',
    "title: \u202eevil\nurl: javascript:alert(1)\nlanguage: ../../x\ntimezone: Mars/Phobos\n".encode(),
    b"open('never', 'w')\nSITEURL = (1, 2)\nARTICLE_URL = '{slug:%Q}/{0.__class__}'\n", b"/* " * 60_000,
    b"getCollection" + b" " * 190_000,
    b"site: '" + b"a" * 100_000,
)  # fmt: skip
CONFIGS = (
    "hugo.toml", "hugo.yaml", "config.json", "config.toml", "_config.yml", "astro.config.mjs", ".eleventy.js",
    "pelicanconf.py", "mkdocs.yml", "docusaurus.config.js",
)  # fmt: skip
PLACES = ("content/posts/a.md", "_posts/2023-03-01-a.md", "docs/a.md", "src/content/blog/a.md", "source/_posts/a.md")
"""Where the systems keep their texts."""


@pytest.mark.parametrize("config", CONFIGS)
def test_no_config_stops_a_move(config: str, tmp_path: Path) -> None:
    """Whatever a config holds, the site is recognised by its folders, and what cannot be meant is left out."""
    for number, junk in enumerate(JUNK):
        folder = write_site(tmp_path / f"old{number}", {config: junk, **dict.fromkeys(PLACES, TEXT)})
        new = tmp_path / f"new{number}"
        new.mkdir()
        moved = move_in(look_at(folder, new, "", ""), new, Answers(), "New")
        assert moved.kept, (config, junk[:40])
        assert load_settings(new)[1] == (), (config, junk[:40])


def test_odd_files_do_not_stop_a_move(tmp_path: Path) -> None:
    """Links, pipes, binary texts and odd addresses are left out or withheld, each told, and the rest moves in."""
    odd = ("../../x", "[a, {b: c}]", "'\"'", "//evil.example/x", "/*", "/a b/ü/", "/" + "a" * 2000, "/", "''", "/x?q#a")
    files: dict[str, str | bytes] = {"hugo.toml": 'baseURL = "https://quay.example/"\n'}
    for number, value in enumerate(odd):
        for key in ("url", "slug", "guid", "tags"):
            head = f"title: T{key}{number}\ndate: 2023-03-01\n{key}: {value}"
            files[f"content/posts/{key}{number}.md"] = f"---\n{head}\n---\n"
    files["content/posts/binary.md"] = bytes(range(256)) * 20
    files["content/archive/good.md"] = TEXT
    old = write_site(tmp_path / "old", files)
    (old / "content/posts/link.md").symlink_to("/etc/hostname")
    (old / "loop").symlink_to(old)
    os.mkfifo(old / "content/posts/pipe.md")
    ran = move(tmp_path, {})
    assert ran.code == 4, (ran.out, ran.err)
    assert "2 links and names that are no text, which are not followed: content/posts/link.md, loop" in ran.out
    assert not (tmp_path / "new/content/posts/link.md").exists()
    assert (tmp_path / "new/public/archive/good/index.html").is_file()


@pytest.mark.parametrize(
    ("files", "arguments", "words"),
    [
        ({}, ("--from", "nowhere"), "--from: nowhere does not exist"),
        ({"x.md": TEXT}, ("--from", "old/x.md"), "--from: old/x.md is not a folder"),
        ({"x.png": "x"}, ("--from", "old"), "there is no text in old"),
        ({"hugo.toml": "baseURL = 'https://a.example/'", "x.md": TEXT}, ("--from", "old"), "no text in content"),
        ({"site.yaml": "", "content/x.md": TEXT}, ("--from", "old"), "is a site of sitegen already"),
        ({"gatsby-config.js": "", "blog/x.md": TEXT}, ("--from", "old"), "as in --from old/content"),
        ({"wp-config.php": "", "x.md": TEXT}, ("--from", "old"), "export them as Markdown"),
        ({"x.md": TEXT}, ("--from", "old", "--feed", "none.xml"), "--feed: none.xml cannot be read: No such file"),
        ({"x.md": TEXT}, ("--from", "old", "--feed", "old/x.md"), "--feed: old/x.md is not a feed"),
        ({"x.md": TEXT}, ("--feed", "old/x.md"), "--feed is about a site that moves in"),
        ({"x.md": TEXT}, ("--from", "."), "lies in ., which is never changed"),
    ],
)  # fmt: skip
def test_what_cannot_move_is_told_before_anything_is_made(
    files: dict[str, str | bytes], arguments: tuple[str, ...], words: str, tmp_path: Path
) -> None:
    """A move that cannot be done says why and what it needs, and leaves no new folder."""
    write_site(tmp_path / "old", files)
    ran = sitegen(tmp_path, "new", "site", "new", *arguments)
    assert (ran.code, words in ran.err, (tmp_path / "new").exists()) == (2, True, False), ran.err


def test_a_folder_that_is_not_empty_is_refused(tmp_path: Path) -> None:
    """Nothing moves into a folder that holds a file."""
    write_site(tmp_path / "new", {"mine.txt": "x"})
    ran = move(tmp_path, HUGO.files)
    assert (ran.code, "new is not an empty folder" in ran.err) == (2, True)
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["mine.txt"]


@contextmanager
def serving(data: bytes) -> Iterator[str]:
    """Answer each request with these bytes; yield the address."""

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            """Print nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def test_a_feed_may_be_an_address(tmp_path: Path) -> None:
    """The feed of an old site may be named by its address, which then leads to the new feed."""
    item = ("https://quay.example/2023/03/first-tide/", "First tide", "")
    with serving(rss({"urn:first": item}).encode()) as origin:
        files = {**HUGO.files, "hugo.toml": f'baseURL = "{origin}/"\n[permalinks]\nposts = "/:year/:month/:slug/"\n'}
        ran = move(tmp_path, files, "--feed", f"{origin}/old/feed.rss")
    assert ran.code == 0, ran.err
    assert '\nguid = "urn:first"\n' in (tmp_path / "new/content/posts/first-tide.md").read_text("utf-8")
    redirects = (tmp_path / "new/public/_redirects").read_text("utf-8").splitlines()
    assert ["/old/feed.rss", "/feed.xml", "301"] in [line.split()[:3] for line in redirects]
