"""What each spec file's input is given to."""

from __future__ import annotations

from collections.abc import Callable

from sitegen.pages.fields.date_forms.dates import BadDate, parse_date
from sitegen.pages.markdown.markdown import render_body
from sitegen.pages.parse import parse_source
from sitegen.pages.plain_article import render_plain_text
from sitegen.pages.text.plain_text import find_title
from sitegen.pages.urls import encode_path, safe_url, slugify, term_key
from sitegen.settings import Settings
from sitegen.values import with_changes
from sitegen.zones import time_zone, zone_names
from tests.unit.pages.spec_cases import SETTINGS, shown_page, shown_problem


def run_front_matter(_title: str, given: str) -> str:
    """Read a source that lies at `news/2024-02-21-x.md`."""
    return shown_page(parse_source(given.encode(), "news/2024-02-21-x.md", SETTINGS))


def run_markdown(_title: str, given: str) -> str:
    """Render a body of the source `news/x.md` that begins on line 10."""
    body = render_body(given, 10, "news/x.md", "/base/")
    links = [f"link {link.line}:{link.column} {link.target} <- {link.text}\n" for link in body.links]
    headings = [f"heading {heading.level} #{heading.id} {heading.text}\n" for heading in body.headings]
    problems = [shown_problem(problem) + "\n" for problem in body.problems]
    html = body.html + "\n" if body.html and not body.html.endswith("\n") else body.html
    return "".join([html, *headings, *links, *problems])


def run_plain_text(_title: str, given: str) -> str:
    """Find the title of a plain text and make its body."""
    found, rest = find_title(given)
    body = render_plain_text(rest, with_headings=True)
    headings = [f"heading {heading.level} #{heading.id} {heading.text}\n" for heading in body.headings]
    return "".join([f"title: {found}\n", body.html, *headings])


def run_dates(title: str, given: str) -> str:
    """Read one date a line, in the zone that the title ends with, else in UTC."""
    name = title.rpartition(" in ")[2]
    zone = time_zone(name if name in zone_names() else "UTC")
    return "".join(_shown_date(line, zone) for line in given.splitlines())


def _shown_date(text: str, zone: object) -> str:
    try:
        moment = parse_date(text, zone)  # type: ignore[arg-type]
    except BadDate as bad:
        return f"{bad} ({bad.hint})\n"
    return f"{moment.date.isoformat()}{'' if moment.has_time else ' (day only)'}\n"


def run_urls(title: str, given: str) -> str:
    """Give one text a line to the function that the title begins with."""
    function = _URL_FUNCTIONS[title.partition(":")[0]]
    return "".join(f"{function(line)}\n" for line in given.splitlines())


def _url_of(line: str) -> str:
    """Return the URL of a source: its path, ` | `, its front matter with `; ` between the fields."""
    path, _, fields = line.partition(" | ")
    text = "---\ntitle: T\n" + fields.replace("; ", "\n") + "\n---\n"
    parsed = parse_source(text.encode(), path, SETTINGS)
    return parsed.meta.url if parsed.meta else "no page"


def _url_by_pattern(line: str) -> str:
    """Return the URL of `news/2024-02-21-x.md` by a pattern."""
    settings: Settings = with_changes(SETTINGS, permalinks={"news": line})
    parsed = parse_source(b"---\ntitle: T\n---\n", "news/2024-02-21-x.md", settings)
    return parsed.meta.url if parsed.meta else "no page"


def _aliases(line: str) -> str:
    parsed = parse_source(f"---\ntitle: T\naliases: {line}\n---\n".encode(), "about.md", SETTINGS)
    return " ".join(parsed.meta.aliases) if parsed.meta and parsed.meta.aliases else "left out"


_URL_FUNCTIONS: dict[str, Callable[[str], str | None]] = {
    "slug": slugify,
    "term key": term_key,
    "path": encode_path,
    "safe url": safe_url,
    "page url": _url_of,
    "pattern": _url_by_pattern,
    "alias": _aliases,
}
FUNCTIONS: dict[str, Callable[[str, str], str]] = {
    "front_matter.md": run_front_matter,
    "markdown.md": run_markdown,
    "plain_text.md": run_plain_text,
    "dates.md": run_dates,
    "urls.md": run_urls,
}
