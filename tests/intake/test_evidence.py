"""What pages say, as publishers write it: dates, titles, names and encodings, each in the forms that were met."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sitegen.intake.choices import choosing
from sitegen.intake.facts.found_dates import find_date
from sitegen.intake.page.decoding import decode_page, decode_text
from sitegen.intake.page.read_page import HostSays, PageReading, read_page

NOW = datetime(2026, 11, 29, tzinfo=UTC)
CHINESE = (
    "沿海小城用自制潮汐预报，渡轮公司也开始试用。记者了解到，最早试用的港口已经连续运行四百多天，误差没有超过十五厘米。"
)
TRADITIONAL = (
    "以自製潮位計起家的新創公司宣布完成募資，由多家渡輪業者參與。公司執行長陳晨表示，資金將用於擴大感測器網路，她說。"
)
JAPANESE = "港の小さなチームが作った潮の予報が、公式の表と並んで使われている。フェリー会社も試用を始めた。"
KOREAN = "항구의 작은 팀이 만든 조석 예보가 공식 표와 나란히 쓰이고 있다. 페리 회사도 시험을 시작했다."
FRENCH = "Les prévisions des marées, élaborées à côté des tables officielles, étaient déjà là. Où ça ? À Brême, garçon."
POLISH = "Prognozy pływów tworzone przez małe zespoły są już używane obok oficjalnych tablic. Żółć, źdźbło, ćma."
SENTENCE = "Port towns have begun to test tide forecasts that are made by small local teams, people who know it said. "


def page(head: str, body: str, address: str = "https://tides.example/story") -> PageReading:
    """Return what a page says that has a text of some paragraphs below `body`."""
    html = f"<html><head>{head}</head><body>{body}<div>{f'<p>{SENTENCE * 3}</p>' * 4}</div></body></html>"
    return read_page(html, address, HostSays(), NOW)


def title_of(head: str, body: str) -> str:
    """Return the title that is chosen."""
    return choosing.choose_title(page(head, body).evidence).value


def date_of(head: str, body: str) -> str:
    """Return the date that is chosen."""
    return choosing.choose_date(page(head, body).evidence, choosing.Circumstances(latest=NOW)).value


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("20261123T091000+0800", "2026-11-23T09:10:00+08:00"),
        ("20261123", "2026-11-23"),
        ("1795396200", "2026-11-23T01:10:00+00:00"),
        ("1795396200000", "2026-11-23T01:10:00+00:00"),
        ("lundi 23 novembre 2026 à 9h10", "2026-11-23"),
        ("23. November 2026", "2026-11-23"),
        ("3. März 2026, 09:10 CET", "2026-03-03T09:10:00+01:00"),
        ("lunes, 23 de noviembre de 2026", "2026-11-23"),
        ("1er août 2026", "2026-08-01"),
        ("2026. 11. 23. 오전 9:10", "2026-11-23"),
        ("2026년 11월 23일", "2026-11-23"),
        ("2026-11-23T09:10:00EET", "2026-11-23T09:10:00+02:00"),
        ("Summary 12, 2026", None),
        ("decimal 5, 2026", None),
        ("5551234567", None),
        ("20261323", None),
    ],
)
def test_a_date_is_read_in_many_forms(typed: str, date: str | None) -> None:
    """Those of machines, and months in the languages of Europe; numbers that are no date are none."""
    found = find_date(typed)
    assert (found.text() if found else None) == date


@pytest.mark.parametrize("codec", ["gbk", "utf-8"])
@pytest.mark.parametrize("named", ["gb2312", "utf-8", "iso-8859-1", "windows-1252", "unheard-of", ""])
def test_a_page_that_names_another_encoding_is_read_all_the_same(codec: str, named: str) -> None:
    """Programs that save pages leave the declaration, and servers name one encoding for all files."""
    in_page = f'<meta charset="{named}">{CHINESE}'.encode(codec)
    assert decode_page(in_page).endswith(CHINESE)
    assert decode_page(CHINESE.encode(codec), f"text/html; charset={named}") == CHINESE


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (CHINESE, "gb18030"),
        (TRADITIONAL, "big5"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (KOREAN, "cp949"),
        (FRENCH, "cp1252"),
    ],
)
def test_a_text_that_names_no_encoding_is_read_in_the_one_it_has(text: str, codec: str) -> None:
    """The encoding is that in which a text has the most usual characters, also where its last one is cut."""
    assert decode_text(text.encode(codec)) == text
    assert decode_text(text.encode(codec)[:-1]).startswith(text[:-2])


def test_a_declared_encoding_that_fits_is_kept() -> None:
    """A page in Polish is what its declaration says, and UTF-8 where its bytes are that."""
    for codec in ("cp1250", "iso8859_2"):
        named = {"cp1250": "windows-1250", "iso8859_2": "iso-8859-2"}[codec]
        assert decode_page(f"<meta charset={named}>{POLISH}".encode(codec)).endswith(POLISH)
        assert decode_page(f"<meta charset={named}>{POLISH}".encode()).endswith(POLISH)


TITLE = "Tide tables of small teams"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (f'<meta property="og:title" content="{TITLE} | Harbourpolitan">', f"<h1>{TITLE}</h1>"),
        (f'<meta property="og:title" content="Harbourpolitan - {TITLE}">', f"<h1>{TITLE}</h1>"),
        (f'<meta property="og:title" content="{TITLE} - Ada Lind and Bo Reyes">', f"<h1>{TITLE}</h1>"),
        (f"<title>{TITLE} - Science - Harbourpolitan</title>", f"<div class=headline>{TITLE}</div>"),
        (f"<title>{TITLE}_新闻中心_海港网_haigang.example</title>", f"<p>{TITLE}</p>"),
        (f"<title>{TITLE} - 海港人民政府门户网站</title>", f"<h1>海港人民政府网站</h1><div>{TITLE}</div>"),
        (
            f'<meta property="og:site_name" content="Harbour.example"><meta property="og:title" content="{TITLE} -- '
            f'Harbour.example">',
            "",
        ),
    ],
)
def test_what_belongs_to_the_site_is_no_part_of_a_title(head: str, body: str) -> None:
    """Its name, a section, an author: what is the headline shows in another title, or in a visible line of its own."""
    assert title_of(head, body) == TITLE


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ('<meta property="og:title" content="He wrote "Help!"">', '<h1>He wrote "Help!"</h1>', 'He wrote "Help!"'),
        (
            '<meta property="og:title" content="The tables of small teams g...">',
            "<h1>The tables of small teams grow</h1>",
            "The tables of small teams grow",
        ),
        (
            '<meta property="og:site_name" content="Gale"><meta property="og:title" content="Gale: we are closing">',
            "",
            "Gale: we are closing",
        ),
        (
            '<meta property="og:title" content="Tide tables: an interview with those who know">',
            "<h1>Interview</h1>",
            "Tide tables: an interview with those who know",
        ),
    ],
)
def test_a_title_is_whole(head: str, body: str, title: str) -> None:
    """One that is cut gives way to the longer one, and a name that the story is about stays."""
    assert title_of(head, body) == title


@pytest.mark.parametrize(
    ("body", "date"),
    [
        (
            "<h1>T</h1><p>By Ada Lind</p><p>November 23, 2026 8:42 AM GMT Updated 3 hours ago</p>",
            "2026-11-23T08:42:00+00:00",
        ),
        (
            "<h1>A headline</h1><p>2026年11月23日 09:10 来源：海港晚报 作者：周立</p>"
            "<p>入冬以来，从北到南的十几座沿海小城陆续试用由本地团队制作的预报。</p>",
            "2026-11-23",
        ),
        (
            f"<h1>A headline</h1><p>{SENTENCE}</p><p>by Ada Lind</p><p>November 23, 2026 9:10 AM PST</p>",
            "2026-11-23T09:10:00-08:00",
        ),
        (
            "<time datetime='2026-11-20'>x</time><time datetime='2026-11-12'>y</time><h1>T</h1><p>2026-11-23 11:10</p>",
            "2026-11-23",
        ),
        ("<time datetime='2026-11-20'>x</time><time datetime='2026-11-12'>y</time><h1>A headline</h1>", ""),
        ("<h1>A headline</h1><p>In a video that he posted May 23, 2015, he said that he would do it.</p>", ""),
        ("<h1>A headline</h1><p>Current DateTime: 08:51:09 23 Sep 2026</p>", ""),
        ("<h1>A headline</h1><p>活动时间：2026年11月1日</p>", ""),
        ("<div id=date-box>Mon, 25 Nov 2026</div><ul><li>a<li>b<li>c<li>d<li>e<li>f</ul><h1>A headline</h1>", ""),
        ("<h1>T</h1><p>Last updated: November 24, 2026</p><p>First published: November 23, 2026</p>", "2026-11-23"),
        ("<span id=pubtime_baidu>2026-11-23 09:10:00</span><h1>A headline</h1>", "2026-11-23"),
        ('<script>var ct = "1795396200";</script><h1>A headline</h1>', "2026-11-23T01:10:00+00:00"),
    ],
)
def test_a_date_that_is_another_one_is_not_taken(body: str, date: str) -> None:
    """Of other stories, of events, of the reader's day; days that contradict each other stay open."""
    assert date_of("", body) == date


