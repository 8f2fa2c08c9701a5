"""What the shortcodes, tags and components of other generators mean, as Markdown."""

from __future__ import annotations

import re
from typing import NamedTuple

from sitegen.pages.file_links import BY_NAME
from sitegen.pages.markdown.dialects.embeds import SERVICES, embed_address
from sitegen.pages.markdown.dialects.note_blocks import NOTES, PLAIN_NOTES
from sitegen.pages.urls import safe_url

_ARGUMENT = re.compile(
    r"""(?:([\w:@.-]{1,60})\s{0,9}[=:]\s{0,9})?(?:"((?:[^"\\]++|\\.)*+)"|'((?:[^'\\]++|\\.)*+)'|\{["'`]?([^{}"'`]*+)["'`]?\}"""
    r"""|`([^`]*+)`|([^\s"'`=,(){}]++))""",
    re.DOTALL,
)
_MARKS = re.compile(r"[\\`*_\[\]<>]")
_PICTURES = frozenset("figure image img picture asset_img imgproc resize-image imagefigure".split())
_FILMS = frozenset("video audio mp4 html5video".split())
_SOURCE_LINKS = frozenset("ref relref post_url link post_path asset_path asset relurl absurl url_for".split())
_BUTTONS = frozenset("button btn link linkcard link-card cta".split())
_MOST_ARGUMENTS = 40


class Tag(NamedTuple):
    """A shortcode, tag or component as it was typed."""

    name: str
    """In lower case, without the folder before it."""
    named: dict[str, str]
    """Arguments by name, in lower case."""
    plain: list[str]
    """The others."""

    def get(self, *names: str) -> str:
        """Return the first of some arguments that is given."""
        return next((self.named[name] for name in names if self.named.get(name)), "")

    def first(self, *names: str) -> str:
        """Return the first of some arguments that is given, else the first without a name."""
        return self.get(*names) or (self.plain[0] if self.plain else "")


def tag_of(name: str, arguments: str) -> Tag:
    """Return a tag by its name and what is typed after it."""
    named: dict[str, str] = {}
    plain: list[str] = []
    for number, found in enumerate(_ARGUMENT.finditer(arguments)):
        value = next((group for group in found.groups()[1:] if group is not None), "").replace('\\"', '"').strip()
        if found[1]:
            named.setdefault(found[1].lower(), value)
        elif value:
            plain.append(value)
        if number >= _MOST_ARGUMENTS:
            break
    return Tag(name.rpartition("/")[2].lower(), named, plain)


def meaning_of(tag: Tag) -> str | None:
    """Return what a tag that stands alone means; None where it means nothing here."""
    plain_name = tag.name.replace("-", "").replace("_", "")
    if plain_name in SERVICES:
        return _embed(tag, plain_name)
    if tag.name in _PICTURES:
        return _figure(tag)
    if tag.name in _FILMS:
        return _shown(tag.get("alt", "title", "caption"), tag.first("src", "url", "file", "mp4"))
    if tag.name in _SOURCE_LINKS:
        return source_address(tag)
    if tag.name in ("post_link", "asset_link"):
        address = BY_NAME + tag.plain[0] + ".md" if tag.name == "post_link" and tag.plain else tag.first()
        words = " ".join(word for word in tag.plain[1:] if word not in ("true", "false"))
        return _link(words or tag.first(), address if tag.name == "asset_link" else f"/{address}")
    if tag.name in ("iframe", "embed", "rawembed"):
        address = safe_url(tag.first("src", "url"), allow_mail=False) or ""
        return _link(tag.get("title") or address, address) if address else None
    return None


def meaning_around(tag: Tag, inside: str) -> str | None:
    """Return what a tag means around some Markdown; None where it means nothing here, and what is inside stays."""
    if tag.name in NOTES or tag.name.removesuffix("-block") in NOTES:
        return _note(tag, inside)
    if tag.name in _BUTTONS or tag.name == "a":
        address = tag.first("href", "url", "link", "to", "relref")
        return _link(inside.strip(), address, is_markdown=True) if address and "\n" not in inside.strip() else None
    if tag.name in ("highlight", "codeblock", "code", "highlightjs"):
        language = tag.first("lang", "language")
        return _fenced(inside, language if re.fullmatch(r"[\w+#.-]{1,30}", language) else "")
    if tag.name in ("figure", "picture") and not inside.strip():
        return _figure(tag)
    if tag.name in ("comment", "hide"):
        return "\n" * inside.count("\n")
    return None


