"""The check that two makers' outputs hold the same stories and lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.compare import compare_sites, main
from benchmarks.facts import read_site

STORY = """<!doctype html><main><article class="page"><h1>{title}</h1>
<p class="meta"><time datetime="2026-01-02T03:04:00+00:00">2026-01-02</time> <a href="https://a.example/{name}">Original</a></p>
<p class="excerpt">Short.</p><div class="body"><p>{body}</p></div>
<ul class="topics"><li><a href="/topics/ai/">AI</a></li></ul>
<section class="related"><p><a href="https://b.example/">Other</a></p></section>
<nav class="neighbours"></nav></article></main>"""
CARD = """<article class="story"><h3><a href="/news/{name}/">{title}</a></h3>
<p><time datetime="2026-01-0{day}T00:00:00+00:00"></time></p></article>"""


def make_site(folder: Path, pages: dict[str, list[str]], feed: str = "feed.xml") -> Path:
    """Write two stories `a` and `b`, a feed, a sitemap, and lists: path -> names of the stories on it."""
    days = {"a": 1, "b": 2}
    for name in days:
        write(folder, f"news/{name}/index.html", STORY.format(title=name.upper(), name=name, body=f"Words of {name}."))
    for path, names in pages.items():
        cards = "".join(CARD.format(name=name, title=name.upper(), day=days[name]) for name in names)
        write(folder, path, f'<main data-list="{"AI" if "topics" in path else "Site"}">{cards}</main>')
    write(folder, "topics/index.html", '<main data-terms="Topics"><li><a>AI</a> <span>2</span></li></main>')
    items = "".join(f"<item><link>https://bench.example/news/{name}/</link></item>" for name in "ba")
    write(folder, feed, f'<rss version="2.0"><channel>{items}</channel></rss>')
    urls = "".join(f"<url><loc>https://bench.example/news/{name}/</loc></url>" for name in "ab")
    write(folder, "sitemap.xml", f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>')
    return folder


def write(folder: Path, path: str, text: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8")


SEALED = {"index.html": ["b"], "archive/1/index.html": ["a"], "topics/ai/index.html": ["b", "a"]}
SHIFTING = {"index.html": ["b", "a"], "topics/ai/index.html": ["b"], "topics/ai/page/2/index.html": ["a"]}


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    return make_site(tmp_path / "ours", SEALED)


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    return make_site(tmp_path / "theirs", SHIFTING, feed="index.xml")


def test_lists_cut_into_other_pages_are_the_same(ours: Path, theirs: Path) -> None:
    """Where a list is cut is the maker's choice; which stories it holds is not."""
    assert compare_sites(read_site(ours), read_site(theirs)) == []
    assert main([str(ours), str(theirs)]) == 0


@pytest.mark.parametrize(
    ("path", "old", "new", "told"),
    [
        ("news/a/index.html", "Words of a.", "Other words.", "stories' body: 1 of 2 differ"),
        ("news/a/index.html", "<h1>A</h1>", "<h1>AA</h1>", "stories' title: 1 of 2 differ"),
        ("news/a/index.html", ">AI</a></li>", ">AI</a></li><li>ML</li>", "stories' topics: 1 of 2 differ"),
        ("news/a/index.html", ">Other</a>", "></a>", "stories' related: 1 of 2 differ"),
        ("topics/ai/page/2/index.html", ">A</a>", ">B</a>", "the list 'AI': 1 only in theirs"),
        ("topics/index.html", "<span>2</span>", "<span>1</span>", "term counts: 1 of 1 differ"),
        ("index.xml", "news/b/", "news/c/", "feeds: 1 of 1 differ"),
        ("sitemap.xml", "news/b/", "news/c/", "sitemap of theirs: 1 stories are missing"),
        ("index.html", "2026-01-02T", "2026-01-03T", "home: its newest 1 stories"),
    ],
)
def test_a_difference_is_told(ours: Path, theirs: Path, path: str, old: str, new: str, told: str) -> None:
    """Each thing that a reader would see is compared."""
    text = (theirs / path).read_text(encoding="utf-8")
    assert old in text
    write(theirs, path, text.replace(old, new))
    assert any(line.startswith(told) for line in compare_sites(read_site(ours), read_site(theirs)))
    assert main([str(ours), str(theirs)]) == 1


def test_a_missing_story_is_told(ours: Path, theirs: Path) -> None:
    """A story that only one of the two holds is named."""
    (theirs / "news/a/index.html").unlink()
    assert "stories: 1 only in ours, ['/news/a/']" in compare_sites(read_site(ours), read_site(theirs))


def test_a_wrong_call_is_usage(capsys: pytest.CaptureFixture[str]) -> None:
    """Without two folders the command says how it is called."""
    assert main(["one"]) == 2
    assert "usage" in capsys.readouterr().err
