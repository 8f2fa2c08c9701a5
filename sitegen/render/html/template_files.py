"""Which templates a theme has: their sources, by name, as jinja2 asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from jinja2 import BaseLoader, Environment, TemplateNotFound

from sitegen.errors import SitegenError
from sitegen.render.theme.theme import ThemeFolder

_ENDINGS = (".html", ".xml", ".txt", ".svg")


class TemplateFiles(BaseLoader):
    """The sources of all templates, by name. `@2/story.html` means: from the third folder on."""

    def __init__(self, folders: tuple[ThemeFolder, ...]) -> None:
        self._by_folder = [dict(_templates_in(folder)) for folder in folders]
        self.paths = {shown for files in self._by_folder for _, shown in files.values()}

    def names(self) -> tuple[str, ...]:
        """Return all names, sorted, without those that are only reachable as a parent."""
        return tuple(sorted({name for files in self._by_folder for name in files}))

    def find(self, name: str) -> tuple[int, str, str]:
        """Return number of the folder, source and shown path; raise `TemplateNotFound`."""
        first, plain = split_name(name)
        for number, files in enumerate(self._by_folder):
            if number >= first and plain in files:
                source, shown = files[plain]
                return number, source, shown
        raise TemplateNotFound(plain)

    def source(self, name: str) -> str:
        """Return the source of a template."""
        return self.find(name)[1]

    def has(self, name: str) -> bool:
        """Return whether there is such a template."""
        first, plain = split_name(name)
        return any(plain in files for files in self._by_folder[first:])

    def shown(self, name: str) -> str:
        """Return how problems name a template; the bare name when there is none."""
        try:
            return self.find(name)[2]
        except TemplateNotFound:
            return split_name(name)[1]

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return source, file name and freshness, as jinja2 asks for them."""
        _, source, shown = self.find(template)
        return source, shown, lambda: True


def split_name(name: str) -> tuple[int, str]:
    """Return the first folder that counts and the plain name."""
    if name.startswith("@"):
        number, _, plain = name[1:].partition("/")
        return int(number), plain
    return 0, name


def _templates_in(folder: ThemeFolder) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the name of each template of a folder, with its source and shown path."""
    for path in sorted(folder.templates.rglob("*")):
        if path.suffix in _ENDINGS and path.is_file():
            name = path.relative_to(folder.templates).as_posix()
            shown = f"{folder.shown}/templates/{name}"
            try:
                yield name, (path.read_text("utf-8"), shown)
            except (OSError, UnicodeDecodeError) as error:
                raise SitegenError(f"{shown} cannot be read as UTF-8 text ({error}).", "Save it as UTF-8.") from None
