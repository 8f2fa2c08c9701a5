"""Cuts a title at the signs with which sites join it to their names, sections and authors."""

from __future__ import annotations

import re
from itertools import islice

LEAST_LETTERS = 6
"""Of a title; fewer are a section or a name."""
_MOST_CHARACTERS, _MOST_JOINTS = 500, 20
"""Of a title; what has more is none."""
_JOINT = re.compile(r"\s*(?:--+|——|[|_丨｜•»«])\s*|\s+[-–—·:：]\s+|\s*[:：](?=\S)|(?<=[\u3000-\u9fff！？])-(?=\w)")


def without_site(title: str, sites: set[str]) -> str:
    """Return a title without the name of a site that stands behind it, or before it and a sign that is no colon.

    Before a colon a name may be of whom the story is about.
    """
    joints = _joints(title)
    for joint in joints:
        before, behind = title[: joint.start()], title[joint.end() :]
        if _is_site(behind, sites) and len(letters_of(before)) >= LEAST_LETTERS:
            return before.strip()
    for joint in reversed(joints):
        before, behind = title[: joint.start()], title[joint.end() :]
        if joint[0].strip() not in (":", "：") and _is_site(before, sites) and len(letters_of(behind)) >= LEAST_LETTERS:
            return behind.strip()
    return title


def parts_of(title: str) -> list[tuple[str, str]]:
    """Return the ways in which a title may be cut at a joint: what may be the headline, and what else there is."""
    joints = _joints(title)
    cuts = [(title[: joint.start()].strip(), title[joint.end() :].strip()) for joint in reversed(joints)]
    cuts += [(title[joint.end() :].strip(), title[: joint.start()].strip()) for joint in joints]
    return [(head, rest) for head, rest in cuts if len(letters_of(head)) >= LEAST_LETTERS]


def words_beside(rest: str) -> list[str]:
    """Return the parts of what stands beside a headline."""
    return [part for part in _JOINT.split(rest[:_MOST_CHARACTERS]) if part]


def letters_of(text: str) -> str:
    """Return the letters and digits of a text, by which two ways of writing a title are compared."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _joints(title: str) -> list[re.Match[str]]:
    return list(islice(_JOINT.finditer(title), _MOST_JOINTS)) if len(title) <= _MOST_CHARACTERS else []


def _is_site(text: str, sites: set[str]) -> bool:
    """Return whether a text is the name of the site, or begins with it (`日本経済新聞` of `日本経済新聞社`)."""
    plain = letters_of(text)
    return len(plain) > 1 and any(plain == site or (len(plain) > 3 and site.startswith(plain)) for site in sites)
