"""Finds the texts of an old site, and reads the front matter of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, count
from typing import Any, NamedTuple

from sitegen.config.setting_checks import TAKEN_NAMES
from sitegen.left_out_files import TEXT_KINDS
from sitegen.moving_in.old_folder import LARGEST_FILE, OldFolder
from sitegen.moving_in.old_site import OldSite, OldText, Tree
from sitegen.name_languages import languages_by_name
from sitegen.pages.front_matter import nodes
from sitegen.pages.front_matter.read_head import read_head
from sitegen.pages.heads.source_text import read_source_text
from sitegen.pages.problem_list import ProblemList
from sitegen.pages.urls import slugify
from sitegen.sources import FILE_KINDS, PAGE_SUFFIXES

_TEMPLATES = frozenset(
    {".njk", ".liquid", ".hbs", ".ejs", ".astro", ".pug", ".haml", ".slim", ".svelte", ".html", ".htm"}
)
"""Texts of a theme as often as of a person."""
_FRONT_PAGES = frozenset({"index.md", "_index.md", "index.markdown", "index.mdx", "index.mdown", "readme.md"})
_OURS = TAKEN_NAMES | {"topics", "sources"}
_FILE_SUFFIXES = tuple(f".{kind}" for kind in FILE_KINDS if kind != "txt")


class OldFiles(NamedTuple):
    """The files of an old site that move in."""

    texts: tuple[OldText, ...]
    beside: tuple[tuple[str, str], ...]
    """Pictures and files that lie among them: the path, and the one below `content/`."""
    front_pages: tuple[str, ...]
    """Texts of a front page: ours is made of the stories."""
    of_terms: tuple[str, ...]
    """Texts about a term: ours has them in `_data/`."""
    own_pages: tuple[str, ...]
    """Texts at addresses where ours has pages of its own (`search.md`)."""
    unread: Mapping[str, int]
    """Kind of text that nothing here reads -> how many lie among them."""


def old_files(folder: OldFolder, site: OldSite) -> OldFiles:
    """Return the files of a site that move in, each once: the first tree that takes it has it."""
    texts: dict[str, OldText] = {}
    beside: dict[str, str] = {}
    front: list[str] = []
    of_terms: list[str] = []
    own_pages: list[str] = []
    unread: dict[str, int] = {}
    taken: set[str] = set()
    for tree, path in _taken(folder, site):
        place = path.removeprefix(f"{tree.source}/") if tree.source else path
        target = f"{tree.target}/{place}" if tree.target else place
        if target.startswith("_data/") or path in texts or path in beside:
            continue
        suffix = _suffix(path)
        if suffix in PAGE_SUFFIXES and "/" in target and target.partition("/")[0] in site.taxonomies:
            of_terms.append(path)
            continue
        target = _free(_clear_of_ours(target), taken)
        if suffix in PAGE_SUFFIXES and target.lower() in _FRONT_PAGES:
            front.append(path)
        elif suffix in PAGE_SUFFIXES and _page_name(target) in {*_OURS, "404", *site.taxonomies}:
            own_pages.append(path)
        elif suffix in PAGE_SUFFIXES:
            texts[path] = OldText(path, place, target, tree.source, tree.language)
        elif suffix in _FILE_SUFFIXES:
            beside[path] = target
        elif suffix in TEXT_KINDS and (suffix not in _TEMPLATES or "_posts/" in path):
            unread[suffix] = unread.get(suffix, 0) + 1
    return OldFiles(
        tuple(texts.values()), tuple(beside.items()), tuple(front), tuple(of_terms), tuple(own_pages), unread
    )


def _taken(folder: OldFolder, site: OldSite) -> Iterator[tuple[Tree, str]]:
    for tree in site.trees:
        prefix = f"{tree.source}/" if tree.source else ""
        for path in folder.below(tree.source):
            if tree.takes(path.removeprefix(prefix)):
                yield tree, path


def with_languages(texts: Sequence[OldText], known: Collection[str]) -> list[OldText]:
    """Return texts with the language at the end of their names, where our site reads it there, or has to be told it.

    `known` are the languages of the old site: a lone `x.fr.md` is in one of them, though nothing stands beside it.
    """
    by_name = languages_by_name(text.target for text in texts)
    return [
        text._replace(
            name_language=by_name.get(text.target, ""),
            language=text.language or (_language(text.target, known) if text.target not in by_name else ""),
        )
        for text in texts
    ]


def _language(target: str, known: Collection[str]) -> str:
    mark = target.rpartition("/")[2].split(".")[-2:-1]
    return mark[0] if mark and mark[0].lower() in known and target.count(".") > 1 else ""


def with_section_texts(texts: Iterable[OldText]) -> list[OldText]:
    """Return texts of which the `index.md` of a folder of stories is its `_index.md`: else it would hide their list."""
    texts = list(texts)
    dated = Counter(text.target.partition("/")[0] for text in texts if "/" in text.target and _has_date(text))
    return [
        text._replace(target=f"{section}/_{rest}")
        if slash and rest.lower().startswith("index.") and "/" not in rest and dated[section] > 1
        else text
        for text in texts
        for section, slash, rest in (text.target.partition("/"),)
    ]


def _has_date(text: OldText) -> bool:
    return any("date" in key for key in text.fields) or "published" in text.fields


def in_a_section(text: OldText, category: str) -> OldText:
    """Return a text with a date that lies in no folder as one in that of its category: only there it is a story."""
    if not category or "/" in text.target or not _has_date(text) or text.text("type") == "page":
        return text
    return text._replace(target=_clear_of_ours(f"{slugify(text.text('category') or category)}/{text.target}"))


def _page_name(target: str) -> str:
    """Return the name by which a page stands at the top of the site; empty for one that does not."""
    name = target.rpartition(".")[0].lower().removesuffix("/index").removesuffix("/_index")
    return "" if "/" in name else slugify(name)


def _clear_of_ours(target: str) -> str:
    """Return a path whose first folder is none of the site's own (`archive/`): its page would stand in the way."""
    first, slash, rest = target.partition("/")
    return f"{first}-texts/{rest}" if slash and slugify(first) in _OURS else target


def _free(target: str, taken: set[str]) -> str:
    """Return a path that no other file has, in any letter case: two trees may have files of one name."""
    stem, dot, ending = target.rpartition(".")
    free = next(
        path for path in chain((target,), (f"{stem}-{n}{dot}{ending}" for n in count(2))) if path.lower() not in taken
    )
    taken.add(free.lower())
    return free


def _suffix(path: str) -> str:
    name = path.rpartition("/")[2].lower()
    return name[name.rfind(".") :] if "." in name else ""


def read_bytes(folder: OldFolder, path: str) -> bytes | None:
    """Return what a file holds; None for one that cannot be read or is too large."""
    try:
        with (folder.root / path).open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError:
        return None
    return data if len(data) <= LARGEST_FILE else None


def fields_of(data: bytes) -> dict[str, Any]:
    """Return the front matter of a text, keys in lower case; nothing of one that has none or a wrong one."""
    problems = ProblemList("")
    text = read_source_text(data, problems)
    if text is None or text.front_matter is None:
        return {}
    root = read_head(text.front_matter, text.front_matter_line, text.style, problems)
    if not isinstance(root, nodes.Mapping):
        return {}
    return {key.lower(): value for key, value in nodes.as_typed(root).items()}
