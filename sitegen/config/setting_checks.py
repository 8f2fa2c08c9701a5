"""Checks one setting's text and returns it in its final form. Each check raises `BadValue`, with a hint."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from urllib.parse import SplitResult, quote, urlsplit

from sitegen.errors import BadValue, near_miss
from sitegen.permalinks import own_pattern
from sitegen.settings import PLACEHOLDERS
from sitegen.values import ascii_host, is_pattern
from sitegen.withholding_words import rule_of
from sitegen.zones import time_zone, zone_names

TAKEN_NAMES = frozenset({"archive", "assets", "feeds", "search", "sitemaps"})
"""Folders of the output that a taxonomy may not be named after."""
TAKEN_FOLDERS = frozenset({"themes", "static", "netlify", ".sitegen", ".git"})
"""Folders of a site that are neither content nor output."""
_KINDS_THAT_RUN = frozenset("htm html js mjs mht mhtml shtml svgz swf wasm xht xhtml xml xsl xslt css hta php".split())
"""Endings of files in which a browser, or a host, may find something to run."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{2,8})*\Z")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_HOST = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?\.?\Z")
_PATTERN_TEXT = re.compile(r"[A-Za-z0-9._~/-]*\Z")
"""What a decoded path must not hold: each host would make something else of it."""
_LONGEST_TEXT = 2_000


def did_you_mean(typed: str, known: Iterable[str]) -> str:
    """Return "did you mean `x`?" for a near miss, else the known names; empty when there are none."""
    names = sorted(known)
    same = next((f"did you mean `{name}`?" for name in names if name.lower() == typed.lower()), "")
    return near_miss(typed, names, same or (f"known: {', '.join(names)}" if names else ""))


def check_line(text: str) -> str:
    """Return a text for people on one line, without control characters."""
    line = " ".join(text.split())
    if len(line) > _LONGEST_TEXT:
        raise BadValue(f"is longer than {_LONGEST_TEXT:,} characters", "Write less.")
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in line):
        raise BadValue("holds a control character", "Delete it.")
    return line


def check_number(text: str, least: int, most: int) -> int:
    """Return a whole number within its bounds."""
    hint = f"Write a whole number from {least} to {most}."
    if not re.fullmatch(r"[+-]?[0-9]{1,9}", text):
        raise BadValue(f'"{text}" is not a whole number', hint)
    number = int(text)
    if not least <= number <= most:
        raise BadValue(f"{number} is out of range", hint)
    return number


def check_choice(text: str, choices: tuple[str, ...]) -> str:
    """Return one of a few words."""
    if text not in choices:
        raise BadValue(f'"{text}" is not one of {", ".join(choices)}', did_you_mean(text, choices))
    return text


def check_switch(text: str) -> bool:
    """Return whether a word means yes."""
    words = {"on": True, "yes": True, "true": True, "off": False, "no": False, "false": False}
    if text.lower() not in words:
        raise BadValue(f'"{text}" is neither on nor off', "Write `on` or `off`.")
    return words[text.lower()]


def check_base_url(text: str) -> str:
    """Return an http(s) address that ends with `/`, host in lower case and ASCII (RFC 3986, RFC 3490)."""
    hint = "Write an address such as https://digest.example/ or https://example.org/digest/."
    try:
        parts = urlsplit(text)
        port = f":{parts.port}" if parts.port is not None else ""
    except ValueError:
        raise BadValue(f'"{text}" is not an address', hint) from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        near = f"did you mean `https://{text}`?" if "://" not in text and "." in text and " " not in text else hint
        raise BadValue(f'"{text}" is not an http or https address', near)
    if parts.query or parts.fragment or "?" in text or "#" in text:
        raise BadValue("must not have a query or a fragment", "Delete everything from the `?` or `#` on.")
    if "@" in parts.netloc:
        raise BadValue("must not hold a user name or password", "Delete everything up to the `@`.")
    return f"{parts.scheme}://{_host(parts, text, hint)}{port}{_base_path(parts.path)}"


