"""Says which system made a site, by its config and its folders."""

from __future__ import annotations

from sitegen.errors import SitegenError
from sitegen.moving_in.old_folder import OldFolder
from sitegen.moving_in.old_site import Guess, OldSite, System, Tree
from sitegen.moving_in.systems.astro import ASTRO
from sitegen.moving_in.systems.docusaurus import DOCUSAURUS
from sitegen.moving_in.systems.eleventy import ELEVENTY
from sitegen.moving_in.systems.hexo import HEXO
from sitegen.moving_in.systems.hugo import HUGO
from sitegen.moving_in.systems.jekyll import JEKYLL
from sitegen.moving_in.systems.mkdocs import MKDOCS
from sitegen.moving_in.systems.pelican import PELICAN
from sitegen.moving_in.systems.zola import ZOLA
from sitegen.moving_in.text_names import is_about_the_folder
from sitegen.sources import PAGE_SUFFIXES

SYSTEMS: tuple[System, ...] = (ZOLA, HUGO, HEXO, JEKYLL, ASTRO, DOCUSAURUS, ELEVENTY, PELICAN, MKDOCS)
"""In this order: two take `config.toml`, two `_config.yml`."""
_TEXTS = "its texts are Markdown: name their folder, as in --from {folder}/{example}"
_EXPORT = "its texts are no Markdown: export them as Markdown with front matter ({example}), and name that folder"
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
            message = f"--from: {folder.root} is a site of {name} ({found}), which is not read"
            raise SitegenError(message, needs.format(folder=folder.root, example=example), exit_code=2)
    if any(path.lower().endswith(PAGE_SUFFIXES) for path in folder.files):
        return _plain_markdown(folder)
    known = ", ".join(system.name for system in SYSTEMS)
    message = f"--from: there is no text in {folder.root}: no .md, .markdown, .mdown, .mdx or .txt file"
    raise SitegenError(message, f"name a folder of Markdown, or of a site of {known}", exit_code=2)


def _plain_markdown(folder: OldFolder) -> OldSite:
    """Return what is known of a folder of Markdown that no system has made a site of."""
    own = "content" if folder.has_folder("content") else ""
    return OldSite(
        "a folder of Markdown",
        trees=(Tree(own, "", _is_text),),
        static=("static", "public", ""),
        pattern=Guess("/{section}/{year}/{month}/{day}/{slug}/", "as every site has it: a folder says no addresses"),
        identity=lambda *_: "",
        category="news",
        has_pages=False,
    )


def _is_text(path: str) -> bool:
    return "/" in path or not is_about_the_folder(path)
