"""What a stranger writes into a value is data in every file that shows it: no rule, no header, no tag, no key."""

from __future__ import annotations

import json
from typing import NamedTuple

import pytest

from tests.hostile.formats import read
from tests.site_under_test import SITE_YAML, SiteUnderTest

TRICKS = (
    "\"><script>alert(1)</script><x y='",
    "]]></title></description><hr/>&lt;b&gt;&amp;amp;",
    "</script><script>alert(1)</script><!--",
    "*/ } body { background: url(https://evil.example/) } /* \\",
    "[x](https://evil.example/) ![y](https://evil.example/y.png) **b** __b__ ~~s~~ `c` # | <https://evil.example/>",
    "{{ 7*7 }}{% raw %}${7*7}%(n)s%s",
    "/* /evil/ 200! :splat",
    "a\nX-Evil: 1\n\n/*\n  X-Evil: 1\nDisallow: /\n# h\n---\n",
    "a\r\n\tb\u2028c\u2029d\u0085e\u200b\u202e\ufeff",
)
"""Each leads out of some format."""
ALL = " ".join(TRICKS)


class Words(NamedTuple):
    """What stands in the values of a site: a word that names the value, and a trick behind it."""

    are_hostile: bool

    def __call__(self, word: str, trick: str = ALL) -> str:
        """Return a value as YAML."""
        return json.dumps(f"{word} {trick}" if self.are_hostile else f"{word} harmless")

    def address(self, word: str) -> str:
        """Return a web address as YAML."""
        return json.dumps(f"https://{word}.example/" + ("\"><x>'](*):a{{7*7}}" if self.are_hostile else "harmless"))


def settings_of(words: Words) -> str:
    """Return a site.yaml whose free texts are these."""
    return SITE_YAML.replace("title: Test Digest", f"title: {words('Qsite')}") + (
        f"description: {words('Qabout')}\nmarkdown_copies: on\nwebsub_hub: {words.address('qhub')}\n"
        f"taxonomies: {{topics: {{title: {words('Qtopics')}}}, sources: {{key: provider}}}}\n"
        f"menu: [{{title: {words('Qmenu')}, url: /about/}}, {{title: M, url: {words.address('qlink')}}}]\n"
        f"feeds: {{hot: {{min_heat: 0, title: {words('Qhot')}, description: {words('Qwarm')}}}}}\n"
        f"theme_options: {{footer: {words('Qfooter')}}}\ntexts: {{skip: {words('Qskip').replace('%', '%%')}}}\n"
    )


def story_of(words: Words, number: int, trick: str) -> str:
    """Return a story in whose every text is a trick."""

    def word(name: str) -> str:
        return words(f"{name}{number}", trick)

    return (
        f"---\ntitle: {word('Qtitle')}\nexcerpt: {word('Qexcerpt')}\nid: {word('Qid')}\ntype: {word('Qtype')}\n"
        f"heat: 60\nlanguage: {words('en', trick) if words.are_hostile else 'en'}\ntopics: [{word('Qterm')}]\n"
        f"provider: {{name: {word('Qwire')}, domain: {word('qdomain')}}}\n"
        f"originalUrl: {words.address(f'qoriginal{number}')}\nx: {{{word('Qkey')}: {word('Qvalue')}}}\n"
        f"images: [{{url: {words.address(f'qimage{number}')}, alt: {word('Qalt')}}}]\n"
        f"related: [{{title: {word('Qrelated')}, excerpt: x, webUrl: {words.address(f'qother{number}')}, "
        f"provider: {word('Qpost')}}}]\n---\nText.\n"
    )


def term_of(words: Words, number: int, trick: str) -> str:
    """Return the description of the topic of a story."""
    name, short, about = (words(f"{word}{number}", trick) for word in ("Qterm", "Qshort", "Qterms"))
    return f"name: {name}\nshortname: {short}\nslug: term-{number}\ndescription: {about}\n"


