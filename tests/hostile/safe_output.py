"""Says whether outputs can do harm in a reader's browser, by reading them as a browser does."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import html5lib
from lxml import etree

from sitegen.plan.files.site_files import CONTENT_SECURITY_POLICY

SECRET = "c2VjcmV0LWJsb2I"
"""How `secured` begins in every story of the tests."""
MOST_PARSED = 40_000
"""Characters of a page that are read as a browser reads them. It takes long, and the pages that are as large have one
piece ten thousand times; what comes after is searched for harmful tags as they are written."""
_HARM_IN_TEXT = re.compile(
    r"<(?:style|i?frame|object|embed|base|form|svg|math|"
    r"[a-z](?:[^>\"']|\"[^\"]*\"|'[^']*')*\son[a-z]+=)[^>]{0,60}"
)
_SCRIPT_IN_TEXT = re.compile(r"<script([^>]*)>(.*?)(?:</script>|\Z)", re.DOTALL | re.IGNORECASE)
_NEVER = frozenset(
    "style iframe frame frameset object embed applet base math xmp plaintext marquee portal dialog".split()
)
_NEVER_IN_STORIES = frozenset("form input select textarea option noscript svg template".split())
_ADDRESSES = frozenset(
    "href src action formaction poster cite data background srcset ping longdesc manifest codebase xlink:href".split()
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:")
"""As the URL standard has it (section 4.4, "scheme start state")."""
_MOVED = re.compile(r"0; url=/(?![/\\])[!-~]*")
_STRIPPED = re.compile(r"[\x00-\x20]")
"""What a browser takes out of an address before it reads the scheme."""


def assert_safe(outputs: dict[str, bytes]) -> None:
    """No script but the theme's, no handler, no style, no foreign scheme, no secret; XML and JSON are well-formed."""
    found = [f"{path}: {harm}" for path, data in outputs.items() for harm in harms_in(path, data)]
    assert found == [], found[:20]


def harms_in(path: str, data: bytes) -> Iterator[str]:
    """Yield what is harmful in one output."""
    text = data.decode("utf-8")
    if SECRET in text:
        yield "shows `secured`"
    if path.endswith(".html"):
        tree = html5lib.parse(text[: (end := _end_of_parsed(text))], namespaceHTMLElements=False)
        yield from _harms_in_tree(tree, is_story=path.startswith("news/2"))
        yield from (found[0] for found in _HARM_IN_TEXT.finditer(text, end))
        yield from (found[0] for found in _SCRIPT_IN_TEXT.finditer(text, end) if not _is_own_text(*found.groups()))
    elif path.endswith((".xml", ".opml")):
        yield from _harms_in_xml(data)
    elif path.endswith(".json"):
        json.loads(text)


def _end_of_parsed(text: str) -> int:
    """Return where the part of a page ends that is parsed: not in the middle of a script."""
    script = text.rfind("<script", 0, MOST_PARSED)
    is_inside = script >= 0 and text.find("</script>", script, MOST_PARSED) < 0
    return script if is_inside and len(text) > MOST_PARSED else MOST_PARSED


def harms_in_fragment(html: str) -> list[str]:
    """Return what is harmful in a piece of HTML that stands in a page."""
    return list(_harms_in_tree(html5lib.parseFragment(html, namespaceHTMLElements=False), is_story=True))


def _harms_in_tree(tree: Any, *, is_story: bool) -> Iterator[str]:
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.rpartition("}")[2].lower()
        if tag in _NEVER or (is_story and tag in _NEVER_IN_STORIES):
            yield f"<{tag}>"
        if tag == "script" and not _is_own_script(element):
            yield f"<script> {element.attrib} {element.text!r:.60}"
        for name, value in element.attrib.items():
            if not (name == "http-equiv" and not is_story and _leads_on(element)):
                yield from _harms_in_attribute(tag, str(name).lower(), value)


def _leads_on(element: Any) -> bool:
    """Return whether a refresh is that of a page that has moved: at once, and to an address of this site."""
    return element.get("http-equiv") == "refresh" and bool(_MOVED.fullmatch(element.get("content", "")))


def _is_own_script(element: Any) -> bool:
    if element.get("type") == "application/ld+json":
        json.loads(element.text)
        return True
    if element.get("src", "").startswith("/assets/") and not element.text:
        return True
    return _is_allowed(element.text or "")


def _is_own_text(attributes: str, text: str) -> bool:
    is_data = attributes == ' type="application/ld+json"'
    return is_data or (attributes.startswith(' src="/assets/') and not text) or _is_allowed(text)


def _is_allowed(script: str) -> bool:
    """Return whether the site's own policy lets a browser run a script that stands in a page."""
    digest = b64encode(sha256(script.encode()).digest()).decode()
    return f"'sha256-{digest}'" in CONTENT_SECURITY_POLICY


def _harms_in_attribute(tag: str, name: str, value: str) -> Iterator[str]:
    if name.startswith("on") or name in ("style", "srcdoc", "http-equiv"):
        yield f"<{tag} {name}={value!r:.60}>"
    if name in _ADDRESSES and not is_harmless_address(value):
        yield f"<{tag} {name}={value!r:.60}>"


def is_harmless_address(value: str) -> bool:
    """Return whether a browser would take an address for one of this site, or http, https or mailto elsewhere."""
    bare = _STRIPPED.sub("", value).lower()
    if bare.startswith(("//", "/\\", "\\")):
        return False
    return not _SCHEME.match(bare) or bare.startswith(("http://", "https://", "mailto:"))


def _harms_in_xml(data: bytes) -> Iterator[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for element in etree.fromstring(data, parser).iter():
        if not isinstance(element.tag, str):
            continue
        tag = etree.QName(element).localname
        is_html = tag in ("description", "encoded") or (tag == "title" and not element.nsmap.get(None))
        if (is_html or element.get("type") == "html") and element.text:
            yield from (f"<{tag}>: {harm}" for harm in harms_in_fragment(element.text))
        for address in (
            element.text if tag in ("link", "loc") else "",
            element.get("href"),
            element.get("url"),
        ):
            if address and not is_harmless_address(address):
                yield f"<{tag}> leads to {address!r:.60}"
