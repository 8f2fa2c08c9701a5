"""A lock that somebody else wrote, or that was damaged: nothing leaves the output folder, and nothing is lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sitegen.errors import SitegenError
from sitegen.site.addresses.address_records import term_digest
from sitegen.values import short_digest
from tests.command_line import sitegen
from tests.published_addresses import LOCK, FollowedSite
from tests.site_under_test import SITE_YAML, bytes_below, story

KNOWN_BY = "0123456789abcdef"
ODD = ["/.sitegen/", "/.sitegen-site/", "/.git/x/", "/_redirects/", "/_headers/x/", "/404.x/", "/feed.xml/", "/CON/"]
ODD += ["/feeds.opml/x/", "/topics/", "/topics/ai/", "/news/", "/news/2024/", "/%E2%80%AE/", "/assets/", "/x%20y/"]
CUT = "not a line of an address"


@pytest.fixture
def site(tmp_path: Path) -> FollowedSite:
    """A published site of three stories, deep in a folder, with a fourth that is broken and never was published."""
    site = FollowedSite(tmp_path / "a" / "b" / "site", SITE_YAML + "search: off\npage_size: 1\nfeed_size: 3\n")
    for number in (1, 2, 3):
        text = story(f"Story {number}", f"2024-02-0{number}", topics="[AI, Chips]", originalUrl=None)
        site.write(f"content/news/{number}.md", text)
    site.build(addresses="write", jobs=1)
    site.write("content/news/bad.md", "---\ntitle: [\n---\n")
    return site


def line(address: str, source: str, words: str = "", *, kind: str = "2024-02-01", identity: str = "") -> str:
    """Return the line of what is known by an identity, else by its source and its address."""
    digest = term_digest(identity) if kind == "term" else short_digest(identity or f"{source} {address}")
    words = f" id:{identity}{words}" if identity else words
    return f"{digest:016x} {kind} {address} {source}{words} {KNOWN_BY}"


def lines_of(address: str) -> dict[str, str]:
    """Return a line of each kind that tells of an address."""
    one = "news/1.md"
    return {
        "broken": line(address, "news/bad.md"),
        "gone": line(address, "news/gone.md"),
        "dismissed": line(address, "news/gone.md", " dismissed"),
        "was, broken": line("/ok/", "news/bad.md", f" was:{address}"),
        "was, gone": line("/ok/", "news/gone.md", f" was:{address}"),
        "was, there": line("/news/2024/02/01/1/", one, f" was:{address}", identity=one),
        "term": line(address, "-", " name:N", kind="term", identity=f"topics/{short_digest(address):x}"),
        "term of no taxonomy": line(address, "-", " name:N", kind="term", identity=f"no/{short_digest(address):x}"),
        "term, was": line("/topics/t/", "-", f" was:{address} name:T", kind="term", identity="topics/t"),
        "list": f"list {address}0123456789/ 2024-02-01",
    }


def with_lines(site: FollowedSite, *more: str) -> bytes:
    """Return the lock of a site with further lines."""
    first, *rest = site.lock().decode().splitlines()
    records = sorted({one for one in [*rest, *more] if one[0] != "#" and not one.startswith("list ")})
    lists = sorted({one for one in [*rest, *more] if one.startswith("list ")})
    return "\n".join([first, *records, *lists, "# end", ""]).encode()


def test_no_line_writes_outside_of_the_output_folder(site: FollowedSite, tmp_path: Path) -> None:
    """An address that leads elsewhere, in a line of whichever kind, is an error with its line; no file is touched."""
    usual = site.lock()
    for kind, hostile in lines_of("/../../../x/").items():
        lock = with_lines(site, hostile)
        (site.root / LOCK).write_bytes(lock)
        before = bytes_below(tmp_path)
        report = site.build(addresses="write", jobs=1)
        errors = [one for one in report.problems if one.path == LOCK]
        assert [(one.level, CUT in one.message, bool(one.hint)) for one in errors] == [("error", True, True)], kind
        assert lock.decode().splitlines()[errors[0].line - 1] == hostile
        after = bytes_below(tmp_path)
        assert {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)} <= {
            path for path in after if ".sitegen" in path
        }, kind
        (site.root / LOCK).write_bytes(usual)


def test_odd_addresses_take_nothing_down(site: FollowedSite) -> None:
    """Lines of every kind about the site's own places displace nothing that stands there, and builds agree on them."""
    first, beside = site.outputs().keys(), {*site.root.parent.iterdir()}
    for kind in lines_of("/x/"):
        odd = ODD if kind == "list" else [*ODD, "/"]
        (site.root / LOCK).write_bytes(with_lines(site, *(lines_of(address)[kind] for address in odd)))
        report = site.build(addresses="write", jobs=1)
        assert report.did_publish, (kind, [(one.path, one.message) for one in report.problems])
        assert {one.path for one in report.problems if one.level == "error"} == {"content/news/bad.md"}
        assert first <= site.outputs().keys(), kind
        assert "Story 3" in site.text("index.html")
        again = site.lock()
        site.build(addresses="write", jobs=1)
        assert (site.lock(), site.verify()) == (again, ()), kind
    assert {*site.root.parent.iterdir()} == beside


