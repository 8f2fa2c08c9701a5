"""What may withhold a page withholds it, however it is written: no output of a whole site holds a word of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from sitegen.engine.report import BuildReport
from sitegen.withholding_words import CONCEPTS, plain_word
from tests.site_under_test import SiteUnderTest, bytes_below, story
from tests.spellings import spellings

KEYS = {
    ("true", "draft"): "draft isDraft isADraft drafts",
    ("true", "removed"): "removed isRemoved deleted isDeleted",
    ("false", "published: false"): "published isPublished publish",
    (
        "true",
        "private",
    ): "private isPrivate hidden isHidden unlisted isUnlisted unpublished isUnpublished archived isArchived expired "
    "isExpired secret internal hide ignore skip exclude unpublish notPublished noPublish doNotPublish dontPublish "
    "nonPublic isSecret isInternal "
    "confidential restricted ignored skipped excluded invisible disabled inactive offline trash trashed withheld "
    "withdrawn retracted suppressed spiked onHold notReady unready pending isPending inReview needsReview "
    "awaitingReview noRender skipRender noBuild skipBuild noList previewOnly membersOnly",
    (
        "false",
        "private",
    ): "status postStatus pageStatus publishStatus publicationStatus visibility postVisibility public "
    "isPublic visible isVisible listed isListed active isActive enabled isEnabled state stage workflow workflowState "
    "access audience render publishingStatus wpStatus publishable routable permalink phase accessLevel privacy scope "
    "build articleStatus contentStatus documentStatus editorialStatus entryStatus reviewStatus storyStatus "
    "isPublishable ready isReady approved isApproved estado statut stato",
    ("yes", "draft"): "wip workInProgress draftMode borrador brouillon entwurf rascunho bozza",
    ("opensesame", "private"): "password postPassword",
    (
        "2099-01-02",
        "until 2099-01-02 00:00",
    ): "publishedDateTime publishedDate publishedAt publishedOn publishedTime publishDate publishDateTime publishAt "
    "publishOn publishTime publicationDate datePublished date datetime pubDate pubDateTime postDate embargo "
    "embargoDate embargoUntil embargoedUntil scheduledAt scheduledFor scheduledDate publicationDateTime postedAt "
    "postedDate embargoEnd embargoed scheduled scheduledOn scheduledPublishDate scheduleDate publishFrom "
    "publishedFrom publishAfter publishStart visibleFrom showFrom notBefore goLiveDate goLiveAt hiddenUntil "
    "privateUntil draftUntil withheldUntil publishingDate visibleAfter showAfter displayFrom goLiveOn liveFrom liveAt "
    "liveOn liveDate onlineFrom onlineDate activeFrom scheduleAt scheduledTime scheduleTime",
    (
        "2001-01-02",
        "expired 2001-01-02 00:00",
    ): "expiryDate expiryDateTime expirationDate expireDate expires expire expiry expiresAt expiresOn expireAt "
    "expireOn unpublishDate unpublishDateTime unpublishAt unpublishOn publishUntil publishedUntil expiration "
    "expiresAfter unpublishedAt publishEnd visibleUntil showUntil notAfter removedAt deletedAt trashedAt "
    "expiryTime expiredAt expiresTime publishTo displayUntil onlineUntil liveUntil activeUntil hideAfter offlineFrom "
    "offlineAt takedownDate takedownAt removeAt removeOn removeDate deleteAt deleteOn deleteDate unavailableAfter",
}
"""A value, and the reason with which it withholds -> the keys."""
SURE = "draft private hidden unlisted removed archived expired unpublished".split()
"""Keys of which `true` withholds, and all that is not understood."""
OPEN = "published status visibility".split()
"""Keys of which `false` withholds, and all that is not understood."""
TRUE = (
    "true",
    "True",
    "TRUE",
    "yes",
    "on",
    "y",
    "t",
    "1",
    '"true"',
    "' Yes '",
    "[true]",
    "[[on]]",
    "ｔｒｕｅ",
    ">-\n  true",
)
FALSE = ("false", "False", "no", "OFF", "n", "f", "0", '"false"', "[no]", "ｆａｌｓｅ")
DRAFTS = (
    "draft",
    "Draft",
    "DRAFT",
    "drafts",
    '"draft"',
    "[draft]",
    "Auto-Draft",
    "auto_draft",
    "auto draft",
    "ｄｒａｆｔ",
    "wip",
)
HIDDEN = (
    "pending private hidden unpublished unlisted trash trashed scheduled Scheduled [future] queued deleted removed "
    "ARCHIVED withheld embargoed secret internal inactive disabled offline non-public not_published confidential "
    "restricted withdrawn retracted never"
).split()
PUBLIC = (
    "published Published PUBLISHED publish public live active online posted released listed visible everyone all "
    "featured final done complete completed [published] ｐｕｂｌｉｃ"
).split()
UNCLEAR = (
    "in review", "review", "maybe", "later", "members", "ready", "todo", "idea", "'?'", "-1", "2", "0.0", "published?",
    "~x", "某某", "2024-01-01", "", "~", "null", "''", "' '", "[]", "{}", "[a, b]", "[true, false]", "{a: b}",
    "{draft: true}",
)  # fmt: skip
FOLDERS = {
    "in a drafts folder": "_drafts drafts draft _draft Drafts DRAFT _DRAFTS ｄｒａｆｔｓ news/_drafts news/2024/Draft "
    "drafts/news _drafts/_ideas/ai".split(),
    "in a hidden folder": ".ideas news/.later .a/.b .c/news .drafts _news/.x".split(),
}
NO_DRAFTS = "news _news drafted my-drafts draft-2024 overdraft redrafts".split()
TOOLS = ".git .obsidian .trash news/.vscode .sitegen .venv/lib .x/.git".split()
PAIRS = {
    "draft: false\nDraft: true": "draft",
    "Draft: true\nis_draft: false": "draft",
    "published: true\npublish: false": "published: false",
    "published: true\nIs-Published: no": "published: false",
    "status: published\nSTATUS: draft": "draft",
    "private: false\nPRIVATE: yes": "private",
    "draft: false\ndrafts: perhaps": "unclear",
    "Date: 2024-01-01\ndate: 2099-01-02": "until 2099-01-02 00:00",
    "publishDate: 2024-01-01\npublish_date: 2099-01-02": "until 2099-01-02 00:00",
    "expires: 2099-01-02\nexpiry-date: 2001-01-02": "expired 2001-01-02 00:00",
}
"""Two spellings of one key that disagree: the one that withholds wins, and the other one is told."""
MISSPELT = {
    "drfat: true": "draft",
    "darft: yes": "draft",
    "hiden: true": "private",
    "pubished: false": "published: false",
    "stauts: draft": "draft",
    "visiblity: private": "private",
    "draft: false\ndratf: true": "draft",
    "publihsDate: 2099-01-02": "until 2099-01-02 00:00",
    "publisehdDateTime: soon": "unclear",
    "expirydat: 2001-01-02": "expired 2001-01-02 00:00",
    "craft: beer": "",
    "statue: a lion": "",
    "graft: false": "",
}
"""Keys that are one slip away from one that withholds: they do so where their value says so, and are told."""
NESTED = {
    "build: {render: never, list: always}": "private",
    "_build: {list: never}": "private",
    "state: {id: 4, name: draft}": "private",
    "audience: [staff, internal]": "private",
    "build: {render: always}": "",
    "_build: {render: false}": "private",
    "build: {render: true, list: false}": "",
    "meta: {draft: true}": "draft",
    "attributes:\n  status: private": "private",
    "wordpress: {post_status: draft}": "draft",
    "settings: {published: false}": "published: false",
    "page: {title: x, hidden: yes}": "private",
    "data: {status: in the making, draft: perhaps}": "",
    "options: {date: 2099-01-02}": "",
}
"""Values of values count where a key may be about something else."""


ELSEWHERE = {
    "草稿: true": "draft",
    "草稿: 是": "draft",
    "是否草稿: 是": "draft",
    "下書き: はい": "draft",
    "초안: 예": "draft",
    "черновик: да": "draft",
    "borrador: si": "draft",
    "entwurf: ja": "draft",
    "draft: 是": "draft",
    "status: 草稿": "draft",
    "状态: 草稿": "draft",
    "狀態: 私密": "private",
    "发布状态: 待审核": "private",
    "公开: 否": "private",
    "公開: false": "private",
    "隐藏: 是": "private",
    "已发布: 否": "private",
    "可见性: 私密": "private",
    "发布时间: 2099年1月2日": "until 2099-01-02 00:00",
    "定时发布: 2099-01-02": "until 2099-01-02 00:00",
    "草稿: 否": "",
    "published: 是": "",
    "status: 已发布": "",
    "状态: 连载中": "",
    "公开: 全文": "",
    "发布时间: 2024年1月2日": "",
}
"""Keys and values as people call them in other languages."""


class Case(NamedTuple):
    """A source with a word of its own, and what must become of it."""

    word: str
    path: str
    lines: str
    reason: str
    warns: bool


def cases() -> Iterator[tuple[str, str, bool]]:
    """Yield lines of front matter, why they withhold a page (nothing: they do not), and whether they are told."""
    for (value, reason), keys in KEYS.items():
        for key in keys.split():
            yield from ((f'"{spelt}": {value}', reason, False) for spelt in spellings(key))
    for key in SURE:
        yield from ((f"{key}: {value}", key if key in ("draft", "removed") else "private", False) for value in TRUE)
        yield from ((f"{key}: {value}", "", False) for value in FALSE)
    for key in OPEN:
        reason = "published: false" if key == "published" else "private"
        yield from ((f"{key}: {value}", reason, False) for value in (*FALSE, *HIDDEN))
        yield from ((f"{key}: {value}", "draft", False) for value in DRAFTS)
        yield from ((f"{key}: {value}", "", False) for value in (*PUBLIC, *TRUE))
    for key in (*SURE, *OPEN):
        yield from ((f"{key}: {value}", "unclear", True) for value in UNCLEAR)
    yield from ((f"publishDate: {value}", "unclear", True) for value in ("", "~", "soon", "[a, b]", "{a: b}"))
    yield from ((f"embargo: {value}", "unclear", True) for value in ("true", "soon", "[2020-01-01, 2021-01-01]"))
    yield from ((f"embargo: {value}", "", False) for value in ("", "false", "2020-01-01"))
    yield from ((f"{key}: {value}", "", False) for key in ("expires", "date") for value in ("", "~"))
    yield "Date: 2099-01-02", "until 2099-01-02 00:00", False
    yield "date: about noon", "", False
    others = (
        "state: Oregon",
        "live: false",
        "hide: [toc]",
        "stage: Series B",
        "noindex: true",
        "access: https://a.example/",
    )
    yield from ((line, "", False) for line in others)
    yield from ((lines, reason, True) for lines, reason in (PAIRS | MISSPELT).items())
    yield from ((lines, reason, False) for lines, reason in (NESTED | ELSEWHERE).items())


def all_cases() -> Iterator[Case]:
    """Yield every case with its place; the words are found in no other text."""
    places = [("news", lines, reason, warns) for lines, reason, warns in cases()]
    places += [(folder, "", reason, False) for reason, folders in FOLDERS.items() for folder in folders]
    places += [(folder, "", "", False) for folder in NO_DRAFTS]
    places += [(folder, "", "a tool's", False) for folder in TOOLS]
    for number, (folder, lines, reason, warns) in enumerate(places):
        yield Case(f"zq{number:04}qz", f"content/{folder}/2024-02-21-zq{number:04}qz.md", lines, reason, warns)


CASES = {case.word: case for case in all_cases()}
WORD = re.compile(rb"zq\d{4}qz")


class Built(NamedTuple):
    """The site with all cases, and what its build told."""

    site: SiteUnderTest
    report: BuildReport


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site with all cases, built."""
    site = SiteUnderTest(tmp_path_factory.mktemp("withheld"))
    for case in CASES.values():
        fields: dict[str, Any] = {"published": None, "topics": f"[{case.word}]"}
        if case.lines.startswith('"') and case.reason.startswith("until"):
            fields["publishedDateTime"] = None
        text = story(case.word, body=f"{case.word} text", **fields)
        site.write(case.path, text.replace("---\n", f"---\n{case.lines}\n", 1) if case.lines else text)
    return Built(site, site.build())


