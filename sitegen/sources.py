"""Lists the files that a site is made from: page sources, term descriptions, static files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from pathlib import Path

from sitegen.errors import Problem, whole_file
from sitegen.left_out_files import left_out_files
from sitegen.name_languages import languages_by_name
from sitegen.settings import Settings
from sitegen.values import Value, with_changes

PAGE_SUFFIXES = (".md", ".markdown", ".mdown", ".mdx", ".txt")
"""In any case, as those below."""
TERM_SUFFIXES = (".yaml", ".yml", ".json", ".toml", ".md", ".markdown", ".mdown")
FILE_KINDS = ("png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "mp4", "webm", "mp3", "pdf", "csv", "txt")
"""Endings of the files beside a text that are published with it where it refers to them."""
NEVER_COPIED = (".git", ".gitignore", ".gitkeep", ".gitattributes")
"""Entries at the top of `static/` that are about the owner's folder and not about the site."""
NEVER_CONTENT = frozenset({"captures", "node_modules", "themes", "static", "netlify"})
"""Folders that hold no pages when the content folder is the site's own folder."""
TOOL_FOLDERS = frozenset(
    ".git .hg .svn .jj .sitegen .venv .tox .nox .cache .pytest_cache .mypy_cache .ruff_cache .idea .vscode .vs .github "
    ".gitlab .circleci .netlify .obsidian .trash .Trash .ipynb_checkpoints".split()
)
"""Hidden folders in which tools keep what is theirs: what lies there was never meant for the site."""

_PACKAGE = Path(__file__).resolve().parent


class SourceFile(Value, frozen=True):
    """One file of the site, as the file system lists it."""

    path: str
    """Relative to the folder it was looked for in, with `/`."""
    changed_ns: int
    """The later of modification and status-change time: an edit that keeps the one moves the other."""
    size: int
    """Bytes."""
    inode: int
    """Number on its file system: a file whose folder changed its name keeps its times, and may have those of the file
    that was there."""
    language: str = ""
    """Of a source that is another one in another language (`x.fr.md` beside `x.md`); empty: its name says none."""


class Sources(Value, frozen=True):
    """Everything that a site is made from, each list sorted by path."""

    pages: tuple[SourceFile, ...]
    """Relative to the content folder."""
    hidden: tuple[str, ...]
    """Paths of page sources in hidden folders, which are never read."""
    terms: tuple[SourceFile, ...]
    """Below `_data/`, relative to the content folder."""
    static: tuple[SourceFile, ...]
    """Relative to the site's `static/`."""
    files: tuple[SourceFile, ...]
    """Of the content folder, relative to it: what texts may refer to, published or not."""
    problems: tuple[Problem, ...]


def scan_sources(root: Path, settings: Settings) -> Sources:
    """List the sources below `root`, with a problem for each entry that cannot be one."""
    content = root / settings.content
    problems: list[Problem] = []
    skipped = {root / settings.output, root / ".sitegen"}
    if settings.content == ".":
        skipped |= {root / name for name in NEVER_CONTENT}
    hidden: list[str] = []
    found = list(_walk(content, settings.content, skipped, problems, hidden=hidden)) if content.is_dir() else []
    found.sort(key=attrgetter("path"))
    suffixes = file_suffixes(settings)
    problems += left_out_files([file.path for file in found], settings.content)
    return Sources(
        pages=with_languages(
            [file for file in found if file.path.lower().endswith(PAGE_SUFFIXES) and not file.path.startswith("_data/")]
        ),
        hidden=tuple(sorted(_pages_in(content, hidden))),
        terms=tuple(
            [file for file in found if file.path.startswith("_data/") and file.path.lower().endswith(TERM_SUFFIXES)]
        ),
        static=scan_folder(root / "static", "static", problems),
        files=tuple([file for file in found if file.path.lower().endswith(suffixes)]),
        problems=tuple(problems),
    )


def with_languages(pages: Sequence[SourceFile]) -> tuple[SourceFile, ...]:
    """Return page sources with the languages that their names say."""
    languages = languages_by_name(file.path for file in pages)
    return tuple(
        [
            file
            if file.language == (language := languages.get(file.path, ""))
            else with_changes(file, language=language)
            for file in pages
        ]
    )


def file_suffixes(settings: Settings) -> tuple[str, ...]:
    """Return the endings of files that may be published beside a text, with their dots."""
    return tuple(f".{kind}" for kind in (*FILE_KINDS, *settings.files))


def scan_folder(folder: Path, shown: str, problems: list[Problem]) -> tuple[SourceFile, ...]:
    """List all files below a folder that may be missing; `shown` is how problems name it."""
    skipped = {folder / name for name in NEVER_COPIED}
    if not folder.is_dir():
        return ()
    return tuple(sorted(_walk(folder, shown, skipped, problems), key=attrgetter("path")))


