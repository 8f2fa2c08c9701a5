"""The marks of task lists: `- [ ] open` and `- [x] done` are shown as boxes, which need no form.

Works on the HTML of a body, so it is the same whichever way that was made.
"""

from __future__ import annotations

import re

_MARK = re.compile(r"(<li>(?:\n?<p>)?)\[([ xX])\](?=[ \n])")
_OPEN, _DONE = "\u2610", "\u2611"


def with_task_marks(html: str) -> str:
    """Return a body whose task lists have their marks."""
    if "<li>" not in html or not ("[ ]" in html or "[x]" in html or "[X]" in html):
        return html
    return _MARK.sub(lambda found: found[1] + (_OPEN if found[2] == " " else _DONE), html)
