"""What follows from the settings."""

from __future__ import annotations

import pytest

from sitegen.settings import Settings, usual_titles


@pytest.mark.parametrize(
    ("language", "topics"),
    [
        ("zh", "话题"),
        ("zh-Hans", "话题"),
        ("zh-SG", "话题"),
        *((f"zh-{part}", "話題") for part in ("Hant", "TW", "HK", "MO", "Hant-HK")),
        ("en", None),
    ],
)
def test_chinese_sites_name_their_taxonomies_in_their_characters(language: str, topics: str | None) -> None:
    """Traditional characters in Taiwan, Hong Kong and Macau, or where the tag says so."""
    assert usual_titles(language).get("topics") == topics


@pytest.mark.parametrize(
    ("base_url", "authority"),
    [
        ("https://a.test/", "a.test,2025"),
        ("https://a.test:8443/x/", "a.test,2025"),
        ("https://a.test./", "a.test,2025"),
        ("http://[::1]:8000/", "localhost,2025"),
    ],
)
def test_identities_are_minted_by_the_host(base_url: str, authority: str) -> None:
    """Without port and path, so that both may change."""
    assert Settings(base_url=base_url).identity_authority == authority


def test_a_preview_is_of_the_same_site() -> None:
    """A site is known by its own address, wherever it is shown; without one, by its title."""
    assert Settings(base_url="https://b.test/", own_url="https://a.test/").name == "https://a.test/"
    assert Settings(title="Mine").name == "Mine"


@pytest.mark.parametrize(
    ("base_url", "origin", "path"),
    [("https://a.test/", "https://a.test", "/"), ("http://a.test:1/x/y/", "http://a.test:1", "/x/y/")],
)
def test_an_address_has_an_origin_and_a_path(base_url: str, origin: str, path: str) -> None:
    """Put together they are the address again."""
    settings = Settings(base_url=base_url)
    assert (settings.origin, settings.base_path, settings.origin + settings.base_path) == (origin, path, base_url)
