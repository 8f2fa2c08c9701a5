"""Netlify: reads `_redirects` and `_headers`, answers 301 and 410; any number of files, but not in one folder.

Limits: docs.netlify.com, "Deploy failures" and "Redirects and rewrites".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sitegen.hosts.host import (
    FEWER_FILES,
    WORKFLOW,
    Answers,
    Breach,
    BuiltFiles,
    HeaderBlock,
    Host,
    OldAddresses,
    RuleFile,
    header_lines,
    own_lines,
    some_paths,
)

MOST_IN_A_FOLDER = 54_000
_REFUSED_SIGNS = frozenset("#?")


def _answer(old: OldAddresses) -> Answers:
    lines = [f"{address} {to} 301" for address, to in sorted(old.moved.items())]
    lines += [f"{address} {old.not_found} 410" for address in sorted(old.gone)]
    return Answers((("_redirects", "".join([*own_lines(old.own), *(f"{line}\n" for line in lines)])),))


def _headers(blocks: Sequence[HeaderBlock], is_preview: bool) -> tuple[RuleFile, ...]:
    return (("_headers", header_lines(blocks)),)


def _breaches(files: BuiltFiles) -> Iterator[Breach]:
    refused = sorted(path for path in files if not _REFUSED_SIGNS.isdisjoint(path))
    if refused:
        yield Breach(f"Netlify refuses file names with # or ?: {some_paths(refused)}", "Give the file another name.")
    entries = Counter[str]()
    for folder, _ in {_split(part) for path in files for part in _with_folders(path)}:
        entries[folder] += 1
    for folder, number in sorted(entries.items()):
        if number > MOST_IN_A_FOLDER:
            where = folder or "the output folder"
            message = f"Netlify refuses a folder with more than {MOST_IN_A_FOLDER:,} entries: {where} has {number:,}"
            yield Breach(message, FEWER_FILES)


def _with_folders(path: str) -> Iterator[str]:
    while path:
        yield path
        path = path.rpartition("/")[0]


def _split(path: str) -> tuple[str, str]:
    folder, _, name = path.rpartition("/")
    return folder, name


NETLIFY = Host(
    "netlify",
    "Netlify",
    _answer,
    _headers,
    _breaches,
    rule_files=("_redirects", "_headers"),
    address_ending=".netlify.app",
    before_first_push=(
        "On Netlify: make a site of the repository; netlify.toml says the rest.",
        f"{WORKFLOW} commits addresses.lock, and builds when a story falls due: make a build hook on Netlify, and give "
        "its address to the repository as the secret NETLIFY_BUILD_HOOK.",
    ),
)
