"""Eleventy: `.eleventy.js` or `eleventy.config.*`, texts in its input folder, `permalink` in data files beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sitegen.moving_in.config_files import Config, code_of, code_text, read_config, text_at
from sitegen.moving_in.old_folder import OldFolder
from sitegen.moving_in.old_site import Guess, OldSite, OldText, System, Tree
from sitegen.moving_in.old_slugs import ascii_slug, without_date
from sitegen.moving_in.text_names import day_as_typed, folder_address, is_about_the_folder, name_of, parents_of

_CONFIGS = (".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs", ".eleventy.cjs",
            "eleventy.config.ts")  # fmt: skip
_SITE_DATA = ("metadata", "site", "meta", "config")
_ENDINGS = ("json", "js", "mjs", "cjs")
_SITE_KEYS = ("title", "name", "url", "baseUrl", "siteUrl", "description", "language", "lang", "locale")
_PASSTHROUGH = re.compile(r"""addPassthroughCopy\s*\(\s*(?:["'`]([^"'`]{1,200})["'`]|\{([^}]{1,500})\})""")
_PAIR = re.compile(r"""["'`]?([^"'`:,{}\s]+)["'`]?\s*:\s*["'`]([^"'`]*)["'`]""")
_TAG = re.compile(r"\{\{-?\s{0,9}([^}|\s][^}|]{0,99}?)\s{0,9}(?:\|\s{0,9}([^}\s][^}]{0,199}?)\s{0,9})?-?\}\}")
_LONGEST_PATTERN = 1_000
_FORMAT = re.compile(r"""["']([^"']{1,60})["']""")
_OUTPUTS = ("node_modules/", "_site/", "dist/", "build/", "public/")


class _Eleventy(NamedTuple):
    """What decides an address."""

    data: Mapping[str, Mapping[str, Any]]
    """Folder below the input folder -> what its data file says."""

    def address(self, text: OldText) -> str:
        """Return the path that a text had."""
        if "permalink" in text.fields and not text.text("permalink"):
            return ""
        pattern = text.text("permalink") or self._from_folder(text)
        if len(pattern) > _LONGEST_PATTERN:
            return ""
        if pattern:
            path = self._filled(pattern, text)
            return re.sub(r"/index\.html\Z", "/", "/" + path.lstrip("/")) if path else ""
        parents, name = parents_of(text.place), name_of(text.place)
        if name != "index" and not (parents and name == parents[-1]):
            parents.append(name)
        return folder_address(parents)

    def _from_folder(self, text: OldText) -> str:
        parents = parents_of(text.place)
        for depth in range(len(parents), -1, -1):
            if found := text_at(self.data.get("/".join(parents[:depth]), {}), "permalink"):
                return found
        return ""

    def _filled(self, pattern: str, text: OldText) -> str:
        """Return a template of an address filled in; empty for one that needs more than a title, a name and a date."""
        parents, name = parents_of(text.place), name_of(text.place)
        slug = without_date(name if name != "index" or not parents else parents[-1])
        values = {
            "page.fileslug": slug, "fileslug": slug, "title": text.title, "slug": text.text("slug"),
            "page.filepathstem": "/" + "/".join((*parents, name)), "page.outputfileextension": "html",
        }  # fmt: skip
        parts, end = [], 0
        for found in _TAG.finditer(pattern):
            value = self._value(found[1].lower(), found[2] or "", values, day_as_typed(text))
            if not value:
                return ""
            parts += [pattern[end : found.start()], value]
            end = found.end()
        path = "".join((*parts, pattern[end:]))
        return "" if "{" in path else path

    def _value(self, name: str, filters: str, values: Mapping[str, str], date: datetime | None) -> str:
        if name in ("page.date", "date"):
            wanted = _FORMAT.search(filters)
            return _dated(wanted[1], date) if wanted and date else ""
        value = values.get(name, "")
        return ascii_slug(value) if "slug" in filters else value


def _dated(form: str, date: datetime) -> str:
    """Return a date in one of the forms that its filters take; empty for another one."""
    signs = {"%Y": "yyyy", "%m": "MM", "%d": "dd"}
    for sign, letters in signs.items():
        form = form.replace(sign, letters)
    form = form.replace("YYYY", "yyyy").replace("DD", "dd")
    filled = form.replace("yyyy", f"{date.year:04}").replace("MM", f"{date.month:02}").replace("dd", f"{date.day:02}")
    return filled if re.fullmatch(r"[\d/_.-]+", filled) else ""


def _read(folder: OldFolder, found: str) -> OldSite:
    code = code_of(folder, found)
    source = code_text(code, "input").strip("./")
    output = code_text(code, "output").strip("./") or "_site"
    said = _site_data(folder, source)
    eleventy = _Eleventy(_data(folder, source))
    outputs = (*_OUTPUTS, f"{output}/")
    has_tags = any("/tags/" in f"/{one}" or one.endswith("tags.njk") for one in folder.below(source))
    return OldSite(
        title=said.guess("title", "name", "site.title"),
        base_url=said.guess("url", "baseUrl", "siteUrl", "site.url"),
        description=said.guess("description"),
        language=said.guess("language", "lang", "locale"),
        trees=(Tree(source, "", lambda path: _is_text(path, outputs)),),
        static=(*_copied_to_the_top(code), "public", "static", source, ""),
        pattern=Guess("/{section}/{slug}/", "folders and file names, as Eleventy does by itself"),
        taxonomies={"tags": "tags"} if has_tags else {},
        feeds=(("/feed/feed.xml", "/atom.xml"), ("/feed.xml", "/feed.xml"), ("/rss.xml", "/feed.xml")),
        address=eleventy.address,
        category="news",
        lost=() if said.path else ("the site's title and address: no _data/metadata.json or .js says them",),
    )  # fmt: skip


def _site_data(folder: OldFolder, source: str) -> Config:
    """Return what the file says that says what the site is called: JSON, or the plain texts of code."""
    prefixes = (f"{source}/", "") if source else ("",)
    found = [f"{prefix}_data/{name}.{ending}" for prefix in prefixes for name in _SITE_DATA for ending in _ENDINGS]
    path = folder.first(*found)
    if not path or path.endswith(".json"):
        return read_config(folder, path)
    code = code_of(folder, path)
    return Config(path, {key: code_text(code, key) for key in _SITE_KEYS})


def _is_text(path: str, outputs: tuple[str, ...]) -> bool:
    *parents, name = path.split("/")
    if path.startswith(outputs) or any(parent.startswith("_") for parent in parents):
        return False
    return parents != [] or not is_about_the_folder(name)


def _data(folder: OldFolder, source: str) -> dict[str, Mapping[str, Any]]:
    """Return what the data files of folders say (`posts/posts.json`), those that are no code."""
    found = {}
    prefix = f"{source}/" if source else ""
    for path in folder.below(source):
        parent, _, name = path.removeprefix(prefix).rpartition("/")
        stem = parent.rpartition("/")[2]
        if stem and name in (f"{stem}.json", f"{stem}.11tydata.json"):
            found[parent] = read_config(folder, path).values
    return found


def _copied_to_the_top(code: str) -> list[str]:
    """Return the folders whose files are copied to the top of the site; those of others keep their path."""
    pairs = (pair for found in _PASSTHROUGH.finditer(code) for pair in _PAIR.findall(found[2] or ""))
    return [folder.strip("./") for folder, target in pairs if not target.strip("./")]


ELEVENTY = System("Eleventy", _CONFIGS, _read)
