"""A whole site in a temporary folder, so that a test of one reads in three lines."""

from __future__ import annotations

import re
import shutil
import textwrap
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from sitegen.config import load_settings
from sitegen.engine.build import build_site
from sitegen.engine.inspect.verify import verify_site
from sitegen.engine.report import BuildOptions, BuildReport
from sitegen.engine.site_paths import site_paths_of
from sitegen.values import with_changes

NOW = datetime(2024, 6, 1, 12, 0, tzinfo=UTC)
"""The moment of every build that does not say otherwise."""

SITE_YAML = """
title: Test Digest
base_url: https://digest.test/
timezone: Asia/Shanghai
feed_authority: digest.test,2025
"""


def story(title: str, date: str = "2024-02-21T16:21:00Z", body: str = "", **fields: object) -> str:
    """Return the text of a story in the seeds' shape; `fields` are further lines of front matter, as typed."""
    known: dict[str, object] = {
        "category": "news",
        "title": title,
        "excerpt": f"What {title} is about.",
        "publishedDateTime": date,
        "originalUrl": f"https://news.example/{title.replace(' ', '-')}",
        "type": "article",
        "quality": 50,
        "heat": 10,
        "published": "true",
        "provider": "\n  name: Example News\n  domain: news.example",
        "topics": "[AI]",
        "secured": "c2VjcmV0LWJsb2I=;dG9w",
        **fields,
    }
    lines = "\n".join(f"{key}: {value}" for key, value in known.items() if value is not None)
    return f"---\n{lines}\n---\n{body}"


MOST_BUILDS = 500
"""Until a site is settled: some seconds, where it never is."""


def has_only_looked(report: BuildReport) -> bool:
    """Return whether a build stopped after looking at the files."""
    return set(report.seconds) == {"scan", "total"}


class SiteUnderTest:
    """A site's folder and its builds."""

    def __init__(self, root: Path, site_yaml: str = SITE_YAML) -> None:
        """Make an empty site in `root`."""
        self.root = root
        self.options = BuildOptions(now=NOW)
        self.write("site.yaml", site_yaml)
        (root / "content").mkdir()

    def copy_to(self, root: Path) -> Self:
        """Return a copy in another folder, with its output and cache: it is built on as the site itself would be."""
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(self.root, root, symlinks=True)
        twin = deepcopy(self)
        twin.root = root
        return twin

    def write(self, path: str, text: str | bytes) -> None:
        """Write a file of the site; text is dedented."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else textwrap.dedent(text).lstrip("\n").encode())

    def save(self, path: str, text: str) -> None:
        """Write a file of the site as editors do, so that nobody who watches it ever reads half of it."""
        self.write(f".{self.root.name}.saved", text)
        (self.root / f".{self.root.name}.saved").replace(self.root / path)

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace a text in a file of the site, which must hold it."""
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{path} does not hold {old!r}"
        file.write_bytes(text.replace(old, new).encode())

    def lose_cache(self) -> None:
        """Delete the cache, and the record beside the output folder."""
        shutil.rmtree(self.root / ".sitegen", ignore_errors=True)
        (self.root / ".public.sitegen-build").unlink(missing_ok=True)

    def delete(self, path: str) -> None:
        """Delete a file or folder of the site."""
        target = self.root / path
        if target.is_dir():
            shutil.rmtree(target)
        else:
            target.unlink()

    def build(self, **options: object) -> BuildReport:
        """Build the site and return the report."""
        settings, problems = load_settings(self.root)
        assert not problems, problems
        return build_site(site_paths_of(self.root, settings, with_changes(self.options, **options)))

    def settle(self, **options: object) -> BuildReport:
        """Build until a build looks at the files and finds nothing to do, and return its report.

        A file is known by its time only when that is some hundredths of a second old, and a small site is built faster.
        """
        for _ in range(MOST_BUILDS):
            report = self.build(**options)
            if has_only_looked(report):
                return report
        raise AssertionError(f"each of {MOST_BUILDS} builds found something to do")

    def verify(self) -> tuple[str, ...]:
        """Return the outputs that differ from a clean build's, and what else stands in the site's places."""
        settings, _ = load_settings(self.root)
        found = verify_site(site_paths_of(self.root, settings, self.options))
        return found.differing + found.superfluous

    def text(self, path: str) -> str:
        """Return the text of an output."""
        return (self.root / "public" / path).read_text(encoding="utf-8")

    def has(self, path: str) -> bool:
        """Whether an output is there."""
        return (self.root / "public" / path).is_file()

    def outputs(self) -> dict[str, bytes]:
        """Return the bytes of every output by path."""
        return bytes_below(self.root / "public")


def block_folders(site: SiteUnderTest, folder: str) -> list[str]:
    """Return the names of a list's blocks, oldest first, as one comes to them from its head by links to older stories.

    The list lies in `folder`: `archive`, whose head is the front page, or `topics/ai`, which is its own.
    """
    names: list[str] = []
    page = "index.html" if folder == "archive" else f"{folder}/index.html"
    while older := re.search(r'class="older" rel="next" href="[^"]*/([0-9a-f]+)/"', site.text(page)):
        names.insert(0, older[1])
        page = f"{folder}/{older[1]}/index.html"
    return names


def bytes_below(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder, by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    """Return the paths whose bytes differ, are new or are gone."""
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