def build(site: SiteUnderTest, words: Words) -> dict[str, bytes]:
    """Build a site with these words in it."""
    site.write("site.yaml", settings_of(words))
    for number, trick in enumerate(TRICKS):
        site.write(f"content/news/2024-02-{10 + number}-story-{number}.md", story_of(words, number, trick).encode())
        site.write(f"content/_data/topics/term-{number}.yaml", term_of(words, number, trick).encode())
        source = f"name: {words(f'Qwire{number}', trick)}\nslug: wire-{number}\n"
        site.write(f"content/_data/sources/wire-{number}.yaml", source.encode())
        site.write(f"content/page-{number}.md", f"---\ntitle: {words(f'Qpage{number}', trick)}\n---\nText.\n".encode())
    site.write("content/about.md", "---\ntitle: About\n---\nText.\n")
    report = site.build(jobs=1)
    assert report.did_publish
    assert {problem.field for problem in report.problems} <= {"language", ""}, report.problems
    return site.outputs()


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The outputs of a site of harmless words, and of the same one of hostile words."""
    folder = tmp_path_factory.mktemp("formats")
    return build(SiteUnderTest(folder / "good"), Words(False)), build(SiteUnderTest(folder / "evil"), Words(True))


def test_no_file_has_another_shape(sites: tuple[dict[str, bytes], dict[str, bytes]]) -> None:
    """As its readers parse it, each file has the shape that harmless words give it: same tags, keys, rules, headers."""
    good, evil = sites
    assert good.keys() == evil.keys()
    shapes = {path: (read(path, data)[0], read(path, evil[path])[0]) for path, data in good.items()}
    assert [path for path, (harmless, hostile) in shapes.items() if harmless != hostile] == []
    assert sum(len(harmless) for harmless, _ in shapes.values()) > 10_000


HOME, RSS, ATOM, JSON = "index.html", "feed.xml", "atom.xml", "feed.json"
STORY, COPY = "news/2024/02/1{n}/story-{n}/index.html", "news/2024/02/1{n}/story-{n}/index.md"
TERM, LLMS, OPML = "topics/term-{n}/", "llms.txt", "feeds.opml"
ROWS = {
    "Qsite": (HOME, RSS, ATOM, JSON, OPML, LLMS, STORY, "site.webmanifest", "404.html"),
    "Qabout": (HOME, RSS, ATOM, JSON, LLMS, "site.webmanifest"),
    "qhub": (RSS, ATOM, JSON),
    "Qtopics": (HOME, OPML, LLMS, "topics/index.html", "feeds/index.html"),
    "Qmenu": (HOME, "404.html"),
    "qlink": (HOME, "404.html"),
    "Qhot": (OPML, "feeds/hot/feed.xml", "feeds/hot/atom.xml", "feeds/hot/feed.json", "feeds/index.html"),
    "Qwarm": ("feeds/hot/feed.xml", "feeds/hot/atom.xml", "feeds/hot/feed.json"),
    "Qfooter": (HOME, "404.html"),
    "Qskip": (HOME, STORY),
    "Qtitle{n}": (HOME, RSS, ATOM, JSON, STORY, COPY, TERM + HOME, TERM + RSS, "search/newest.json"),
    "Qexcerpt{n}": (HOME, RSS, ATOM, JSON, STORY, COPY),
    "Qterm{n}": (RSS, ATOM, JSON, STORY, COPY, OPML, TERM + HOME, TERM + RSS, TERM + ATOM, TERM + JSON),
    "Qshort{n}": (TERM + HOME,),
    "Qterms{n}": (TERM + HOME, TERM + RSS, TERM + ATOM, TERM + JSON),
    "Qwire{n}": (HOME, RSS, ATOM, JSON, STORY, COPY, OPML, "sources/wire-{n}/index.html", "search/newest.json"),
    "qoriginal{n}": (RSS, ATOM, JSON, STORY, COPY),
    "qimage{n}": (HOME, RSS, JSON, STORY),
    "Qalt{n}": (STORY,),
    "Qrelated{n}": (STORY, COPY),
    "qother{n}": (STORY, COPY),
    "Qpost{n}": (STORY, COPY),
    "Qpage{n}": (LLMS, "page-{n}/index.html"),
}
"""Value -> files that show it."""


@pytest.mark.parametrize(
    ("word", "path"), [(word, path) for word, paths in ROWS.items() for path in paths], ids=lambda text: text
)
def test_a_value_is_data(sites: tuple[dict[str, bytes], dict[str, bytes]], word: str, path: str) -> None:
    """Each file that shows a value holds it as data, with whatever a stranger wrote into it."""
    for number in range(len(TRICKS)) if "{n}" in word else (0,):
        shown = path.format(n=number)
        assert any(word.format(n=number) in text for text in read(shown, sites[1][shown])[1]), (word, number, shown)
