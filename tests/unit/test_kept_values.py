"""Values that are kept, with what they were made from."""

from __future__ import annotations

from itertools import count

from sitegen.kept_values import KeptValues


def test_a_value_is_made_once_from_equal_things() -> None:
    """A value is made again when what it is made from is another, and only then."""
    kept, numbers = KeptValues(), count(1)
    made_from = ([1], [1], [2], [1])
    assert [kept.of("name", one, lambda: next(numbers)) for one in made_from] == [1, 1, 2, 3]


def test_what_a_round_does_not_ask_for_is_not_kept() -> None:
    """A value is there for the round after the one that asked for it, and not for the one after that."""
    kept = KeptValues()
    assert kept.of("name", (), lambda: "first") == "first"
    kept.begin_round()
    assert kept.of("name", (), lambda: "second") == "first"
    kept.begin_round()
    kept.begin_round()
    assert kept.of("name", (), lambda: "third") == "third"