def words_in(folder: Path) -> set[str]:
    """Return the cases of which a word stands in a file, or in its name; addresses that are gone apart."""
    files = bytes_below(folder)
    files["_redirects"] = re.sub(rb"(?m)^.* 410$", b"", files["_redirects"])
    return {word.decode() for path, data in files.items() for word in WORD.findall(path.encode() + b" " + data)}


def test_every_key_that_withholds_is_tried() -> None:
    """`KEYS` has each name that a withholding key has in Latin letters."""
    tried = {plain_word(name) for names in KEYS.values() for name in names.split()}
    names = {plain_word(name) for names in CONCEPTS.values() for name in names if name.isascii()}
    assert names ^ tried == set()


def test_only_what_may_be_seen_is_published(built: Built) -> None:
    """No output holds a word of a page that any key, value, spelling or folder withholds; all others are published."""
    assert words_in(built.site.root / "public") == {word for word, case in CASES.items() if not case.reason}


def test_each_is_told_with_its_reason(built: Built) -> None:
    """The report names each withheld page with its reason and the way out, but for what tools keep for themselves."""
    told = {page.path: page.reason for page in built.report.withheld}
    assert told == {case.path: case.reason for case in CASES.values() if case.reason not in ("", "a tool's")}
    assert all(page.hint for page in built.report.withheld if not page.reason.startswith(("until ", "expired ")))


