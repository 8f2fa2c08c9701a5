"""The records of made-up pages, for tests of the rooms that work on them."""

from __future__ import annotations

from datetime import datetime

from sitegen.pages.page import PageMeta
from sitegen.values import short_digest


def page_meta(name: str, date: str = "2024-02-21T08:00:00+00:00", **changes: object) -> PageMeta:
    """Return what the site index needs of a story; an empty date makes it an undated page."""
    fields: dict[str, object] = {
        "path": f"news/{name}.md",
        "url": f"/news/{name}/",
        "section": "news",
        "title": name.title(),
        "is_story": bool(date),
        "moment": datetime.fromisoformat(date).timestamp() if date else 0.0,
        "day": date[:10],
        "quality": 50,
        "heat": 0,
        "terms": {},
        "card_digest": f"card-{name}".ljust(32, "."),
        "page_digest": f"page-{name}".ljust(32, "."),
        "id": name,
        **changes,
    }
    own = next(str(fields[key]) for key in ("guid", "id", "original_url", "path") if fields.get(key))
    fields.setdefault("identity_digest", short_digest(own))
    return PageMeta(**fields)  # type: ignore[arg-type]
