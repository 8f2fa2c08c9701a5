"""Terms: spellings, names, addresses, parents."""

from __future__ import annotations

from sitegen.pages.page import PageMeta
from sitegen.pages.term import TermData
from sitegen.settings import Settings, TaxonomySettings
from sitegen.site.taxonomy import Members, Taxonomy, index_taxonomy
from tests.page_meta import page_meta

TOPICS = TaxonomySettings(name="topics", key="topics", title="Topics", least_stories=1)


def on(*topics: str, name: str = "story") -> PageMeta:
    return page_meta(name, terms={"topics": topics})


def data(name: str, **changes: object) -> TermData:
    fields = {"folder": "topics", "path": f"content/_data/topics/{name}.yaml", "line": 1, "name": name, **changes}
    return TermData(**fields)  # type: ignore[arg-type]


def topics(stories: list[PageMeta], *described: TermData, least: int = 1) -> Taxonomy:
    taxonomy = TaxonomySettings(name="topics", key="topics", title="Topics", least_stories=least)
    return index_taxonomy(taxonomy, Members(stories), described, Settings())


def test_spellings_meet() -> None:
    """Case, spaces and hyphens do not make another term, and every spelling leads to its page."""
    found = topics([on("AI Ethics"), on("ai-ethics"), on("AI  ethics")])
    assert [list(term.stories) for term in found.terms.values()] == [[0, 1, 2]]
    assert {link.url for link in found.links.values()} == {"/topics/ai-ethics/"}


def test_spellings_that_take_turns() -> None:
    """A term's stories are in their order, whichever of its spellings each has."""
    (term,) = topics([on("AI"), on("ai"), on("AI", "ai"), on("ai"), on("AI")]).terms.values()
    assert list(term.stories) == [0, 1, 2, 3, 4]


def test_most_used_spelling() -> None:
    """Without a file the spelling used most names the term; of equals, the first in the alphabet."""
    assert next(iter(topics([on("gpt"), on("GPT"), on("GPT")]).terms.values())).name == "GPT"
    assert next(iter(topics([on("gpt"), on("GPT")]).terms.values())).name == "GPT"


def test_aliases() -> None:
    """A file's name and aliases mean one term, called as the file says."""
    found = topics(
        [on("AI"), on("artificial intelligence"), on("人工智能")],
        data("Artificial Intelligence", aliases=("AI", "人工智能")),
    )
    (term,) = found.terms.values()
    assert (term.name, list(term.stories), term.url) == (
        "Artificial Intelligence",
        [0, 1, 2],
        "/topics/artificial-intelligence/",
    )


def test_short_name_is_an_alias() -> None:
    """A short name means the term too."""
    (term,) = topics([on("LLMs")], data("Language Models", short_name="LLMs")).terms.values()
    assert term.name == "Language Models"


def test_parents_collect() -> None:
    """A parent holds the stories of its children and theirs, each once, though no story names it."""
    found = topics(
        [on("Robots", "Robotics"), on("Robotics"), on("Chips")],
        data("Robots", parent="Robotics"),
        data("Robotics", parent="Hardware"),
        data("Chips", parent="Hardware"),
    )
    stories = {term.name: list(term.stories) for term in found.terms.values()}
    assert stories == {"Chips": [2], "Hardware": [0, 1, 2], "Robotics": [0, 1], "Robots": [0]}
    assert found.terms["hardware"].children == ("chips", "robotics")


def test_circle() -> None:
    """A circle of parents is cut, and each term in it is told."""
    found = topics([on("A"), on("B")], data("A", parent="B"), data("B", parent="A"))
    assert {term.name: list(term.stories) for term in found.terms.values()} == {"A": [0, 1], "B": [0, 1]}
    assert sorted(problem.path for problem in found.problems) == [
        "content/_data/topics/A.yaml",
        "content/_data/topics/B.yaml",
    ]


def test_deep_parents() -> None:
    """A term counts for fifty ancestors; one that lies deeper is told once."""
    chain = [data(f"t{number}", parent=f"t{number + 1}") for number in range(200)]
    found = topics([on("t0")], *chain)
    assert len(found.terms) == 51
    (problem,) = found.problems
    assert (problem.path, problem.message) == (
        "content/_data/topics/t50.yaml",
        "terms are nested more than 50 deep here",
    )


def test_least_stories() -> None:
    """A term with too few stories has no address, and its name still shows."""
    found = topics([on("A", "B"), on("A")], least=2)
    assert [(term.name, term.url) for term in found.terms.values()] == [("A", "/topics/a/"), ("B", "")]


def test_a_described_term_of_pages_alone_has_a_page() -> None:
    """A person's page needs no story to be found under a term that a file describes; a plain term needs one."""
    pages = [page_meta("ada", "", terms={"topics": ("Computing", "Poetry")})]
    found = index_taxonomy(TOPICS, Members([], pages), [data("Computing")], Settings())
    assert {term.name: (term.url, list(term.pages)) for term in found.terms.values()} == {
        "Computing": ("/topics/computing/", [0]),
        "Poetry": ("", [0]),
    }


def test_children_are_those_that_have_pages() -> None:
    """In the order of their names; one with too few stories is none."""
    described = [data(name, parent="Hardware") for name in ("Robots", "Chips", "Rare")]
    found = topics([on("Robots", "Chips", "Rare"), on("Robots"), on("Chips")], *described, least=2)
    assert found.terms["hardware"].children == ("chips", "robots")


def test_two_files_of_one_name_are_told() -> None:
    """The second one counts for nothing."""
    found = topics([on("A")], data("A", path="one.yaml"), data("a", path="two.yaml", parent="B"))
    assert [(problem.path, problem.message) for problem in found.problems] == [
        ("two.yaml", '"a" already means the term of one.yaml')
    ]
    assert [term.parent for term in found.terms.values()] == [""]


def test_of_two_terms_with_one_address_the_larger_or_the_described_one_has_it() -> None:
    """A scraper's odd spelling does not displace the usual one, and neither does a usual one what a file describes."""
    stories = [on("AI!"), on("AI"), on("AI")]
    assert {term.name: term.url for term in topics(stories).terms.values()} == {"AI": "/topics/ai/", "AI!": ""}
    described = topics(stories, data("AI!", slug="ai"))
    assert {term.name: term.url for term in described.terms.values()} == {"AI": "", "AI!": "/topics/ai/"}


def test_one_address() -> None:
    """Two terms that would share an address are a problem that names both, with their files."""
    found = topics([on("x", name="one"), on("y", name="two")], data("x", slug="same"), data("y", slug="same"))
    (problem,) = found.problems
    assert [term.url for term in found.terms.values()] == ["/topics/same/", ""]
    assert '"y" and "x"' in problem.message
    assert "content/_data/topics/x.yaml" in problem.message


def test_alias_taken() -> None:
    """An alias that two files give is a problem that names both."""
    found = topics([on("A")], data("A", aliases=("Z",)), data("B", aliases=("z",)))
    assert [(problem.path, "content/_data/topics/A.yaml" in problem.message) for problem in found.problems] == [
        ("content/_data/topics/B.yaml", True)
    ]


def test_readable_address() -> None:
    """A Chinese name gives a readable address, percent-encoded where it is a link."""
    (term,) = topics([on("机器人")]).terms.values()
    assert (term.slug, term.url) == ("机器人", "/topics/%E6%9C%BA%E5%99%A8%E4%BA%BA/")
