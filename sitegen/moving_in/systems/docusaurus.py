"""Docusaurus: `docusaurus.config.*`, posts in the folders of its blog plugins, pages in `src/pages/`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from sitegen.moving_in.config_files import code_of, code_text
from sitegen.moving_in.old_folder import OldFolder
from sitegen.moving_in.old_site import Guess, OldSite, OldText, System, Tree
from sitegen.moving_in.text_names import folder_address, name_of, page_address, parents_of
from sitegen.sources import PAGE_SUFFIXES

_CONFIGS = tuple(f"docusaurus.config.{ending}" for ending in ("js", "ts", "mjs", "cjs"))
_PAGES = "src/pages"
_PATH = re.compile(r"""(?<![\w.])path\s*:\s*["'`](?:\./)?([^"'`$]{1,200})["'`]""")
_ROUTE = re.compile(r"""\brouteBasePath\s*:\s*["'`]([^"'`$]{0,200})["'`]""")
_DATED = re.compile(r"(?:(\d{4})[-/](\d{1,2})[-/](\d{1,2})[-/]?)?(.*?)(?:/index)?\Z")
_DOCS = ("docs/: name that folder with --from where it is to come along",)
_NEAR = 400
"""Characters around a path in which its address is looked for."""


class _Docusaurus(NamedTuple):
    """What decides an address."""

    routes: Mapping[str, str]
    """Folder of a blog -> the folder of its pages (`/blog/`)."""
    ending: str

    def address(self, text: OldText) -> str:
        """Return the path that a text had."""
        stem = text.place.rpartition(".")[0]
        if text.tree == _PAGES:
            return page_address(parents_of(text.place), name_of(text.place), self.ending)
        route = self.routes.get(text.tree, "")
        if slug := text.text("slug"):
            return (route.rstrip("/") if slug.startswith("/") else route) + slug.rstrip("/") + self.ending
        found = _DATED.match(stem)
        if not route or found is None:
            return ""
        day = (found[1], f"{int(found[2]):02}", f"{int(found[3]):02}") if found[1] else ()
        return route + "/".join((*day, found[4])) + self.ending


def _read(folder: OldFolder, found: str) -> OldSite:
    code = code_of(folder, found)
    why = f"of {found}"
    routes = _blogs(folder, code)
    trees = [Tree(source, source.rpartition("/")[2]) for source in routes]
    if any(path.lower().endswith(PAGE_SUFFIXES) for path in folder.below(_PAGES)):
        trees.append(Tree(_PAGES, ""))
    slash = re.search(r"\btrailingSlash\s*:\s*(true|false)", code)
    docusaurus = _Docusaurus(routes, "/" if slash and slash[1] == "true" else "")
    url, base = code_text(code, "url").rstrip("/"), code_text(code, "baseUrl").strip("/")
    names = (("rss.xml", "/feed.xml"), ("atom.xml", "/atom.xml"), ("feed.json", "/feed.json"))
    dated = "{year}/{month}/{day}/{slug}/"
    patterns = {source.rpartition("/")[2]: route + dated for source, route in routes.items()}
    return OldSite(
        title=Guess(code_text(code, "title"), why),
        base_url=Guess(f"{url}/{base}" if url else "", why),
        description=Guess(code_text(code, "tagline"), why),
        language=Guess(code_text(code, "defaultLocale"), why),
        trees=tuple(trees) or (Tree("blog", "blog"),),
        static=("static",),
        patterns={name: Guess(pattern, "as Docusaurus has it") for name, pattern in patterns.items()},
        pattern=Guess("/{section}/{slug}/", "folders and file names"),
        feeds=tuple((route + name, new) for route in routes.values() for name, new in names),
        address=docusaurus.address,
        lost=("addresses of tags (/blog/tags/x)", *(_DOCS if folder.has_folder("docs") else ())),
    )


def _blogs(folder: OldFolder, code: str) -> dict[str, str]:
    """Return the folders of blogs, each with the folder of its pages: those that the config names, and `blog/`."""
    found = {}
    for path in _PATH.finditer(code):
        source = path[1].strip("/")
        if source in ("docs", _PAGES) or ".." in source or not folder.has_folder(source):
            continue
        near = [*_ROUTE.finditer(code, max(0, path.start() - _NEAR), path.end() + _NEAR)]
        nearest = min(near, key=lambda one: abs(one.start() - path.start()), default=None)
        route = nearest[1] if nearest else source.rpartition("/")[2]
        found[source] = folder_address(filter(None, route.split("/")))
    if folder.has_folder("blog"):
        found.setdefault("blog", "/blog/")
    return found


DOCUSAURUS = System("Docusaurus", _CONFIGS, _read)