@pytest.mark.parametrize(
    ("head", "body", "author", "site"),
    [
        ('<meta name="author" content="104363">', "", "", ""),
        ('<meta name="author" content="tides.example">', "", "", ""),
        ('<meta property="article:author" content="海港晚报">', "", "", "海港晚报"),
        ("", "<h1>标题</h1><p>2026-11-23 来源：网络 作者：佚名</p>", "", ""),
        (
            '<meta property="og:site_name" content="Harbour Daily"><meta name=author content="A. Lind, Harbour Daily">',
            "",
            "A. Lind",
            "Harbour Daily",
        ),
        ('<meta property="og:site_name" content="微信公众平台">', "<a id=js_name>海港观察</a>", "", "海港观察"),
        ("", "<h1>標題</h1><p>記者林小港／綜合報導</p>", "林小港", ""),
        ("<title>一条足够长的标题在这里-海港网</title>", "<p>一条足够长的标题在这里</p>", "", "海港网"),
        (
            '<script type="application/ld+json">{"@type":"Article","publisher":{"name":"Blogger"}}</script>'
            '<meta property="og:site_name" content="Field Notes">',
            "",
            "",
            "Field Notes",
        ),
    ],
)
def test_nobody_is_made_an_author_or_a_source(head: str, body: str, author: str, site: str) -> None:
    """A number, a domain, a medium, a platform and words for nobody are no names of people; a medium is a source."""
    evidence = page(head, body).evidence
    assert (choosing.choose_author(evidence).value, choosing.choose_site(evidence).value) == (author, site)
