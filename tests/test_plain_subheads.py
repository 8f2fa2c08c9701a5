"""Subheads of plain texts, from the file to the page: shown as headings, told, and turned off."""

from __future__ import annotations

import re
from pathlib import Path

from sitegen.errors import Problem
from tests.site_under_test import SITE_YAML, SiteUnderTest

PARAGRAPH = (
    "Each of them has two arms and a camera, and learns from the dockers beside it what is heavy and what breaks."
)
SUBHEADS = ("How the robots work", "Where the money comes from", "What the dockers think of it", "港口的未来会怎样发展")
TEXT = "\n\n".join(part for subhead in SUBHEADS for part in (PARAGRAPH, subhead)) + f"\n\n{PARAGRAPH}\n"


def told(problems: tuple[Problem, ...]) -> list[str]:
    """Return what is told of subheads."""
    return [one.message for one in problems if "subheads" in one.message]


def test_subheads_become_headings(tmp_path: Path) -> None:
    """They are headings that contents lead to, told once where nobody says so, and can be turned off."""
    site = SiteUnderTest(tmp_path)
    site.write("content/news/2024-03-01-a.txt", f"A harbour buys robots\n\n{TEXT}")
    site.write("content/news/2024-03-02-b.txt", f"Another harbour buys robots\n\n{TEXT}")
    site.write("content/news/2024-03-03-c.txt", f"---\nfindHeadings: true\n---\nA third harbour buys robots\n\n{TEXT}")
    site.write("content/news/2024-03-04-d.txt", f"---\nfindHeadings: no\n---\nA fourth harbour buys robots\n\n{TEXT}")
    site.write("content/news/2024-03-05-e.md", f"# A fifth harbour buys robots\n\n{TEXT}")
    assert told(site.build(jobs=1).problems) == [
        "lines that look like subheads are shown as headings in 2 plain texts: "
        "content/news/2024-03-01-a.txt, content/news/2024-03-02-b.txt"
    ]
    for page in ("01/a", "02/b", "03/c"):
        text = site.text(f"news/2024/03/{page}/index.html")
        found = dict(re.findall(r'<h2 id="([^"]+)"[^>]*>(.*?)</h2>', text))
        assert tuple(found.values()) == SUBHEADS
        assert re.findall(r'<li class="h2"><a href="#([^"]+)"', text) == list(found)
    for page in ("04/d", "05/e"):
        text = site.text(f"news/2024/03/{page}/index.html")
        assert f"<p>{SUBHEADS[0]}</p>" in text and "<h2 id=" not in text
    site.write("site.yaml", f"{SITE_YAML}find_headings: off\n")
    assert told(site.build(jobs=1).problems) == []
    assert "<h2 id=" not in site.text("news/2024/03/01/a/index.html")
    assert "<h2 id=" in site.text("news/2024/03/03/c/index.html")
    site.write("site.yaml", f"{SITE_YAML}find_headings: on\n")
    assert told(site.build(jobs=1).problems) == []
    assert "<h2 id=" in site.text("news/2024/03/01/a/index.html")
    assert "<h2 id=" not in site.text("news/2024/03/04/d/index.html")
