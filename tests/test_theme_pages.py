"""The default theme's pages: valid, safe, complete without scripts, and small."""

from __future__ import annotations

import gzip
import json
import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from sitegen.pages.page import Page, TermLink
from sitegen.plan.files.site_files import CONTENT_SECURITY_POLICY
from sitegen.plan.frame import Frame
from sitegen.plan.views import html_views as views
from sitegen.plan.views.html_views import View
from sitegen.render.date_words import locale_of
from sitegen.render.html.filters import FILTERS
from sitegen.render.html.templates import Templates
from sitegen.render.theme.theme import theme_folders, theme_texts
from sitegen.values import Value, with_changes
from tests.command_line import PROJECT
from tests.unit.render.shown_views import EVIL, all_views, card, frame, front_day, home_view, story_view

PAGES = [(template, number) for template, kinds in all_views().items() for number in range(len(kinds))]
FOLDERS = theme_folders(Path("no-such-site"), "default")
LANGUAGES = ("en", "zh")


@cache
def templates() -> Templates:
    """Return the shipped theme's templates, compiled once for all tests."""
    return Templates(FOLDERS)


@cache
def page(template: str, number: int, language: str = "en") -> str:
    """Return one of the pages."""
    return templates().render(template, all_views()[template][number], frame(language=language))


def parsed(html: str) -> Element:
    """Return the document as a browser builds it; a parse error fails the test."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    document: Element = parser.parse(html)
    return document


def is_ours(script: Element) -> bool:
    """Return whether a script is the one that the Content-Security-Policy allows."""
    digest = b64encode(sha256((script.text or "").encode()).digest()).decode()
    return not script.attrib and f"'sha256-{digest}'" in CONTENT_SECURITY_POLICY


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("template", "number"), PAGES)
def test_valid_html(template: str, number: int, language: str) -> None:
    """Every page, also of hostile stories, parses without an error and has one main heading and no id twice."""
    document = parsed(page(template, number, language))
    ids = [element.get("id") for element in document.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert len(list(document.iter("h1"))) == 1
    assert [element.tag for element in document.iter() if element.tag in ("main", "footer")] == ["main", "footer"]


@pytest.mark.parametrize(("template", "number"), [one for one in PAGES if one[0] in ("story.html", "page.html")])
def test_ids_of_the_theme_are_no_bodys(template: str, number: int) -> None:
    """On a page that shows a body, each id of the theme begins with `_`, and none of the body's does."""
    document = parsed(page(template, number))
    bodies = [element for element in document.iter("div") if element.get("class") == "body"]
    of_bodies = [element.get("id", "") for body in bodies for element in body.iter() if element.get("id")]
    all_ids = [element.get("id", "") for element in document.iter() if element.get("id")]
    assert not [name for name in of_bodies if name.startswith("_")]
    assert [name for name in all_ids if name.startswith("_")] == ["_main"] == [x for x in all_ids if x not in of_bodies]


@pytest.mark.parametrize(("template", "number"), PAGES)
def test_nothing_hostile_gets_through(template: str, number: int) -> None:
    """No text of a story becomes a tag, an attribute or a template expression."""
    html = page(template, number)
    document = parsed(html)
    assert "onerror" not in {name for element in document.iter() for name in element.attrib}
    scripts = [script for script in document.iter("script") if not script.get("src") and not is_ours(script)]
    assert {script.get("type") for script in scripts} <= {"application/ld+json"}
    assert not [image for image in document.iter("img") if image.get("src") == "x"]
    assert EVIL not in html and "{{" not in html.replace("{{ 7 * 7 }}", "")
    assert ">49" not in html and '"49' not in html


@pytest.mark.parametrize(("template", "number"), PAGES)
def test_the_content_security_policy_holds(template: str, number: int) -> None:
    """No page has an inline style, a request elsewhere but for images, or a script that the policy does not name."""
    document = parsed(page(template, number))
    assert len([script for script in document.iter("script") if is_ours(script)]) == 1
    for element in document.iter():
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]
        assert element.tag not in ("style", "iframe", "object", "embed")
        if element.tag == "script" or (element.tag == "link" and element.get("rel") == "stylesheet"):
            address = element.get("src") or element.get("href") or "/"
            assert is_ours(element) or address.startswith("/assets/") or element.get("type") == "application/ld+json"


@pytest.mark.parametrize(("template", "number"), PAGES)
def test_images_keep_their_place(template: str, number: int) -> None:
    """Every image of ours has an alternative and a size, and tells its host nothing."""
    for image in parsed(page(template, number)).iter("img"):
        assert "alt" in image.attrib and image.get("referrerpolicy") == "no-referrer"
        assert (image.get("width") and image.get("height")) or image.get("src") == "https://i.example/2.png"


