"""Small sites in the shape of other systems, in words of our own: what moves in, and what is to be kept of it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c636000000002000148afa4710000"
    "000049454e44ae426082"
)
"""A picture of one pixel."""

Files = dict[str, str | bytes]


class OldSite(NamedTuple):
    """A site of another system, and what the new one has of it."""

    files: Files
    stories: int
    addresses: dict[str, str]
    """Old path -> a title that its page shows."""
    guids: dict[str, str]
    """Source below `content/` -> its identity in the old feed."""
    settings: tuple[str, ...]
    """Beginnings of lines of `site.yaml`."""
    feed: str = ""
    """The old feed, where the move is told it."""


def write_site(folder: Path, files: Files) -> Path:
    """Write files below a folder, and return it."""
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def rss(items: dict[str, tuple[str, str, str]]) -> str:
    """Return a feed: identity -> address, title, date."""
    parts = "".join(
        f'<item><guid isPermaLink="false">{guid}</guid><link>{link}</link><title>{title}</title>'
        f"<pubDate>{date}</pubDate></item>"
        for guid, (link, title, date) in items.items()
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Old</title>{parts}</channel></rss>'


HUGO = OldSite(
    {
        "hugo.toml": 'baseURL = "https://quay.example/"\ntitle = "Quay notes"\nlanguageCode = "en-gb"\n'
        'timeZone = "Europe/Dublin"\n[permalinks]\nposts = "/:year/:month/:slug/"\n[params]\ndescription = "Boats."\n',
        "content/posts/first-tide.md": '+++\ntitle = "First tide"\ndate = 2023-03-01T09:00:00Z\ntags = ["Tides"]\n+++\n'
        "![Map](/images/map.png) Water.\n",
        "content/posts/second.md": "---\ntitle: The second boat\ndate: 2023-03-02\nslug: boat-two\n---\nBoat.\n",
        "content/posts/third/index.md": "---\ntitle: Third\ndate: 2023-03-03\n---\n![A boat](boat.png)\n",
        "content/posts/third/boat.png": PNG,
        "content/posts/late.md": '{"title": "Late", "date": "2023-03-04", "draft": true}\nSoon.\n',
        "content/notes/2023-03-05-rope.md": "---\ntitle: Rope\ndate: 2023-03-05\n---\nRope.\n",
        "content/notes/deep/knot.md": "---\ntitle: Knot\ndate: 2023-03-06\n---\nKnot.\n",
        "content/about.md": "---\ntitle: About the quay\n---\nUs.\n",
        "content/search.md": "---\ntitle: Search\nlayout: search\n---\n",
        "content/_index.md": "---\ntitle: Home\n---\n",
        "static/images/map.png": PNG,
        "static/unused.png": PNG,
    },
    stories=5,
    addresses={
        "/2023/03/first-tide/": "First tide",
        "/2023/03/boat-two/": "The second boat",
        "/2023/03/third/": "Third",
        "/notes/2023-03-05-rope/": "Rope",
        "/notes/deep/knot/": "Knot",
        "/about/": "About the quay",
    },
    guids={
        "posts/first-tide.md": "https://quay.example/2023/03/first-tide/",
        "notes/deep/knot.md": "https://quay.example/notes/deep/knot/",
    },
    settings=(
        'title: "Quay notes"',
        'base_url: "https://quay.example/"',
        'language: "en-GB"',
        'timezone: "Europe/Dublin"',
        "  tags: {key: tags}",
        '  "posts": "/{year}/{month}/{slug}/"',
        "  /index.xml: /feed.xml",
    ),
)

JEKYLL = OldSite(
    {
        "_config.yml": "title: Quay log\nurl: https://quay.example\nbaseurl: /log\ntimezone: Europe/Dublin\n"
        "collections:\n  crews:\n    output: true\n",
        "_posts/2023-03-01-First-Tide.md": "---\nlayout: post\ntags: [tides]\n---\n"
        "![Map]({{ site.baseurl }}/assets/map.png)\n\nWater.\n",
        "_posts/2023-03-02-boat.markdown": "---\ntitle: The boat\ncategories: news boats\n---\nBoat.\n",
        "harbour/_posts/2023-03-03-gate.md": "---\ntitle: The gate\n---\nGate.\n",
        "_posts/2023-03-04-own.md": "---\ntitle: Own\npermalink: /own/place.html\n---\nOwn.\n",
        "_drafts/later.md": "---\ntitle: Later\n---\nLater.\n",
        "_crews/ada.md": "---\ntitle: Ada Quay\n---\nAda.\n",
        "about.md": "---\ntitle: About\npermalink: /about/\n---\nUs.\n",
        "README.md": "# How to build this\n",
        "assets/map.png": PNG,
        "_layouts/post.html": "{{ content }}",
    },
    stories=4,
    addresses={
        "/log/2023/03/01/First-Tide.html": "First Tide",
        "/log/news/boats/2023/03/02/boat.html": "The boat",
        "/log/harbour/2023/03/03/gate.html": "The gate",
        "/log/own/place.html": "Own",
        "/log/crews/ada.html": "Ada Quay",
        "/log/about/": "About",
    },
    guids={
        "_posts/2023-03-01-First-Tide.md": "https://quay.example/log/2023/03/01/First-Tide",
        "_posts/2023-03-02-boat.markdown": "https://quay.example/log/news/boats/2023/03/02/boat",
    },
    settings=(
        'title: "Quay log"',
        'base_url: "https://quay.example/log/"',
        '  "posts": "/{year}/{month}/{day}/{slug}.html"',
    ),
)

ASTRO = OldSite(
    {
        "astro.config.mjs": "// site: 'https://wrong.example'\n"
        "export default defineConfig({ site: 'https://quay.example', integrations: [] });\n",
        "src/consts.ts": "export const SITE_TITLE = 'Quay letters';\n",
        "src/content/letters/first-tide.md": "---\ntitle: First tide\npubDate: 'Mar 01 2023'\n---\n![Map](/map.png)\n",
        "src/content/letters/Second Boat.mdx": "---\ntitle: Second boat\npubDate: 2023-03-02\n"
        "---\nimport X from './X.astro'\n\nBoat.\n",
        "src/content/letters/third.md": "---\ntitle: Third\npubDate: 2023-03-03\nslug: number-three\n---\nThree.\n",
        "src/content/letters/secret.md": "---\ntitle: Secret\npubDate: 2023-03-04\ndraft: true\n---\nNo.\n",
        "src/pages/mail/[...slug].astro": "---\nconst all = await getCollection('letters');\n---\n",
        "src/pages/about.md": "---\ntitle: About\n---\nUs.\n",
        "public/map.png": PNG,
        "public/favicon.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
        "package.json": "{}",
    },
    stories=3,
    addresses={
        "/mail/first-tide/": "First tide",
        "/mail/second-boat/": "Second boat",
        "/mail/number-three/": "Third",
        "/about/": "About",
    },
    guids={
        "letters/first-tide.md": "https://quay.example/mail/first-tide/",
        "letters/Second Boat.mdx": "urn:letter:2",
    },
    settings=('title: "Quay letters"', '  "letters": "/mail/{slug}/"', "  /rss.xml: /feed.xml"),
    feed=rss(
        {
            "https://quay.example/mail/first-tide/": ("https://quay.example/mail/first-tide/", "First tide", ""),
            "urn:letter:2": ("https://elsewhere.example/2", "Second boat", "Thu, 02 Mar 2023 00:00:00 GMT"),
            "https://quay.example/mail/number-three/": ("https://quay.example/mail/number-three/", "Other", ""),
            "urn:letter:99": ("https://quay.example/mail/gone/", "Gone for good", ""),
        }
    ),
)

ELEVENTY = OldSite(
    {
        ".eleventy.js": "module.exports = (c) => { c.addPassthroughCopy('img'); return { dir: { input: 'src' } } };\n",
        "src/_data/metadata.json": '{"title": "Quay cards", "url": "https://quay.example/", "language": "en"}',
        "src/cards/cards.json": '{"tags": ["cards"], "permalink": "/c/{{ page.fileSlug }}/index.html"}',
        "src/cards/2023-03-01-tide.md": "---\ntitle: Tide\n---\n![Map](/img/map.png)\n",
        "src/cards/2023-03-02-boat.md": "---\ntitle: Boat\n"
        "permalink: '/{{ page.date | date: \"%Y/%m/%d\" }}/{{ title | slugify }}/'\ndate: 2023-03-02\n---\nBoat.\n",
        "src/notes/2023-03-03-gate.md": "---\ntitle: Gate\n---\nGate.\n",
        "src/about.md": "---\ntitle: About\n---\nUs.\n",
        "src/index.md": "---\ntitle: Home\n---\nHome.\n",
        "src/_includes/base.njk": "x",
        "img/map.png": PNG,
    },
    stories=3,
    addresses={
        "/c/tide/": "Tide",
        "/2023/03/02/boat/": "Boat",
        "/notes/2023-03-03-gate/": "Gate",
        "/about/": "About",
    },
    guids={"cards/2023-03-01-tide.md": "https://quay.example/c/tide/"},
    settings=('title: "Quay cards"', "  /feed/feed.xml: /atom.xml"),
)

HEXO = OldSite(
    {
        "_config.yml": "title: 港口\nurl: https://quay.example\nroot: /\nlanguage: zh-CN\ntimezone: Asia/Shanghai\n"
        "permalink: :year/:month/:day/:title/\nsource_dir: source\n",
        "source/_posts/Tide.md": "title: 潮\ndate: 2023-03-01 08:00:00\ntags:\n- 海\n---\n![图](/images/map.png)\n",
        "source/_posts/boat.md": "---\ntitle: 船\ndate: 2023-03-02 08:00:00\nabbrlink: b7\n---\n船。\n",
        "source/about/index.md": "---\ntitle: 关于\n---\n我们。\n",
        "source/_drafts/later.md": "---\ntitle: Later\n---\n",
        "source/images/map.png": PNG,
        "themes/x/_config.yml": "a: b\n",
    },
    stories=2,
    addresses={"/2023/03/01/Tide/": "潮", "/2023/03/02/boat/": "船", "/about/": "关于"},
    guids={"_posts/Tide.md": "https://quay.example/2023/03/01/Tide/"},
    settings=(
        'title: "港口"',
        'language: "zh-CN"',
        '  "posts": "/{year}/{month}/{day}/{slug}/"',
        "  tags: {key: tags}",
    ),
)

ZOLA = OldSite(
    {
        "config.toml": 'base_url = "https://quay.example"\ntitle = "Quay"\n'
        'taxonomies = [{name = "tags", feed = true}]\n[languages.fr]\n',
        "content/blog/_index.md": '+++\ntitle = "Blog"\n+++\n',
        "content/blog/2023-03-01-first-tide.md": '+++\ntitle = "First tide"\n[taxonomies]\n'
        'tags = ["tides"]\n+++\nWater.\n',
        "content/blog/boat/index.md": '+++\ntitle = "Boat"\ndate = 2023-03-02\n+++\n![B](boat.png)\n',
        "content/blog/boat/boat.png": PNG,
        "content/blog/own.md": '+++\ntitle = "Own"\ndate = 2023-03-03\npath = "own/place"\n+++\nOwn.\n',
        "content/about.md": '+++\ntitle = "About"\n+++\nUs.\n',
        "content/about.fr.md": '+++\ntitle = "Le quai"\n+++\nNous.\n',
        "content/team.fr.md": '+++\ntitle = "Bande"\n+++\nNous.\n',
        "static/x.css": "",
    },
    stories=3,
    addresses={
        "/blog/first-tide/": "First tide",
        "/blog/boat/": "Boat",
        "/own/place/": "Own",
        "/about/": "About",
        "/fr/about/": "Le quai",
        "/fr/team/": "Bande",
    },
    guids={"blog/boat/index.md": "https://quay.example/blog/boat/"},
    settings=('title: "Quay"', "  tags: {key: tags}", '  "blog": "/{section}/{slug}/"'),
)

PELICAN = OldSite(
    {
        "pelicanconf.py": "import os\nSITENAME = 'Quay'\nSITEURL = ''\n"
        "TIMEZONE = 'Europe/Dublin'\nDEFAULT_LANG = 'en'\n"
        "ARTICLE_URL = 'posts/{date:%Y}/{slug}/'\nos.remove('never')\n",
        "publishconf.py": "from pelicanconf import *\nSITEURL = 'https://quay.example'\n",
        "content/tides/first.md": "Title: First tide\nDate: 2023-03-01 10:20\nTags: water, moon\n\nWater.\n",
        "content/tides/second.md": "Title: The boat!\nDate: 2023-03-02\nSlug: boat\n\n![M]({static}/images/map.png)\n",
        "content/pages/about.md": "Title: About\nSlug: about\n\nUs.\n",
        "content/images/map.png": PNG,
        "content/tides/old.rst": "Old\n###\n",
    },
    stories=2,
    addresses={"/posts/2023/first-tide/": "First tide", "/posts/2023/boat/": "The boat!", "/pages/about.html": "About"},
    guids={"tides/first.md": "tag:quay.example,2023-03-01:/posts/2023/first-tide//"},
    settings=('title: "Quay"', '  "tides": "/posts/{year}/{slug}/"', "  /feeds/all.atom.xml: /atom.xml"),
)

MKDOCS = OldSite(
    {
        "mkdocs.yml": "site_name: Quay\nsite_url: https://quay.example/docs/\nplugins:\n  - search\n  - blog\n"
        "markdown_extensions:\n  - pymdownx.emoji:\n      emoji_index: !!python/name:material.emoji\n",
        "docs/blog/posts/tide.md": "---\ndate: 2023-03-01\ncategories: [tides]\n---\n\n# First tide\n\nWater.\n",
        "docs/blog/posts/boat.md": "---\ndate:\n  created: 2023-03-02\n"
        "slug: the-boat\n---\n\n# Boat\n\n![B](../map.png)\n",
        "docs/blog/map.png": PNG,
        "docs/blog/index.md": "# The log\n",
        "docs/guide/start.md": "# Start\n\nHere.\n",
        "docs/index.md": "# Home\n",
    },
    stories=2,
    addresses={
        "/docs/blog/": "The log",
        "/docs/blog/2023/03/01/first-tide/": "First tide",
        "/docs/blog/2023/03/02/the-boat/": "Boat",
    },
    guids={"blog/posts/tide.md": "https://quay.example/docs/blog/2023/03/01/first-tide/"},
    settings=('title: "Quay"', '  "blog": "/blog/{year}/{month}/{day}/{slug}/"'),
)

DOCUSAURUS = OldSite(
    {
        "docusaurus.config.js": "const config = { title: 'Quay docs', url: 'https://quay.example', baseUrl: '/',\n"
        "presets: [['classic', { blog: { path: 'letters', routeBasePath: 'mail' } }]] };\n",
        "letters/2023-03-01-first-tide.md": "---\ntitle: First tide\ntags: [water]\n---\n![Map](/img/map.png)\n",
        "letters/2023-03-02-boat/index.mdx": "---\ntitle: Boat\n---\n![B](./boat.png)\n",
        "letters/2023-03-02-boat/boat.png": PNG,
        "letters/2023-03-03-own.md": "---\ntitle: Own\nslug: own-place\n---\nOwn.\n",
        "src/pages/about.md": "---\ntitle: About\n---\nUs.\n",
        "docs/intro.md": "# Intro\n",
        "static/img/map.png": PNG,
    },
    stories=3,
    addresses={
        "/mail/2023/03/01/first-tide": "First tide",
        "/mail/2023/03/02/boat": "Boat",
        "/mail/own-place": "Own",
        "/about": "About",
    },
    guids={"letters/2023-03-03-own.md": "https://quay.example/mail/own-place"},
    settings=('title: "Quay docs"', "  /mail/rss.xml: /feed.xml"),
)

PLAIN = OldSite(
    {
        "2023-03/01-tide.md": "# The tide\n\n![Map](map.png)\n",
        "2023-03/map.png": PNG,
        "weekly/49_2023-03-04.md": "# Forty-nine\n\nBoats.\n",
        "README.md": "# Read me\n",
    },
    stories=2,
    addresses={},
    guids={},
    settings=('title: "New"',),
)

OLD_SITES = {
    "Hugo": HUGO, "Jekyll": JEKYLL, "Astro": ASTRO, "Eleventy": ELEVENTY, "Hexo": HEXO, "Zola": ZOLA,
    "Pelican": PELICAN, "MkDocs": MKDOCS, "Docusaurus": DOCUSAURUS, "plain": PLAIN,
}  # fmt: skip
