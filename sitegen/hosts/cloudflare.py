"""Cloudflare Pages: reads `_redirects` and `_headers`, but each rule for one exact spelling, and no rule answers 410.

Limits: developers.cloudflare.com, "Limits" and "Redirects" of Pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

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

MOST_RULES = 2_000
MOST_BYTES = 100_000
"""Of `_redirects`: what stands behind that was seen to be cut off without a word."""
MOST_LINE = 1_000
MOST_FILES, MOST_FILES_PAID = 20_000, 100_000
MOST_FILE_BYTES = 25 * 1024 * 1024
_BESIDE_PAGES = (".md", ".png")
"""Endings of what lies beside a story: it is found from the page, whose rule matters more."""
_LEFT_BY_BROWSERS = re.compile("%5B|%5D|%7C")


def _answer(old: OldAddresses) -> Answers:
    """Return rules for all spellings of each address while there is room.

    Feeds and files come first, then pages, then what lies beside these. What is gone has no rule: no file is there, so
    404 is the answer.
    """
    lines = own_lines(old.own)
    in_place: dict[str, str] = {}
    size, has_rule = sum(map(len, lines)), set[str]()
    for address, to in sorted(old.moved.items(), key=lambda pair: _rank(pair[0])):
        spellings = _spellings(address)
        own = [f"{one} {to} 301\n" for one in spellings if one not in has_rule]
        added = sum(map(len, own))
        if (
            any(len(line) > MOST_LINE for line in own)
            or len(lines) + len(own) > MOST_RULES
            or size + added > MOST_BYTES
        ):
            in_place[address] = to
            continue
        size += added
        lines += own
        has_rule.update(spellings)
    return Answers((("_redirects", "".join(lines)),), in_place)


def _rank(address: str) -> tuple[bool, bool, str]:
    """Return the order in which addresses get room: a page can stand in worst for a file."""
    return address.endswith(_BESIDE_PAGES), address.endswith("/"), address


def _spellings(address: str) -> dict[str, None]:
    """Return an address without and with a slash, and as browsers send it: they leave some signs as they are typed.

    URL Standard, "path percent-encode set".
    """
    if address.endswith(_BESIDE_PAGES):
        return {address: None}
    bare = address.rstrip("/")
    typed = _LEFT_BY_BROWSERS.sub(lambda found: unquote(found[0]), bare)
    return dict.fromkeys((address, bare or "/", f"{bare}/", typed or "/", f"{typed}/"))


def _headers(blocks: Sequence[HeaderBlock], is_preview: bool) -> tuple[RuleFile, ...]:
    """Return `_headers`. Cloudflare lets any origin read everything; a preview, which may hold drafts, forbids that."""
    (path, lines), *others = blocks
    if is_preview:
        lines = (*lines, "! Access-Control-Allow-Origin")
    return (("_headers", header_lines([(path, lines), *others])),)


def _breaches(files: BuiltFiles) -> Iterator[Breach]:
    if len(files) > MOST_FILES:
        message = (
            f"Cloudflare Pages takes {MOST_FILES:,} files ({MOST_FILES_PAID:,} on paid plans), and these are "
            f"{len(files):,}"
        )
        yield Breach(message, FEWER_FILES)
    large = sorted(path for path, size in files.items() if size > MOST_FILE_BYTES)
    if large:
        message = f"Cloudflare Pages takes no file of more than 25 MiB: {some_paths(large)}"
        yield Breach(message, "Make it smaller, or put it where large files are kept (R2) and link to it.")


CLOUDFLARE = Host(
    "cloudflare",
    "Cloudflare Pages",
    _answer,
    _headers,
    _breaches,
    rule_files=("_redirects", "_headers"),
    address_ending=".pages.dev",
    before_first_push=(
        f"{WORKFLOW} publishes at each push: give the repository the secrets CLOUDFLARE_API_TOKEN and "
        "CLOUDFLARE_ACCOUNT_ID.",
    ),
)