@pytest.mark.parametrize(("template", "number"), PAGES)
def test_json_ld_is_json(template: str, number: int) -> None:
    """What search engines read is one JSON object, whatever the stories say."""
    for script in parsed(page(template, number)).iter("script"):
        if script.get("type") == "application/ld+json":
            assert json.loads(script.text or "")["@context"] == "https://schema.org"


@pytest.mark.parametrize(("template", "number"), PAGES)
def test_links_that_leave(template: str, number: int) -> None:
    """A link to another site gives that site no hold on this page."""
    for link in parsed(page(template, number)).iter("a"):
        if (link.get("href") or "").startswith("http") and "small.example" not in (link.get("href") or ""):
            assert "noopener" in (link.get("rel") or "")


def test_the_menu_leads_to_the_archive() -> None:
    """The archive is in the masthead of every page, once, also when the owner's own menu names it."""
    for menu in ((), (views.Link(title="Back issues", url=frame().archive_url),)):
        html = templates().render("home.html", home_view(), with_changes(frame(), menu=menu))
        nav = html[html.index("<nav") : html.index("</nav>")]
        assert nav.count(f'href="{frame().archive_url}"') == 1


def _template_of(kind: type[Value]) -> str | None:
    found = re.match(r"`([\w]+\.html)`", kind.__doc__ or "")
    return found[1] if found else None


def test_a_template_for_every_view() -> None:
    """The theme has the template that each view names, and each is tried here."""
    named = {name for kind in View.__subclasses__() if (name := _template_of(kind))}
    assert named == set(all_views())


