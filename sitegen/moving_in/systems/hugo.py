"""Hugo: `hugo.toml` or `config.toml` (also YAML, JSON, and in `config/_default/`), texts in `content/`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sitegen.moving_in.config_files import Config, is_true, mapping_at, mappings_of, read_config, text_at, texts_of
from sitegen.moving_in.old_folder import OldFolder
from sitegen.moving_in.old_site import Guess, OldSite, OldText, System, Tree
from sitegen.moving_in.old_slugs import date_tokens, filled, hugo_part
from sitegen.moving_in.own_patterns import our_pattern
from sitegen.moving_in.text_names import day_as_typed, folder_address, name_of, parents_of

_ENDINGS = ("toml", "yaml", "yml", "json")
_OWN = tuple(f"hugo.{ending}" for ending in _ENDINGS)
_OLD = tuple(f"config.{ending}" for ending in _ENDINGS)
_FOLDER = "config/_default"
_TELLING = frozenset("baseurl languagecode theme paginate params permalinks contentdir defaultcontentlanguage".split())


def _is_hugo(folder: OldFolder, found: str) -> bool:
    if found not in _OLD:
        return True
    values = read_config(folder, found).values
    return not text_at(values, "base_url") and not _TELLING.isdisjoint(name.lower() for name in values)


class _Hugo(NamedTuple):
    """What decides an address."""

    folder: OldFolder
    permalinks: Mapping[str, str]
    prefixes: Mapping[str, str]
    """Source of a tree -> the language in front of its addresses."""
    languages: frozenset[str]
    main_language: str
    has_main_prefix: bool
    is_ugly: bool
    is_cased: bool

    def address(self, text: OldText) -> str:
        """Return the path that a text had."""
        name, language = self._name(text)
        prefix = self._prefix(text, language)
        if own := text.text("url"):
            return "/" + own.lstrip("/") if "://" not in own else ""
        parents = [hugo_part(folder, cased=self.is_cased) for folder in parents_of(text.place)]
        if name in ("index", "_index"):
            if name == "_index" or not parents:
                return prefix + folder_address(parents)
            name = parents.pop()
        name = hugo_part(name, cased=self.is_cased)
        slug = hugo_part(text.text("slug"), cased=self.is_cased)
        pattern = self.permalinks.get(parents[0] if parents else "", "")
        if pattern:
            path = filled(pattern, self._values(text, parents, name, slug))
        else:
            path = folder_address((*parents, slug or name))
        if not path:
            return ""
        if self.is_ugly and not path.endswith(".html"):
            return f"{prefix}{path.rstrip('/')}.html"
        return prefix + path

    def _name(self, text: OldText) -> tuple[str, str]:
        """Return a file's name without its ending and language, and the language."""
        name = name_of(text.place)
        stem, dot, ending = name.rpartition(".")
        return (stem, ending) if dot and ending.lower() in self.languages else (name, "")

    def _prefix(self, text: OldText, language: str) -> str:
        language = language or self.prefixes.get(text.tree, "") or self.main_language
        is_main = language == self.main_language
        return "" if not language or (is_main and not self.has_main_prefix) else f"/{language.lower()}"

    def _values(self, text: OldText, parents: list[str], name: str, slug: str) -> dict[str, str]:
        title = hugo_part(text.title, cased=self.is_cased)
        sections = "/".join(self._sections(text, parents))
        return date_tokens(day_as_typed(text)) | {
            "section": parents[0] if parents else "", "sections": sections, "title": title, "slug": slug or title,
            "filename": name, "contentbasename": name, "slugorfilename": slug or name,
            "slugorcontentbasename": slug or name,
        }  # fmt: skip

    def _sections(self, text: OldText, parents: list[str]) -> list[str]:
        """Return the folders that are sections: the first one, and those below it that have an `_index.md`."""
        typed = parents_of(text.place)
        depth = 1
        for number in range(2, len(parents) + 1):
            if self.folder.has("/".join(filter(None, (text.tree, *typed[:number], "_index.md")))):
                depth = number
        return parents[:depth]