def test_what_is_not_understood_is_told(built: Built) -> None:
    """A value that nobody knows is a warning with its place; a known one is none, and neither is an error."""
    told = {problem.path for problem in built.report.problems} - {"content"}  # keys that nobody reads
    assert told == {case.path for case in CASES.values() if case.warns}
    assert {problem.level for problem in built.report.problems} == {"warning"}
    assert all((problem.line or problem.path == "content") and problem.hint for problem in built.report.problems)


@pytest.fixture
def small(tmp_path: Path) -> SiteUnderTest:
    """A site with one story."""
    site = SiteUnderTest(tmp_path)
    site.write("content/news/2024-02-21-a.md", story("zq0001qz", topics="[zq0001qz]"))
    site.write("content/news/2024-02-22-b.md", story("Stays", body="[that](2024-02-21-a.md)"))
    site.build()
    return site


@pytest.mark.parametrize(
    ("folder", "reason"), [("news/_Drafts", "in a drafts folder"), ("news/.later", "in a hidden folder")]
)
def test_what_moves_into_such_a_folder_leaves_nothing_behind(small: SiteUnderTest, folder: str, reason: str) -> None:
    """A story that moves into a folder of drafts vanishes and comes back from it, each time as in a clean build."""
    moved = f"content/{folder}/2024-02-21-a.md"
    small.write(moved, (small.root / "content/news/2024-02-21-a.md").read_bytes())
    small.delete("content/news/2024-02-21-a.md")
    small.edit("content/news/2024-02-22-b.md", "(2024-02-21-a.md)", f"(/{folder}/2024-02-21-a.md)")
    report = small.build()
    assert [(page.path, page.reason) for page in report.withheld] == [(moved, reason)]
    assert [problem.message for problem in report.problems] == [
        f"the link leads to {moved}, which is not published ({reason})"
    ]
    assert words_in(small.root / "public") == set()
    assert small.verify() == ()
    assert small.build().withheld == report.withheld, "a build that finds nothing to do tells the same"
    small.write("content/news/2024-02-21-a.md", (small.root / moved).read_bytes())
    small.delete(moved)
    assert small.build().withheld == ()
    assert words_in(small.root / "public") == {"zq0001qz"}
    assert small.verify() == ()


