"""The long issues of the benchmarks: as large as real ones, made of what real ones are made of."""

from __future__ import annotations

from benchmarks.long_issues import make_issues, size_of


def test_issues_are_the_same_every_time() -> None:
    """Two runs make the same names and texts."""
    first, second = ([(name, "".join(chunks)) for name, chunks in make_issues(3)] for _ in range(2))
    assert first == second


def test_seven_hundred_issues_are_127_megabytes() -> None:
    """Sizes lie between 20 and 500 KB and add up to what a real archive has."""
    sizes = [size_of(index) for index in range(700)]
    assert min(sizes) >= 20_000
    assert max(sizes) <= 500_000
    assert 126e6 < sum(sizes) < 128e6


def test_an_issue_is_as_large_as_planned() -> None:
    """An issue ends with the block that reaches its size, whole."""
    for index, (_, chunks) in enumerate(make_issues(4)):
        size = len("".join(chunks).encode())
        assert size_of(index) <= size < size_of(index) + 20_000


def test_an_issue_holds_what_real_ones_hold() -> None:
    """Headings, lists in lists, links, quotes, tables, code, emphasis and images all occur."""
    text = "".join(chunk for _, chunks in make_issues(8) for chunk in chunks)
    for mark in (
        "\n# ",
        "\n## ",
        "\n- **",
        "\n    - **",
        "](https://",
        "\n> ",
        "\n| ",
        "\n```python\n",
        "\n1. ",
        "\n![",
    ):
        assert mark in text
