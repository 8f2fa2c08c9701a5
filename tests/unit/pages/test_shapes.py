"""Front matter of a shape that was met before says what its tree says, or is left to its tree."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as some

from sitegen.pages.front_matter import read_yaml
from sitegen.pages.metadata import Metadata, read_metadata
from sitegen.pages.nodes import Mapping
from sitegen.pages.problem_list import ProblemList
from sitegen.pages.shapes import read_known_shape
from sitegen.settings import Settings, TaxonomySettings
from sitegen.values import encode

SETTINGS = Settings(
    language="en",
    timezone="Asia/Shanghai",
    base_url="https://digest.example/base/",
    taxonomies=(
        *Settings().taxonomies,
        TaxonomySettings(name="authors", key="authors", title="Authors", least_stories=1),
    ),
)


def mostly(usual: list[str], *odd: str) -> some.SearchStrategy[str]:
    """Give a usual value, now and then an odd one."""
    return some.integers(0, 12).flatmap(lambda at: some.sampled_from(usual if at else odd))


ODD_TEXTS = (
    '""',
    "null",
    "~",
    "a: b",
    "x #y",
    "*a*",
    "-",
    '"a" b',
    " x",
    '"' + "w" * 501 + '"',
    '"' + "long " * 500 + '"',
)
TEXTS = mostly(
    ["One", '"Two: 2 & <b>3</b>"', '"x \\" y"', "中 文", '"\u2068a\u2069"', '"AI"', "ai", "draft", "7"], *ODD_TEXTS
)
DATES = mostly(["2024-02-21T16:21:00Z", "2024-02-21", '"2024-02-21 16:21"'], "2024-02-31", "soon", '""', "null")
URLS = mostly(["https://a.example/x", '"https://a.example/ü?x#y"', "/x.jpg"], "ftp://a.example", '"//a"', '""', "~")
NUMBERS = mostly(["7", "-1", "0", "99.5", '"120"'], "1e3", "99999", "x", "null", '""')
TRUTHS = mostly(["true", "false", '"yes"'], "maybe", "null", '""')
LANGUAGES = mostly(["zh-Hans", "en", '"pt_BR"'], "English!", '""')
IMAGE = some.fixed_dictionaries(
    {"url": URLS}, optional={"width": NUMBERS, "height": NUMBERS, "isCached": TRUTHS, "alt": TEXTS, "title": TEXTS}
)
IMAGES = some.lists(IMAGE, max_size=2) | URLS | some.lists(URLS, max_size=2)
PROVIDER = TEXTS | some.fixed_dictionaries({}, optional={"name": TEXTS, "domain": TEXTS, "images": IMAGES})
RELATED = some.fixed_dictionaries(
    {"title": TEXTS, "webUrl": URLS},
    optional={
        "excerpt": TEXTS, "publishedDateTime": DATES, "date": DATES, "originalUrl": URLS, "type": TEXTS,
        "provider": PROVIDER, "quality": NUMBERS, "heat": NUMBERS, "images": IMAGES,
    },
)  # fmt: skip
OTHERS = some.recursive(
    TEXTS,
    lambda one: some.lists(one, max_size=2) | some.dictionaries(some.sampled_from(["a", "secured"]), one),
    max_leaves=4,
)
FIELDS: dict[str, some.SearchStrategy[object]] = {
    "id": TEXTS, "name": TEXTS, "excerpt": TEXTS, "category": TEXTS, "type": TEXTS, "language": LANGUAGES,
    "publishedDateTime": DATES, "date": DATES, "updated": DATES, "expiryDate": DATES, "originalUrl": URLS,
    "webUrl": URLS, "provider": PROVIDER, "quality": NUMBERS, "heat": NUMBERS, "images": IMAGES,
    "related": some.lists(RELATED, max_size=2), "topics": some.lists(TEXTS, max_size=3),
    "tags": some.lists(TEXTS, max_size=2), "authors": some.lists(TEXTS, max_size=2), "published": TRUTHS,
    "draft": TRUTHS, "removed": TRUTHS, "private": TRUTHS, "status": TEXTS, "slug": TEXTS, "aliases": TEXTS,
    "secured": TEXTS, "series": OTHERS, "titel": TEXTS,
}  # fmt: skip
STORIES = some.lists(some.sampled_from(sorted(FIELDS)), max_size=6, unique=True).flatmap(
    lambda keys: some.fixed_dictionaries({"title": TEXTS} | {key: FIELDS[key] for key in keys})
)


def lines_of(tree: object, indent: int = 0) -> list[str]:
    """Write a tree as a program writes it."""
    space = " " * indent
    lines = []
    if isinstance(tree, dict):
        for key, value in tree.items():
            lines += (
                [f"{space}{key}: {value}"]
                if isinstance(value, str)
                else [f"{space}{key}:", *lines_of(value, indent + 2)]
            )
    elif isinstance(tree, list):
        for value in tree:
            inner = [" " * indent + "  " + value] if isinstance(value, str) else lines_of(value, indent + 2)
            lines += [space + "- " + inner[0][indent + 2 :], *inner[1:]] if inner else []
    return lines


KINDS = (
    ("2024-02-21T16:21:00Z", "2024-02-21", "2023-12-31T23:59:59Z"),
    ("https://a.example/x", '"https://b.example/"', "/x.jpg"),
    ("7", "0", "99.5", "-1"),
    ("true", "false", '"no"'),
    ("zh-Hans", "en", "de"),
)


@some.composite
def texts_of_a_shape(draw: some.DrawFn) -> list[str]:
    """Front matter of one shape: the same keys with other values."""
    story = draw(STORIES)
    return [
        "".join(line + "\n" for line in lines_of(one)) for one in (story, *(draw(some.lists(like(story), max_size=3))))
    ]


def like(tree: object) -> some.SearchStrategy[object]:
    """Give trees that differ from one in their values alone."""
    if isinstance(tree, dict):
        return some.fixed_dictionaries({key: like(value) for key, value in tree.items()})
    if isinstance(tree, list):
        return some.tuples(*map(like, tree)).map(list)
    # Mostly of the kind that it was, or something else altogether.
    usual = next((kind for kind in KINDS if tree in kind), ("One",))
    return mostly([str(tree), *usual], *ODD_TEXTS, "2024-02-21T16:21:00Z", "https://a.example/", "7", "false")


def by_tree(text: str) -> tuple[bytes, int]:
    """Return what a text says that is read from its tree, and how many problems it has."""
    problems = ProblemList("x.md")
    root = read_yaml(text, 2, problems)
    metadata = read_metadata(root, SETTINGS, problems) if isinstance(root, Mapping) else Metadata()
    return encode(metadata), len(problems.all())


@given(texts_of_a_shape())
@example(['title: "A"\npublished: true\n', 'title: "B"\npublished: false\n', 'title: "C"\npublished: true\n'])
@example(["title: A\noriginalUrl: https://a.example/\n", 'title: A\noriginalUrl: ""\n'])
@example(['title: "A"\ntopics:\n  - AI\n  - ML\n', 'title: "A"\ntopics:\n  - AI\n  - ai\n'])
@example(["title: A\nid: a\n", "title: null\nid: a\n", "title: A\nid: ~\n"])
@example(['title: A\ntopics:\n  - "b: c"\n', 'title: A\ntopics:\n  - "b: d"\n'])
@example(["foo:\ntitle: A\ndraft: false\n", "foo:: Secret\ntitle: false\ndraft: true\n"])
@example(["title: A\nfoo:\nsecured: s\nseries: x\n", "title: A\nfoo:: v\nsecured: TOKEN\nseries: x\n"])
@example(["title: A\n\nid: x\n", "title: A\n: z\nid: y\n"])
@example(["title: A\ntopics:\n  - AI\n", "title: A\ntopics:\n  - : AI\n"])
@example(["title: x\nlanguage: zh\n", "title: x\nlanguage: en\n"])
@example(["title: x\ndate: 2024-02-21\n", "title: x\ndate: 2024-02-21T10:00:00Z\n"])
def test_a_text_of_a_known_shape_says_what_its_tree_says(texts: list[str]) -> None:
    """What is read without a tree is what the tree gives, and only where that tells no problem."""
    for text in [texts[0]] * 2 + texts * 2:
        known = read_known_shape(text, 2, SETTINGS)
        if known is not None:
            assert (encode(known), 0) == by_tree(text)


STORY_AS_PROGRAMS_WRITE_IT = """\
category: news
title: "NAME one"
excerpt: "Said NAME: \\"two\\" ..."
publishedDateTime: 2024-02-21T16:21:00Z
originalUrl: "https://a.example/NAME"
webUrl: "https://a.example/NAME"
type: article
quality: 50
heat: -1
published: true

