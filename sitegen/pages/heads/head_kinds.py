"""The kinds of heads of fields, and what is said of those that are not read."""

from __future__ import annotations

YAML = "yaml"
TOML = "toml"
"""Between two lines `+++`."""
JSON = "json"
"""In braces, or between two lines `;;;` or behind `---json`."""
OPEN_YAML = "open yaml"
"""YAML with a line `---` behind it alone, as Hexo writes it."""
HEADERS = "headers"
"""Lines `Key: value` up to the first blank one, as Pelican and MultiMarkdown have them."""
_AS_YAML = "Write the fields as YAML between two lines ---, so that drafts stay drafts."
# Kind -> what keeps it from being read; what to write instead.
NOT_READ = {
    "signs": ("it stands behind other signs than ---", "Write a line of three hyphens before and after the fields."),
    "indented": ("it is indented", "Begin the lines --- and the fields at the start of their lines."),
    "late": ("it is not the first thing in the file", "Move what stands before it below its closing line ---."),
    "unfenced": (
        "it has no line --- before it",
        "Write a line --- before and after the fields; or, if they are text, a sentence before them.",
    ),
    "code": ("it stands in a code fence", "Write lines --- instead of the fence, or a sentence before the code."),
    "comment": ("it stands in a comment", _AS_YAML),
    "program": ("it is code, which is never run", _AS_YAML),
    "edn": ("it is EDN", _AS_YAML),
    "org": ("it is that of Org", _AS_YAML),
    "asciidoc": ("it is that of AsciiDoc or reStructuredText", _AS_YAML),
    "nikola": ("it is that of Nikola", _AS_YAML),
    "pandoc": ("it is a title block of Pandoc", _AS_YAML),
    "marked": ("signs stand before its keys", _AS_YAML),
}
"""The kinds of heads that are not read. One that gets a reader leaves this table for `head_spans.py`."""
