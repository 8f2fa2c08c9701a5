"""A person reviews a draft: choices are written in place, and approving changes two things and no other byte."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command_line import sitegen
from tests.intake.publishers import ADDRESSES, PAGES, add, draft_of, new_site

PASTE = PAGES / "wix-paste.txt"


def paste(tmp_path: Path, *more: str) -> tuple[Path, str]:
    """Return a site with the draft of a paste, and the draft's path."""
    root = new_site(tmp_path / "site")
    ran = add(root, str(PASTE), *more)
    return root, ran.out.splitlines()[0]


def test_a_paste_is_published_in_three_commands(tmp_path: Path) -> None:
    """Add, give the date that the page does not, approve: the story is in the next build."""
    root, path = paste(tmp_path, "--full")
    refused = sitegen(root, "approve", path)
    assert refused.code == 1 and "needs date first" in refused.err and f"sitegen review {path} --date" in refused.err
    reviewed = sitegen(root, "review", path, "--date", "2026-11-08 09:10")
    assert reviewed.code == 0 and f"approve {path}" in reviewed.out
    assert sitegen(root, "approve", path).code == 0
    assert sitegen(root, "build", "--now", "2026-12-24").code == 0
    pages = [file.read_text("utf-8") for file in (root / "public" / "news" / "2026" / "11" / "08").rglob("index.html")]
    assert any("Those who do not will be bought" in page for page in pages)
    assert "publishedDateTime: 2026-11-08T09:10:00+08:00" in (root / path).read_text("utf-8")


def test_approving_changes_no_other_byte(tmp_path: Path) -> None:
    """`published` is true and `intake` gone; all else is as a person left it, line ends too."""
    root, path = paste(tmp_path, "--full")
    sitegen(root, "review", path, "--date", "2026-11-08")
    file = root / path
    typed = file.read_text("utf-8").replace("published: false", "published:   'false'   # when Lin has read it")
    typed = typed.replace("type: article\n", "type: article\n# a remark\nquality:    70\n").replace("\n", "\r\n")
    file.write_bytes(typed.encode())
    assert sitegen(root, "approve", path).code == 0
    before, _, rest = typed.partition("intake:")
    expected = before.replace("'false'", "true") + "---" + rest.partition("\r\n---")[2]
    assert file.read_bytes() == expected.encode()


@pytest.mark.parametrize("published", ["true", "false"])
@pytest.mark.parametrize("needs", ["[date]", "date", "{date: ''}", "\n    - date", "[[]]", '"?"'])
def test_what_needs_something_is_withheld_by_every_build(needs: str, published: str, tmp_path: Path) -> None:
    """Whatever `published` says, and with --drafts too; what is not understood below `needs` counts."""
    root = new_site(tmp_path / "site")
    (root / "content" / "a.md").write_text("---\ntitle: Open page\n---\nText.\n", "utf-8")
    head = (
        f"---\ntitle: Waiting story\npublished: {published}\ndate: 2024-01-01\nInTake:\n  Needs: {needs}\n---\nText.\n"
    )
    (root / "content" / "b.md").write_text(head, "utf-8")
    ran = sitegen(root, "build", "--drafts", "--future", "-v")
    assert ran.code == 0, ran.err
    assert "needs review" in ran.out
    assert not any(b"Waiting story" in file.read_bytes() for file in (root / "public").rglob("*") if file.is_file())


def test_nothing_of_intake_reaches_an_output_or_a_problem(tmp_path: Path) -> None:
    """At any depth, by no alias and in no printed line: what editors noted stays in the source."""
    root = new_site(tmp_path / "site")
    head = "---\ntitle: Story\ndate: 2024-01-01\nintake:\n  notes: [whispered]\nmore: {intake: whispered}\n---\nText.\n"
    (root / "content" / "a.md").write_text(head, "utf-8")
    alias = "---\ntitle: Other\ndate: 2024-01-01\nintake: {notes: &n whispered}\nexcerpt: *n\n---\nText.\n"
    (root / "content" / "b.md").write_text(alias, "utf-8")
    broken = "---\ntitle: Third\ndate: 2024-01-01\nintake: {notes: whispered\n---\nText.\n"
    (root / "content" / "c.md").write_text(broken, "utf-8")
    ran = sitegen(root, "build")
    assert "whispered" not in ran.out + ran.err and "`intake`, which must not get out" in ran.err
    assert not any(b"whispered" in file.read_bytes() for file in (root / "public").rglob("*") if file.is_file())


