"""Zola: `zola.toml` or `config.toml` with `base_url`, texts in `content/`."""

from __future__ import annotations

from typing import NamedTuple

from sitegen.moving_in.config_files import mapping_at, mappings_of, read_config, text_at, texts_of
from sitegen.moving_in.old_folder import OldFolder
from sitegen.moving_in.old_site import Guess, OldSite, OldText, System, Tree
from sitegen.moving_in.old_slugs import ascii_slug, without_date
from sitegen.moving_in.text_names import folder_address, name_of, parents_of


def _is_zola(folder: OldFolder, found: str) -> bool:
    return found == "zola.toml" or bool(text_at(read_config(folder, found).values, "base_url"))


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
        return prefix + folder_address(made) if all(made) else ""


def _read(folder: OldFolder, found: str) -> OldSite:
    config = read_config(folder, found)
    values = config.values
    slugs = text_at(values, "slugify.paths", "slugify_paths")
    zola = _Zola(frozenset(mapping_at(values, "languages")), slugs not in ("off", "safe", "false"))
    names = [text_at(one, "name") for one in mappings_of(values.get("taxonomies"))]
    files = texts_of(values.get("feed_filenames")) or [text_at(values, "feed_filename") or "atom.xml"]
    return OldSite(
        title=config.guess("title"),
        base_url=config.guess("base_url"),
        description=config.guess("description"),
        language=config.guess("default_language"),
        trees=(Tree("content", ""),),
        static=("static",),
        pattern=Guess("/{section}/{slug}/", "folders and file names, as Zola does"),
        taxonomies={name: name for name in names if name},
        feeds=tuple((f"/{name}", "/feed.xml" if "rss" in name else "/atom.xml") for name in files),
        address=zola.address,
        languages=zola.languages,
        lost=config.lost,
    )


ZOLA = System("Zola", ("zola.toml", "config.toml"), _read, _is_zola)
