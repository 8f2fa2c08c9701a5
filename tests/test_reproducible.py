"""Same input, same bytes: whatever the machine is like that builds."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import tzdata

from tests.command_line import NOW, PROJECT, environment, sitegen
from tests.site_under_test import SiteUnderTest, bytes_below, story

CONDITIONS: tuple[tuple[str, dict[str, str], tuple[str, ...]], ...] = (
    ("hash seed 1", {"PYTHONHASHSEED": "1"}, ()),
    ("hash seed 4711", {"PYTHONHASHSEED": "4711"}, ()),
    ("C locale", {"LC_ALL": "C"}, ()),
    ("C locale without UTF-8 mode", {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, ()),
    ("German, if it is there", {"LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"}, ()),
    ("Kiritimati", {"TZ": "Pacific/Kiritimati"}, ()),
    ("Los Angeles", {"TZ": "America/Los_Angeles"}, ()),
    ("one process", {}, ("--jobs", "1")),
    ("three processes", {}, ("--jobs", "3")),
    ("another umask and optimisation", {"PYTHONOPTIMIZE": "1"}, ()),
)
OFTEN = ("hash seed 4711", "C locale without UTF-8 mode", "Kiritimati", "three processes")


def fill(site: SiteUnderTest) -> None:
    """Write stories in two scripts, with terms, pictures, links and code."""
    for number in range(24):
        name = f"2024-{number % 5 + 1:02}-{number % 27 + 1:02}-{'新闻' if number % 3 == 0 else 'story'}-{number}"
        topics = f"[AI, 芯片, Ünïcode, T{number % 4}]"
        body = f"# Head {number}\n\nText **{number}**。\n\n```python\nprint({number})\n```\n\n- a\n- b\n"
        date = f"2024-{number % 5 + 1:02}-{number % 27 + 1:02}T23:30:00Z"
        site.write(f"content/news/{name}.md", story(f"Story {number} 标题", date, body, topics=topics))
    site.write("content/about.md", "---\ntitle: About\nb: {y: 1, x: 2}\n---\nWe.\n")
    site.write("content/_data/topics/芯片.yaml", "name: 芯片\nslug: chips\n")
    site.write("static/images/图.svg", "<svg/>")


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A site, and the bytes that it gives here."""
    site = SiteUnderTest(tmp_path_factory.mktemp("same") / "site")
    fill(site)
    build(site.root, {}, ())
    return site.root, bytes_below(site.root / "public")


def build(root: Path, variables: dict[str, str], options: tuple[str, ...]) -> None:
    """Build a site in a process of its own."""
    command = [sys.executable, "-m", "sitegen", "build", "-q", "--clean", "--now", NOW, *options]
    done = subprocess.run(command, cwd=root, env=environment(**variables), capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("variables", "options"),
    [pytest.param(*one, id=name, marks=() if name in OFTEN else pytest.mark.long) for name, *one in CONDITIONS],
)
def test_same_bytes_under_other_conditions(
    variables: dict[str, str], options: tuple[str, ...], reference: tuple[Path, dict[str, bytes]]
) -> None:
    """Hash seed, locale, time zone and number of processes change no byte."""
    root, expected = reference
    build(root, variables, options)
    assert bytes_below(root / "public") == expected


def test_same_bytes_from_another_checkout(reference: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    """The path of the site, the order in which its files were made, and their times change no byte."""
    root, expected = reference
    copy = tmp_path / "elsewhere, with 空格"
    files = [path for path in root.rglob("*") if path.is_file() and not {"public", ".sitegen"} & set(path.parts)]
    random.Random(0).shuffle(files)
    for number, path in enumerate(files):
        target = copy / path.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
        os.utime(target, (number * 10**7, number * 10**7))
    build(copy, {}, ())
    assert bytes_below(copy / "public") == expected


def zone_data(folder: Path) -> Path:
    """Make a copy of the time-zone data in which the site's zone has the rules of another one."""
    shutil.copytree(Path(str(tzdata.__file__)).parent, folder)
    shutil.copy(folder / "zoneinfo/America/New_York", folder / "zoneinfo/Asia/Shanghai")
    return folder


def test_the_system_has_other_time_zones(reference: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    """What the system says of the site's time zone changes no byte."""
    root, expected = reference
    build(root, {"PYTHONTZPATH": str(zone_data(tmp_path / "tzdata") / "zoneinfo")}, ())
    assert bytes_below(root / "public") == expected


def test_time_zone_data_is_an_input(reference: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    """Another version of the shipped time-zone data makes all stale, which `why` tells, and dates follow its rules."""
    root, expected = reference
    build(root, {}, ())
    folder = zone_data(tmp_path / "packages/tzdata")
    (folder / "__init__.py").write_text('__version__ = "2099.1"\n')
    newer = environment(PYTHONPATH=f"{folder.parent}{os.pathsep}{PROJECT}")
    command = [sys.executable, "-m", "sitegen"]
    why = subprocess.run(
        [*command, "why", "robots.txt", "--now", NOW], cwd=root, env=newer, capture_output=True, text=True, check=True
    )
    assert "would be rendered: sitegen, one of its dependencies, the time-zone data or Python changed" in why.stdout
    subprocess.run([*command, "build", "-q", "--now", NOW], cwd=root, env=newer, check=True)
    after = bytes_below(root / "public")
    name = next(path for path in expected if "story-1/" in path)
    assert b"+08:00" in expected[name]
    assert not any(b"+08:00" in data for path, data in after.items() if path.endswith("story-1/index.html"))
    assert sitegen(root, "build", "-q", "--now", NOW).code == 0
    assert bytes_below(root / "public") == expected
