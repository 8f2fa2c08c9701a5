"""Zola: `zola.toml` or `config.toml` with `base_url`, texts in `content/`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sitegen.moving_in.config_files import mapping_at, mappings_of, read_config, text_at, texts_of
from sitegen.moving_in.old_folder import OldFolder
from sitegen.moving_in.old_site import Guess, OldSite, OldText, System, Tree
from sitegen.moving_in.old_slugs import ascii_slug, without_date
from sitegen.moving_in.text_names import name_of, parents_of


def _recognise(folder: OldFolder) -> str:
    found = folder.first("zola.toml", "config.toml")
    if not found or found == "zola.toml":
        return found
    return found if text_at(read_config(folder, found).values, "base_url") else ""


class _Zola(NamedTuple):
    """What decides an address."""

    languages: frozenset[str]
    is_slugged: bool

    def address(self, text: OldText) -> str:
        """Return the path that a text had."""
        parents, name = parents_of(text.place), name_of(text.place)
        stem, dot, ending = name.rpartition(".")
        prefix = ""
        if dot and ending in self.languages:
            name, prefix = stem, f"/{ending}"
        if own := text.text("path"):
            return f"{prefix}/{own.strip('/')}/"
        if name == "index" and parents:
            name = parents.pop()
        parts = [*parents] if name == "_index" else [*parents, text.text("slug") or without_date(name)]
        made = [ascii_slug(part) if self.is_slugged else part for part in parts]
        return prefix + "/" + "".join(f"{part}/" for part in made) if all(made) else ""


def _read(folder: OldFolder, found: str) -> OldSite:
    config = read_config(folder, found)
    values: Mapping[str, Any] = config.values
    why = f"of {found}"
    slugs = text_at(values, "slugify.paths", "slugify_paths")
    zola = _Zola(frozenset(mapping_at(values, "languages")), slugs not in ("off", "safe", "false"))
    names = [text_at(one, "name") for one in mappings_of(values.get("taxonomies"))]
    files = texts_of(values.get("feed_filenames")) or [text_at(values, "feed_filename") or "atom.xml"]
    lost = [f"{found} could not be read: {config.problem}"] if config.problem else []
    return OldSite(
        "Zola",
        found,
        Guess(text_at(values, "title"), why),
        Guess(text_at(values, "base_url"), why),
        Guess(text_at(values, "description"), why),
        Guess(text_at(values, "default_language"), why),
        trees=(Tree("content", ""),),
        static=("static",),
        pattern=Guess("/{section}/{slug}/", "folders and file names, as Zola does"),
        taxonomies={name: name for name in names if name},
        feeds=tuple((f"/{name}", "/feed.xml" if "rss" in name else "/atom.xml") for name in files),
        address=zola.address,
        languages=zola.languages,
        lost=tuple(lost),
    )


ZOLA = System("Zola", _recognise, _read)
