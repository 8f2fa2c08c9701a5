"""A small site whose addresses moved in each way there is, built for a host."""

from __future__ import annotations

from pathlib import Path

from tests.site_under_test import SITE_YAML, SiteUnderTest, story

MOVED = {
    "/news/2024/01/01/one/": "/news/2024/01/01/uno/",
    "/old.php": "/news/2024/01/04/four/",
    "/old/a.html": "/news/2024/01/04/four/",
    "/%E6%97%A7/": "/news/2024/01/04/four/",
    "/Elsewhere": "/about/",
    "/topics/robots/": "/topics/machines/",
    "/topics/robots/feed.xml": "/topics/machines/feed.xml",
    "/rss.xml": "/feed.xml",
}
"""Old address -> where it leads."""
GONE = ("/news/2024/01/02/two/", "/news/2024/01/03/three/")
"""Of a story that was removed, and of one whose source was deleted."""


def moved_site(root: Path, host: str, *, base: str = "/", more: str = "") -> SiteUnderTest:
    """Build a site, change where its stories and topics stand, and build it again."""
    yaml = SITE_YAML.replace("digest.test/", f"digest.test{base}") + "search: off\nfeed_formats: [rss, json]\n"
    yaml += "aliases:\n  /rss.xml: /feed.xml\n  /Elsewhere: /about/\n"
    site = SiteUnderTest(root, yaml + (f"host: {host}\n" if host else "") + more)
    site.write("content/about.md", "---\ntitle: About\n---\nWho.\n")
    for day, name in enumerate(("one", "two", "three", "four"), 1):
        date = f"2024-01-0{day}T10:00:00+08:00"
        site.write(f"content/news/{name}.md", story(name.title(), date, topics="[Robots]" if day == 4 else "[AI]"))
    site.build(addresses="write", jobs=1)
    site.edit("content/news/one.md", "title: One", "title: One\nslug: uno")
    site.edit("content/news/two.md", "title: Two", "title: Two\nremoved: true")
    site.delete("content/news/three.md")
    aliases = "aliases: [/old.php, /old/a.html, /旧/]"
    site.edit("content/news/four.md", "title: Four", f"title: Four\n{aliases}")
    site.edit("content/news/four.md", "[Robots]", "[Machines]")
    site.write("content/_data/topics/machines.yaml", "name: Machines\naliases: [Robots]\n")
    site.build(addresses="write", jobs=1)
    return site
