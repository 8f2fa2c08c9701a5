"""Recognises pages that do not show their story: challenges, consent, payment, scripts, error pages.

What such a page says must never be taken for the story.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sitegen.intake.facts.clean_addresses import clean_address, same_story
from sitegen.intake.lines.visible_fields import width

_CHALLENGE = re.compile(
    r"\A\W*(?:just a moment|attention required|one more step|checking your browser|"
    r"access (?:to this page has been )?denied|"
    r"are you a (?:robot|human)|verify(?:ing)? (?:that )?you are (?:a )?human|please verify|security check|"
    r"pardon our interruption|"
    r"robot or human|bot verification|captcha|human verification|ddos-guard|error 1020|安全验证|验证码|访问验证|"
    r"人机验证|百度安全验证|"
    r"环境异常|訪問驗證)",
    re.IGNORECASE,
)
_CHALLENGE_MARKS = re.compile(
    r"cf-challenge|cf_chl_|/cdn-cgi/challenge-platform|g-recaptcha[^>]{0,200}challenge|px-captcha|"
    r"_Incapsula_Resource|"
    r"datadome|geo\.captcha-delivery|challenge-form",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"\A\W*(?:before you continue|we value your privacy|your privacy (?:choices|matters)|cookie (?:consent|"
    r"settings|preferences)|"
    r"privacy (?:settings|preferences|manager)|manage your (?:cookies|consent)|consent|yahoo (?:is|ist) (?:part|"
    r"teil)|"
    r"bevor sie fortfahren|cookie-einstellungen)\b",
    re.IGNORECASE,
)
_CONSENT_HOST = re.compile(r"\A(?:consent|guce|privacy-mgmt|cmp)\.", re.IGNORECASE)
_NOT_FOUND = re.compile(
    r"\A\W*(?:404|page not found|not found|the page you|410|gone|页面不存在|找不到|頁面不存在|您访问的页面)",
    re.IGNORECASE,
)
_PAYMENT = re.compile(
    r"subscribe (?:now )?to (?:continue|read|keep)|to continue reading|already a subscriber|this (?:article|"
    r"content|story) is "
    r"(?:for|only|exclusive|available)[^.]{0,40}subscribers|subscribers? only|sign in to read|"
    r"register to (?:continue|read)|"
    r"(?:登录|登錄|订阅|訂閱|付费|付費|开通会员)后?(?:可|才能|即可)?(?:继续|繼續)?(?:阅读|閱讀|查看)(?:全文|更多)?",
    re.IGNORECASE,
)
_NEEDS_SCRIPT = re.compile(
    r"(?:enable|requires?|turn on|activate|need to enable) javascript|javascript (?:is )?(?:required|disabled|"
    r"not enabled)|启用 ?javascript",
    re.IGNORECASE,
)
_REFRESH = re.compile(r"\s*\d{0,3}\s*[;,]?\s*url\s*=\s*[\"']?([^\"'\s]{1,2000})", re.IGNORECASE)
_SHORT = 500
"""Characters of a body, a Chinese one counts twice; below it is more likely a teaser than a story."""
_DRAWN_TEXT = 800
"""Of all visible text of a page that scripts draw."""


class Wall(NamedTuple):
    """Why a page does not show its story."""

    kind: str
    """One word, for programs."""
    words: str
    """For people."""
    hides_all: bool
    """Whether its title and date, too, are of something else than the story."""


def front_wall(title: str, host: str, html: str, text: str) -> Wall | None:
    """Return what stands in the place of the story; None when the page is likely to be about it."""
    is_small = width(text) < 3_000
    if _CHALLENGE.match(title) or (is_small and _CHALLENGE_MARKS.search(html[:200_000]) and width(text) < 900):
        return Wall("challenge", "the site asked whether a person is reading, and did not show the story", True)
    if _CONSENT_HOST.match(host) or (_CONSENT.match(title) and is_small):
        return Wall("consent", "the site asked for consent, and did not show the story", True)
    if _NOT_FOUND.match(title) and is_small:
        return Wall("not-found", "the page says that there is nothing at this address", True)
    return None


def refresh_wall(refresh: str, address: str, text: str) -> Wall | None:
    """Return where a page leads readers on to that has nothing else to say; None for another one.

    `refresh` is what its `<meta http-equiv="refresh">` says.
    """
    found = _REFRESH.match(refresh)
    url = clean_address(found[1], address) if found and width(text) < _SHORT else ""
    if not url or same_story(url, address):
        return None
    return Wall("leads-on", f"the page only leads on to {url}: add that address", True)


def body_wall(body: str, text: str, html: str, *, not_free: bool) -> Wall | None:
    """Return why the text of a page is not the whole story; None when it seems to be."""
    if not_free:
        return Wall("payment", "the page says that it is not free to read", False)
    if _PAYMENT.search(text[-8_000:]) and width(body) < 4 * _SHORT:
        return Wall("payment", "the text ends where readers are asked to pay or to sign in", False)
    if width(text) < _DRAWN_TEXT and (_NEEDS_SCRIPT.search(html) or html.count("<script") > 2) and width(body) < _SHORT:
        return Wall("script", "scripts draw this page, so its text is not in it", False)
    if width(body) < _SHORT:
        return Wall("short", "there is little text in it, which may not be the whole story", False)
    return None