def shipped_themes() -> Path:
    """Return the folder of the shipped themes: in the package when installed, beside it in a checkout."""
    inside = _PACKAGE / "themes"
    return inside if inside.is_dir() else _PACKAGE.parent / "themes"


def theme_names(root: Path) -> tuple[str, ...]:
    """Return the names of all themes that a site may take, its own and the shipped ones, sorted."""
    folders = [folder for folder in (root / "themes", shipped_themes()) if folder.is_dir()]
    return tuple(sorted({path.name for folder in folders for path in folder.iterdir() if path.is_dir()}))


def _is_hidden_folder(entry: os.DirEntry[str]) -> bool:
    """Return whether sources may lie in what has a hidden name."""
    try:
        return entry.name not in TOOL_FOLDERS and _is_text(entry.name) and entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _pages_in(content: Path, folders: Iterable[str]) -> Iterator[str]:
    """Yield the page sources in hidden folders; what cannot be listed there is nobody's concern."""
    for folder in folders:
        if folder.startswith("_data/"):
            continue
        for file in _walk(content / folder, folder, set(), []):
            parts = file.path.split("/")
            if file.path.lower().endswith(PAGE_SUFFIXES) and parts[-1][0] != "." and TOOL_FOLDERS.isdisjoint(parts):
                yield f"{folder}/{file.path}"


def _walk(
    top: Path, shown: str, skipped: set[Path], problems: list[Problem], *, hidden: list[str] | None = None
) -> Iterator[SourceFile]:
    """Yield all files below a folder. With a list for hidden folders these go there, hidden files nowhere."""
    skipped_names = {os.fspath(path) for path in skipped}
    above_skipped = {os.path.dirname(name) for name in skipped_names}
    top_name = os.fspath(top)
    folders = [(top_name, "")]
    while folders:
        folder, prefix = folders.pop()
        try:
            entries = os.scandir(folder)
        except OSError as error:
            problems.append(unreadable(_where(shown, prefix), error))
            continue
        may_skip = folder in above_skipped
        with entries:
            for entry in entries:
                name = entry.name
                if name[0] == "." and (hidden is not None or name == ".DS_Store"):
                    if hidden is not None and _is_hidden_folder(entry):
                        hidden.append(prefix + name)
                    continue
                if may_skip and entry.path in skipped_names:
                    continue
                path = prefix + name
                try:
                    if entry.is_file(follow_symlinks=False) and path.isprintable():
                        yield describe(path, entry.stat(follow_symlinks=False))  # nearly always
                    elif entry.is_dir(follow_symlinks=False):
                        folders.append((entry.path, path + "/"))
                    elif (file := _unusual_file(entry, path, top_name, shown, problems)) is not None:
                        yield file
                except OSError as error:
                    problems.append(unreadable(_where(shown, path), error))


def _unusual_file(
    entry: os.DirEntry[str], path: str, top: str, shown: str, problems: list[Problem]
) -> SourceFile | None:
    """Return the file that an entry is which is no folder, or None for what cannot be a source."""
    if not _is_text(path):
        problems.append(_unusable(shown, ascii(path)[1:-1], "has a name that is not valid UTF-8"))
        return None
    if entry.is_symlink():
        return _behind_link(entry, path, top, shown, problems)
    if not entry.is_file(follow_symlinks=False):
        problems.append(_unusable(shown, path, "is not a file"))
        return None
    return describe(path, entry.stat(follow_symlinks=False))


def _behind_link(
    entry: os.DirEntry[str], path: str, top: str, shown: str, problems: list[Problem]
) -> SourceFile | None:
    target = os.path.realpath(entry.path)
    if not target.startswith(os.path.realpath(top) + os.sep):
        problems.append(_unusable(shown, path, "is a link that leads out of this folder"))
        return None
    if not os.path.isfile(target):
        problems.append(_unusable(shown, path, "is a link to something that is not a file"))
        return None
    described, own = describe(path, os.stat(target)), entry.stat(follow_symlinks=False)
    # A link that leads elsewhere now may lead to a file of the same size and times.
    return with_changes(described, changed_ns=max(described.changed_ns, own.st_ctime_ns))


def describe(path: str, status: os.stat_result) -> SourceFile:
    """Return a file as it is listed."""
    return SourceFile(path, max(status.st_mtime_ns, status.st_ctime_ns), status.st_size, status.st_ino)


def _is_text(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def unreadable(where: str, error: OSError) -> Problem:
    """Report what the machine does not show us: an error, or a network drive that is away would empty the site."""
    hint = "Make it readable for the account that builds, or take it away."
    return whole_file("error", where, f"cannot be read ({error.strerror})", hint)


def _unusable(shown: str, path: str, what: str) -> Problem:
    hint = "Put a readable file in its place, or take it away."
    return whole_file("warning", _where(shown, path), f"{what}, so it is left out", hint)


def _where(shown: str, path: str) -> str:
    return (f"{shown}/{path}" if shown != "." else path).rstrip("/")
