"""What is worth telling of a source, but once for the whole site: short notes that its record carries.

`site/remark_problems.py` turns them into problems. Never: says anything of what a page holds but names of keys.
"""

from __future__ import annotations

UNREAD = "key:"
"""A key of front matter that means nothing here; its name follows."""
DERIVED_TITLE = "title"
"""The source says no title."""
UNDATED = "undated"
"""It lies in a folder of stories, and says no date."""
OTHER_DAY = "day"
"""Front matter and file name disagree about the day by more than one."""
SUBHEADS = "subheads"
"""Lines of its plain text were taken for subheads, and nobody said that they are."""
MOST_REMARKS = 50
"""Of one source."""