provider:
  name: The NAME Times
  domain: NAME.example
  images:
    - url: "https://a.example/NAME.jpg"
      width: 50
      height: 50

topics:
  - NAME AI
  - AI

images:
  - url: "https://a.example/NAME.png"
    width: 1050
    height: 550
    isCached: true

related:
  - title: "NAME: two"
    excerpt: "Said."
    publishedDateTime: 2024-02-21T15:43:00Z
    webUrl: "https://b.example/NAME"
    type: article
    provider:
      name: NAME Post
      domain: b.example
    quality: 50

language: zh-Hans
series:
  name: NAME
secured: "NAME/x+y=;z=="
"""


def test_stories_as_programs_write_them_need_no_tree() -> None:
    """The third text of a shape, and every one after it, is read by its shape."""
    texts = [STORY_AS_PROGRAMS_WRITE_IT.replace("NAME", name) for name in ("Meta", "Open", "智谱", "Deep")]
    known = [read_known_shape(text, 2, SETTINGS) for text in texts]
    assert known[:2] == [None, None]
    assert [encode(one) for one in known[2:]] == [by_tree(text)[0] for text in texts[2:]]


def test_settings_do_not_share_what_they_know() -> None:
    """The same text means something else on another site."""
    other = Settings(timezone="UTC")
    text = "title: A\npublishedDateTime: 2024-02-21T23:30:00Z\n"
    days = [[read_known_shape(text, 2, settings) for _ in range(3)][-1] for settings in (SETTINGS, other)]
    assert [one.date.date.day for one in days if one and one.date] == [22, 21]
