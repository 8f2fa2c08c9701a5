"""Time zones: their rules come from the shipped `tzdata` package alone, so that every machine has the same ones.

Never: looks at the system's own time-zone data.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import tzdata

ZONE_DATA = str(tzdata.__version__)
"""The version of the rules: an input of every build."""
_FOLDER = Path(str(tzdata.__file__)).parent


@cache
def zone_names() -> frozenset[str]:
    """Return the name of every zone that there is, such as `Europe/Berlin`."""
    return frozenset((_FOLDER / "zones").read_text("utf-8").split())


@cache
def time_zone(name: str) -> ZoneInfo:
    """Return the zone of a name. Raises ValueError when there is none of this name."""
    if name not in zone_names():
        raise ValueError(f"there is no time zone {name}")
    with _FOLDER.joinpath("zoneinfo", *name.split("/")).open("rb") as rules:
        return ZoneInfo.from_file(rules, key=name)
