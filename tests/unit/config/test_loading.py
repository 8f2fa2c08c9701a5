"""`site.yaml` becomes settings, and every mistake in it a problem with its place."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from sitegen.config import Host, load_settings
from sitegen.errors import Problem, SitegenError
from sitegen.settings import MenuLink, Settings, TaxonomySettings
from tests.command_line import PROJECT

INTERNAL = {"own_url", "preview_of", "positions"}
"""Attributes of `Settings` that nobody types into `site.yaml`."""


def make_site(root: Path, text: str | bytes | None, folder: str = "content") -> Path:
    (root / folder).mkdir(parents=True, exist_ok=True)
    if text is not None:
        (root / "site.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def settings_of(root: Path, text: str | None) -> Settings:
    settings, problems = load_settings(make_site(root, text))
    assert problems == ()
    return settings


def problems_of(root: Path, text: str | bytes) -> tuple[Problem, ...]:
    return load_settings(make_site(root, text))[1]


def problem_of(root: Path, text: str | bytes) -> Problem:
    (problem,) = problems_of(root, text)
    return problem


def make_bomb() -> str:
    """Return ten million values in a few lines, by aliases of aliases."""
    lines = ["a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    lines += [f"{name}: &{name} [{', '.join(['*' + last] * 10)}]" for last, name in pairwise("abcdefg")]
    return "\n".join(lines)


def test_every_setting_has_a_default(tmp_path: Path) -> None:
    """A folder with nothing but `content/` is a site with the default settings."""
    assert settings_of(tmp_path, None) == Settings()


def test_an_empty_file_is_all_defaults(tmp_path: Path) -> None:
    """A `site.yaml` with only comments, or keys without values, changes nothing."""
    assert settings_of(tmp_path, "# nothing\ntitle:\nmenu:\ntaxonomies:\npage_size: ''\n") == Settings()


def test_what_cannot_be_read_says_nothing_of_the_address(tmp_path: Path) -> None:
    """A `site.yaml` that is not YAML has one problem: whether it names an address is not known."""
    root = make_site(tmp_path, "base_url: https://a.example/\ntitle: [\n")
    assert [one.line for one in load_settings(root, host=Host(is_public=True))[1]] == [3]
    assert [one.field for one in load_settings(make_site(root, "{}"), host=Host(is_public=True))[1]] == ["base_url"]


def test_settings_are_taken_as_typed(tmp_path: Path) -> None:
    """Text stays the text that was typed; numbers, tags and addresses get their one form."""
    text = """
title: 2024
description: >
  two
  lines
base_url: HTTPS://Digest.Example:8443/a b
language: zh-hans-cn
timezone: Asia/Shanghai
page_size: 7
related: auto
theme_options: {accent: no, sizes: [01, {x: 1.0}]}
permalinks: {news: "/n/{year}/{slug}/"}
""".replace("/a b", "/a-b")
    settings = settings_of(tmp_path, text)
    assert settings.title == "2024"
    assert settings.description == "two lines"
    assert settings.base_url == "https://digest.example:8443/a-b/"
    assert settings.base_path == "/a-b/"
    assert settings.language == "zh-Hans-CN"
    assert settings.page_size == 7
    assert settings.related == "auto"
    assert settings.theme_options == {"accent": "no", "sizes": ["01", {"x": "1.0"}]}
    assert settings.permalinks == {"news": "/n/{year}/{slug}/"}


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("zh", ["话题", "来源"]),
        ("zh-Hant-TW", ["話題", "來源"]),
        ("en-GB", ["Topics", "Sources"]),
        ("de", ["Themen", "Quellen"]),
    ],
)
def test_the_usual_taxonomies_speak_the_sites_language(tmp_path: Path, language: str, titles: list[str]) -> None:
    """Menus and headings name topics and sources in the site's language, also where the owner lists them."""
    settings = settings_of(tmp_path, f"language: {language}\n")
    assert [taxonomy.title for taxonomy in settings.taxonomies] == titles
    named = "taxonomies:\n  topics: {}\n  sources: {key: provider}\n  firms: {key: companies}\n"
    settings = settings_of(tmp_path, f"language: {language}\n{named}")
    assert [taxonomy.title for taxonomy in settings.taxonomies] == [*titles, "Firms"]
    settings = settings_of(tmp_path, f"language: {language}\ntaxonomies:\n  topics: {{title: Matters}}\n")
    assert [taxonomy.title for taxonomy in settings.taxonomies] == ["Matters"]


