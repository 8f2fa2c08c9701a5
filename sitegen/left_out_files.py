"""Tells, once for each kind, of files of the content folder that hold text and are read by nothing here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from posixpath import splitext

from sitegen.errors import Problem, whole_file

TEXT_KINDS = frozenset(
    ".html .htm .xhtml .ipynb .rst .rest .adoc .asciidoc .asc .org .textile .mediawiki .wiki .creole .pod .tex .rtf "
    ".doc .docx .odt .pages .epub .mkd .mkdn .mdwn .mkdown .mdtext .mdtxt .rmd .qmd .mdoc .markdn .svx .svelte .pug "
    ".haml .slim .njk .liquid .hbs .ejs .astro .text .typ .djot .dj .gmi".split()
)
"""Endings of files in which people write texts."""
_FIRST = 3
_TO_MARKDOWN = "Convert them to Markdown (`pandoc -t gfm`) to have them read, or keep them elsewhere."
_TO_STATIC = "Convert them to Markdown to have them read, or put them into static/ to publish them as they are."


def left_out_files(paths: Iterable[str], shown: str) -> Iterator[Problem]:
    """Yield a warning for each kind of text that nothing reads; `shown` is the content folder as problems name it."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths:
        if (kind := splitext(path)[1].lower()) in TEXT_KINDS:
            found[kind].append(path if shown == "." else f"{shown}/{path}")
    for kind, files in sorted(found.items()):
        verb = "1 {} file is" if len(files) == 1 else f"{len(files):,} {{}} files are"
        named = ", ".join(files[:_FIRST]) + (" ..." if len(files) > _FIRST else "")
        message = f"{verb.format(kind)} left out, since none of that kind is read: {named}"
        yield whole_file("warning", shown, message, _TO_STATIC if kind in (".html", ".htm") else _TO_MARKDOWN)