def damaged(lock: bytes) -> dict[str, tuple[bytes, str]]:
    """Return locks that say what they should not -> what is told of each; nothing where all of it can be read."""
    first, *rest = lock.splitlines()
    one = next(line for line in rest if b"/01/1/" in line)
    end = b"\n# end\n"
    return {
        "one sign": (b"x", CUT),
        "any bytes": (bytes(range(256)) * 9, CUT),
        "NULs": (lock.replace(b"\n", b"\0\n", 3), CUT),
        "UTF-16": (lock.decode().encode("utf-16"), CUT),
        "a huge line": (first + b"\n" + b"a" * 3_000_000 + end, CUT),
        "a huge line that ends well": (first + b"\n" + one[:40] + b"a" * 3_000_000 + one[40:] + end, CUT),
        "a word of a later version": (lock.replace(one, one[:-17] + b" lang:en" + one[-17:]), CUT),
        "a line of a later version": (lock.replace(b"# end", b"made weeks\n# end"), CUT),
        "a later version": (lock.replace(b"Format 1", b"Format 10"), "of format 10"),
        "another identity": (lock.replace(one, one[:-17] + b" id:other" + one[-17:]), CUT),
        "marks of a merge with text": (lock.replace(one, b"<<<<<<< " + one + b"\n=======\n>>>>>>> x"), ""),
        "two ends": (lock + lock, ""),
        "CR": (lock.replace(b"\n", b"\r"), ""),
        "a huge remark": (lock.replace(b"# end", b"# " + b"x" * 900_000 + end), ""),
        "two addresses of one": (lock.replace(one, one + b"\n" + one.replace(b"/1/", b"/one/")), ""),
        "two of one address": (with_line(lock, line("/news/2024/02/01/1/", "news/2.md")), ""),
        "two of one source": (with_line(lock, line("/b/", "news/1.md"), line("/c/", "news/1.md")), ""),
        "sources elsewhere": (with_line(lock, line("/b/", "../../etc/passwd"), line("/c/", "/etc/passwd")), ""),
        "no such day": (with_line(lock, line("/b/", "b.md", kind="9999-99-99")), ""),
        "a name of controls": (
            with_line(lock, line("/topics/c/", "-", " name:%01%FF%3Cb", kind="term", identity="topics/c")),
            "",
        ),
        "terms at one address": (
            with_line(
                lock, *(line("/topics/ai/", "-", " name:N", kind="term", identity=f"topics/{key}") for key in "pq")
            ),
            "",
        ),
    }


def with_line(lock: bytes, *lines: str) -> bytes:
    """Return a lock with further lines in front of its lists."""
    return lock.replace(b"\nlist ", "\n".join(["", *lines, "list "]).encode(), 1)


def test_whatever_a_lock_holds(site: FollowedSite) -> None:
    """A lock is read whole or refused with a line; what is refused stays as it is, and so does all that is public."""
    usual = site.lock()
    first = {path for path in site.outputs() if path.endswith("index.html")}
    for name, (lock, words) in damaged(usual).items():
        (site.root / LOCK).write_bytes(lock)
        public = site.outputs()
        report = site.build(addresses="write", jobs=1)
        told = [one for one in report.problems if one.path == LOCK and one.level == "error"]
        if words:
            assert [(words in one.message, one.line > 0) for one in told] == [(True, True)], name
            assert (site.lock(), site.outputs()) == (lock, public), name
            assert sitegen(site.root, "moved").code == 1
        else:
            assert (told, report.did_publish) == ([], True), name
            assert [path for path in sorted(first) if site.status(path) == 404] == [], name
            again = site.lock()
            site.build(addresses="write", jobs=1)
            assert (site.lock(), site.verify()) == (again, ()), name
        (site.root / LOCK).write_bytes(usual)
        site.build(addresses="write", jobs=1)
        assert site.lock() == usual, name


def test_a_lock_that_never_ends(site: FollowedSite) -> None:
    """A pipe, a device or a folder in its place is an error before anything is read of it."""
    (site.root / LOCK).unlink()
    for make in (lambda file: os.mkfifo(file), lambda file: file.symlink_to("/dev/zero"), lambda file: file.mkdir()):
        make(site.root / LOCK)
        with pytest.raises(SitegenError, match="cannot be read"):
            site.build(addresses="write", jobs=1)
        (site.root / LOCK).rmdir() if (site.root / LOCK).is_dir() else (site.root / LOCK).unlink()