def test_a_candidate_is_chosen_by_its_number(tmp_path: Path) -> None:
    """Numbers are those that review prints; a date without a zone gets the one that a person names."""
    root = new_site(tmp_path / "site")
    path = add(root, ADDRESSES["chinese-portal"]).out.splitlines()[0]
    shown = sitegen(root, "review", path).out
    assert "1  风电预测模型让备用成本下降两成" in shown and "2026年11月23日 09:10" in shown
    ran = sitegen(
        root, "review", path, "--date", "1", "--zone", "Asia/Shanghai", "--title", "更短的标题", "--author", "1"
    )
    assert ran.code == 0, ran.err
    text = (root / path).read_text("utf-8")
    assert "publishedDateTime: 2026-11-23T09:10:00+08:00\n" in text
    assert 'title: "更短的标题"\n' in text and 'author: "周立"\n' in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--title", "7"], "there is no candidate 7"),
        (["--title", " "], "--title is empty"),
        (["--date", "soon"], '"soon" is not a date'),
        (["--date", "2026-02-30"], "is not a date"),
        (["--date", "2026-11-08 09:10", "--zone", "Mars/Base"], "there is no time zone Mars/Base"),
        (["--url", "javascript:alert(1)"], "not an http or https address"),
    ],
)
def test_a_choice_that_cannot_be_used_changes_nothing(arguments: list[str], words: str, tmp_path: Path) -> None:
    """A clear word, exit code 2, and the draft as it was."""
    root, path = paste(tmp_path)
    before = (root / path).read_bytes()
    ran = sitegen(root, "review", path, *arguments)
    assert (ran.code, words in ran.err) == (2, True), ran.err
    assert (root / path).read_bytes() == before


@pytest.mark.parametrize("named", ["content/none.md", "site.yaml", "../outside.md", "content"])
def test_what_is_no_draft_is_refused(named: str, tmp_path: Path) -> None:
    """Files outside of the content folder, folders and files that are not there are named, and untouched."""
    root, _ = paste(tmp_path)
    (tmp_path / "outside.md").write_text("---\ntitle: x\npublished: false\n---\n", "utf-8")
    for command in ("review", "approve"):
        ran = sitegen(root, command, named)
        assert (ran.code == 2 and "there is no file" in ran.err) or "lies outside" in ran.err, ran.err
    assert (tmp_path / "outside.md").read_text("utf-8").endswith("published: false\n---\n")


def test_lines_are_kept_and_dropped_by_a_person(tmp_path: Path) -> None:
    """--keep and --drop change capture and draft, and nothing that was edited."""
    root, path = paste(tmp_path, "--full")
    shown = sitegen(root, "add", "--show", path).out.splitlines()
    assert shown[0] == "-  1  top of page  [navigation]" and len(shown) == 13
    assert sitegen(root, "add", "--show", path, "--keep", "6", "--drop", "9-10").code == 0
    text = (root / path).read_text("utf-8").rpartition("\n---\n")[2]
    assert "Credit: Stockpile" in text and "pushed its rivals" not in text and "will be bought" in text
    (root / path).write_text((root / path).read_text("utf-8") + "My own words.\n", "utf-8")
    edited = (root / path).read_bytes()
    refused = sitegen(root, "add", "--show", path, "--drop", "4")
    assert refused.code == 2 and "was edited" in refused.err
    assert (root / path).read_bytes() == edited


