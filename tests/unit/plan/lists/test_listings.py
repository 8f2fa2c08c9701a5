"""What blocks, terms and taxonomies show, and in which order."""

from __future__ import annotations

from sitegen.pages.page import PageMeta
from sitegen.pages.term import TermData
from sitegen.plan.lists.listings import plan_blocks, plan_taxonomies
from sitegen.plan.views.html_views import BlockView, Link, TaxonomyView, TermView
from tests.page_meta import page_meta
from tests.planned import grouped, inputs, names, views


def topical(number: int, *topics: str, month: int = 2) -> PageMeta:
    return page_meta(f"s{number}", f"2024-{month:02}-{number + 1:02}T08:00:00+00:00", terms={"topics": topics})


SEVEN = [topical(number, "AI") for number in range(7)]
CHIPS = TermData(folder="topics", path="", line=1, name="Chips", parent="Hardware")
HARDWARE = TermData(folder="topics", path="", line=1, name="Hardware", description="Things.", short_name="HW")


def test_a_block_shows_its_newest_story_first_and_leads_both_ways() -> None:
    """The first one has nothing older, the last one leads back to the list it was cut from."""
    site = inputs(SEVEN, page_size=1)
    blocks = views(grouped(plan_blocks(site)), BlockView)
    urls = [f"/archive/{name}/" for name in site.blocks.names]
    assert len(urls) >= 2
    assert [block.url for block in blocks.values()] == urls
    assert [block.older_url for block in blocks.values()] == ["", *urls[:-1]]
    assert [block.newer_url for block in blocks.values()] == [*urls[1:], "/"]
    shown = [name for block in blocks.values() for name in reversed(names(block.stories))]
    assert shown == [f"s{number}" for number in range(site.blocks.head)]


def test_a_term_shows_its_newest_stories_and_leads_to_the_block_that_continues_them() -> None:
    """What the page shows and what its blocks hold is every story once."""
    outputs = list(grouped(plan_taxonomies(inputs(SEVEN, page_size=2))))
    term = views(outputs, TermView)["topics/ai/index.html"]
    blocks = [*views(outputs, BlockView).values()]
    assert term.older_url == blocks[-1].url and blocks[-1].newer_url == term.url
    held = [name for block in reversed(blocks) for name in names(block.stories)]
    assert [*names(term.stories), *held] == [f"s{number}" for number in reversed(range(7))]
    assert len(term.stories) >= 2
    assert blocks[0].span == f"2024-02-01/2024-02-{len(blocks[0].stories):02}"


def test_a_term_names_parent_children_and_pages() -> None:
    """A term's page says what its file says of it, what is above and below it, and its undated pages."""
    pages = [page_meta("chip", "", terms={"topics": ("Hardware",)})]
    site = inputs([topical(0, "Chips"), topical(1, "Hardware"), *pages], [CHIPS, HARDWARE])
    terms = views(grouped(plan_taxonomies(site)), TermView)
    hardware, chips = terms["topics/hardware/index.html"], terms["topics/chips/index.html"]
    assert (hardware.description, hardware.short_name, hardware.parent) == ("Things.", "HW", None)
    assert [child.name for child in hardware.children] == ["Chips"]
    assert (names(hardware.stories), names(hardware.pages)) == (["s1", "s0"], ["chip"])
    assert chips.parent is not None
    assert (chips.parent.name, chips.taxonomy) == ("Hardware", Link("Topics", "/topics/"))


def test_an_index_names_the_most_used_term_first_and_small_ones_apart() -> None:
    """Each line has the number of stories and pages, the day of the newest story, and the parent's name."""
    stories = [topical(0, "Chips"), topical(1, "Chips", "Rare"), topical(2, "AI", "Chips"), topical(3, "AI")]
    pages = [page_meta("page", "", terms={"topics": ("AI", "Chips")})]
    taxonomies = inputs(stories).settings.taxonomies
    limits = tuple(type(one)(one.name, one.key, one.title, 2) for one in taxonomies)
    site = inputs([*stories, *pages], [CHIPS, HARDWARE], taxonomies=limits)
    index = views(grouped(plan_taxonomies(site)), TaxonomyView)["topics/index.html"]
    assert [(line.term.name, line.count, line.newest, line.parent) for line in index.terms] == [
        ("Chips", 4, "2024-02-03", "Hardware"),
        ("Hardware", 4, "2024-02-03", ""),
        ("AI", 3, "2024-02-04", ""),
    ]
    assert [line.term.name for line in index.small] == ["Rare"]


def test_a_trend_counts_each_month_from_the_first_to_the_newest() -> None:
    """Months without a story are counted between them; what is ten years older than the newest month is not."""
    dates = ["2014-02-28", "2014-03-01", "2014-03-02", "2014-05-31", "2024-02-01"]
    stories = [page_meta(f"d{day}", f"{day}T08:00:00+00:00", terms={"topics": ("AI",)}) for day in dates]
    trend = views(grouped(plan_taxonomies(inputs(stories))), TermView)["topics/ai/index.html"].trend
    assert [(month.month, month.count) for month in trend if month.count] == [
        ("2014-03", 2),
        ("2014-05", 1),
        ("2024-02", 1),
    ]
    assert (len(trend), trend[0].month, trend[-1].month) == (120, "2014-03", "2024-02")


def test_a_new_name_of_a_term_touches_its_blocks() -> None:
    """Blocks show the name of their list, which no card shows where all stories have a term below it."""

    def made_from(name: str) -> str:
        above = TermData(folder="topics", path="", line=1, name=name, slug="machines", aliases=("Machines",))
        below = TermData(folder="topics", path="", line=1, name="AI", parent="Machines")
        site = inputs(SEVEN, [above, below], page_size=2)
        return next(group.made_from for group in plan_taxonomies(site) if group.name == "blocks /topics/machines/")

    assert made_from("Machines") != made_from("Engines")


def test_a_site_that_moves_to_another_path_keeps_its_blocks() -> None:
    """Below another path of a host, as in a preview, lists are cut at the same stories and have the same names."""

    def paths(base: str) -> list[str]:
        site = inputs(SEVEN, page_size=2, base_url=base)
        return [output.path for output in grouped([*plan_blocks(site), *plan_taxonomies(site)])]

    assert paths("https://a.test/") == paths("https://b.test/preview/7/")
