"""What the bytes of an output depend on besides its view."""

from __future__ import annotations

import pytest

from sitegen.engine.compare.fingerprints import Fingerprints


@pytest.mark.parametrize(
    ("kind", "changes"), [("story.html", ("template", "frame", "code")), ("rss", ("code",)), ("asset", ("code",))]
)
def test_what_a_kind_of_output_depends_on(kind: str, changes: tuple[str, ...]) -> None:
    """Pages depend on their template, the frame and the code, other formats on the code alone."""

    def digest(**new: str) -> str:
        made = {"code": "1", "frame": "1", "template": "1", **new}
        return Fingerprints(made["code"], made["frame"], lambda _: made["template"]).of(kind)[0]

    assert tuple(part for part in ("template", "frame", "code") if digest(**{part: "2"}) != digest()) == changes
