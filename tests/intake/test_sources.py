"""Who published a story: as a person wrote it down, as the page says, and never as a portal's other story says."""

from __future__ import annotations

import errno
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

import pytest

from sitegen.config.loading import load_settings
from sitegen.engine.report import BuildOptions
from sitegen.errors import SitegenError
from sitegen.intake.add_story import DraftWriter, Site, Source
from sitegen.intake.new_draft import DraftOptions
from sitegen.intake.polite import Guest
from sitegen.replace_file import replace_file
from tests.command_line import sitegen
from tests.intake.publishers import NOW, add, draft_of, new_site
from tests.replayed_web import Reply

TEXT = "A sentence that is long enough to be one, by far, and another one behind it. It goes on for a while."
PAGE = f"<html><head><title>Headline {{0}} of the day</title></head><h1>Headline {{0}} of the day</h1>{{1}}<p>{TEXT}"


def portal(number: int, line: str) -> dict[str, Reply]:
    return {f"portal.example/{number}": Reply(PAGE.format(number, line).encode())}


def provider(draft: str) -> str:
    return draft.partition("provider:\n  name: ")[2].partition("\n")[0]


def test_a_portal_names_the_source_of_each_story(tmp_path: Path) -> None:
    """Who wrote one story of a portal has not written the next one; where all stories agree, a page need not say it."""
    root = new_site(tmp_path / "site")
    lines = ["<p>2026-11-23 来源：海港晚报</p>", "<p>2026-11-23 来源：新城报</p>", "<p>2026-11-23</p>"]
    names = ['"海港晚报"', '"新城报"', '"portal.example"']
    for number, (line, name) in enumerate(zip(lines, names, strict=True)):
        page = portal(number, line)
        assert provider(draft_of(add(root, f"https://portal.example/{number}", more=page), root)) == name
    agreed = new_site(tmp_path / "agreed")
    for number, line in enumerate([lines[0], lines[0], lines[2]]):
        page = portal(number, line)
        assert provider(draft_of(add(agreed, f"https://portal.example/{number}", more=page), agreed)) == names[0]


def test_a_source_that_is_written_down_keeps_its_name(tmp_path: Path) -> None:
    """By its domain, whatever its pages say of themselves."""
    root = new_site(tmp_path / "site")
    (root / "subscriptions.yaml").write_text("- domain: portal.example\n  name: The Portal\n", "utf-8")
    page = portal(1, "<p>2026-11-23 来源：海港晚报</p>")
    assert provider(draft_of(add(root, "https://portal.example/1", more=page), root)) == '"The Portal"'


def test_a_paste_is_cut_by_the_rules_of_the_source_that_it_names(tmp_path: Path) -> None:
    """Without an address, too."""
    root = new_site(tmp_path / "site")
    text = f"A headline of a paste\n\nSource: Harbour Daily\n\n{TEXT}\n\nQuayside tip of the week: oil your gauge.\n"
    (root / "paste.txt").write_text(text, "utf-8")
    assert "Quayside tip" in draft_of(add(root, "paste.txt", "--full"), root)
    rules = '- {domain: harbour.example, name: Harbour Daily, cut: ["^Quayside tip"]}\n'
    (root / "subscriptions.yaml").write_text(rules, "utf-8")
    assert "Quayside tip" not in draft_of(add(root, "paste.txt", "--full"), root)


MAIL = """From: Tidewatch <letters@tides.example>
Subject: Small forecasts, large doubts
Date: Mon, 23 Nov 2026 09:10:00 +0800

The Tidewatch Letter

{0}

Unsubscribe
"""


def test_the_head_of_a_mail_says_its_title(tmp_path: Path) -> None:
    """The subject goes before the first line, which is kept to choose from."""
    root = new_site(tmp_path / "site")
    (root / "letter.eml").write_text(MAIL.format(TEXT), "utf-8")
    draft = draft_of(add(root, "letter.eml", "--full"), root)
    assert 'title: "Small forecasts, large doubts"' in draft and 'value: "The Tidewatch Letter"' in draft
    assert "publishedDateTime: 2026-11-23T09:10:00+08:00" in draft and "Unsubscribe" not in draft


