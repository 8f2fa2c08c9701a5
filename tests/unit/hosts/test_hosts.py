"""What each host refuses, told with the way out."""

from __future__ import annotations

import pytest

from sitegen.hosts.host import BuiltFiles
from sitegen.hosts.hosts import BY_NAME
from sitegen.settings import HOSTS

MB = 1024 * 1024


def told(host: str, files: BuiltFiles) -> str:
    """Return what is told of some files."""
    return "\n".join(f"{one.message} | {one.hint}" for one in BY_NAME[host].breaches(files))


def many(number: int, folder: str = "") -> BuiltFiles:
    """Return so many small files in one folder."""
    return {f"{folder}{name}.html": 10 for name in range(number)}


def test_each_host_of_the_settings_has_a_file() -> None:
    """What `host` may say is what there is."""
    assert tuple(BY_NAME) == HOSTS


@pytest.mark.parametrize(
    ("host", "files", "words"),
    [
        ("netlify", many(54_000, "news/"), ""),
        ("netlify", many(54_001, "news/"), "news has 54,001"),
        ("netlify", {f"{number}/index.html": 1 for number in range(54_001)}, "the output folder has 54,001"),
        ("netlify", {"a/b?.txt": 1, "a#.txt": 1}, "a#.txt and 1 more"),
        ("cloudflare", many(20_000), ""),
        ("cloudflare", many(20_001), "takes 20,000 files (100,000 on paid plans), and these are 20,001"),
        ("cloudflare", {"a.pdf": 25 * MB}, ""),
        ("cloudflare", {"a.pdf": 25 * MB + 1}, "no file of more than 25 MiB: a.pdf"),
        ("github", {"a": 600_000_000, "b": 400_000_000}, ""),
        ("github", {"a": 600_000_000, "b": 500_000_000}, "takes 1 GB, and this is 1.1 GB"),
        ("server", many(100_000), ""),
    ],
)
def test_limits(host: str, files: BuiltFiles, words: str) -> None:
    """A limit is told when it is passed, not when it is reached, and something that helps beside it."""
    found = told(host, files)
    assert words in found
    assert bool(found) == bool(words)
    assert not found or found.rpartition(" | ")[2]
