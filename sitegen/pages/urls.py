"""Addresses: slugs and term keys from names, percent-encoding, and which link of a stranger is safe to follow."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b
from urllib.parse import quote, unquote

from sitegen.pages.normal_forms import normalised
from sitegen.values import ascii_host, is_pattern

MOST_URL_CHARACTERS = 8192
"""A longer link is refused: no server takes it."""

_MOST_SLUG_CHARACTERS = 80
_MOST_SLUG_BYTES = 200
# `+` and `#` matter where they belong to the word before (C++, C#), not as a sign of their own (issue #1, #PowerApps).
_PLUS = re.compile(r"(?<=[^\W_])\++|(?<=[^\W_])-\+")
_SHARP = re.compile(r"(?<=[^\W_])#(?![^\W_])")
_AND = re.compile(r"(?<=[^\W_])\s*&\s*(?=[^\W_])")
_DRESS = re.compile("[\ufe00-\ufe0f\u20dd-\u20e0\u20e2-\u20e4]")
"""What says how a sign is drawn, and is no part of a word: variation selectors, keycaps and other enclosing marks."""
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])\Z")
_PLAIN_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_TERM_GAP = re.compile(r"[\s_-]+")

_SAFE_PATH = re.compile(r"[A-Za-z0-9/._~!$&'()*+,;=:@-]*\Z")
_SAFE_PATH_SIGNS = "/-._~!$&'()*+,;=:@"
UNSAFE_PATH = re.compile(r"[\x00-\x1f\x7f\\?#]|(?:^|/)\.{1,2}(?:/|$)|//")
"""In a decoded path: what servers or file systems read as something else than a name."""
_MOST_NAME_BYTES, _MOST_PATH_BYTES = 255, 1_000
_INDEX_FILE = "index.html"
SHORT_ADDRESS = _MOST_NAME_BYTES - len(_INDEX_FILE)
"""Characters that fit on every disk, however they are spelt."""

# What a browser strips from a link before it reads the scheme, and more of the kind.
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]+")
_SCHEME = re.compile(r"(https?)://", re.IGNORECASE)
_CLEAN_WEB_URL = re.compile(
    r"https?://(?:[a-z0-9-]+\.)*[a-z0-9-]+(?::[0-9]{1,4})?"
    r"(?:[/?][A-Za-z0-9._~:/?@!$&'()*+,;=-]*(?:%[0-9A-Fa-f]{2}[A-Za-z0-9._~:/?@!$&'()*+,;=-]*)*)?"
    r"(?:#[A-Za-z0-9._~:/?@!$&'()*+,;=-]*)?\Z"
)
_WEB_URL = re.compile(r"(https?)://([^/?#]+)([^#]*)(?:#(.*))?\Z", re.DOTALL)
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?|\[[0-9a-f:.]+\])(?::([0-9]{1,5}))?\Z")
_MAIL = re.compile(r"mailto:[A-Za-z0-9._%+=/!#$&'*-]+@[A-Za-z0-9.-]+(?:\?[A-Za-z0-9._~:/?@!$&'()*+,;=%-]*)?\Z")
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SAFE_URL_SIGNS = "/?:@!$&'()*+,;=-._~%"


def slugify(text: str) -> str:
    """Return a name's part of an address: readable, in any script, never empty or dangerous.

    Letters, marks and digits stay (NFKC, case folded), `c++`, `c#` and `r&d` stay apart from `c` and `rd`, runs of
    anything else become one `-`. At most 80 characters and 200 bytes of UTF-8: a longer name ends in eight characters
    of its digest, so two long names that differ only at their ends stay two addresses.
    """
    if len(text) <= _MOST_SLUG_CHARACTERS and _PLAIN_SLUG.match(text) and not _DEVICE.match(text):
        return text
    return _slug_of(text)


@lru_cache(maxsize=4096)
def _slug_of(text: str) -> str:
    spelt = fold_case(text[:1000])
    if "&" in spelt or "+" in spelt or "#" in spelt:
        spelt = _PLUS.sub(lambda found: "-plus" * found[0].count("+") + "-", _AND.sub("-and-", spelt))
        spelt = _SHARP.sub("-sharp", spelt)
    if not spelt.isascii():
        spelt = _DRESS.sub("", spelt)
    if spelt.isascii():
        slug = _cut("-".join(_ASCII_WORD.findall(spelt)), text)
    else:
        words = "".join(sign if unicodedata.category(sign)[0] in "LMN" else "-" for sign in spelt)
        slug = _cut("-".join(word for word in words.split("-") if word), text)
    if not slug or unicodedata.category(slug[0])[0] == "M":
        return "x-" + _short_digest(text)
    return "x-" + slug if _DEVICE.match(slug) else slug


def fold_case(text: str) -> str:
    """Return a text in which case and width tell nothing apart: `ß` is `ss`, `ς` is `σ`, `İ` is `i` (NFKC)."""
    if text.isascii():
        return text.lower()
    return normalised("NFKC", normalised("NFKC", text).casefold().replace("i\u0307", "i"))


def _cut(slug: str, text: str) -> str:
    if len(slug) <= _MOST_SLUG_CHARACTERS and len(slug.encode("utf-8", "replace")) <= _MOST_SLUG_BYTES:
        return slug
    ending = "-" + _short_digest(text)
    kept = slug[: _MOST_SLUG_CHARACTERS - len(ending)].encode("utf-8", "replace")[: _MOST_SLUG_BYTES - len(ending)]
    words = kept.decode("utf-8", "ignore").strip("-")
    whole_words = words.rpartition("-")[0]
    return (whole_words if len(whole_words) > len(words) // 2 else words) + ending


def _short_digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


@lru_cache(maxsize=4096)
def term_key(name: str) -> str:
    """Return what makes two spellings the same term: `AI Ethics`, `ai-ethics` and `AI_ethics` meet in `ai-ethics`."""
    folded = fold_case(name)
    if not folded.isascii():
        folded = _DRESS.sub("", folded)
    return _TERM_GAP.sub("-", folded).strip("-")


def encode_path(path: str) -> str:
    """Return a decoded site path percent-encoded (RFC 3986, section 3.3)."""
    return path if _SAFE_PATH.match(path) else quote(path, safe=_SAFE_PATH_SIGNS, errors="replace")


def fits_on_disk(path: str) -> bool:
    """Return whether every usual file system takes a path: the length of each name, and of all of it."""
    parts = path.encode("utf-8", "replace").split(b"/")
    return len(path.encode("utf-8", "replace")) <= _MOST_PATH_BYTES and all(
        len(part) <= _MOST_NAME_BYTES for part in parts
    )


def is_page_address(address: str) -> bool:
    """Return whether an address from the site's own root is one that a page can have, spelt as `encode_path` does.

    It is one folder of the output, and never a pattern or a file in the eyes of a host.
    """
    path = unquote(address)
    return (
        path[:1] == path[-1:] == "/"
        and encode_path(path) == address
        and not UNSAFE_PATH.search(path)
        and not is_pattern(path)
        and not path.lower().endswith((".html/", ".htm/"))
        and fits_on_disk(path + _INDEX_FILE)
    )


def output_path(url: str, base_path: str) -> str:
    """Return the output file of a site URL: `/digest/news/x/` below `/digest/` is `news/x/index.html`.

    Raises `ValueError` for a URL that does not lie below the base path.
    """
    if not url.startswith(base_path):
        raise ValueError(f"{url!r} does not lie below {base_path!r}")
    path = url[len(base_path) :]
    if "%" in path:
        path = unquote(path)
    return path + _INDEX_FILE if not path or path.endswith("/") else path


def safe_url(text: str, *, allow_mail: bool = True) -> str | None:
    """Return an absolute http, https or mailto link in ASCII (percent-encoded, punycode host), or None.

    Control characters and spaces inside are taken out first, as browsers do. Everything else is None: other schemes,
    links without a scheme (`//host/`), names and passwords (`https://user@host/`), hosts that cannot be one.
    """
    if len(text) > MOST_URL_CHARACTERS:
        return None
    if _CLEAN_WEB_URL.match(text):
        return text
    bare = _INVISIBLE.sub("", _space_inside(text.strip()))
    if _SCHEME.match(bare):
        return _clean_web_url(bare)
    mail = bare[:7].lower() + bare[7:]
    return mail if allow_mail and _MAIL.match(mail) else None


def is_web_url(text: str) -> bool:
    """Return whether a text begins as an absolute http or https link does, safe or not."""
    return _SCHEME.match(text.lstrip()) is not None


def host_of(url: str) -> str:
    """Return the host of a safe web URL as a reader knows it: without port and `www.`."""
    host = url.partition("://")[2].partition("/")[0].partition("?")[0].partition("#")[0]
    host = host if host.startswith("[") else host.partition(":")[0]
    return host.removeprefix("www.").rstrip(".")


def _space_inside(text: str) -> str:
    """Keep a plain space within the address as `%20`: scraped file names have them, and a host must not."""
    scheme, mark, rest = text.partition("://")
    return scheme + mark + rest.replace(" ", "%20")


def _clean_web_url(text: str) -> str | None:
    scheme, mark, rest = text.partition("://")
    found = _WEB_URL.match(scheme.lower() + mark + rest)
    if found is None:
        return None
    scheme, host, path, fragment = found[1], _ascii_host(found[2]), found[3], found[4]
    if host is None:
        return None
    return f"{scheme}://{host}{encode_typed(path)}" + (f"#{encode_typed(fragment)}" if fragment is not None else "")


def encode_typed(part: str) -> str:
    """Return a path, query or fragment percent-encoded; what was encoded already stays as it is."""
    return quote(_BARE_PERCENT.sub("%25", part), safe=_SAFE_URL_SIGNS, errors="replace")


def _ascii_host(host: str) -> str | None:
    name = ascii_host(host)
    found = _HOST.match(name)
    if found is None or ".." in name or (found[1] and int(found[1]) > 65535):
        return None
    return name