def _host(parts: SplitResult, text: str, hint: str) -> str:
    name = parts.hostname or ""
    if "[" in parts.netloc:
        return f"[{name}]"
    host = ascii_host(name)
    if not _HOST.match(host):
        raise BadValue(f'"{text}" has no usable host name', hint)
    return host


def _base_path(path: str) -> str:
    segments = path.strip("/").split("/") if path.strip("/") else []
    if any(segment in ("", ".", "..") for segment in segments) or re.search(r"[\s\\\x00-\x1f]", path):
        raise BadValue("has a path with empty, dotted or blank parts", "Write it as in https://example.org/digest/.")
    if is_pattern(path):
        raise BadValue("has a * or a :word in its path, which hosts read as patterns", "Use another path.")
    return "/" + "".join(quote(segment, safe="%!$&'()*+,;=:@~") + "/" for segment in segments)


def check_timezone(text: str) -> str:
    """Return the IANA name of a time zone."""
    try:
        return time_zone(text).key
    except ValueError:
        otherwise = "Write a name such as Europe/Berlin, Asia/Shanghai or UTC."
        hint = near_miss(text.title(), sorted(zone_names()), otherwise)
        raise BadValue(f'"{text}" is not a time zone', hint) from None


def check_language(text: str) -> str:
    """Return a language tag in the usual letter case (RFC 5646, without private and grandfathered tags)."""
    if not _LANGUAGE.match(text):
        repaired = text.replace("_", "-").partition(".")[0]
        hint = (
            f"did you mean `{repaired}`?" if _LANGUAGE.match(repaired) else "Write a tag such as en, en-GB or zh-Hans."
        )
        raise BadValue(f'"{text}" is not a language tag', hint)
    first, *others = text.split("-")
    cased = [{2: str.upper, 4: str.title}.get(len(part), str.lower)(part) for part in others]
    return "-".join([first.lower(), *cased])


def check_folder(text: str) -> str:
    """Return a folder inside the site, relative to it and without needless parts."""
    parts = [part for part in text.split("/") if part not in ("", ".")]
    outside = text.startswith(("/", "~")) or ".." in parts or "\\" in text or ":" in text
    if outside or any(not character.isprintable() for character in text):
        raise BadValue(f'"{text}" is not a folder inside the site', "Write a relative path with `/`, such as public.")
    if parts and parts[0] in TAKEN_FOLDERS:
        raise BadValue(f'"{parts[0]}" has another use', "Choose another folder.")
    return "/".join(parts) or "."


def check_folders_apart(content: str, output: str) -> str:
    """Return the output folder, if sources and outputs cannot get into each other's way."""
    if output == ".":
        raise BadValue("must be a folder of its own", "Write `output: public`.")
    if output == content:
        raise BadValue("is the content folder", "Write another folder, such as public.")
    if content != "." and output.startswith(content + "/"):
        raise BadValue("lies inside the content folder", "Write a folder beside it, such as public.")
    if content.startswith(output + "/"):
        raise BadValue("holds the content folder", "Write a folder beside it, such as public.")
    return output


def check_taxonomy_name(text: str) -> str:
    """Return the name of a taxonomy, which is also its folder in the output."""
    return _check_folder_name(text, TAKEN_NAMES)


def check_selection_name(text: str) -> str:
    """Return the name of a saved selection, which is also its folder below `/feeds/`."""
    return _check_folder_name(text, ("archive",))


def _check_folder_name(text: str, taken: Collection[str]) -> str:
    if text in taken:
        raise BadValue(f'"{text}" is the name of another part of the site', "Choose another name.")
    if not _SLUG.match(text):
        raise BadValue(
            f'"{text}" cannot be a folder name', "Use lower-case letters a-z, digits and `-`; `title` is for people."
        )
    return text


