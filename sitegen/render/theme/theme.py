"""A theme: the folders that it is made of, its options, its words, its static files.

One of the three doors of YAML, beside `config/` and `pages/front_matter/yaml_tree.py`: `theme.yaml`, `texts/*.yaml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from sitegen.errors import Problem, SitegenError, near_miss
from sitegen.settings import Settings
from sitegen.sources import shipped_themes, theme_names

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\Z")
_LONGEST_CHAIN = 10
_CHOICES = ("options", "colours", "fonts")
"""The parts of a `theme.yaml` that say what a site may choose."""
_NEEDED = "home.html"
"""A template without which there is no site."""
_KEYS = ("name", "extends", *_CHOICES)
"""All that a `theme.yaml` may say."""


@dataclass(frozen=True, slots=True)
class ThemeFolder:
    """One folder of a theme: the site's own, the shipped one, or one that it extends."""

    name: str
    path: Path
    shown: str
    """How problems name the folder: relative to the site, or `sitegen/themes/<name>`."""
    options: dict[str, Any] = field(default_factory=dict)
    """What its `theme.yaml` says under `options`: what its templates read as `frame.theme`."""
    colours: dict[str, Any] = field(default_factory=dict)
    """Likewise under `colours`: custom properties of its stylesheet, `light dark`."""
    fonts: dict[str, Any] = field(default_factory=dict)
    """Likewise under `fonts`: custom properties of its stylesheet, lists of families."""
    words: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Language -> words of the site itself, over all others."""

    @property
    def is_shipped(self) -> bool:
        """Whether it comes with sitegen, and is not the owner's."""
        return self.path.parent == shipped_themes()

    @property
    def templates(self) -> Path:
        """The folder of its templates."""
        return self.path / "templates"

    @property
    def static(self) -> Path:
        """The folder of files that are copied as they are."""
        return self.path / "static"

    @property
    def texts(self) -> Path:
        """The folder of its words, one YAML file a language."""
        return self.path / "texts"


def theme_folders(root: Path, theme: str) -> tuple[ThemeFolder, ...]:
    """Return the folders of a theme, the one that wins first.

    `themes/<theme>` of the site comes before the shipped theme of that name; a `theme.yaml` that says
    `extends: <other>` puts the folders of that theme behind.

    Raises:
        SitegenError: exit code 2, for a theme that does not exist, extends itself or has no front page, or an
            unreadable `theme.yaml`.
    """
    found: list[ThemeFolder] = []
    names: list[str] = []
    wanted = theme
    while wanted:
        if wanted in names or len(names) == _LONGEST_CHAIN:
            raise SitegenError(
                f"theme {theme!r} extends itself: {' -> '.join([*names, wanted])}",
                "take one `extends` out of these theme.yaml files",
                exit_code=2,
            )
        names.append(wanted)
        wanted = _add_theme(found, root, wanted)
    if not any((folder.templates / _NEEDED).is_file() for folder in found):
        message = f"theme {theme!r} has no templates/{_NEEDED}, nor has a theme that it extends"
        raise SitegenError(message, f"write `extends: default` in {found[-1].shown}/theme.yaml", exit_code=2)
    return tuple(found)


def with_words(folders: tuple[ThemeFolder, ...], settings: Settings) -> tuple[ThemeFolder, ...]:
    """Return a theme's folders with the site's own words over theirs."""
    if not settings.texts or not folders:
        return folders
    return (replace(folders[0], words={settings.language.lower(): settings.texts}), *folders[1:])


def theme_texts(folders: tuple[ThemeFolder, ...]) -> dict[str, dict[str, Any]]:
    """Return language -> the theme's words in that language. A site's own file overrides single words."""
    texts: dict[str, dict[str, Any]] = {}
    for folder in reversed(folders):
        for path in sorted(folder.texts.glob("*.yaml")):
            words = read_words(path, f"{folder.shown}/texts/{path.name}")
            texts.setdefault(path.stem.lower(), {}).update(words)
    for folder in folders:
        for language, words in folder.words.items():
            texts.setdefault(language, {}).update(words)
    return texts


