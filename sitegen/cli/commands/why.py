"""`sitegen why`: explains why one output was, or would be, rendered again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unicodedata import normalize
from urllib.parse import unquote

import click

from sitegen.cli.choices import OpenSite, SiteChoices, open_site
from sitegen.cli.command_lines import as_typed
from sitegen.cli.options import complete_files, example, options, settings_options, site_option
from sitegen.cli.outcome import FINE
from sitegen.cli.report_text import folder_name, visible
from sitegen.cli.terminal import open_terminal
from sitegen.engine.inspect.explain import REASONS, Absent, Explanation, explain


@click.command("why", epilog=example("sitegen why content/news/2026-11-29-a-headline.md"))
@click.argument("path", shell_complete=complete_files)
@options(site_option, settings_options)
def command(path: str, **chosen: Any) -> int:
    """Explain why the output PATH was, or would be, rendered again.

    PATH is a file in the output folder, an address on the site, also one that was published once, or the source of a
    story.
    """
    site = open_site(SiteChoices(**chosen))
    found = explain(site.paths, _possible_paths(site, path))
    lines = (
        _absence_lines(found, str(site.root))
        if isinstance(found, Absent)
        else _explanation_lines(found, site.settings.output)
    )
    open_terminal().result(*lines)
    return FINE


def _possible_paths(site: OpenSite, typed: str) -> tuple[str, ...]:
    """Return what a typed or pasted text may refer to, the likeliest first: paths in the output folder.

    Understood are a path in that folder, with the folder's name or from the root of the machine, with or without
    `index.html` or a slash at the end, an address on the site, percent-encoded or not; and the path of a source.
    """
    text = normalize("NFC", typed.strip())
    cut = text.partition("#")[0].partition("?")[0]
    forms = dict.fromkeys((text, unquote(text), cut, unquote(cut)))
    found = [file for form in forms for path in _paths_in_output(site, form) for file in _files(path)]
    return tuple(dict.fromkeys((*found, *(form.removeprefix("./") for form in forms))))


def _paths_in_output(site: OpenSite, text: str) -> Iterator[str]:
    """Yield what a text refers to, relative to the output folder, read as an address and as a path."""
    rest = text.partition("://")[2]
    path = f"/{rest.partition('/')[2]}" if rest else text
    base = site.settings.base_path
    if path.startswith(base) or path == base.rstrip("/"):
        yield path[len(base) :]
    folder = (site.root / site.settings.output).resolve()
    for file in (Path(path).absolute(), Path(path).resolve()) if path and "\0" not in path else ():
        if file.is_relative_to(folder):
            yield file.relative_to(folder).as_posix().removeprefix(".") + ("/" if path.endswith("/") else "")
    yield path.removeprefix("./").removeprefix("/").removeprefix(site.settings.output + "/")


def _files(path: str) -> tuple[str, ...]:
    """Return the outputs that a path may refer to: itself, or the page of the folder."""
    page = f"{path.strip('/')}/index.html".lstrip("/")
    return (page,) if not path or path.endswith("/") else (path, page)


def _absence_lines(found: Absent, site: str) -> list[str]:
    """Return why nothing stands at an address, or why a source is not published, and where to go from there."""
    lines = [f"{visible(found.name)} is not published: {visible(found.reason)}"]
    lines += [f"    it leads to {visible(found.leads_to)}"] if found.leads_to else []
    return [*lines, f"    {as_typed(visible(found.hint), site)}"] if found.hint else lines


def _explanation_lines(found: Explanation, folder: str) -> list[str]:
    """Return why an output is rendered again or is not, and the digests that were compared."""
    state = f"would be rendered: {REASONS.get(found.reason, found.reason)}" if found.reason else "is up to date"
    lines = [f"{folder_name(folder)}{visible(found.path)} {state}", f"    {found.kind} for {visible(found.origin)}"]
    if found.last_reason:
        lines.append(f"    last rendered because {REASONS.get(found.last_reason, found.last_reason)}")
    for name, before, now in found.digests:
        change = "(unchanged)" if before == now else f"before {before or 'none'}"
        lines.append(f"    {name:<8} {now} {change}")
    return lines