def test_taxonomies_replace_the_default_pair(tmp_path: Path) -> None:
    """Given taxonomies are all there are; each fills in its key, its title and the site's least number of stories."""
    text = """
least_stories: 3
taxonomies:
  sources:
  companies: {title: Firms, least_stories: 5}
  big-models: {key: models}
"""
    assert settings_of(tmp_path, text).taxonomies == (
        TaxonomySettings(name="sources", key="provider", title="Sources", least_stories=3),
        TaxonomySettings(name="companies", key="companies", title="Firms", least_stories=5),
        TaxonomySettings(name="big-models", key="models", title="Big models", least_stories=3),
    )


@pytest.mark.parametrize(
    ("taxonomy", "place"),
    [
        ("status:", "site.yaml:2:3"),
        ("archived: {title: Old}", "site.yaml:2:3"),
        ("kinds: {key: Is_Draft}", "site.yaml:2:16"),
        ("days: {key: publish-date}", "site.yaml:2:15"),
    ],
)
def test_no_taxonomy_takes_a_key_that_withholds_pages(tmp_path: Path, taxonomy: str, place: str) -> None:
    """A key that says whether or when a page is published lists no terms, in no spelling; its problem has its place."""
    found = problems_of(tmp_path, f"taxonomies:\n  {taxonomy}\n")
    assert [(problem.where(), bool(problem.hint)) for problem in found] == [(place, True)]
    assert "so it cannot list terms" in found[0].message
    assert problems_of(tmp_path, "taxonomies:\n  states: {key: state}\n") == ()


def test_least_stories_reaches_the_default_taxonomies(tmp_path: Path) -> None:
    """The site's `least_stories` holds for topics and sources when no taxonomy is declared."""
    assert [kind.least_stories for kind in settings_of(tmp_path, "least_stories: 4").taxonomies] == [4, 4]


@pytest.mark.parametrize(
    "text",
    [
        "menu: {About: /about/, Web: 'https://a.example/'}",
        "menu: [{title: About, url: /about/}, {title: Web, url: https://a.example/}]",
    ],
)
def test_a_menu_is_a_list_or_a_mapping(tmp_path: Path, text: str) -> None:
    """Both ways to write a menu give the same links in the same order."""
    links = (MenuLink(title="About", url="/about/"), MenuLink(title="Web", url="https://a.example/"))
    assert settings_of(tmp_path, text).menu == links


def test_problems_come_all_at_once_with_their_places(tmp_path: Path) -> None:
    """One reading reports every mistake, in the order of the lines, with line, column and span of what is meant."""
    text = "titel: x\npage_size: many\nlanguage: en_US\n"
    assert [(p.where(), p.field, p.span) for p in problems_of(tmp_path, text)] == [
        ("site.yaml:1:1", "titel", 5),
        ("site.yaml:2:12", "page_size", 4),
        ("site.yaml:3:11", "language", 5),
    ]