def _add_theme(found: list[ThemeFolder], root: Path, name: str) -> str:
    """Append the folders of one theme; return the name of the theme that it extends, or an empty text."""
    parent = ""
    before = len(found)
    for path, shown in _places(root, name):
        if path.is_dir():
            about = _read_about(path / "theme.yaml", f"{shown}/theme.yaml")
            found.append(ThemeFolder(name, path, shown, **{part: about[part] for part in _CHOICES if about.get(part)}))
            parent = parent or str(about.get("extends", "") or "")
    if len(found) == before:
        raise _unknown_theme(root, name)
    return parent


def read_words(path: Path, shown: str) -> dict[str, Any]:
    """Return a theme's words in one language: each a text, or its forms by number. Raises SitegenError for others."""
    words = _read_mapping(path, shown)
    for name, word in words.items():
        forms = list(word.values()) if isinstance(word, dict) else [word]
        if not all(isinstance(form, str) for form in forms):
            raise _unreadable(shown, *place_of_key(path, name), f"{name}: must be one text, or `one:` and `other:`")
    return words


def _read_about(path: Path, shown: str) -> dict[str, Any]:
    """Return what a `theme.yaml` says, if it says nothing that no theme can say."""
    about = _read_mapping(path, shown)
    for key, said in about.items():
        if key not in _KEYS:
            raise _unreadable(
                shown, *place_of_key(path, key), f'there is no such key: "{key}"; known: {", ".join(_KEYS)}'
            )
        if said and not isinstance(said, dict if key in _CHOICES else str):
            wanted = "`name: value` pairs" if key in _CHOICES else "one value"
            raise _unreadable(shown, *place_of_key(path, key), f"{key}: must be {wanted}")
    return about


def place_of_key(path: Path, key: str) -> tuple[int, int]:
    """Return line and column of a key at the top of a YAML file."""
    tree = yaml.compose(path.read_text("utf-8-sig"), Loader=yaml.CBaseLoader)
    marks = [node.start_mark for node, _ in tree.value if node.value == key] if tree else []
    return (marks[0].line + 1, marks[0].column + 1) if marks else (0, 0)


def _places(root: Path, name: str) -> tuple[tuple[Path, str], ...]:
    """Return where a theme may lie, the site's own place first, each with the name that problems give it."""
    if not _NAME.match(name):
        return ()
    own = root / "themes" / name
    shipped = shipped_themes() / name
    if own.exists() and own.resolve() == shipped.resolve():
        return ((own, f"themes/{name}"),)
    return ((own, f"themes/{name}"), (shipped, f"sitegen/themes/{name}"))


def _unknown_theme(root: Path, name: str) -> SitegenError:
    names = theme_names(root)
    hint = near_miss(name, names, f"there are: {', '.join(names) or 'none'}")
    return SitegenError(f"there is no theme named {name!r}", hint, exit_code=2)


def _read_mapping(path: Path, shown: str) -> dict[str, Any]:
    """Return the mapping that a YAML file holds, all scalars as text; {} when there is no such file."""
    try:
        loaded = yaml.load(path.read_text("utf-8-sig"), Loader=yaml.CBaseLoader)
    except FileNotFoundError:
        return {}
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        raise _unreadable(shown, line, column, error.problem or "is not YAML") from None
    except (yaml.YAMLError, UnicodeDecodeError):
        raise _unreadable(shown, 0, 0, "is not YAML in UTF-8") from None
    if loaded is None or loaded == "":
        return {}
    if not isinstance(loaded, dict):
        raise _unreadable(shown, 1, 1, "holds no `key: value` lines")
    return loaded


def _unreadable(shown: str, line: int, column: int, message: str) -> SitegenError:
    problem = Problem(level="error", path=shown, line=line, column=column, field="", message=message)
    return SitegenError(f"{shown} cannot be read", "repair it, or delete it", exit_code=2, problems=(problem,))
