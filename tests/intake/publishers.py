"""Pages in the manner of twelve kinds of publisher, answered from memory, and the drafts that are expected of them.

`python -m tests.intake.publishers` writes the expected drafts anew: read the difference, a date above all.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.command_line import Ran, sitegen
from tests.replayed_web import Reply, replayed

PAGES = Path(__file__).parent / "pages"
NOW = "1795910400"
"""2026-11-29 00:00 UTC."""
ADDRESSES = {
    "news-agency": "https://www.northwire.example/tech/grid-model-2026-11-23/?utm_source=feed&fbclid=x",
    "paper-with-wall": "https://eveningledger.example/2026/11/wind",
    "chinese-portal": "http://news.chenbao.example/tech/2026-11/23/c_1.html",
    "wordpress": "https://fieldnotes.example/2026/11/winter-forecasts/",
    "substack": "https://slowpower.substack.example/p/the-control-room",
    "medium-like": "https://wordyard.example/grid-craft/how-we-tested-8d2f",
    "company-blog": "https://galesystems.example/blog/gale-2",
    "arxiv-page": "https://papers.example/abs/2611.01234",
    "github-release": "https://codehost.example/galesystems/gale/releases/tag/v2.3.0",
    "video-page": "https://www.vidtube.example/watch?v=x1y2z3&feature=share",
    "forum": "https://forum.tinkerers.example/t/anyone-run-gale-2/8812",
}
SITE_YAML = "title: Digest\nbase_url: https://digest.example/\ntimezone: Asia/Shanghai\n"


def replies() -> dict[str, Reply]:
    """Return what the publishers answer."""
    found = {}
    for kind, address in ADDRESSES.items():
        kind_of = "text/html" if kind == "chinese-portal" else "text/html; charset=utf-8"
        found[address.partition("://")[2]] = Reply((PAGES / f"{kind}.html").read_bytes(), kind_of)
    asked = ADDRESSES["news-agency"].partition("?")[0].partition("://")[2]
    found[asked] = Reply((PAGES / "news-agency.html").read_bytes())
    video = ADDRESSES["video-page"].partition("&")[0].partition("://")[2]
    found[video] = Reply((PAGES / "video-page.html").read_bytes())
    return found


def new_site(root: Path) -> Path:
    """Make an empty site."""
    (root / "content").mkdir(parents=True)
    (root / "site.yaml").write_text(SITE_YAML, "utf-8")
    return root


def add(root: Path, *arguments: str, more: dict[str, Reply] | None = None) -> Ran:
    """Run `sitegen add` with the web from memory."""
    with replayed({**replies(), **(more or {})}):
        return sitegen(root, "add", *arguments, SOURCE_DATE_EPOCH=NOW)


def draft_of(ran: Ran, root: Path) -> str:
    """Return the draft that a run has made."""
    assert ran.code == 0, ran.err
    return (root / ran.out.splitlines()[0]).read_text("utf-8")


def draft_of_kind(kind: str, folder: Path) -> str:
    """Return the draft that a publisher's page becomes in a site of its own; a paste is taken with its text."""
    root = new_site(folder / kind)
    if kind in ADDRESSES:
        return draft_of(add(root, ADDRESSES[kind]), root)
    return draft_of(add(root, str(PAGES / f"{kind}.txt"), "--full"), root)


KINDS = (*ADDRESSES, "wix-paste")

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        for each in KINDS:
            (PAGES / f"{each}.draft.md").write_text(draft_of_kind(each, Path(made)), "utf-8")