@pytest.mark.parametrize(
    ("line", "where", "field", "message", "hint"),
    [
        ("pagesize: 9", "1:1", "pagesize", "there is no such setting", "did you mean `page_size`?"),
        ("title: [a]", "1:8", "title", "must be one value, not a list", "Write it on one line after the colon."),
        ("page_size: 0", "1:12", "page_size", "0 is out of range", "Write a whole number from 1 to 1000."),
        ("page_size: 1001", "1:12", "page_size", "1001 is out of range", "Write a whole number from 1 to 1000."),
        ("page_size: 1e3", "1:12", "page_size", '"1e3" is not a whole number', "Write a whole number from 1 to 1000."),
        ("language: en_US", "1:11", "language", '"en_US" is not a language tag', "did you mean `en-US`?"),
        (
            "timezone: Asia/Shangai",
            "1:11",
            "timezone",
            '"Asia/Shangai" is not a time zone',
            "did you mean `Asia/Shanghai`?",
        ),
        ("calendar: year", "1:11", "calendar", '"year" is not one of days, months, off', "known: days, months, off"),
        ("related: yes", "1:10", "related", '"yes" is not one of front-matter, auto', "known: auto, front-matter"),
        (
            "base_url: digest.example",
            "1:11",
            "base_url",
            '"digest.example" is not an http or https address',
            "did you mean `https://digest.example`?",
        ),
        (
            "base_url: https://a.example/?x=1",
            "1:11",
            "base_url",
            "must not have a query or a fragment",
            "Delete everything from the `?` or `#` on.",
        ),
        ("output: content", "1:9", "output", "is the content folder", "Write another folder, such as public."),
        (
            "output: content/public",
            "1:9",
            "output",
            "lies inside the content folder",
            "Write a folder beside it, such as public.",
        ),
        (
            "output: ../public",
            "1:9",
            "output",
            '"../public" is not a folder inside the site',
            "Write a relative path with `/`, such as public.",
        ),
        ("output: themes/x", "1:9", "output", '"themes" has another use', "Choose another folder."),
        (
            "content: stories",
            "1:10",
            "content",
            'there is no folder "stories"',
            "Make it, or name the folder that holds your stories.",
        ),
        ("theme: defualt", "1:8", "theme", 'there is no theme "defualt"', "did you mean `default`?"),
        (
            "taxonomies: {archive: {}}",
            "1:14",
            "taxonomies.archive",
            '"archive" is the name of another part of the site',
            "Choose another name.",
        ),
        (
            "taxonomies: {a/b: {}}",
            "1:14",
            "taxonomies.a/b",
            '"a/b" cannot be a folder name',
            "Use lower-case letters a-z, digits and `-`; `title` is for people.",
        ),
        (
            "taxonomies: {people: {kee: x}}",
            "1:23",
            "taxonomies.people.kee",
            "there is no such taxonomy setting",
            "did you mean `key`?",
        ),
        (
            "permalinks: {news: '/{section}/{year}/'}",
            "1:20",
            "permalinks.news",
            "has no {slug}, so stories would share an address",
            "Write one such as /{section}/{year}/{month}/{day}/{slug}/.",
        ),
        (
            "permalinks: {news: '/{yaer}/{slug}/'}",
            "1:20",
            "permalinks.news",
            "{yaer} is not a placeholder",
            "did you mean `year`?",
        ),
        (
            "menu: {About: about/}",
            "1:15",
            "menu.About",
            '"about/" does not start at the root',
            "did you mean `/about/`?",
        ),
        ("menu: {'': /about/}", "1:12", "menu.", "has no name to show", "Write `About: /about/`, one link a line."),
        (
            "menu: [{title: About}]",
            "1:8",
            "menu[0]",
            "needs a title and a url",
            "Write `- {title: About, url: /about/}`.",
        ),
        ("title: a\ntitle: b", "2:1", "title", "is given twice, first in line 1", "Delete one of the two."),
        (
            "theme_options: 3",
            "1:16",
            "theme_options",
            "must be `name: value` pairs, not one value",
            "Indent each line by two spaces: `footer: Made by hand.`",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place_and_the_way_out(
    tmp_path: Path, line: str, where: str, field: str, message: str, hint: str
) -> None:
    """Each mistake names line and column, the setting, what is wrong, and what to write."""
    (tmp_path / "themes" / "default").mkdir(parents=True)
    problem = problem_of(tmp_path, line)
    assert (problem.where(), problem.field, problem.message, problem.hint) == (
        f"site.yaml:{where}",
        field,
        message,
        hint,
    )
    assert problem.level == "error"


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/",
        "https://",
        "https:///x",
        "javascript:alert(1)",
        "//a.example",
        "https://u:p@a.example/",
        "https://a b.example/",
        "https://a.example/../x",
        "https://a.example/x//y",
        "https://a.example:x/",
        "https://[::1",
        "https://-a.example/",
        "https://a.example/#x",
        "https://a.example/<x>\\",
    ],
)
def test_only_a_whole_web_address_is_a_base_url(tmp_path: Path, url: str) -> None:
    """What is no http(s) address with a host and a plain path is refused."""
    assert problem_of(tmp_path, f"base_url: '{url}'").field == "base_url"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("http://localhost:8000", "http://localhost:8000/"),
        ("https://例子.example/新闻", "https://xn--fsqu00a.example/%E6%96%B0%E9%97%BB/"),
        ("https://a.example/x%20y/", "https://a.example/x%20y/"),
        ("http://[::1]:80/", "http://[::1]:80/"),
    ],
)
def test_a_base_url_is_kept_in_ascii_with_a_slash(tmp_path: Path, typed: str, kept: str) -> None:
    """Host and path are percent-encoded or punycode, and the path ends with a slash."""
    assert settings_of(tmp_path, f"base_url: {typed}").base_url == kept


