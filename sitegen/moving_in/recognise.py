"""Says which system made a site, by its config and its folders."""

from __future__ import annotations

from sitegen.errors import SitegenError
from sitegen.moving_in.old_folder import OldFolder
from sitegen.moving_in.old_site import OldSite, System
from sitegen.moving_in.systems.astro import ASTRO
from sitegen.moving_in.systems.docusaurus import DOCUSAURUS
from sitegen.moving_in.systems.eleventy import ELEVENTY
from sitegen.moving_in.systems.hexo import HEXO
from sitegen.moving_in.systems.hugo import HUGO
from sitegen.moving_in.systems.jekyll import JEKYLL
from sitegen.moving_in.systems.mkdocs import MKDOCS
from sitegen.moving_in.systems.pelican import PELICAN
from sitegen.moving_in.systems.plain_markdown import read_plain
from sitegen.moving_in.systems.zola import ZOLA
from sitegen.sources import PAGE_SUFFIXES

SYSTEMS: tuple[System, ...] = (ZOLA, HUGO, HEXO, JEKYLL, ASTRO, DOCUSAURUS, ELEVENTY, PELICAN, MKDOCS)
"""In this order: two take `config.toml`, two `_config.yml`."""
_TEXTS = "its texts are Markdown: name their folder, as in --from {}/{}"
_EXPORT = "its texts are no Markdown: export them as Markdown with front matter ({}), and name that folder"
_UNREAD = (
    ("Gatsby", ("gatsby-config.js", "gatsby-config.ts"), _TEXTS, "content"),
    ("Next.js", ("next.config.js", "next.config.mjs", "next.config.ts"), _TEXTS, "posts"),
    ("Quarto", ("_quarto.yml",), _TEXTS, "posts"),
    ("Middleman", ("config.rb",), _TEXTS, "source"),
    ("WordPress", ("wp-config.php", "wp-load.php"), _EXPORT, "wordpress-export-to-markdown"),
    ("Ghost", ("config.production.json",), _EXPORT, "ghost-to-md"),
    ("Substack", ("posts.csv",), _EXPORT, "pandoc"),
)
"""Name, what gives it away, what is needed, and an example."""


def recognise(folder: OldFolder) -> OldSite:
    """Return what is known of the site in a folder.

    Raises:
        SitegenError: exit code 2, for a site of a system that is not read, and for a folder without texts.
    """
    for system in SYSTEMS:
        found = folder.first(*system.configs)
        if found and system.is_its_own(folder, found):
            return system.read(folder, found)._replace(system=system.name, config=found)
    for name, files, needs, example in _UNREAD:
        if found := folder.first(*files):
            raise _unread(
                folder, name, found, needs.format(folder.root, example) if needs is _TEXTS else needs.format(example)
            )
    if any(path.lower().endswith(PAGE_SUFFIXES) for path in folder.files):
        return read_plain(folder)
    known = ", ".join(system.name for system in SYSTEMS)
    message = f"--from: there is no text in {folder.root}: no .md, .markdown, .mdown, .mdx or .txt file"
    raise SitegenError(message, f"name a folder of Markdown, or of a site of {known}", exit_code=2)


def _unread(folder: OldFolder, name: str, found: str, need: str) -> SitegenError:
    return SitegenError(f"--from: {folder.root} is a site of {name} ({found}), which is not read", need, exit_code=2)
