"""Each path is given once, also beside paths that were kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.plan.path_reservations import PathReservations

NAMES = st.sampled_from(["a", "A", "é", "E\u0301", "index.html", "b.html", "x\ny", "İ"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)

ONE_FILE = [
    ("a.html", "A.HTML"),
    ("caf\u00e9.html", "cafe\u0301.html"),
    ("\u2460.html", "1.html"),
    ("stra\u00dfe.html", "STRASSE.html"),
    ("news/index.html", "NEWS/Index.html"),
]
"""Two spellings that are one file on macOS or Windows."""
IN_EACH_OTHERS_WAY = [
    *ONE_FILE,
    ("news", "news/index.html"),
    ("news", "News/deeper/page.html"),
    ("a", "a/b/c"),
    ("a/b", "a/b/c/d/index.html"),
    ("a/index.html", "a/index.html/deeper.txt"),
    ("caf\u00e9", "cafe\u0301/x.html"),
    ("a/index.html", "a/index.html/index.html"),
]
APART = [("news.html", "news/index.html"), ("a/b", "a/c"), ("a/b/c", "a/bc"), ("a", "b/a"), ("ab/c", "a/b/c")]


@pytest.mark.parametrize("pair", IN_EACH_OTHERS_WAY)
def test_what_stands_in_each_others_way_is_refused(pair: tuple[str, str]) -> None:
    """Whichever of two comes first has its path, and the other one is told whose it is."""
    for first, second in (pair, pair[::-1]):
        reservations = PathReservations()
        assert reservations.take(first, "the first") == ""
        assert reservations.take("unrelated/page.html", "another") == ""
        assert reservations.take(second, "the second") == "the first", (first, second)


@pytest.mark.parametrize("pair", APART)
def test_what_stands_apart_is_not_refused(pair: tuple[str, str]) -> None:
    """Files whose names only begin alike are two, and so are a file and a folder of another name."""
    for first, second in (pair, pair[::-1]):
        reservations = PathReservations()
        assert [reservations.take(first, "the first"), reservations.take(second, "the second")] == ["", ""]


@pytest.mark.parametrize("pair", ONE_FILE)
def test_every_spelling_of_a_path_is_known(pair: tuple[str, str]) -> None:
    """A path that was reserved or kept is known by each name of its file; another one is not."""
    first, second = pair
    for reservations in (PathReservations(), PathReservations()):
        assert second not in reservations
        reservations.take(first, "it")
        assert (second in reservations, "other.html" in reservations) == (True, False)
    kept = PathReservations()
    kept.keep([first])
    assert (second in kept, "other.html" in kept) == (True, False)


@pytest.mark.parametrize("pair", IN_EACH_OTHERS_WAY)
def test_there_is_room_for_what_can_be_reserved(pair: tuple[str, str]) -> None:
    """Asking whether there is room reserves nothing, and says what reserving would."""
    for first, second in (pair, pair[::-1]):
        reservations = PathReservations()
        assert reservations.has_room(first)
        assert reservations.take(first, "it") == ""
        assert (reservations.has_room(second), reservations.has_room("unrelated/page.html")) == (False, True)
        assert reservations.take("unrelated/page.html", "another") == ""


@pytest.mark.parametrize("pair", IN_EACH_OTHERS_WAY)
def test_what_was_kept_is_clear_of_what_stands_apart_alone(pair: tuple[str, str]) -> None:
    """A reservation in the way of a path that was kept is noticed, whichever of the two was kept."""
    for first, second in (pair, pair[::-1]):
        reservations = PathReservations()
        reservations.keep([first])
        reservations.take("unrelated/page.html", "another")
        assert reservations.are_clear_of_kept()
        reservations.take(second, "it")
        assert not reservations.are_clear_of_kept(), (first, second)


@given(st.lists(PATHS, max_size=5), PATHS)
def test_many_kept_paths_are_known_as_each_is_alone(kept: list[str], path: str) -> None:
    """The quick way through many paths at once knows each of them by the same names as the way through one."""
    together = PathReservations()
    together.keep(kept)
    alone = [PathReservations() for _ in kept]
    for reservations, each in zip(alone, kept, strict=True):
        reservations.keep([each, "\u00e9"])  # not ASCII, so each is taken by itself
    assert (path in together) is any(path in reservations for reservations in alone) or path in ("\u00e9", "E\u0301")
