"""Reads `site.yaml` into `Settings`, with a problem and its place for everything that cannot be meant.

Never: reads the environment, or a second file of the site.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from sitegen.config.setting_checks import check_base_url, check_folder, check_folders_apart, did_you_mean
from sitegen.config.setting_readers import SettingsReader
from sitegen.config.site_file import Entry, Unreadable, read_entries
from sitegen.errors import BadValue, Problem, SitegenError, usage_errors
from sitegen.settings import Settings, usual_titles
from sitegen.sources import PAGE_SUFFIXES, theme_names
from sitegen.values import with_changes

SITE_FILE = "site.yaml"
ADDRESS_HINT = "Write the site's address: `base_url: https://digest.example/`. `sitegen serve` needs none."
_MOST_LOOKED_AT = 5_000


class Host(NamedTuple):
    """What the machine that builds knows of the site's address."""

    url: str = ""
    """The address that it gives the site: it stands in for a `base_url` that is not set. Empty: none."""
    is_public: bool = False
    """Whether what is built goes out, so that the address must be known."""


def load_settings(
    root: Path, base_url: str | None = None, output: str | None = None, host: Host | None = None
) -> tuple[Settings, tuple[Problem, ...]]:
    """Return the settings of the site in `root`, and a problem for each that is wrong and so kept its default.

    `base_url` and `output` come from the command line and win over the file. `output` may be any folder that does not
    hold the site; a relative one counts from the site. All problems are errors.

    Raises:
        SitegenError: exit code 2, when there is no site in `root`, or an argument cannot be used.
    """
    entries, problems = _read_site_file(root)
    reader = SettingsReader(SITE_FILE, problems)
    if base_url is None:
        base_url = _address_of_host(reader, entries, host or Host())
    settings = Settings(**reader.choose(entries))
    settings = _with_defaults(root, settings, entries)
    if output is None:
        _check_folders_apart(reader, settings, entries)
    settings = _with_arguments(root, settings, base_url, output)
    _check_content(reader, root, settings, entries)
    _check_theme(reader, root, settings, entries)
    return settings, tuple(sorted(reader.problems, key=lambda problem: (problem.line, problem.column)))


def as_preview(settings: Settings, base_url: str = "") -> Settings:
    """Return the settings for a preview of a site, at an address of its own if need be.

    Its stories are the site's, so they keep its identities; its feeds are not the site's and name no hub.

    Raises:
        SitegenError: exit code 2, when the address cannot be used.
    """
    with usage_errors("the preview's address: "):
        address = check_base_url(base_url) if base_url else settings.base_url
    return with_changes(
        settings,
        base_url=address,
        preview_of=settings.public_url,
        own_url=settings.own_url or settings.base_url,
        feed_authority=settings.identity_authority,
        websub_hub="",
    )


def is_site(root: Path) -> bool:
    """Return whether a folder can be built: it has `site.yaml`, `content/`, or a page in it or in a folder of it."""
    return (root / SITE_FILE).is_file() or (root / "content").is_dir() or _has_pages(root)


def require_site(root: Path) -> None:
    """Raise SitegenError, exit code 2, unless a folder can be built."""
    if not is_site(root):
        raise _no_site(root)


def _read_site_file(root: Path) -> tuple[dict[str, Entry], list[Problem]]:
    require_site(root)
    try:
        entry, problems = read_entries(root / SITE_FILE, SITE_FILE)
    except FileNotFoundError:
        return {}, []
    except Unreadable as error:
        return {}, [error.problem]
    except OSError as error:
        raise SitegenError(f"{SITE_FILE} cannot be read: {error.strerror}", exit_code=2) from None
    return (entry.value if isinstance(entry.value, dict) else {}), list(problems)


def _no_site(root: Path) -> SitegenError:
    if not root.is_dir():
        return SitegenError(f"there is no folder {root}", "`sitegen new site DIR` makes a new site", exit_code=2)
    if (root / "site.yml").is_file():
        return SitegenError("no site here: there is a site.yml", f"rename it to {SITE_FILE}", exit_code=2)
    where = "here" if root == Path() else f"in {root}"
    hint = f"a site is a folder with {SITE_FILE} or content/; `sitegen new site DIR` makes one"
    return SitegenError(f"no site {where}", hint, exit_code=2)


