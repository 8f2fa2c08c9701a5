"""Puts into each page the one script that keeps it true, and lets the page's policy allow that script."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from importlib.resources import files

from sitegen.serve.live import LiveState
from sitegen.serve.page_signature import Signature
from sitegen.values import attributes_of, encode

OWN = "/_preview/"
"""Where the preview's own files are; a page of the site at such an address is not shown."""
OWN_FILES = {
    "live_page.js": "text/javascript; charset=utf-8",
    "live_worker.js": "text/javascript; charset=utf-8",
    "overview.css": "text/css; charset=utf-8",
}

_BEFORE_WHICH = re.compile(rb"</head\s*>|<body[\s>]", re.IGNORECASE)
_FALLS_BACK = {
    "script-src-elem": (),
    "script-src": ("default-src",),
    "connect-src": ("default-src",),
    "worker-src": ("child-src", "script-src", "default-src"),
}
"""What the script needs -> where a policy that does not name it says the same (Content Security Policy 3, 6.8)."""


@cache
def own_file(name: str) -> bytes:
    """Return one of the preview's own files."""
    return files("sitegen.serve").joinpath("browser", name).read_bytes()


def dress(html: bytes, signature: Signature, state: LiveState) -> bytes:
    """Return a page with the script, what the page was made of when it was sent, and what is so then."""
    said = "".join(
        f' data-{name}="{escape(encode(attributes_of(value)).decode(), quote=True)}"'
        for name, value in (("signature", signature), ("state", state))
    )
    tag = f'<script src="{OWN}live_page.js" defer{said}></script>\n'.encode()
    found = _BEFORE_WHICH.search(html)
    at = found.start() if found else len(html)
    return html[:at] + tag + html[at:]


def allow_script(policy: str) -> str:
    """Return a Content-Security-Policy that also lets a page run the preview's script, and hear from the preview."""
    directives: dict[str, list[str]] = {}
    for part in policy.split(";"):
        words = part.split()
        if words:
            directives.setdefault(words[0].lower(), words[1:])
    said = dict(directives)
    for name, others in _FALLS_BACK.items():
        allowed = next((said[one] for one in (name, *others) if one in said), None)
        if allowed is not None and "'self'" not in allowed:
            directives[name] = [*(word for word in allowed if word.lower() != "'none'"), "'self'"]
    return "; ".join(" ".join([name, *words]) for name, words in directives.items())
