"""What `site.yaml` says of feeds, and every mistake in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.config import load_settings
from sitegen.errors import Problem
from sitegen.settings import FeedSelection, Settings


def load(root: Path, text: str, base_url: str | None = None) -> tuple[Settings, tuple[Problem, ...]]:
    (root / "content").mkdir(exist_ok=True)
    (root / "site.yaml").write_text(text, "utf-8")
    return load_settings(root, base_url=base_url)


def test_everything_about_feeds_is_a_setting(tmp_path: Path) -> None:
    """Sizes, content, links, image, hub, interval, authority and aliases are taken as typed."""
    text = """
feed_size: 20
feed_bytes: 100000
feed_content: full
feed_links: original
feed_ttl: 90
feed_image: /logo.png
feed_authority: old.example,2020-01
websub_hub: https://hub.example/
aliases: {/rss.xml: /feed.xml, /a%20b.xml: /topics/ai/atom.xml}
"""
    settings, problems = load(tmp_path, text)
    assert problems == ()
    assert (settings.feed_size, settings.feed_bytes, settings.feed_ttl) == (20, 100_000, 90)
    assert (settings.feed_content, settings.feed_links, settings.feed_image) == ("full", "original", "/logo.png")
    assert (settings.identity_authority, settings.websub_hub) == ("old.example,2020-01", "https://hub.example/")
    assert settings.aliases == {"/rss.xml": "/feed.xml", "/a%20b.xml": "/topics/ai/atom.xml"}


def test_a_selection_names_terms_of_any_taxonomy(tmp_path: Path) -> None:
    """One term or a list; the name stands in for a title."""
    text = """
feeds:
  hot-chips: {min_heat: 60, min_quality: 0, companies: ACME, topics: [AI, "no"], content: full}
  plain: {title: Plain, description: All of it}
taxonomies: {topics: {}, companies: {}}
"""
    settings, problems = load(tmp_path, text)
    assert problems == ()
    assert settings.feeds == (
        FeedSelection(
            name="hot-chips",
            title="Hot chips",
            min_heat=60,
            min_quality=0,
            terms={"topics": ("AI", "no"), "companies": ("ACME",)},
            content="full",
        ),
        FeedSelection(name="plain", title="Plain", description="All of it"),
    )


@pytest.mark.parametrize(
    ("text", "field", "message", "hint"),
    [
        ("feed_content: all", "feed_content", '"all" is not one of excerpt, full', "known: excerpt, full"),
        (
            "feed_formats: [rss, jason]",
            "feed_formats[1]",
            '"jason" is not one of rss, atom, json',
            "did you mean `json`",
        ),
        ("feed_bytes: 9", "feed_bytes", "9 is out of range", "Write a whole number from 100000 to"),
        ("feed_image: /logo.svg", "feed_image", '"/logo.svg" is not a PNG, JPEG or GIF', "Write an address that ends"),
        ("feed_image: ftp://a/b.png", "feed_image", '"ftp://a/b.png" is not an http or https', "Write one such as"),
        (
            "feed_image: logo.png",
            "feed_image",
            '"logo.png" is not an address on this site',
            "did you mean `/logo.png`?",
        ),
        ("websub_hub: hub", "websub_hub", '"hub" is not an http or https address', "Write one such as https://hub.ex"),
        (
            "feed_authority: a.example",
            "feed_authority",
            '"a.example" is not a host and',
            "did you mean `a.example,2025",
        ),
        ("feed_authority: a b", "feed_authority", '"a b" is not a host and a date', "Write the old host and 2025"),
        (
            "aliases: {rss.xml: /feed.xml}",
            "aliases.rss.xml",
            '"rss.xml" is not an address on',
            "did you mean `/rss.xml`?",
        ),
        (
            "aliases: {/a: //b.example/}",
            "aliases./a",
            '"//b.example/" is not an address',
            "Write one such as /rss.xml.",
        ),
        (
            "aliases: {/a: https://b.example/}",
            "aliases./a",
            '"https://b.example/" is no',
            "Write one such as /rss.xml.",
        ),
        ("aliases: /rss.xml", "aliases", "must be `name: value` pairs, not one value", "Write `/rss.xml: /feed.xml`"),
        ("feeds: hot", "feeds", "must be `name: value` pairs, not one value", "Write `hot: {min_heat: 60}`"),
        ("feeds: {Hot!: {}}", "feeds.Hot!", '"Hot!" cannot be a folder name', "Use lower-case letters"),
        ("feeds: {archive: {}}", "feeds.archive", '"archive" is the name of another part', "Choose another name."),
        ("feeds: {a: {min_heat: 200}}", "feeds.a.min_heat", "200 is out of range", "Write a whole number from -1 to"),
        (
            "feeds: {a: {topic: x}}",
            "feeds.a.topic",
            "there is no such setting of a selection",
            "did you mean `topics`?",
        ),
        ("feeds: {a: {topics: {b: c}}}", "feeds.a.topics", "must be one value, not a mapping", "Write it on one line"),
    ],
)
def test_a_mistake_is_told_with_its_field_and_the_way_out(
    tmp_path: Path, text: str, field: str, message: str, hint: str
) -> None:
    """What is wrong, in the owner's words, and what to do."""
    (problem,) = load(tmp_path, text)[1]
    assert (problem.level, problem.path, problem.line, problem.field) == ("error", "site.yaml", 1, field)
    assert problem.message.startswith(message)
    assert problem.hint.startswith(hint)


@pytest.mark.parametrize(
    ("text", "base_url", "authority"),
    [
        ("base_url: https://a.example:8080/x/", None, "a.example,2025"),
        ("base_url: https://a.example/", "https://preview.example/", "a.example,2025"),
        ("base_url: https://a.example/\nfeed_authority: b.example,2025", "https://c.example/", "b.example,2025"),
        ("", "https://c.example/", "c.example,2025"),
    ],
)
def test_a_preview_keeps_the_identities(tmp_path: Path, text: str, base_url: str | None, authority: str) -> None:
    """`--base-url` moves a site that has an address of its own without renaming its stories."""
    assert load(tmp_path, text, base_url)[0].identity_authority == authority


def test_a_preview_names_no_hub(tmp_path: Path) -> None:
    """A hub is told of the site's feeds, and not of a preview's."""
    text = "base_url: https://a.example/\nwebsub_hub: https://hub.example/"
    assert load(tmp_path, text, "https://a.example/below/")[0].websub_hub == "https://hub.example/"
    assert load(tmp_path, text, "https://preview.example/")[0].websub_hub == ""


@pytest.mark.parametrize(
    ("typed", "formats"),
    [("atom", ("atom",)), ("[json, rss, json]", ("rss", "json")), ("[]", ()), ("", ("rss", "atom", "json"))],
)
def test_feed_formats(typed: str, formats: tuple[str, ...], tmp_path: Path) -> None:
    """One format or a list of them, each once and in one order; an empty list means no feeds."""
    settings, problems = load(tmp_path, f"feed_formats: {typed}\n")
    assert (settings.feed_formats, problems) == (formats, ())
