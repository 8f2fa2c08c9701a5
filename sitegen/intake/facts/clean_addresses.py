"""Cleans the address of a story: what follows a reader is taken out, what names the story stays as it is typed.

The list is our own: libraries damage archive links and keep what Chinese apps add.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, unquote_plus, urljoin, urlsplit, urlunsplit

from sitegen.pages.urls import safe_url

_TRACKING = re.compile(
    r"(?:utm_\w+|utm-\w+|mtm_\w+|pk_\w+|piwik_\w+|hsa_\w+|vero_\w+|oly_\w+|mc_[ce]id|_hs\w+|__hs\w+|fb_\w+|fbclid|gclid"
    r"|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|li_fat_id|rdt_cid|epik|ref_src|ref_url|cmpid"
    r"|cmp|ncid|sr_share|smid|smtyp|partner_?id|spm|scm|isappinstalled|share_token|share_source|share_medium|share_plat"
    r"|share_session_id|share_tag|share_from|shareuid|from_source|vd_source|bbid|wxshare_count|nsukey|tt_from"
    r"|timestamp_share|chksm|scene|subscene|sessionid|clicktime|enterid|ascene|devicetype|nettype|pass_ticket"
    r"|wx_header|exportkey|mpshare|srcid|sharer_\w+|poc_token|xtor|at_\w+|s_cid|gaa_\w+|_ga|_gl|amp_js_v|usqp"
    r"|outputtype|feature)\Z",
    re.IGNORECASE,
)
_ONLY_ON = {"scene": "weixin.qq.com", "feature": "youtube.com", "sessionid": "weixin.qq.com", "cmp": "", "ref": ""}
"""Names that others use for what names a story: they go on this host only (and those below it); empty: nowhere."""
_AMP_QUERY = frozenset({"amp", "outputtype"})
_GOOGLE_NEWS = re.compile(r"https?://news\.google\.[a-z.]+/(?:rss/|__i/rss/)?(?:articles|read)/", re.IGNORECASE)
_AMP_CACHE = re.compile(r"/(?:c|i|v)/(s/)?(.+)\Z")


def clean_address(address: str, base: str = "") -> str:
    """Return an address as it is to be published: absolute, in ASCII, without tracking parts; empty for none."""
    try:
        url = safe_url(urljoin(base, address.strip()) if base else address.strip(), allow_mail=False)
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    if not url or not parts.hostname:
        return ""
    parts = _without_amp_cache(parts)
    query = "&".join(one for one in parts.query.split("&") if one and not _is_tracking(one, parts.hostname or ""))
    port = f":{parts.port}" if parts.port and parts.port != {"http": 80, "https": 443}[parts.scheme] else ""
    host = (parts.hostname or "") if ":" not in (parts.hostname or "") else f"[{parts.hostname}]"
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    return urlunsplit((parts.scheme, host + port, parts.path or "/", query, fragment))


def same_story(one: str, other: str) -> bool:
    """Return whether two addresses are of one page: but for scheme, `www.`, and a slash at the end."""
    return address_key(one) == address_key(other)


def address_key(address: str) -> str:
    """Return what is the same for all spellings of an address."""
    cleaned = clean_address(address)
    if not cleaned:
        return address.strip()
    parts = urlsplit(cleaned)
    host = parts.netloc.removeprefix("www.").removeprefix("m.")
    query = "&".join(sorted(parts.query.split("&")))
    return f"{host}{parts.path.rstrip('/')}?{query}#{parts.fragment}"


def is_google_news(address: str) -> bool:
    """Return whether an address hides another one that only Google's own endpoint tells."""
    return _GOOGLE_NEWS.match(address) is not None


def is_amp(address: str) -> bool:
    """Return whether an address looks like that of a page's AMP form."""
    parts = urlsplit(address)
    segments = parts.path.lower().rstrip("/").split("/")
    names = {one.partition("=")[0].lower() for one in parts.query.split("&")}
    return (
        (parts.hostname or "").startswith("amp.")
        or "amp" in (segments[1:2] + segments[-1:])
        or segments[-1].endswith((".amp", ".amp.html"))
        or bool(names & _AMP_QUERY)
    )


def _is_tracking(one: str, host: str) -> bool:
    name = unquote_plus(one.partition("=")[0])
    if not _TRACKING.match(name):
        return False
    only = _ONLY_ON.get(name.lower())
    return only is None or (bool(only) and (host == only or host.endswith(f".{only}")))


def _without_amp_cache(parts: SplitResult) -> SplitResult:
    """Return the address behind one of Google's AMP cache."""
    host = parts.hostname or ""
    if host.endswith(".cdn.ampproject.org") and (found := _AMP_CACHE.match(parts.path)):
        return urlsplit(f"{'https' if found[1] else 'http'}://{found[2]}" + (f"?{parts.query}" if parts.query else ""))
    if host.startswith("www.google.") and parts.path.startswith("/amp/s/"):
        return urlsplit("https://" + parts.path.removeprefix("/amp/s/"))
    return parts
