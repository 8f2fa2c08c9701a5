"""Astro: `astro.config.*`, texts in the collections of `src/content/`, addresses by the files of `src/pages/`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from sitegen.moving_in.config_files import code_of, code_text
from sitegen.moving_in.old_folder import OldFolder
from sitegen.moving_in.old_site import Guess, OldSite, OldText, System, Tree
from sitegen.moving_in.old_slugs import github_slug
from sitegen.moving_in.text_names import folder_address, name_of, page_address, parents_of
from sitegen.sources import PAGE_SUFFIXES

_CONFIGS = tuple(f"astro.config.{ending}" for ending in ("mjs", "ts", "js", "mts", "cjs"))
_COLLECTION_FILES = tuple(f"src/content{mark}config.{ending}" for ending in ("ts", "mjs", "js") for mark in "./")
_CONTENT, _PAGES = "src/content", "src/pages"
_DEFINED = re.compile(r"(?:const|let|var)\s+(\w+)\s*=\s*defineCollection\s*\(")
_GLOB_BASE = re.compile(r"""\bbase\s*:\s*["'`]\.?/?([^"'`$]{1,300})["'`]""")
_USED = re.compile(r"""getCollection\s{0,20}(?:<[^>]{0,80}>)?\s{0,20}\(\s*["'`]([\w-]+)["'`]""")
_ROUTE = re.compile(r"\[(?:\.\.\.)?(\w+)\]\.(?:astro|ts|js|mdx?|jsx|tsx)\Z")
_MOST_ROUTES = 500


class _Astro(NamedTuple):
    """What decides an address."""

    routes: Mapping[str, str]
    """Source of a collection -> the folder of its pages (`/blog/`)."""
    ending: str
    """What ends an address: `/`, nothing, or `.html`."""

    def address(self, text: OldText) -> str:
        """Return the path that a text had."""
        parts = [github_slug(folder) for folder in parents_of(text.place)]
        name = name_of(text.place)
        if text.tree == _PAGES:
            return page_address(parents_of(text.place), name, self.ending)
        if text.tree not in self.routes:
            return ""
        if name != "index" or not parts:
            parts.append(github_slug(name))
        path = text.text("slug").strip("/") or "/".join(parts)
        return f"{self.routes[text.tree]}{path}{self.ending}"


def _read(folder: OldFolder, found: str) -> OldSite:
    code = code_of(folder, found)
    why = f"of {found}"
    collections = _collections(folder)
    routes = {source: route for source, name in collections.items() if (route := _route(folder, name))}
    trees = tuple(Tree(source, name) for source, name in collections.items())
    if any(path.lower().endswith(PAGE_SUFFIXES) for path in folder.below(_PAGES)):
        trees = (*trees, Tree(_PAGES, ""))
    format_, slash = code_text(code, "format"), code_text(code, "trailingSlash")
    ending = ".html" if format_ == "file" else "" if slash == "never" else "/"
    astro = _Astro(routes, ending)
    base = code_text(code, "base").strip("/")
    site = code_text(code, "site").rstrip("/")
    patterns = {name: Guess(f"{routes[source]}{{slug}}{ending or '/'}", f"the route in {_PAGES}")
                for source, name in collections.items() if source in routes}  # fmt: skip
    lost = [
        f"the addresses of {source}: no file of {_PAGES} says where its pages are"
        for source in collections
        if source not in routes
    ]
    return OldSite(
        title=Guess(_title(folder), "of the site's constants (src/consts.ts or src/config.ts)"),
        base_url=Guess(f"{site}/{base}" if site else "", why),
        language=Guess(code_text(code, "defaultLocale"), why),
        trees=trees or (Tree(_CONTENT, ""),),
        static=(code_text(code, "publicDir").strip("./") or "public",),
        patterns=patterns,
        pattern=Guess("/{section}/{slug}/", "as Astro names pages"),
        taxonomies={"tags": "tags"} if folder.has_folder(f"{_PAGES}/tags") else {},
        feeds=(("/rss.xml", "/feed.xml"),),
        address=astro.address,
        lost=tuple(lost),
    )  # fmt: skip


def _collections(folder: OldFolder) -> dict[str, str]:
    """Return the source of each collection and its name: folders of `src/content/`, and those that the code names."""
    found = {}
    for path in folder.below(_CONTENT):
        name, slash, _ = path.removeprefix(f"{_CONTENT}/").partition("/")
        if slash and path.lower().endswith(PAGE_SUFFIXES):
            found[f"{_CONTENT}/{name}"] = name
    code = code_of(folder, folder.first(*_COLLECTION_FILES))
    starts = [*_DEFINED.finditer(code)]
    for number, start in enumerate(starts):
        end = starts[number + 1].start() if number + 1 < len(starts) else len(code)
        base = _GLOB_BASE.search(code, start.end(), end)
        source = base[1].strip("/") if base else ""
        if source and ".." not in source and folder.has_folder(source):
            found[source] = start[1]
    return found


def _route(folder: OldFolder, collection: str) -> str:
    """Return where the pages of a collection are: the folder of the route that asks for it."""
    routes = [path for path in folder.below(_PAGES) if _ROUTE.search(path)][:_MOST_ROUTES]
    asking = [path for path in routes if collection in _USED.findall(code_of(folder, path))]
    named = [path for path in routes if path.startswith(f"{_PAGES}/{collection}/")]
    best = next((path for path in (*asking, *named) if "/tags/" not in path and "/page/" not in path), "")
    parents = best.removeprefix(f"{_PAGES}/").split("/")[:-1]
    return folder_address(parents) if best and "[" not in "".join(parents) else ""


def _title(folder: OldFolder) -> str:
    path = folder.first("src/consts.ts", "src/consts.js", "src/config.ts", "src/site.config.ts", "src/constants.ts")
    code = code_of(folder, path)
    found = re.search(r"""SITE_TITLE\s*=\s*(["'`])((?:(?!\1)[^\\\n$]){1,200})\1""", code)
    return found[2] if found else code_text(code, "title")


ASTRO = System("Astro", _CONFIGS, _read)
