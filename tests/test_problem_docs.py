"""docs/problems.md says of every message in the code what it means."""

from __future__ import annotations

from tests.command_line import PROJECT
from tests.problem_messages import messages


def test_every_message_is_documented() -> None:
    """Each message that the code can tell has a row in docs/problems.md with a cause or cure, and no row is stale."""
    rows = {}
    for line in (PROJECT / "docs" / "problems.md").read_text("utf-8").splitlines():
        if line.startswith("| ") and not line.startswith("| it says"):
            text, _, cure = line.strip("| ").partition(" | ")
            rows[text] = cure
    texts = {message.text for message in messages()}
    assert texts - rows.keys() == set(), "not documented"
    assert rows.keys() - texts == set(), "no longer in the code"
    assert [text for text, cure in rows.items() if len(cure) < 5] == []


def test_messages_are_found() -> None:
    """The collector finds messages that are written in each of the ways that the code has."""
    texts = {message.text for message in messages()}
    assert {
        "the source has no title",
        "… is not a date",
        "its address is taken: … is …",
        "is a link that leads out of this folder",
        "more than … HTML tags in the body are never closed",
        "… holds files that sitegen did not make, so nothing was written.",
    } <= texts