@pytest.mark.parametrize("number", [1, 2])
def test_all_lines_that_may_be_the_title_of_a_paste_can_be_chosen(number: int, tmp_path: Path) -> None:
    """The name of a newsletter stands above its headline: which is which a person says, by number."""
    root = new_site(tmp_path / "site")
    (root / "paste.txt").write_text(f"The Tidewatch Letter\nSmall forecasts, large doubts\n\n{TEXT}\n", "utf-8")
    path = add(root, "paste.txt").out.splitlines()[0]
    sitegen(root, "review", path, "--title", str(number), SOURCE_DATE_EPOCH=NOW)
    titles = ["The Tidewatch Letter", "Small forecasts, large doubts"]
    assert f'title: "{titles[number - 1]}"\n' in (root / path).read_text("utf-8")


def test_what_another_command_added_meanwhile_is_seen(tmp_path: Path) -> None:
    """Two commands that begin together do not add one address twice, and never write into each other's files."""
    root = new_site(tmp_path / "site")
    settings, _ = load_settings(root)
    site = Site(root, settings, BuildOptions(now=datetime(2026, 11, 29, tzinfo=UTC)))
    writers = [DraftWriter(site, Guest("")) for _ in range(3)]
    (root / "paste.txt").write_text(f"A headline of a paste\n\n{TEXT}\n", "utf-8")
    named = Source(str(root / "paste.txt"), "https://a.example/x")
    first = writers[0].add(named, DraftOptions()).path
    with pytest.raises(SitegenError, match=f"https://a.example/x is in {first} already"):
        writers[1].add(named, DraftOptions())
    again = writers[2].add(Source(str(root / "paste.txt")), DraftOptions()).path
    assert again != first and (root / first).read_text("utf-8") != (root / again).read_text("utf-8")
    assert len(list((root / "captures").glob("*.txt"))) == 2


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    """A file is replaced whole or not at all, and no half of it lies beside it."""
    file = tmp_path / "draft.md"
    file.write_text("as it was", "utf-8")
    with pytest.raises(OSError, match="No space left"), mock.patch.object(Path, "replace", side_effect=full_disk()):
        replace_file(file, b"another text")
    assert [one.name for one in tmp_path.iterdir()] == ["draft.md"] and file.read_text("utf-8") == "as it was"


def full_disk() -> OSError:
    return OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("head", ["---\ntitle: Old\n---\n", '+++\ntitle = "Old"\n+++\n', '{"title": "Old"}\n\n'])
def test_a_story_is_not_taken_for_a_paste(head: str, tmp_path: Path) -> None:
    """A file that has its fields is told to be one; nothing is made of it."""
    root = new_site(tmp_path / "site")
    (root / "old.md").write_text(f"{head}{TEXT}\n", "utf-8")
    ran = add(root, "old.md")
    assert ran.code == 2 and "is a story already" in ran.err and "sitegen review" in ran.err
    assert not (root / "content" / "news").exists()


def test_what_stands_in_the_place_of_captures_is_told(tmp_path: Path) -> None:
    """A file of that name is left alone, and no draft is made without its capture."""
    root = new_site(tmp_path / "site")
    (root / "captures").write_text("mine", "utf-8")
    (root / "paste.txt").write_text(f"A headline of a paste\n\n{TEXT}\n", "utf-8")
    ran = add(root, "paste.txt")
    assert ran.code == 2 and "captures is not a folder" in ran.err
    assert not (root / "content" / "news").exists()


def test_a_list_of_links_that_ends_a_page_is_of_other_stories(tmp_path: Path) -> None:
    """A list of the story's own stays: its items are no links."""
    root = new_site(tmp_path / "site")
    own = "".join(f"<li>Gauge number {number} is read every hour</li>" for number in range(4))
    names = (
        "Ferry line opens a route",
        "Museum of tides is closed",
        "Fog keeps boats in port",
        "Cable is repaired at last",
    )
    others = "".join(f"<li>{at}<a href=/{at}>{name}</a></li>" for at, name in enumerate(names, 1))
    text = f"<p>{TEXT}</p>" * 3
    html = (
        f"<h1>A headline of the day</h1><article>{text}<ul>{own}</ul>{text}<h2>Hot now</h2><ul>{others}</ul></article>"
    )
    (root / "page.html").write_text(f"<html><body>{html}</body></html>", "utf-8")
    body = draft_of(add(root, "page.html", "--full"), root).rpartition("\n---\n")[2]
    assert "Gauge number 3" in body and "Ferry line" not in body and "Hot now" not in body, body
