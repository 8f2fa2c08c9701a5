"""GitHub Pages: has no rules at all, so a page at each old address leads on, and what is gone answers 404.

Limits: docs.github.com, "GitHub Pages limits".
"""

from __future__ import annotations

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
)

MOST_BYTES = 1_000_000_000
_NO_JEKYLL = ".nojekyll"
"""Without it, what is put into a branch is built once more, and what begins with `_` is left out."""


def _answer(old: OldAddresses) -> Answers:
    return Answers(((_NO_JEKYLL, ""),), dict(old.moved))


def _headers(blocks: Sequence[HeaderBlock], is_preview: bool) -> tuple[RuleFile, ...]:
    return ()


def _breaches(files: BuiltFiles) -> Iterator[Breach]:
    total = sum(files.values())
    if total > MOST_BYTES:
        yield Breach(f"GitHub Pages takes 1 GB, and this is {total / 1e9:.1f} GB", FEWER_FILES)


GITHUB = Host(
    "github",
    "GitHub Pages",
    _answer,
    _headers,
    _breaches,
    address_ending=".github.io",
    before_first_push=(f"{WORKFLOW} publishes at each push: choose Settings, Pages, Source: GitHub Actions, once.",),
)
