"""Which settings the parsing of a source depends on."""

from __future__ import annotations

from typing import Any

from sitegen.settings import Settings


def parser_settings(settings: Settings) -> tuple[Any, ...]:
    """Return the part of the settings that the parsing of a source depends on; equal parts give equal pages."""
    return (
        settings.timezone,
        settings.date_order,
        tuple((taxonomy.name, taxonomy.key) for taxonomy in settings.taxonomies),
        tuple(sorted(settings.permalinks.items())),
        settings.base_url,
        settings.own_url,
        settings.language,
        settings.images,
        settings.find_headings,
    )
