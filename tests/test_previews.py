"""Previews: what is not production refuses robots, names the production site, and shows drafts to reviewers alone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.command_line import sitegen
from tests.site_under_test import SITE_YAML, SiteUnderTest, story

LIVE = "https://live.example"
PREVIEW = "https://preview--live.example"
NETLIFY = {"NETLIFY": "true", "URL": LIVE, "DEPLOY_PRIME_URL": PREVIEW}
REFUSAL = "User-agent: *\nDisallow: /\n"


@pytest.fixture
def digest(tmp_path: Path) -> SiteUnderTest:
    """A site with a story, a draft and a story that is not due."""
    site = SiteUnderTest(tmp_path, SITE_YAML.replace("https://digest.test/", "https://live.example/"))
    site.write("content/news/2024-02-21-one.md", story("One"))
    site.write("content/news/2024-02-22-two.md", story("Two", draft="true"))
    site.write("content/news/2024-02-23-three.md", story("Three", date="2024-12-01"))
    return site


def published(site: SiteUnderTest, *arguments: str, **environ: str) -> int:
    """Build on the command line; return how many pages are published."""
    ran = sitegen(site.root, "build", "--json", "--now", "2024-06-01", *arguments, **environ)
    assert ran.code == 0, ran.out
    number: int = json.loads(ran.out)["published"]
    return number


def refuses_robots(site: SiteUnderTest) -> bool:
    """Return whether robots are kept out; what says so must agree."""
    said = {
        "X-Robots-Tag: noindex" in site.text("_headers").partition("\n\n")[0],
        "Access-Control-Allow-Origin" not in site.text("_headers"),
        site.text("robots.txt") == REFUSAL,
        '<meta name="robots" content="noindex">' in site.text("index.html"),
        'content="noindex"' in site.text("news/2024/02/22/one/index.html"),
    }
    assert len(said) == 1, said
    return said.pop()


@pytest.mark.parametrize(
    ("context", "number"),
    [("deploy-preview", 3), ("branch-deploy", 1), ("staging", 1), ("dev", 1), ("PRODUCTION", 1), ("", 1)],
)
def test_whatever_is_not_production_refuses_robots(digest: SiteUnderTest, context: str, number: int) -> None:
    """Robots are refused on every deploy that is not production; drafts and future stories are in reviews alone."""
    assert published(digest, CONTEXT=context, **NETLIFY) == number
    assert refuses_robots(digest)


def test_production_lets_robots_in(digest: SiteUnderTest) -> None:
    """Production after a preview has the bytes of a clean build, and lets robots in."""
    published(digest, CONTEXT="deploy-preview", **NETLIFY)
    assert published(digest, CONTEXT="production", **NETLIFY) == 1
    assert not refuses_robots(digest)
    after = digest.outputs()
    published(digest, "--clean", CONTEXT="production", **NETLIFY)
    assert digest.outputs() == after


@pytest.mark.parametrize(
    "yaml",
    [SITE_YAML, SITE_YAML.replace("digest.test", "live.example"), "title: Test Digest\ntimezone: Asia/Shanghai\n"],
)
def test_a_preview_names_production_and_links_to_itself(digest: SiteUnderTest, yaml: str) -> None:
    """Canonical addresses and identities are production's; links are those of the preview."""
    digest.write("site.yaml", yaml + "websub_hub: https://hub.example/\n")
    published(digest, CONTEXT="production", **NETLIFY)
    path, feeds = "news/2024/02/22/one/index.html", ("feed.xml", "atom.xml", "feed.json")
    live = digest.text(path)
    identities = {feed: ids(digest.text(feed)) for feed in feeds}
    for context in ("branch-deploy", "deploy-preview"):
        published(digest, CONTEXT=context, **NETLIFY)
        page = digest.text(path)
        assert tags(page) == tags(live)
        assert hrefs(live) <= hrefs(page)
        assert PREVIEW not in page.replace(f"{PREVIEW}/share.png", "")  # production may not have the picture yet
        for feed in feeds:
            assert identities[feed] <= ids(digest.text(feed)), feed
            assert f"{PREVIEW}/news/2024/02/22/one/" in digest.text(feed)
            assert "hub.example" not in digest.text(feed)
            assert not {one for one in ids(digest.text(feed)) if "preview" in one}


def tags(page: str) -> list[str]:
    """Return what a page tells search engines of its address."""
    return re.findall(r'(?:rel="canonical" href|property="og:url" content)="([^"]*)"|"(?:url|@id)":"([^"]*)"', page)


def hrefs(page: str) -> set[str]:
    """Return where the links of a page lead."""
    return set(re.findall(r'<a[^>]*href="([^"]*)"', page))


def ids(feed: str) -> set[str]:
    """Return the identities of a feed and its stories."""
    return set(re.findall(r"tag:[^\"<]+", feed))


def test_a_typed_address_is_no_way_round(digest: SiteUnderTest) -> None:
    """`--base-url` names the site, in a preview too, and lets no robot in where production is not built."""
    assert published(digest, "--base-url", "https://mine.example/x", CONTEXT="deploy-preview", **NETLIFY) == 1
    assert refuses_robots(digest)
    assert '<link rel="canonical" href="https://mine.example/x/news/2024/02/22/one/">' in digest.text(
        "news/2024/02/22/one/index.html"
    )


def test_drafts_that_are_built_by_hand_are_not_found(digest: SiteUnderTest) -> None:
    """A build with `--drafts` refuses robots, the next one without it lets them in; `--future` alone refuses none."""
    assert published(digest, "--drafts") == 2
    assert refuses_robots(digest)
    assert published(digest, "--future") == 2
    assert not refuses_robots(digest)
    assert published(digest) == 1
    assert not refuses_robots(digest)


def test_an_own_robots_file_is_for_the_site_alone(digest: SiteUnderTest) -> None:
    """The owner's static/robots.txt does not let robots into a preview."""
    digest.write("static/robots.txt", "User-agent: *\nAllow: /\n")
    sitegen(digest.root, "build", "--keep-going", CONTEXT="branch-deploy", **NETLIFY)
    assert refuses_robots(digest)


def test_a_preview_on_another_path_names_the_same_page(digest: SiteUnderTest) -> None:
    """A site below a path, previewed at the root of another host, is known by its own address."""
    digest.edit("site.yaml", "https://live.example/", "https://live.example/digest/")
    published(digest, CONTEXT="branch-deploy", NETLIFY="true", DEPLOY_PRIME_URL=PREVIEW)
    page = digest.text("news/2024/02/22/one/index.html")
    assert '<link rel="canonical" href="https://live.example/digest/news/2024/02/22/one/">' in page
    assert 'href="/archive/"' in page