def source_address(tag: Tag) -> str:
    """Return the address by which a link names a source."""
    typed = tag.first("path", "page").strip()
    path, mark, fragment = typed.partition("#")
    path = path.strip()
    if not path:
        return f"#{fragment}" if mark else ""
    is_name = tag.name in ("post_url", "post_path", "link") or "/" not in path
    if tag.name in ("asset_path", "asset", "relurl", "absurl", "url_for"):
        return path.replace(" ", "%20")
    if not re.search(r"\.(?:md|markdown|mdx|html?)\Z", path, re.IGNORECASE):
        path += ".md"
    path = path.rpartition("/")[2] if tag.name in ("post_url", "link") else path
    path = f"/{BY_NAME}{path}" if is_name else path
    return (path + mark + fragment).replace(" ", "%20")


def _embed(tag: Tag, name: str) -> str | None:
    service = SERVICES[name]
    user = tag.get("user", "username") or (tag.plain[0] if len(tag.plain) > 1 and service.name in ("X", "Gist") else "")
    last = tag.plain[1] if user and len(tag.plain) > 1 and not tag.get("user", "username") else ""
    given = last or tag.first("id", "videoid", "tweetid", "video", "url", "src", "tweetlink", "shortcode")
    address = embed_address(service, given, user)
    if not address:
        return None
    words = tag.get("title", "alt", "caption", "label") or service.name
    words = words if service.name.lower() in words.lower() else f"{words} ({service.name})"
    picture = tag.get("poster", "thumbnail", "image", "cover")
    return _link(_shown(words, picture), address, is_markdown=True) if picture else _link(words, address)


def _figure(tag: Tag) -> str | None:
    source = tag.get("src", "url", "image", "link_src", "file") or next(
        (value for value in tag.plain if re.search(r"\.[A-Za-z]{3,4}(?:\?|\Z)", value) or "/" in value), ""
    )
    if not source:
        return None
    caption = tag.get("caption", "title", "attr")
    words = tag.get("alt") or " ".join(value for value in tag.plain if value != source and not value.isdigit())
    shown = _shown(words or caption, source)
    leads_to = tag.get("link", "href")
    shown = _link(shown, leads_to, is_markdown=True) if leads_to else shown
    return f"{shown} *{_plain(caption)}*" if caption else shown


def _note(tag: Tag, inside: str) -> str:
    """Return a quote that begins with the note's title, or with what kind of note it is."""
    kind = tag.get("type", "kind", "status", "context") or tag.name.removesuffix("-block")
    plain = next((word for word in tag.plain if word.lower() not in NOTES), "")
    given = next((word for word in tag.plain if word.lower() in NOTES), "")
    kind = given or kind
    title = tag.get("title", "summary", "heading") or (plain if " " in plain or plain.istitle() else "")
    title = title or ("" if kind.lower() in PLAIN_NOTES or not kind.isalpha() else kind.capitalize())
    head = f"**{_plain(title)}**" if title else ""
    body = inside.rstrip()
    if "\n" not in body:
        return f"> {head} {body.strip()}"
    first, *rest = body.split("\n")
    goes_on = bool(rest and rest[0].strip()[:1].isalnum()) and not first.strip()
    opening = f"> {head}{' ' if head and first.strip() else ''}{first.strip()}" + ("\\" if head and goes_on else "")
    end = "\n" * (inside.count("\n") - body.count("\n"))
    return "\n".join([opening, *(f"> {line}" for line in rest)]) + end


def _fenced(inside: str, language: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", inside)), default=0)
    mark = "`" * max(3, longest + 1)
    code = inside if inside.startswith("\n") else f"\n{inside}"
    return f"{mark}{language}{code}{'' if code.endswith(chr(10)) else chr(10)}{mark}"


def _shown(words: str, address: str) -> str:
    return f"![{_plain(words)}]({_destination(address)})" if address else ""


def _link(words: str, address: str, *, is_markdown: bool = False) -> str:
    return f"[{words if is_markdown else _plain(words)}]({_destination(address)})"


def _destination(address: str) -> str:
    """Return an address that ends where it ends, whatever it holds."""
    signs = {" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "\n": "", "\\": "%5C"}
    return "".join(signs.get(sign, sign) for sign in address.strip())


def _plain(words: str) -> str:
    return _MARKS.sub(lambda mark: "\\" + mark[0], " ".join(words.split()))
