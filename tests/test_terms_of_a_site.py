"""Topics, sources and other terms of whole sites."""

from __future__ import annotations

import re

from tests.site_under_test import SITE_YAML, SiteUnderTest, story


def headlines(page: str) -> set[str]:
    """Return the made-up titles that a page shows."""
    return set(re.findall(r"\b(?:Alpha|Beta|Gamma|Delta)\b", page))


def test_spellings_meet(site: SiteUnderTest) -> None:
    """A topic's file makes all its spellings one term, on one page."""
    site.write("content/_data/topics/ai.yaml", "name: Artificial Intelligence\naliases: [AI, 人工智能]\n")
    site.write("content/news/2024-02-21-a.md", story("Alpha", topics="[AI]"))
    site.write("content/news/2024-02-21-b.md", story("Beta", topics="[人工智能]"))
    site.write("content/news/2024-02-21-c.md", story("Gamma", topics="[artificial intelligence]"))
    site.build()
    assert headlines(site.text("topics/artificial-intelligence/index.html")) == {"Alpha", "Beta", "Gamma"}
    assert not site.has("topics/ai/index.html")


def test_organizations_describe_sources(site: SiteUnderTest) -> None:
    """A file in `_data/organizations/` describes a source, in the form of an everyday.cc archive."""
    fields = "taxonomy: organization\n_id: example.com\nname: Example News\ndescription: Written daily.\n"
    site.write("content/_data/organizations/example.com.md", f"---\n{fields}---\n")
    site.write("content/news/2024-02-21-a.md", story("Alpha"))
    site.build()
    assert "Written daily." in site.text("sources/example-com/index.html")


def test_parents_collect(site: SiteUnderTest) -> None:
    """A parent's page shows its children's stories, each once."""
    site.write("content/_data/topics/chips.yaml", "name: Chips\nparent: Hardware\n")
    site.write("content/_data/topics/robots.yaml", "name: Robots\nparent: Hardware\n")
    site.write("content/news/2024-02-21-a.md", story("Alpha", topics="[Chips, Robots]"))
    site.write("content/news/2024-02-21-b.md", story("Beta", topics="[Robots]"))
    site.build()
    page = site.text("topics/hardware/index.html")
    assert headlines(page) == {"Alpha", "Beta"}
    assert len(re.findall("<h[1-6][^>]*>[^<]*<a [^>]*>Alpha", page)) == 1


def test_wrong_term_file_is_told(site: SiteUnderTest) -> None:
    """What is wrong in a topic's file is told with the path that the owner would type."""
    site.write("content/_data/topics/ai.yaml", "names: x\n")
    (problem,) = site.build().problems
    assert problem.where().startswith("content/_data/topics/ai.yaml:1")


def test_more_taxonomies(site: SiteUnderTest) -> None:
    """A taxonomy named in site.yaml has its own addresses; a small term has a name and no page."""
    site.write("site.yaml", SITE_YAML + "taxonomies:\n  companies: {title: Firms, least_stories: 2}\n")
    site.write("content/news/2024-02-21-a.md", story("Alpha", companies="[openai, google]"))
    site.write("content/news/2024-02-21-b.md", story("Beta", companies="[OpenAI]"))
    site.build()
    assert headlines(site.text("companies/openai/index.html")) == {"Alpha", "Beta"}
    assert not site.has("companies/google/index.html")
    assert "google" in site.text("companies/index.html")
    assert not site.has("topics/index.html")