def _read(folder: OldFolder, found: str) -> OldSite:
    config = _config(folder, found)
    values = config.values
    hugo, trees = _reader(folder, values)
    about = f"languages.{hugo.main_language}"
    language = text_at(values, "languageCode", "locale", f"{about}.languageCode") or hugo.main_language
    ours = {section: our_pattern(pattern, section) for section, pattern in hugo.permalinks.items() if section}
    return OldSite(
        title=config.guess("title", f"{about}.title"),
        base_url=config.guess("baseURL"),
        description=config.guess("params.description", f"{about}.params.description"),
        language=Guess(language, config.why),
        timezone=config.guess("timeZone"),
        trees=trees,
        static=tuple(texts_of(values.get("staticDir"))) or ("static",),
        patterns={
            section: Guess(pattern, f"{hugo.permalinks[section]} {config.why}")
            for section, pattern in ours.items()
            if pattern
        },
        pattern=Guess(
            f"/{{section}}/{{slug}}{'.html' if hugo.is_ugly else '/'}", "folders and file names, as Hugo does by itself"
        ),
        taxonomies=_taxonomies(values),
        feeds=(("/index.xml", "/feed.xml"),),
        address=hugo.address,
        languages=hugo.languages - {hugo.main_language.lower()},
        lost=(*config.lost, "feeds of single sections and terms (/posts/index.xml)"),
    )


def _reader(folder: OldFolder, values: Mapping[str, Any]) -> tuple[_Hugo, tuple[Tree, ...]]:
    """Return what decides an address, and where the texts are."""
    main = text_at(values, "defaultContentLanguage") or text_at(values, "languageCode", "locale")[:2].lower() or "en"
    languages = {name: about for name, about in mapping_at(values, "languages").items() if isinstance(about, Mapping)}
    own = {inner.strip("/"): name for name, about in languages.items() if (inner := text_at(about, "contentDir"))}
    hugo = _Hugo(
        folder,
        _permalinks(values),
        own,
        frozenset(name.lower() for name in (*languages, main)),
        main,
        is_true(text_at(values, "defaultContentLanguageInSubdir")),
        is_true(text_at(values, "uglyURLs")),
        is_true(text_at(values, "disablePathToLower")),
    )
    return hugo, _trees((text_at(values, "contentDir") or "content").strip("/"), own)


def _trees(content: str, own: Mapping[str, str]) -> tuple[Tree, ...]:
    inside = tuple(f"{folder.removeprefix(content + '/')}/" for folder in own if folder.startswith(f"{content}/"))
    trees = [Tree(folder, name, language=name) for folder, name in own.items() if folder and folder != content]
    return (*trees, Tree(content, "", lambda path: not path.startswith(inside)))


def _config(folder: OldFolder, found: str) -> Config:
    """Return one config, of all files that make it."""
    config = read_config(folder, found)
    if not found.startswith(_FOLDER):
        return config
    values = dict(config.values)
    for path in folder.below(_FOLDER):
        name, _, ending = path.removeprefix(f"{_FOLDER}/").partition(".")
        if path != found and ending in _ENDINGS and "/" not in name:
            values.setdefault(name, read_config(folder, path).values)
    return Config(config.path, values, config.problem)


def _permalinks(values: Mapping[str, Any]) -> dict[str, str]:
    """Return section -> pattern, of each of the forms in which Hugo takes them."""
    found: dict[str, str] = {}
    for rule in mappings_of(values.get("permalinks")):
        section = text_at(rule, "target.path").strip("/").partition("/")[0].strip("{}*").partition(",")[0]
        found.setdefault(section, text_at(rule, "pattern"))
    named = {**mapping_at(values, "permalinks"), **mapping_at(values, "permalinks.page")}
    for section, pattern in named.items():
        if isinstance(pattern, str):
            found[section.strip("/").lower()] = pattern
    return {section: pattern for section, pattern in found.items() if pattern}


def _taxonomies(values: Mapping[str, Any]) -> dict[str, str]:
    kinds = {kind.lower() for kind in texts_of(values.get("disableKinds"))}
    if "term" in kinds or "taxonomy" in kinds:
        return {}
    named = [name for name in mapping_at(values, "taxonomies").values() if isinstance(name, str)]
    return {name: name for name in named or ("tags", "categories")}


HUGO = System("Hugo", (*_OWN, *(f"{_FOLDER}/{name}" for name in (*_OWN, *_OLD)), *_OLD), _read, _is_hugo)
