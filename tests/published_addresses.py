"""A site whose published addresses are followed through edits, as hosts answer them by the files of the site."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, unquote

import feedparser

from sitegen.engine.report import BuildReport
from sitegen.serve.host_rules import Redirect, find_redirect, parse_redirects
from sitegen.values import with_changes
from tests.site_under_test import SITE_YAML, SiteUnderTest, bytes_below

LOCK = "addresses.lock"
_FEEDS = r"(?:feed\.xml|atom\.xml|feed\.json)"
_FOLLOWED = re.compile(
    rf"(?:(?:.+/)?index\.html|(?:(?:topics|sources|feeds)/[^/]+/)?{_FEEDS}|feeds/archive/[^/]+/atom\.xml|feeds\.opml)\Z"
)


class FollowedSite(SiteUnderTest):
    """A site that is built as its publisher does, and remembers every address and every item that readers saw."""

    def __init__(self, root: Path, site_yaml: str = SITE_YAML + "search: off\n") -> None:
        """Make an empty site in `root`."""
        super().__init__(root, site_yaml)
        self.options = with_changes(self.options, keep_going=True)  # a site of five stories of which two are broken
        self.seen: set[str] = set()
        self.items: dict[str, str] = {}
        """Address of the original or title -> identity, of each item that the feed ever had."""

    def publish(self, **options: object) -> BuildReport:
        """Build, see that a clean build from the lock before and from the one after gives the same, and look around."""
        before = self.lock()
        report = self.build(**{"addresses": "write", "jobs": 1, **options})
        now = self.outputs()
        for lock in (before, self.lock()):
            with self.clean_copy(lock) as clean:
                clean.build(jobs=1)
                expected = clean.outputs()
                other = sorted(path for path in now.keys() | expected.keys() if now.get(path) != expected.get(path))
                assert not other, (other, before.decode(), self.lock().decode())
                assert clean.lock() == lock
        again = self.lock()
        self.build(addresses="write", jobs=1)
        assert self.lock() == again, "a lock that was just written is written otherwise"
        self.look()
        return report

    def look(self) -> None:
        """Remember what is there, and see that all that ever was there is answered."""
        outputs = self.outputs()
        self.seen |= {path for path in outputs if _FOLLOWED.match(path)}
        lost = sorted(path for path in self.seen if self.status(path) == 404)
        assert not lost, (lost, self.text("_redirects"), self.lock().decode())
        for feed in filter(self.has, ("atom.xml", "feed.xml")):
            found = feedparser.parse(self.text(feed))
            assert not found.bozo
            ids = [entry.id for entry in found.entries]
            assert len(ids) == len(set(ids))

    def status(self, path: str) -> int:
        """Return what the host answers, after redirects, for the address of an output."""
        return self.answer(address_of(path))[0]

    def answer(self, address: str) -> tuple[int, str]:
        """Return the status, after one redirect at most, that an address has on a host, and where that led."""
        rules = parse_redirects(self.text("_redirects"))
        assert len({rule.pattern.pattern for rule in rules}) == len(rules)
        return self._answer(rules, address, ())

    def _answer(self, rules: tuple[Redirect, ...], address: str, walk: tuple[str, ...]) -> tuple[int, str]:
        path = unquote(address.lstrip("/"))
        file = path + "index.html" if not path or path.endswith("/") else path
        if self.has(file):
            return 200, address
        found = find_redirect(rules, unquote(address), forced=False) or find_redirect(rules, address, forced=False)
        if found is None:
            return 404, address
        to, status = found
        if status == 410:
            return 410, address
        assert not walk, f"a chain: {walk} {address} {to}"
        return self._answer(rules, to, (*walk, address))

    def lock(self) -> bytes:
        """Return the bytes of the lock; none when there is none."""
        file = self.root / LOCK
        return file.read_bytes() if file.exists() else b""

    def ids(self, feed: str = "atom.xml") -> dict[str, str]:
        """Return title -> identity of the items of a feed."""
        return {entry.title: entry.id for entry in feedparser.parse(self.text(feed)).entries}

    @contextmanager
    def clean_copy(self, lock: bytes) -> Iterator[FollowedSite]:
        """Yield a copy of the site as it is in git, with a given lock."""
        with tempfile.TemporaryDirectory() as folder:
            copy = FollowedSite.__new__(FollowedSite)
            copy.root, copy.options = Path(folder, "site"), self.options
            shutil.copytree(self.root, copy.root, ignore=shutil.ignore_patterns("public", ".sitegen", ".public*"))
            (copy.root / LOCK).unlink(missing_ok=True)
            if lock:
                (copy.root / LOCK).write_bytes(lock)
            yield copy


def address_of(path: str) -> str:
    """Return the address of an output."""
    return "/" + quote(path.removesuffix("index.html"))


__all__ = ["LOCK", "FollowedSite", "address_of", "bytes_below"]