@pytest.mark.parametrize(
    "pattern", ["{slug}/", "/../{slug}/", "//{slug}/", "/{slug}/{/", "/a b/{slug}/", "/%2e%2e/{slug}/"]
)
def test_a_permalink_cannot_leave_its_place(tmp_path: Path, pattern: str) -> None:
    """A pattern that begins without a slash, with empty or dotted parts, or with odd characters is refused."""
    assert problem_of(tmp_path, f"permalinks: {{news: '{pattern}'}}").field == "permalinks.news"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//a.example/", "data:x", "/a b/", "https://", "", "\\\\a"])
def test_a_menu_link_leads_nowhere_unsafe(tmp_path: Path, url: str) -> None:
    """A menu leads to this site, to http(s) or to a mail address, and nowhere else."""
    assert problem_of(tmp_path, f"menu: {{X: '{url}'}}").field == "menu.X"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("title: a: b", "site.yaml:1:9"),
        ("title: [", "site.yaml:2:1"),
        ("\ttitle: x", "site.yaml:1:1"),
        ("- a\n- b", "site.yaml:1:1"),
        ("title: x\n---\ntitle: y", "site.yaml:2:1"),
        (b"title: x\nlanguage: \xff\n", "site.yaml:2:11"),
        (b"a: b\nc: \x01\n", "site.yaml:2:1"),
        ("x: " + "[" * 90_000, "site.yaml:1:23"),
        ("x: &a [*a]", "site.yaml:1:4"),
        (make_bomb(), "site.yaml"),
        ("# " + "x" * 300_000, "site.yaml"),
    ],
)
def test_what_is_no_yaml_mapping_is_one_problem(tmp_path: Path, text: str | bytes, where: str) -> None:
    """A file that cannot be read at all, or that grows without bound, is told with its place and never crashes."""
    assert problem_of(tmp_path, text).where().startswith(where)


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    """A file saved by a Windows editor reads the same."""
    make_site(tmp_path, b"\xef\xbb\xbftitle: A\r\npage_size: 5\r\n")
    settings, problems = load_settings(tmp_path)
    assert (settings.title, settings.page_size, problems) == ("A", 5, ())


def test_no_site_is_said_with_the_way_out(tmp_path: Path) -> None:
    """A folder with neither `site.yaml` nor content stops with exit code 2 and the command that makes a site."""
    with pytest.raises(SitegenError, match="no site in") as caught:
        load_settings(tmp_path)
    assert caught.value.exit_code == 2
    assert "sitegen new site" in caught.value.hint


@pytest.mark.parametrize("name", ["story.md", "_news/story.txt"])
def test_a_folder_of_pages_is_a_site(tmp_path: Path, name: str) -> None:
    """Without `site.yaml` and `content/`, pages in the folder itself make it its own content folder."""
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("x", "utf-8")
    settings, problems = load_settings(tmp_path)
    assert (settings.content, settings.output, problems) == (".", "public", ())


def test_content_may_be_the_site_itself(tmp_path: Path) -> None:
    """`content: .` is legal, and the output then lies inside the content."""
    assert settings_of(tmp_path, "content: .").content == "."


def test_the_command_line_wins(tmp_path: Path) -> None:
    """A base URL and an output folder given as arguments replace those of the file, right or wrong."""
    make_site(tmp_path, "base_url: https://a.example/\noutput: content\n")
    settings, problems = load_settings(tmp_path, "https://b.example/x", "out")
    assert (settings.base_url, settings.output, problems) == ("https://b.example/x/", "out", ())


def test_the_output_may_lie_elsewhere_by_argument(tmp_path: Path) -> None:
    """`--output` may name a folder outside the site, but never one that holds the site."""
    root = make_site(tmp_path / "site", None)
    assert load_settings(root, output=str(tmp_path / "out"))[0].output == (tmp_path / "out").resolve().as_posix()
    with pytest.raises(SitegenError, match="--output: holds the site itself"):
        load_settings(root, output=str(tmp_path))


def test_a_wrong_argument_is_a_usage_error(tmp_path: Path) -> None:
    """A base URL that is none stops with exit code 2 and names the option."""
    with pytest.raises(SitegenError, match="--base-url: ") as caught:
        load_settings(make_site(tmp_path, None), base_url="x")
    assert caught.value.exit_code == 2


def test_every_setting_is_in_the_docs() -> None:
    """Each key of `site.yaml` is explained in docs/settings.md."""
    text = (PROJECT / "docs/settings.md").read_text("utf-8")
    settings = set(Settings.__struct_fields__) - INTERNAL
    assert [name for name in sorted(settings) if not re.search(rf"`{name}`|^{name}: ", text, re.MULTILINE)] == []
