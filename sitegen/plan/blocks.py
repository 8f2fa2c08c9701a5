"""Sealed lists: how a growing list is cut so that old pieces never change."""

from __future__ import annotations

from collections.abc import Sequence


def count_sealed(total: int, size: int) -> int:
    """Return how many blocks of `size` are sealed; the rest, at least a full page, is the head's.

    >>> [count_sealed(total, 20) for total in (0, 20, 39, 40, 59, 60)]
    [0, 0, 0, 1, 1, 2]
    """
    return max(0, (total - size) // size)


def head_of(members: Sequence[int], size: int) -> Sequence[int]:
    """Return the newest members, which the head shows; `members` are oldest first."""
    return members[count_sealed(len(members), size) * size :]


def sealed_blocks(members: Sequence[int], size: int) -> list[Sequence[int]]:
    """Return the sealed blocks, oldest first: block n holds members (n-1)*size to n*size."""
    sealed = count_sealed(len(members), size)
    return [members[start * size : (start + 1) * size] for start in range(sealed)]
