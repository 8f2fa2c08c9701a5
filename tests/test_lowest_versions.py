"""Each dependency has a lower bound, and `make test-lowest` installs that very version."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from itertools import chain

from tests.command_line import PROJECT


def test_each_bound_is_a_version_that_is_installed() -> None:
    """What is installed for the lowest-versions run is the lower bound of every dependency, and of no other package."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"]
    extras = project["project"]["optional-dependencies"]
    asked = [*project["project"]["dependencies"], *chain(*extras.values()), *groups["dev"], *groups["pages"]]
    script = PROJECT / ".ci" / "lowest_versions.py"
    printed = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True).stdout.splitlines()
    assert [line.replace("==", ">=") for line in printed] == [line.partition(",")[0] for line in asked]
    assert all(re.fullmatch(r"[\w.-]+==[0-9][0-9.]*", line) for line in printed)