def test_drafts_shows_folders_of_drafts_and_never_hidden_ones(small: SiteUnderTest) -> None:
    """`--drafts` shows what lies in a drafts folder, as every draft, and nothing of a hidden folder."""
    small.write("content/drafts/2024-02-21-c.md", story("zq0002qz"))
    small.write("content/news/2024-02-21-d.md", story("zq0003qz", Status="perhaps"))
    small.write("content/.drafts/2024-02-21-e.md", story("zq0004qz"))
    report = small.build(drafts=True)
    assert words_in(small.root / "public") == {"zq0001qz", "zq0002qz", "zq0003qz"}
    assert [page.reason for page in report.withheld] == ["in a hidden folder"]
    small.build()
    assert words_in(small.root / "public") == {"zq0001qz"}


@pytest.mark.parametrize("category", ["drafts", "Draft", "_Drafts"])
def test_a_category_stands_in_for_a_folder(small: SiteUnderTest, category: str) -> None:
    """A story that lies in no folder is withheld by a category that is called like one of drafts."""
    small.write("content/2024-02-21-c.md", story("zq0006qz", category=category))
    assert [page.reason for page in small.build().withheld] == ["in a drafts folder"]
    assert words_in(small.root / "public") == {"zq0001qz"}


def test_a_hidden_folder_is_never_read(small: SiteUnderTest) -> None:
    """What lies in a hidden folder may be as wrong as it likes; only its sources are counted."""
    small.write("content/.notes/a.md", b"---\ntitle: [\n\xff\xfe")
    small.write("content/.notes/b.json", "{}")
    small.write("content/.notes/.c.md", "c")
    report = small.build()
    assert report.problems == ()
    assert (report.sources, [page.path for page in report.withheld]) == (3, ["content/.notes/a.md"])


def test_the_latest_date_opens_and_the_first_one_expires(small: SiteUnderTest) -> None:
    """A page is out between the latest of its opening dates and the first of its ends; its own date stays its own."""
    dates = {"date": "2024-05-01", "embargo": "2024-05-03", "expires": "2024-05-20", "unpublish-date": "2024-05-10"}
    small.write("content/news/2024-02-21-c.md", story("zq0005qz", **dates))
    days = {"2024-05-02": False, "2024-05-04": True, "2024-05-11": False}
    for day, is_out in days.items():
        small.build(now=datetime.fromisoformat(f"{day}T12:00+08:00"))
        assert ("zq0005qz" in words_in(small.root / "public")) == is_out, day
        assert small.has("news/2024/02/22/zq0005qz/index.html") is False
    report = small.build(now=datetime.fromisoformat("2024-05-02T12:00+08:00"))
    assert report.next_change == datetime.fromisoformat("2024-05-03T00:00+08:00")
