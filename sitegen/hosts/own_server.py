"""A server of one's own: files for nginx to include, and for any other server a page at each old address.

Both files hold addresses and fixed words alone. nginx compares the keys of a map in any letter case, and refuses a map
with one key twice (ngx_http_map_module), so a key that another one equals but for its case is left to its page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from sitegen.hosts.host import Answers, Breach, BuiltFiles, HeaderBlock, Host, OldAddresses, RuleFile

MAP, HEADERS = "_nginx.map", "_nginx.headers"
GONE = "gone"
"""What the map says of an address that answers 410."""


def _answer(old: OldAddresses) -> Answers:
    wanted = {**dict.fromkeys(sorted(old.gone), GONE), **dict(sorted(old.moved.items()))}
    keys: dict[str, str] = {}
    for address, to in wanted.items():
        bare = unquote(address).rstrip("/")
        for key in (bare, f"{bare}/"):
            if key and key.isprintable():
                keys.setdefault(key.lower(), f"{_quoted(key)} {_quoted(to.replace('$', '%24'))};\n")
    for to in old.moved.values():
        keys.pop(unquote(to).lower(), None)  # or it would lead to itself
    return Answers(((MAP, "".join(keys[key] for key in sorted(keys))),), dict(old.moved))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _headers(blocks: Sequence[HeaderBlock], is_preview: bool) -> tuple[RuleFile, ...]:
    """Return what is true of every file; the types are those of nginx."""
    pairs = (line.split(": ", 1) for line in blocks[0][1])
    return ((HEADERS, "".join(f"add_header {name} {_quoted(value)} always;\n" for name, value in pairs)),)


def _breaches(files: BuiltFiles) -> Iterator[Breach]:
    return iter(())


SERVER = Host(
    "server",
    "a server",
    _answer,
    _headers,
    _breaches,
    before_first_push=("On the server: run ./publish.sh, let cron repeat it, and give nginx.conf to nginx.",),
)
