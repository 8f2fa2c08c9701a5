"""A head of fields is read, or its source is withheld and told; it is never shown as text, and a text is no head."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.pages.heads.heads import find_head
from sitegen.pages.heads.source_text import SourceText, split_source
from sitegen.pages.parse import parse_source
from sitegen.pages.problem_list import ProblemList
from sitegen.settings import Settings
from tests.hostile import heads_tried
from tests.site_under_test import NOW, SiteUnderTest, story

SECRET = "unspeakable"
BODY = f"The {SECRET} end of the story.\n"
TITLE = "A line that reads like a title\n\nThe last word of the story.\n"
PLAIN = (
    ("draft", "true"),
    ("draft", "yes"),
    ("published", "false"),
    ("published", "no"),
    ("status", "draft"),
    ("status", "private"),
    ("STATUS", "Draft"),
    ("is_draft", "true"),
    ("post-status", "trash"),
    ("visibility", "private"),
    ("private", "true"),
    ("hidden", "true"),
    ("unlisted", "true"),
    ("removed", "true"),
)
DATED = (
    ("date", "2999-01-01"),
    ("publishDate", "2999-01-01"),
    ("publishedDateTime", "2999-01-01"),
    ("expiryDate", "2001-01-01"),
    ("expires", "2001-01-01"),
)
SETTINGS = Settings(timezone="UTC")
HEADS = {
    "between fences": (heads_tried.FENCED, PLAIN + DATED),
    "behind a fence": (heads_tried.UNCLOSED, PLAIN + DATED),
    "of one field": (heads_tried.SHORT, PLAIN),
    "of other systems": (heads_tried.OTHERS, PLAIN + DATED),
    "behind an open fence": (heads_tried.OPEN, PLAIN + DATED),
    "of plain words": (heads_tried.PLAIN_ONLY, PLAIN),
    "of code": (heads_tried.CODE, PLAIN),
}


def filled(head: str, key: str, value: str) -> str:
    """Return a source with a head, whose field withholds it."""
    return head.replace("A story", f"An {SECRET} story").replace("KEY", key).replace("VALUE", value) + BODY


def outcome(source: str, suffix: str) -> str:
    """Return why a source is not published; empty when it is."""
    parsed = parse_source(source.encode(), f"news/2024-01-01-x.{suffix}", SETTINGS)
    if parsed.meta is None:
        return next(problem.message for problem in parsed.problems if problem.level == "error")
    page = parsed.meta
    is_out = page.moment > NOW.timestamp() or 0 < page.expires < NOW.timestamp()
    return page.withheld or ("its time" if is_out else "")


@pytest.mark.parametrize("heads", HEADS)
def test_no_head_is_taken_for_text(heads: str) -> None:
    """A source is withheld by its head, in whichever system's style, and however its file is called."""
    tried, words = HEADS[heads]
    published = [
        (head, key, value, suffix)
        for head in tried
        for key, value in words
        for suffix in ("md", "txt")
        if not outcome(filled(head, key, value), suffix)
    ]
    assert published == []


def test_an_attribute_that_is_only_set_withholds() -> None:
    """`:draft:` says in AsciiDoc what `draft: true` says elsewhere; one that is about something else is text."""
    assert outcome(":draft:\n\n" + BODY, "md")
    assert outcome(":hidden:\n\n" + BODY, "md")
    assert not outcome(":note:\n\n" + BODY, "md")


def test_a_head_of_unknown_keys_is_a_head() -> None:
    """Where nothing but a head can be meant, one of keys that mean nothing to us is no text either."""
    heads = [find_head(head + TITLE) for head in heads_tried.UNKNOWN]
    assert [head for head, found in zip(heads_tried.UNKNOWN, heads, strict=True) if found is None] == []


def test_no_text_is_taken_for_a_head() -> None:
    """An article as people paste it is text, whole: labels, speech, recipes, letters, rules, code, comments, data."""
    texts = [text + TITLE for text in heads_tried.TEXTS]
    assert len(texts) > 100
    assert [text for text in texts if split_source(text, ProblemList("x")) != SourceText(None, 1, text, 1)] == []


def test_texts_are_published(tmp_path: Path) -> None:
    """A site publishes each text that begins like a head and is none, with its last words."""
    site = SiteUnderTest(tmp_path)
    texts = [text for text in heads_tried.TEXTS if not text.startswith("<!--")]
    for number, text in enumerate(texts):
        suffix = "txt" if number % 3 == 2 else "md"
        site.write(f"content/news/2024-01-01-a{number}b.{suffix}", (text + TITLE).encode())
    report = site.build(jobs=1)
    assert [problem for problem in report.problems if problem.level == "error"] == []
    pages = [path for path in site.outputs() if "/2024/01/01/a" in f"/{path}" and path.endswith("b/index.html")]
    assert len(pages) == len(texts)
    assert [path for path in pages if "The last word of the story" not in site.text(path)] == []


def of_a_site() -> Iterator[tuple[str, str]]:
    """Yield sources with heads for one site, each with a name of its own."""
    words = (*PLAIN, ("date", "2999-01-01"), ("expiryDate", "2001-01-01"))
    heads = [*heads_tried.FENCED, *heads_tried.OTHERS]
    for number, head in enumerate(heads):
        suffix = "txt" if number % 3 == 2 else "md"
        yield f"content/news/2024-01-01-{number}.{suffix}", filled(head, *words[number % len(words)])


def test_a_site_shows_nothing_of_them(tmp_path: Path) -> None:
    """No output and no problem holds a word of a source whose head withholds it, and each source is accounted for."""
    site = SiteUnderTest(tmp_path)
    site.write("content/news/2024-02-21-good.md", story("Good"))
    sources = dict(of_a_site())
    for path, text in sources.items():
        site.write(path, text.encode())
    report = site.build(jobs=1)
    outputs = site.outputs()
    assert any(path.endswith("/good/index.html") for path in outputs)
    assert [path for path, data in outputs.items() if SECRET.encode() in data] == []
    assert [problem for problem in report.problems if SECRET in problem.message + problem.hint] == []
    told = {problem.path for problem in report.problems if problem.level == "error"}
    withheld = {f"content/{one.path.removeprefix('content/')}" for one in report.withheld}
    assert sources.keys() - told - withheld == set()


@pytest.mark.parametrize(
    "signs", [" ", "\t", "\n", " \n", "\u3000", "---\n", "--- ", "# a: b\n", "a: b\n", "<!-- -->", "{"]
)
def test_a_long_run_of_signs_costs_little(signs: str) -> None:
    """A megabyte of anything that may stand before a head is read in less than a second of the processor's time."""
    started = time.process_time()
    parse_source((signs * (1_000_000 // len(signs))).encode(), "x.txt", SETTINGS)
    assert time.process_time() - started < 5