def _has_pages(root: Path) -> bool:
    """Return whether there is a page in the folder or in one of its folders; looks at a bounded number of names."""
    looked_at = 0
    for pattern in ("*", "*/*"):
        for path in root.glob(pattern):
            looked_at += 1
            if looked_at > _MOST_LOOKED_AT:
                return False
            if path.suffix in PAGE_SUFFIXES and not path.parent.name.startswith("."):
                return True
    return False


def _with_defaults(root: Path, settings: Settings, entries: dict[str, Entry]) -> Settings:
    """Fill in the defaults that depend on something else."""
    titles, are_given = usual_titles(settings.language), "taxonomies" in entries
    taxonomies = tuple(
        with_changes(
            taxonomy,
            least_stories=taxonomy.least_stories if are_given else settings.least_stories,
            title=taxonomy.title if _is_titled(entries, taxonomy.name) else titles.get(taxonomy.name, taxonomy.title),
        )
        for taxonomy in settings.taxonomies
    )
    settings = with_changes(settings, taxonomies=taxonomies)
    if "content" not in entries and not (root / "content").is_dir() and _has_pages(root):
        settings = with_changes(settings, content=".")
    return settings


def _is_titled(entries: dict[str, Entry], taxonomy: str) -> bool:
    """Return whether the owner says what a taxonomy is called."""
    named = entries["taxonomies"].value if "taxonomies" in entries else ""
    about = named.get(taxonomy) if isinstance(named, dict) else None
    return about is not None and isinstance(about.value, dict) and "title" in about.value


def _address_of_host(reader: SettingsReader, entries: dict[str, Entry], host: Host) -> str | None:
    """Return the address that stands in for a `base_url` that is not set, or note that there is none."""
    entry = _entry(entries, "base_url")
    if entry.value != "":
        return None
    is_read = bool(entries) or not reader.problems  # what a file says that cannot be read is not known
    if host.is_public and not host.url and is_read:
        reader.note(entry, "is not set, but feeds, the sitemap and shared links need it", ADDRESS_HINT)
    with usage_errors("the address that the host gives: "):
        return check_base_url(host.url) if host.url else None


def _with_arguments(root: Path, settings: Settings, base_url: str | None, output: str | None) -> Settings:
    if base_url is not None:
        with usage_errors("--base-url: "):
            settings = _at(settings, check_base_url(base_url))
    if output is not None:
        with usage_errors("--output: "):
            settings = with_changes(settings, output=_output_argument(root, settings.content, output))
    return settings


def _at(settings: Settings, base_url: str) -> Settings:
    """Return the settings for another address.

    A preview's stories are the site's, so they keep its identities; its feeds are not the site's and name no hub.
    """
    moved = with_changes(settings, base_url=base_url, own_url=settings.base_url)
    if settings.base_url == Settings().base_url or moved.origin == settings.origin:
        return moved
    return with_changes(moved, feed_authority=settings.identity_authority, websub_hub="")


def _output_argument(root: Path, content: str, output: str) -> str:
    site = root.resolve()
    target = (site / output).resolve()
    if target.is_relative_to(site):
        return check_folders_apart(content, check_folder(target.relative_to(site).as_posix()))
    if site.is_relative_to(target):
        raise BadValue("holds the site itself", "Choose a folder inside the site, or one beside it.")
    return target.as_posix()


def _check_folders_apart(reader: SettingsReader, settings: Settings, entries: dict[str, Entry]) -> None:
    try:
        check_folders_apart(settings.content, settings.output)
    except BadValue as error:
        reader.note(_entry(entries, "output"), str(error), error.hint)


def _check_content(reader: SettingsReader, root: Path, settings: Settings, entries: dict[str, Entry]) -> None:
    was_wrong = any(problem.field == "content" for problem in reader.problems)
    if not was_wrong and not (root / settings.content).is_dir():
        message = f'there is no folder "{settings.content}"'
        reader.note(_entry(entries, "content"), message, "Make it, or name the folder that holds your stories.")


def _check_theme(reader: SettingsReader, root: Path, settings: Settings, entries: dict[str, Entry]) -> None:
    """Note a theme that neither the site nor the package has. What is in a theme is the renderer's matter."""
    names = theme_names(root)
    if "theme" in entries and settings.theme not in names:
        hint = did_you_mean(settings.theme, names) or "Make the folder themes/<name>/."
        reader.note(entries["theme"], f'there is no theme "{settings.theme}"', hint)


def _entry(entries: dict[str, Entry], key: str) -> Entry:
    """Return the entry of a setting; one without a place when it has its default."""
    return entries.get(key) or Entry(key, "", line=0, column=0)