def check_term_key(text: str) -> str:
    """Return the front-matter key that lists the terms of a taxonomy; none that may withhold a page."""
    key = check_line(text)
    rule = rule_of(key)
    if rule is not None and not rule.kind.startswith("maybe"):
        message = f'"{key}" says whether or when a page is published, so it cannot list terms'
        raise BadValue(message, "Choose another key, here and in front matter.")
    return key


def check_permalink(text: str) -> str:
    """Return a permalink pattern: `/.../` with `{slug}` and known placeholders only.

    It may end in `.html`, or without a slash, and be written as Jekyll and Hugo have it (`/:year/:title/`).
    """
    example = "Write one such as /{section}/{year}/{month}/{day}/{slug}/."
    text = own_pattern(text)
    if not text.startswith("/"):
        raise BadValue("must begin with `/`", example)
    text = text if text.endswith((".html", "/")) else text + "/"
    for name in re.findall(r"\{([^{}]*)\}", text):
        if name not in PLACEHOLDERS:
            raise BadValue(f"{{{name}}} is not a placeholder", did_you_mean(name, PLACEHOLDERS))
    if "{slug}" not in text:
        raise BadValue("has no {slug}, so stories would share an address", example)
    plain = re.sub(r"\{[^{}]*\}", "x", text)
    if not _PATTERN_TEXT.match(plain):
        raise BadValue("may hold only a-z, A-Z, 0-9, `-`, `_`, `.`, `~` and placeholders", example)
    if any(part in ("", ".", "..") for part in plain.strip("/").split("/")) or "//" in plain:
        raise BadValue("has an empty or dotted part", example)
    return text


def check_link(text: str) -> str:
    """Return an address for a menu: from this site's root, or http(s) or mailto elsewhere."""
    if any(character.isspace() or not character.isprintable() for character in text) or "\\" in text:
        raise BadValue("has a blank or a control character in it", "Write %20 for a blank.")
    if text.startswith("/") and not text.startswith("//"):
        return text
    scheme, colon, rest = text.partition(":")
    if colon and scheme.lower() in ("http", "https", "mailto") and rest.strip("/"):
        return text
    if not colon and not text.startswith("/") and text:
        raise BadValue(f'"{text}" does not start at the root', f"did you mean `/{text}`?")
    raise BadValue(f'"{text}" is not an address on this site or the web', "Write /about/ or https://example.org/.")


def check_web_url(text: str) -> str:
    """Return an http(s) address elsewhere."""
    if not re.fullmatch(r"https?://[^\s/?#@]+[^\s]*", text) or not text.isascii():
        raise BadValue(f'"{text}" is not an http or https address', "Write one such as https://hub.example/.")
    return text


def check_font_file(text: str) -> str:
    """Return the path of a font inside the site."""
    outside = text.startswith(("/", "~")) or ".." in text.split("/") or "\\" in text or ":" in text
    if outside or not text.isprintable() or not text.lower().endswith((".ttf", ".otf", ".ttc")):
        raise BadValue(f'"{text}" is not a font file of the site', "Write one such as fonts/NotoSansSC-Bold.otf.")
    return text


def check_file_kind(text: str) -> str:
    """Return the ending of files that are published beside texts, in lower case and without a dot."""
    kind = text.strip().lstrip(".").lower()
    if not re.fullmatch(r"[a-z0-9]{1,10}", kind):
        raise BadValue(f'"{text}" is not the ending of a file', "Write one such as zip.")
    if kind in _KINDS_THAT_RUN:
        hint = "A browser would run what is in it. Put such a file into static/."
        raise BadValue(f'files that end in ".{kind}" are not published beside a text', hint)
    return kind


def check_authority(text: str) -> str:
    """Return who mints identities: a host, a comma, and a date on which it was the owner's (RFC 4151, section 2.1)."""
    if not re.fullmatch(r"([a-z0-9._+-]+@)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?,[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", text):
        near = f"did you mean `{text},2025`?" if _HOST.match(text) else "Write the old host and 2025: old.example,2025."
        raise BadValue(f'"{text}" is not a host and a date', near)
    return text
