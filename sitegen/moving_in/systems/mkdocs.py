"""MkDocs: `mkdocs.yml`, texts in `docs/`, posts by the blog plugin of Material for MkDocs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sitegen.moving_in.config_files import is_true, mapping_at, read_config, text_at, value_at
from sitegen.moving_in.old_folder import OldFolder
from sitegen.moving_in.old_site import Guess, OldSite, OldText, System, Tree
from sitegen.moving_in.old_slugs import word_slug
from sitegen.moving_in.own_patterns import our_pattern
from sitegen.moving_in.text_names import name_of, page_address, parents_of


class _MkDocs(NamedTuple):
    """What decides an address."""

    is_directory: bool
    blog: str
    """Folder of the blog; empty when there is none."""
    posts: str
    """Folder of its posts."""
    form: str
    date_form: str

    def address(self, text: OldText) -> str:
        """Return the path that a text had."""
        parents, name = parents_of(text.place), name_of(text.place)
        if self.posts and text.place.startswith(f"{self.posts}/"):
            return self._of_post(text)
        name = "index" if name.lower() in ("index", "readme") else name
        return page_address(parents, name, "/" if self.is_directory else ".html")

    def _of_post(self, text: OldText) -> str:
        slug = text.text("slug") or word_slug(text.title)
        if text.date is None or not slug:
            return ""
        date = self.date_form.replace("yyyy", f"{text.date.year:04}").replace("MM", f"{text.date.month:02}")
        path = self.form.replace("{date}", date.replace("dd", f"{text.date.day:02}")).replace("{slug}", slug)
        path = path.replace("{file}", name_of(text.place)).strip("/")
        if "{" in path:
            return ""
        return "/" + "/".join(filter(None, (self.blog, path))) + ("/" if self.is_directory else ".html")


def _read(folder: OldFolder, found: str) -> OldSite:
    config = read_config(folder, found)
    values = config.values
    has_blog, plugin = _plugin(values, "blog", "material/blog")
    has_feed, _ = _plugin(values, "rss")
    blog = (text_at(plugin, "blog_dir") or "blog").strip("./") if has_blog else ""
    posts = (text_at(plugin, "post_dir") or "{blog}/posts").replace("{blog}", blog).strip("/") if has_blog else ""
    mkdocs = _MkDocs(
        is_true(text_at(values, "use_directory_urls"), True),
        blog,
        posts,
        text_at(plugin, "post_url_format") or "{date}/{slug}",
        text_at(plugin, "post_url_date_format") or "yyyy/MM/dd",
    )
    date = mkdocs.date_form.replace("yyyy", ":year").replace("MM", ":month").replace("dd", ":day")
    ours = our_pattern(
        f"{blog}/{mkdocs.form.replace('{date}', date).replace('{slug}', ':slug').replace('{file}', ':slug')}", ""
    )
    section = (blog or posts).partition("/")[0]
    return OldSite(
        title=config.guess("site_name"),
        base_url=config.guess("site_url"),
        description=config.guess("site_description"),
        language=config.guess("theme.language"),
        trees=(Tree((text_at(values, "docs_dir") or "docs").strip("./"), ""),),
        patterns={section: Guess(ours, f"the blog's addresses {config.why}")} if has_blog and ours else {},
        pattern=Guess("/{section}/{slug}/", "folders and file names, as MkDocs does"),
        feeds=(("/feed_rss_created.xml", "/feed.xml"),) if has_feed else (),
        address=mkdocs.address,
        lost=(*config.lost, "the order of the navigation (`nav`): pages at the top are in the menu, by name"),
    )  # fmt: skip


def _plugin(values: Mapping[str, Any], *names: str) -> tuple[bool, Mapping[str, Any]]:
    """Return whether a plugin is used, and what is set for it."""
    plugins = value_at(values, "plugins")
    for one in plugins if isinstance(plugins, list) else [plugins]:
        for name in names:
            if one == name:
                return True, {}
            if isinstance(one, Mapping) and name in one:
                return True, mapping_at(one, name)
    return False, {}


MKDOCS = System("MkDocs", ("mkdocs.yml", "mkdocs.yaml"), _read)
