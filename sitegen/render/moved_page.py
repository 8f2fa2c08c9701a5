"""Writes the page at an address whose content has moved: it leads there at once, on any host and without a script.

Browsers and search engines take a refresh after no time for a redirect (HTML, "Shared declarative refresh steps").
"""

from __future__ import annotations

from html import escape

from sitegen.plan.views.file_views import MovedView

_PAGE = """\
<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<title>{title}</title>
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width">
<link rel="canonical" href="{full_url}">
<meta http-equiv="refresh" content="0; url={url}">
<p><a href="{url}">{title}</a></p>
</html>
"""


def write_moved_page(view: MovedView) -> bytes:
    """Return the page, UTF-8."""
    parts = {name: escape(getattr(view, name)) for name in view.__struct_fields__}
    return _PAGE.format(**parts).encode("utf-8")
