"""Outputs in flight: the files that a build is about to move into place, noted as one text until all is remembered.

So a build that is killed in between leaves nothing in the output folder that the next one does not know for ours.

Never: moves a file.
"""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.cache import Memory
from sitegen.values import decoder, encode

_NAME = "outputs in flight"
_decode = decoder(list[str]).decode


def take_off(memory: Memory, paths: Sequence[str]) -> None:
    """Note outputs before the first of them is moved."""
    memory.set_meta(_NAME, encode(paths).decode())


def land(memory: Memory) -> None:
    """Forget the note, in the transaction that remembers the outputs themselves."""
    memory.set_meta(_NAME, "")


def find_lost(memory: Memory) -> None:
    """Let what a killed build left in flight be known as ours; what was known of it and its groups goes."""
    noted = memory.meta(_NAME)
    if noted:
        with memory.transaction():
            memory.claim_outputs(_decode(noted))
            land(memory)
