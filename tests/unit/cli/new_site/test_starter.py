"""What is made for the owner to go on writing."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sitegen.cli.new_site.starter import NewSite, make_page, make_site
from sitegen.cli.new_site.story_draft import NewStory, make_story
from sitegen.errors import SitegenError
from sitegen.pages.parse import parse_source
from sitegen.settings import Settings

NOW = datetime(2024, 6, 1, 12, 0, tzinfo=UTC)


def test_a_site_is_made_in_an_empty_folder_alone(tmp_path: Path) -> None:
    """An empty Git repository counts as empty; a folder with anything else in it is left as it is."""
    (tmp_path / "new" / ".git").mkdir(parents=True)
    assert "site.yaml" in make_site(tmp_path / "new", NOW, NewSite())
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "mine.txt").touch()
    for folder in ("used", "new"):
        before = sorted((tmp_path / folder).iterdir())
        with pytest.raises(SitegenError, match="is not an empty folder"):
            make_site(tmp_path / folder, NOW, NewSite())
        assert sorted((tmp_path / folder).iterdir()) == before


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A second story of one title and day is refused, and the first one stays."""
    path = make_story(tmp_path, Settings(), NewStory("A headline", NOW)).path
    (tmp_path / path).write_text("mine")
    with pytest.raises(SitegenError, match="already exists"):
        make_story(tmp_path, Settings(), NewStory("A headline", NOW))
    assert (tmp_path / path).read_text() == "mine"


def test_a_story_goes_where_the_others_are(tmp_path: Path) -> None:
    """Into `_news/` where there is that folder and no other, else into `news/`."""
    name = "2024-06-01-one.md"
    assert make_story(tmp_path, Settings(), NewStory("One", NOW)).path == f"content/news/{name}"
    (tmp_path / "other" / "_news").mkdir(parents=True)
    assert make_story(tmp_path, Settings(content="other"), NewStory("One", NOW)).path == f"other/_news/{name}"
    (tmp_path / "other" / "news").mkdir()
    assert make_story(tmp_path, Settings(content="other"), NewStory("One", NOW)).path == f"other/news/{name}"


@pytest.mark.parametrize("title", ['A "quoted" title: with a colon', "- dash", "# sharp", "机器人"])
def test_any_title_makes_a_draft_that_can_be_read(title: str, tmp_path: Path) -> None:
    """It says what was typed, and is no published page before its owner says so."""
    for path in (make_story(tmp_path, Settings(), NewStory(title, NOW)).path, make_page(tmp_path, Settings(), title)):
        parsed = parse_source((tmp_path / path).read_bytes(), path.removeprefix("content/"), Settings())
        assert parsed.page is not None
        assert parsed.meta is not None
        assert (parsed.page.card.title, parsed.meta.withheld, parsed.problems) == (title, "draft", ())


@pytest.mark.parametrize("title", ["Archive", "assets", "Feeds", "Search", "Topics", "Index"])
def test_no_page_takes_an_address_of_the_sites_own(title: str, tmp_path: Path) -> None:
    """It is refused before a file is made."""
    with pytest.raises(SitegenError, match="the site itself makes the page"):
        make_page(tmp_path, Settings(), title)
    assert list(tmp_path.iterdir()) == []