def test_the_readme_of_themes_names_what_templates_see() -> None:
    """Its tables have each view with all that it holds besides what every view does, and each filter."""
    readme = (PROJECT / "themes" / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+\.html)` \| (\w+) \| (.*) \|$", readme, re.MULTILINE)
    told = {row[:2]: re.findall(r"`(\w+)`", re.sub(r"\(.*?\)", "", row[2])) for row in rows}
    every = View.__struct_fields__
    assert told == {
        (_template_of(kind), kind.__name__): [name for name in kind.__struct_fields__ if name not in every]
        for kind in View.__subclasses__()
    }
    (frame_row,) = re.findall(r"^\| `frame` \| (.*) \|$", readme, re.MULTILINE)
    assert set(Frame.__struct_fields__) - set(re.findall(r"`(\w+)`", frame_row)) == set()
    filters = readme[readme.index("## Filters") : readme.index("## Three examples")]
    assert [name for name in FILTERS if not re.search(rf"\b{name}\b", filters)] == []


def test_the_headline_leads_where_the_reading_is() -> None:
    """A story with a text leads to our page; one without leads to its original, which is named."""
    html = page("home.html", 0)
    assert '<a href="https://wired.com/1" class="out" rel="noopener">Story 1</a> <span class="domain"' in html
    assert f'<h3><a href="{card(2).url}">Story 2</a></h3>' in html


def test_the_time_is_the_permalink() -> None:
    """The time of a story that leads elsewhere still leads to our page."""
    assert (
        f'<a class="moment" href="{card(1).url}"><time datetime="2024-02-21T14:05:00+08:00">14:05</time></a>'
        in page("home.html", 0)
    )


def test_all_taxonomies_stand_under_a_story() -> None:
    """A story names the terms of every taxonomy but its source, a line each; beyond sixteen the rest is folded."""
    models = tuple(TermLink(f"Model {n}", f"/models/{n}/") for n in range(20))
    links = {"topics": (TermLink("AI", "/topics/ai/"),), "sources": (TermLink("Wired"),), "models": models}
    story = with_changes(story_view(), page=Page(card=card(links=links)))
    shown = with_changes(frame(), taxonomies=(*frame().taxonomies, views.Link("Models of ours", "/models/")))
    document = parsed(templates().render("story.html", story, shown))
    lines = [one for one in document.iter("div") if one.get("class") == "terms-of"]
    told = [" ".join("".join(one.itertext()).split()) for one in lines]
    assert told[0] == "Topics: AI"
    assert told[1].startswith("Models of ours: Model 0, Model 1,") and told[1].count("Model ") == 20
    (fold,) = (one for line in lines for one in line.iter("details"))
    assert "".join(fold.find("summary").itertext()) == "8 more"  # type: ignore[union-attr]
    assert len(list(fold.iter("a"))) == 8
    listed = templates().render("home.html", home_view(front_day("2024-02-21", "", card(links=links))), shown)
    assert [f"Model {n}" in listed for n in range(4)] == [True, True, True, False] and "Wired</a>" not in listed


def test_words_and_dates_in_the_sites_language() -> None:
    """A Chinese site speaks Chinese throughout, and marks what is in English."""
    html = page("home.html", 0, "zh")
    assert '<html lang="zh" dir="ltr">' in html
    assert "2024年2月21日星期三" in html
    assert '<h3 lang="en">' in html
    assert "Skip to" not in html


def test_all_languages_have_the_same_words() -> None:
    """No text is in some of the shipped languages only, each has the same blanks, and the plurals that CLDR names."""
    texts = theme_texts(FOLDERS)
    assert set(texts) == {"en", "zh", "de", "fr", "es", "ja"}
    for language, words in texts.items():
        assert list(words) == list(texts["en"])
        for name, word in words.items():
            forms = word if isinstance(word, dict) else {"other": word}
            known = texts["en"][name]
            blanks = set(re.findall(r"%\(\w+\)s", str(known)))
            assert all(set(re.findall(r"%\(\w+\)s", form)) == blanks for form in forms.values()), (language, name)
            if isinstance(word, dict):
                assert {"one", "other"} == set(forms) <= locale_of(language).plural_form.tags | {"other"}, (
                    language,
                    name,
                )


@pytest.mark.parametrize(("template", "number"), PAGES)
def test_every_page_has_a_name(template: str, number: int) -> None:
    """A page has a title and a main heading also where its view brings none (the plan leaves words to the theme)."""
    view = all_views()[template][number]
    if template in ("archive.html", "feeds.html", "day.html", "month.html", "year.html", "404.html", "corrected.html"):
        view = with_changes(view, title="")
    document = parsed(templates().render(template, view, frame()))
    names = ["".join(element.itertext()).strip() for kind in ("title", "h1") for element in document.iter(kind)]
    assert all(names) and not names[0].startswith("·")


def test_weight() -> None:
    """A home of three days of sixty stories weighs at most 20 KB, compressed with stylesheet and script, a story 15 KB.

    What this project's own pages weigh, whose words do not repeat: `tests/test_front_pages_in_a_browser.py`.
    """
    shared = sum(
        len(gzip.compress((FOLDERS[0].static / f"assets/{name}").read_bytes())) for name in ("style.css", "site.js")
    )
    many = tuple(card(number, title=f"{number} {'word ' * 12}", excerpt="sentence " * 25) for number in range(60))
    home = home_view(*(front_day(f"2024-02-{n:02}", "", *many) for n in (21, 20, 19)))
    assert shared + len(gzip.compress(templates().render("home.html", home, frame()).encode())) < 20_000
    assert shared + len(gzip.compress(templates().render("story.html", story_view(), frame()).encode())) < 15_000


def test_a_trend_has_three_months() -> None:
    """A topic's months are drawn as a line from the third on: two points say nothing."""
    view = all_views()["term.html"][0]
    drawn = [
        "<svg" in templates().render("term.html", with_changes(view, trend=view.trend[:months]), frame())  # type: ignore[attr-defined]
        for months in (3, 2, 1)
    ]
    assert drawn == [True, False, False]


def test_the_head() -> None:
    """A story's head has its address, its description, what sharing and search engines read, and the feeds."""
    html = page("story.html", 0)
    for part in (
        '<link rel="canonical" href="https://small.example/news/2024/02/21/story-1/">',
        '<meta name="description" content="What it says.">',
        '<meta property="og:type" content="article">',
        '<meta property="og:image" content="https://i.example/1.jpg">',
        '<link rel="alternate" type="application/rss+xml" title="Small Digest" href="/feed.xml">',
        '"isBasedOn":{"@type":"CreativeWork","publisher":{"@type":"Organization","name":"Wired"}',
    ):
        assert part in html


def test_every_page_says_what_it_holds() -> None:
    """Where nobody has written a description, search engines read the excerpt, the headlines or the names of a page."""
    described = {}
    for template, shown in all_views().items():
        html = templates().render(template, with_changes(shown[0], description=""), frame())
        described[template] = [
            element.get("content") for element in parsed(html).iter("meta") if element.get("name") == "description"
        ]
    bare = {template for template, texts in described.items() if not texts}
    assert bare <= {"home.html", "page.html", "404.html", "corrected.html"}
    assert all(len(texts) <= 1 and all(texts) for texts in described.values())


def test_the_first_picture_does_not_wait() -> None:
    """The picture of the front page's lead loads at once, those below it when they come near."""
    images = [image for image in parsed(page("home.html", 0)).iter("img") if image.get("width") == "1200"]
    assert "loading" not in images[0].attrib and images[0].get("fetchpriority") == "high"
    assert {image.get("loading") for image in images[1:]} <= {"lazy"}