def test_a_clean_site_keeps_its_captures(tmp_path: Path) -> None:
    """Neither `clean` nor a lost cache takes what came in, and no capture is ever a source."""
    root, _ = paste(tmp_path)
    (root / "site.yaml").write_text((root / "site.yaml").read_text("utf-8") + "content: .\n", "utf-8")
    assert sitegen(root, "build").code == 0
    assert not any(b"Stockpile" in file.read_bytes() for file in (root / "public").rglob("*") if file.is_file())
    assert sitegen(root, "clean").code == 0
    assert list((root / "captures").glob("*.txt"))


def test_a_time_to_publish_at_is_kept(tmp_path: Path) -> None:
    """--publish-at holds an approved story back until then, and its own date stays."""
    root = new_site(tmp_path / "site")
    ran = add(root, ADDRESSES["wordpress"], "--publish-at", "2026-12-01 07:00")
    draft = draft_of(ran, root)
    assert "notBefore: 2026-12-01T07:00:00+08:00" in draft and "publishedDateTime: 2026-11-19T08:05:44+00:00" in draft
    assert sitegen(root, "approve", ran.out.splitlines()[0]).code == 0
    assert "0 published" in sitegen(root, "build", "--now", "2026-11-30").out
    assert "1 published" in sitegen(root, "build", "--now", "2026-12-02").out


def test_drafts_that_wait_are_listed(tmp_path: Path) -> None:
    """`review` without a file lists them, those that need something first; what is published or a person's is none."""
    root, path = paste(tmp_path)
    (root / "content" / "news" / "own.md").write_text("---\ntitle: Own\npublished: false\n---\nText.\n", "utf-8")
    good = add(root, ADDRESSES["substack"]).out.splitlines()[0]
    listed = sitegen(root, "review")
    assert listed.code == 0 and "own.md" not in listed.out
    assert listed.out.index(f"{path}  NEEDS date\n") < listed.out.index(f"{good}\n"), listed.out
    assert "2 drafts, 1 of them with something open" in listed.out
    as_json = json.loads(sitegen(root, "review", "--json").out)
    assert [one["file"] for one in as_json["drafts"]] == [path, good]
    assert sitegen(root, "approve", good).code == 0
    assert good not in sitegen(root, "review").out


def test_a_day_of_drafts_is_reviewed_in_three_commands(tmp_path: Path) -> None:
    """One date for all that give none, then all are approved; of many, those that are published already are counted."""
    root = new_site(tmp_path / "site")
    for number in range(3):
        text = (
            f"A headline of paste {number}\n\nA sentence that is long enough to be one, by far, and another. It is.\n"
        )
        (root / f"paste{number}.txt").write_text(text, "utf-8")
    assert add(root, *(f"paste{number}.txt" for number in range(3))).code == 0
    drafts = sorted(file.relative_to(root).as_posix() for file in (root / "content" / "news").iterdir())
    reviewed = sitegen(root, "review", *drafts, "--date", "2026-11-23")
    assert reviewed.code == 0 and "NEEDS" not in reviewed.out
    assert sitegen(root, "approve", drafts[0]).code == 0
    ran = sitegen(root, "approve", *drafts)
    assert ran.code == 0 and "1 story published already" in ran.out, ran.err
    assert json.loads(sitegen(root, "approve", *drafts, "--json").out)["published_already"] == 3
    shown = sitegen(root, "review", drafts[0]).out
    assert "not in review" in shown and "approve" not in shown


def test_drafts_that_others_wrote_in_toml_are_reviewed_and_approved(tmp_path: Path) -> None:
    """Whatever the head of a draft is written in, its fields are chosen and it is published in place."""
    root = new_site(tmp_path / "site")
    (root / "content" / "news").mkdir()
    file = root / "content" / "news" / "old.md"
    typed = '+++\ntitle = "Old"\ndate = 2024-01-01 # as printed\ndraft = true\n+++\nText.\n'
    file.write_text(typed, "utf-8")
    reviewed = sitegen(root, "review", "content/news/old.md", "--date", "2026-11-23", "--title", "New")
    assert reviewed.code == 0, reviewed.err
    assert sitegen(root, "approve", "content/news/old.md").code == 0
    changed = typed.replace("2024-01-01", '"2026-11-23"').replace('"Old"', '"New"').replace("true", "false")
    assert file.read_text("utf-8") == changed
