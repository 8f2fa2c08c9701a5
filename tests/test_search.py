"""The search of whole sites: what can be found, and which files a change touches."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sitegen.config import load_settings
from tests.search_site import add_stories, add_story
from tests.site_under_test import SITE_YAML, SiteUnderTest, changed

SEALED = 98
"""With so many stories, one more seals nothing."""


def search_files(paths: object) -> set[str]:
    """Return those of some paths that belong to the search."""
    assert isinstance(paths, set | dict)
    return {path for path in paths if path.startswith("search/")}


def searched(site: SiteUnderTest) -> str:
    """Return everything that the search can find or show."""
    outputs = site.outputs()
    return "\n".join(outputs[path].decode() for path in sorted(search_files(outputs)))


def test_a_new_story_changes_the_head_alone(site: SiteUnderTest) -> None:
    """One new story changes one file of the search, and at most three more outputs than without a search."""
    add_stories(site, SEALED)
    site.build()
    before = site.outputs()
    add_story(site, SEALED, "A quantum surprise")
    site.build()
    assert search_files(changed(before, site.outputs())) == {"search/newest.json"}
    assert "quantum" in site.text("search/newest.json")


def head_of(site: SiteUnderTest) -> dict[str, Any]:
    """Return what a search begins with."""
    head: dict[str, Any] = json.loads(site.text("search/newest.json"))
    return head


def test_sealing_adds_a_segment(site: SiteUnderTest) -> None:
    """When enough stories are newer, the oldest of the head become a segment with its results; all else stays."""
    add_stories(site, SEALED - 20)
    site.build()
    before = site.outputs()
    count = SEALED - 20
    while len(head_of(site)["segments"]) == len(json.loads(before["search/newest.json"])["segments"]):
        before = site.outputs()
        add_story(site, count)
        count += 1
        site.build()
    level, name, size, shards, _ = head_of(site)["segments"][-1]
    assert search_files(changed(before, site.outputs())) == {
        "search/newest.json",
        f"search/stories/{name}.json",
        f"search/terms/{level}/{name}/0.txt",
    }
    assert (level, shards) == (32, 1) and 16 < size <= 64
    assert site.text(f"search/terms/{level}/{name}/0.txt").startswith(f"{name}:{size}\n")
    assert len(json.loads(site.text(f"search/stories/{name}.json"))) == size
    assert site.verify() == ()


def test_growing_equals_clean(site: SiteUnderTest) -> None:
    """Built again and again while stories come and go, the search is what a clean build makes."""
    add_stories(site, 90)
    site.build()
    for step in range(4):
        for number in range(90 + 13 * step, 103 + 13 * step):
            add_story(site, number)
        site.delete(f"content/news/{sorted(path.name for path in (site.root / 'content/news').iterdir())[step]}")
        site.build()
        assert site.verify() == ()


@pytest.mark.parametrize("field", [{"published": "false"}, {"draft": "true"}, {"publishedDateTime": "2031-01-01"}])
def test_what_is_withheld_is_not_found(site: SiteUnderTest, field: dict[str, str]) -> None:
    """A story that is withheld leaves no word in the search, in sealed segments as in the newest."""
    add_stories(site, SEALED)
    for number in (5, SEALED - 1):
        add_story(site, number, "Unspeakable zebra", topics="[Zebras]")
    site.build()
    assert searched(site).count("zebra") > 3
    for number in (5, SEALED - 1):
        add_story(site, number, "Unspeakable zebra", topics="[Zebras]", **field)
    site.build()
    assert "zebra" not in searched(site).lower()


def test_the_original_and_the_secured_part_are_not_searched(site: SiteUnderTest) -> None:
    """The blob that must stay in the source, and what only the body says, are nowhere in the search."""
    add_story(site, 1, body="Deepest secret.", secured="c2VjcmV0LWJsb2I")
    site.build()
    assert "secret" not in searched(site).lower() and "c2vjcmv0" not in searched(site).lower()


def test_an_edit_touches_its_own_segment(site: SiteUnderTest) -> None:
    """A retitled old story changes its results, the shards of its words, and the head; an edited body changes none."""
    add_stories(site, 200)
    add_story(site, 7, body="Text.")
    site.build()
    before = site.outputs()
    add_story(site, 7, body="Other text.")
    site.build()
    assert search_files(changed(before, site.outputs())) == set()
    add_story(site, 7, "Nothing but bees", body="Other text.")
    site.build()
    touched = search_files(changed(before, site.outputs()))
    level, name, *_ = head_of(site)["segments"][0]
    assert "search/newest.json" in touched and sum("/stories/" in path for path in touched) == 1
    assert {path.rpartition("/")[0] for path in touched if "/terms/" in path} == {f"search/terms/{level}/{name}"}


def test_the_page_does_not_count(site: SiteUnderTest) -> None:
    """The search page names topics and months, and stays as it is when one of them grows."""
    add_stories(site, 20)
    site.build()
    page = site.text("search/index.html")
    assert 'href="/topics/ai/"' in page and 'href="/news/2023/01/"' in page
    add_story(site, 20)
    assert "search/index.html" not in {done.path for done in site.build().rendered}


def test_every_page_leads_to_the_search(site: SiteUnderTest) -> None:
    """The menu, the page for lost addresses and what search engines read know the search."""
    add_story(site, 1)
    site.build()
    assert '<a href="/search/" class="search">' in site.text("index.html")
    assert "https://digest.test/search/?q={search_term}" in site.text("index.html")
    assert 'action="/search/"' in site.text("404.html")


def test_without_search(site: SiteUnderTest) -> None:
    """`search: off` leaves no file of it and no way to it."""
    add_stories(site, SEALED)
    site.build()
    site.write("site.yaml", SITE_YAML + "search: off\n")
    site.build()
    assert search_files(site.outputs()) == set()
    assert "/search/" not in site.text("index.html") + site.text("404.html") + site.text("_headers")


def test_search_is_one_of_three(site: SiteUnderTest) -> None:
    """Another word than cards, bodies and off is told; on, as it was once written, means cards."""
    site.write("site.yaml", SITE_YAML + "search: maybe\n")
    _, problems = load_settings(site.root)
    message = '"maybe" is not one of cards, bodies, off'
    assert [(problem.field, problem.message) for problem in problems] == [("search", message)]
    for word, meant in (("on", "cards"), ("Yes", "cards"), ("cards", "cards"), ("bodies", "bodies"), ("no", "off")):
        site.write("site.yaml", SITE_YAML + f"search: {word}\n")
        settings, problems = load_settings(site.root)
        assert (settings.search, problems) == (meant, ()), word


BODIES = SITE_YAML + "search: bodies\n"


def test_bodies_are_searched(site: SiteUnderTest) -> None:
    """With `search: bodies` a new story changes four files, an edited text those of its segment, and both as clean."""
    site.write("site.yaml", BODIES)
    add_stories(site, 300)
    add_story(site, 3, body="A zebra.")
    site.build()
    head = head_of(site)
    assert head["bodies"][0] == 3 and len(head["segments"]) > 0 and "zebra" in searched(site)
    before = site.outputs()
    add_story(site, 300, body="An okapi among robots.")
    site.build()
    newest = {f"search/terms/newest/{shard}.txt" for shard in range(3)}
    assert search_files(changed(before, site.outputs())) <= {"search/newest.json", *newest}
    assert any("\nokapi " in site.text(path) for path in newest)
    before = site.outputs()
    add_story(site, 3, body="A gnu.")
    site.build()
    level, name, *_ = head["segments"][0]
    touched = search_files(changed(before, site.outputs())) - {"search/newest.json"}
    assert touched and {path.rpartition("/")[0] for path in touched} == {f"search/terms/{level}/{name}"}
    assert "zebra" not in searched(site) and "gnu" in searched(site)
    assert site.verify() == ()


def test_what_is_withheld_is_not_found_by_its_body(site: SiteUnderTest) -> None:
    """A story that is withheld leaves no word of its text, and the secured part is never searched."""
    site.write("site.yaml", BODIES)
    add_stories(site, 20)
    add_story(site, 21, body="Unspeakable zebra.", draft="true")
    add_story(site, 22, body="A gnu.", secured="c2VjcmV0LWJsb2I")
    site.build()
    found = searched(site).lower()
    assert "gnu" in found and "zebra" not in found and "c2vjcmv0" not in found


def test_results_are_json(site: SiteUnderTest) -> None:
    """What is fetched is JSON whatever a title says, and names a language where it is another than the site's."""
    add_stories(site, SEALED, _1='"Quote \\" and </script1> & <1>"', _2="深度求索发布新模型")
    site.build()
    level, name, _, shards, _ = head_of(site)["segments"][0]
    chunk, _, _ = site.text(f"search/terms/{level}/{name}/0.txt").partition(":")
    stories = json.loads(site.text(f"search/stories/{chunk}.json"))
    assert stories[1][0] == 'Quote " and </script1> & <1>'
    excerpt = "All on the robot."
    assert stories[2] == [
        "深度求索发布新模型",
        "/news/2023/01/03/story-2/",
        "2023-01-03",
        "Example News",
        excerpt,
        "zh",
    ]
    sealed = sum(segment[2] for segment in head_of(site)["segments"])
    assert (sealed + len(head_of(site)["stories"]), shards) == (SEALED, 1)
