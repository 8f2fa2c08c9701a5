"""Random sources: whatever they hold, a page or a problem comes out, in bounded time, and nothing that harms.

`SITEGEN_EXAMPLES=1000000` tries more than a run of the tests has time for.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from sitegen.pages.known_keys import KNOWN_KEYS
from sitegen.pages.page import Page, Parsed
from sitegen.pages.parse import parse_source
from sitegen.pages.term_data import parse_term
from sitegen.render.body_html import finish_body
from sitegen.settings import Settings
from sitegen.values import decoder, encode
from tests.hostile.safe_output import harms_in_fragment, is_harmless_address
from tests.hostile.test_fields import ADDRESSES
from tests.hostile.test_markup import ATTACKS

EXAMPLES = int(os.environ.get("SITEGEN_EXAMPLES", "10000"))
SETTINGS = Settings(timezone="Asia/Shanghai")
MANY = settings(max_examples=EXAMPLES // 4, deadline=5000, suppress_health_check=list(HealthCheck), derandomize=True)

TEXTS = some.text(some.characters(exclude_categories=["Cs"]), max_size=40)
SIGNS = (
    "# |> |- |1. |    |\t|```|~~~|`|**|*|_|~~|[|](|)|]: |![|<|>|</|<!--|-->|<a href=|<img src=|<p |&|&#x|;|\\|\n|\n\n"
    "|a|-|---|\"|'|=|:|/|//|javascript:|data:|https://a.example/|中|。|「|\u202e|[^1]|[^1]: |{{|}}|%|<div>|</div>"
)
"""What Markdown and HTML are made of, between bars."""
PIECES = some.sampled_from(ATTACKS) | some.sampled_from(SIGNS.split("|")) | TEXTS
MARKDOWN = some.lists(PIECES, max_size=30).map("".join)
LEAVES = TEXTS | some.sampled_from(ATTACKS) | some.sampled_from(ADDRESSES) | some.integers().map(str) | some.just("")
TREES = some.recursive(
    LEAVES,
    lambda inner: (
        some.lists(inner, max_size=4)
        | some.dictionaries(
            some.sampled_from("url name title webUrl images provider secured x".split()), inner, max_size=4
        )
    ),
    max_leaves=12,
)
KEYS = some.sampled_from([*KNOWN_KEYS, "topics", "secured", "x"]) | TEXTS
PATHS = some.sampled_from(["news/x.md", "x.txt", "a/b/2024-01-01-x.md", "_n/index.md", "content/..md"])


def check(parsed: Parsed) -> None:
    """Check that there is a page or an error, that each problem can be found, and that the page is harmless."""
    has_error = any(problem.level == "error" for problem in parsed.problems)
    assert (parsed.page is None) == has_error
    assert all(problem.message and problem.hint and problem.line >= 0 for problem in parsed.problems)
    if parsed.page is not None:
        check_page(parsed.page)


def check_page(page: Page) -> None:
    """Check what a page may show: its body, its addresses; and that it survives the memory."""
    assert harms_in_fragment(finish_body(page.body, {})) == []
    links = [page.card.url, page.card.original_url, *(image.url for image in page.images)]
    links += [link for one in page.related for link in (one.url, *(image.url for image in one.images))]
    assert all(is_harmless_address(link) for link in links), links
    assert page.card.url.startswith("/")
    assert page.card.url.endswith("/")
    assert "/../" not in page.card.url
    assert "secured" not in {key.lower() for key in page.extra}
    assert decoder(Page).decode(encode(page)) == page


@MANY
@given(some.binary(max_size=400), PATHS)
def test_any_bytes(data: bytes, path: str) -> None:
    """Any bytes as a source give a harmless page or an error."""
    check(parse_source(data, path, SETTINGS))


@MANY
@given(some.dictionaries(KEYS, TREES, max_size=8), MARKDOWN, PATHS)
def test_any_tree(tree: dict[str, object], body: str, path: str) -> None:
    """Any tree of values as front matter gives a harmless page or an error with its line."""
    lines = "".join(f"{encode(key).decode()}: {encode(value).decode()}\n" for key, value in tree.items())
    check(parse_source(f"---\n{lines}---\n{body}".encode(), path, SETTINGS))


@MANY
@given(MARKDOWN, some.sampled_from(["x.md", "news/2024-01-01-x.txt"]))
def test_any_markdown(body: str, path: str) -> None:
    """Any text as a body gives HTML that does no harm."""
    check(parse_source(f"---\ntitle: t\n---\n{body}".encode(), path, SETTINGS))


@MANY
@given(MARKDOWN | TEXTS, some.dictionaries(KEYS | some.sampled_from(["name", "parent", "slug"]), TREES, max_size=5))
def test_any_term(text: str, tree: dict[str, object]) -> None:
    """Any file below `_data/` gives a term or an error."""
    for source in (text, "".join(f"{encode(key).decode()}: {encode(value).decode()}\n" for key, value in tree.items())):
        term, problems = parse_term(source.encode(), "_data/topics/x.yaml", SETTINGS)
        assert term is not None or any(problem.level == "error" for problem in problems) or not source.strip()
        assert term is None or (term.slug and "/" not in term.slug and term.slug not in (".", ".."))
