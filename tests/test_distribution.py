"""What is handed on: the wheel, what it installs, and what it calls itself."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import sitegen as package
from sitegen.cli.extras import INTAKE, LOCAL
from sitegen.cli.new_site.own_wheel import wheel_bytes
from tests.command_line import PROJECT, Ran, python
from tests.site_under_test import SiteUnderTest

_INSTALLS = re.compile(r"\b(?:pip3? install|pipx (?:install|run)|uv (?:add|tool \w+|pip install)|uvx)\b([^&|;\n]*)")
_BARE_NAME = re.compile(r"sitegen(?:[-_.]+digest)?(?:\[[^\]]*\])?(?:[=<>~!@].*)?", re.IGNORECASE)
"""A requirement without a path: pip looks for it on the index."""


def told_to_install(text: str) -> Iterator[str]:
    """Yield each requirement of an install command in a text that an index would be asked for as this project."""
    for command in _INSTALLS.findall(text):
        words = (word.strip("`'\"(),.:") for word in command.split())
        yield from (word for word in words if _BARE_NAME.fullmatch(word))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as `make dist` builds it."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(PROJECT)]
    built = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    assert len(list(folder.glob("sitegen_digest-*.tar.gz"))) == 1
    (found,) = folder.glob("*.whl")
    return found


def test_the_wheel_holds_what_a_site_needs(wheel: Path) -> None:
    """It holds every file of the package, its themes and starter sites, and no other; so does what `vendor` packs."""
    names = set(zipfile.ZipFile(wheel).namelist())
    assert wheel.name == f"sitegen_digest-{package.__version__}-py3-none-any.whl"
    expected = {
        (Path("sitegen" if below == "themes" else "") / path.relative_to(PROJECT)).as_posix()
        for below in ("sitegen", "themes")
        for path in (PROJECT / below).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {"sitegen/themes/default/theme.yaml", "sitegen/starter_site/site.yaml"} <= expected
    assert {name for name in names if ".dist-info/" not in name} == expected
    with zipfile.ZipFile(wheel) as built, zipfile.ZipFile(io.BytesIO(wheel_bytes())) as vendored:
        program = sorted(expected)
        assert [vendored.read(name) for name in program] == [built.read(name) for name in program]
        assert {name for name in vendored.namelist() if ".dist-info/" not in name} == expected


@pytest.mark.long
def test_a_build_host_needs_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    """Without any extra the starter site builds in a fresh environment; only `serve` names the extra that it needs."""
    folder = tmp_path / "venv" / "bin"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    def run(*command: str) -> Ran:
        done = subprocess.run(
            [folder / command[0], *command[1:]],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    def install(wanted: str) -> None:
        lock = PROJECT / "requirements-dev.lock"
        installed = run("python", "-m", "pip", "install", "--quiet", "--constraint", str(lock), wanted)
        assert installed.code == 0, installed.err

    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    install(str(wheel))
    assert run("sitegen", "--version").out == f"sitegen {package.__version__}\n"
    assert run("sitegen", "new", "site", "digest", "--base-url", "https://digest.example/").code == 0
    built = run("sitegen", "build", "digest", "--strict", "--verify")
    assert (built.code, built.err) == (0, "")
    assert (tmp_path / "digest" / "public" / "index.html").is_file()
    served = run("sitegen", "serve", "digest")
    assert (served.code, served.out, served.err.count("\n")) == (2, "", 1)
    assert "[local]" in served.err
    install(f"{wheel}[local]")
    assert "[local]" not in run("sitegen", "serve", "nowhere").err


def test_serve_names_the_extra_that_is_missing(site: SiteUnderTest) -> None:
    """Without watchfiles `serve` says in one line what to install, with exit code 2; `build` does without."""
    code = (
        "import sys; sys.modules['watchfiles'] = None\n"  # as the import system marks what must not be found
        "from sitegen.cli.main import run; sys.exit(run(sys.argv[1:]))"
    )
    served = python(site.root, code, "serve", "--port", "0")
    assert (served.code, served.out, served.err.count("\n")) == (2, "", 1)
    assert "watchfiles" in served.err
    assert 'pip install "WHEEL[local]"' in served.err
    assert python(site.root, code, "build").code == 0


def test_the_extra_is_what_serve_asks_for() -> None:
    """The modules that commands ask for are those of the extra `local`, and no base dependency."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    names = {name: {re.split(r"[^\w-]", one)[0] for one in wanted} for name, wanted in _wanted(project).items()}
    asked = {*LOCAL, *INTAKE}
    assert {name.lower() for name in names["local"]} == asked
    assert names["base"].isdisjoint(asked)


def _wanted(project: dict[str, object]) -> dict[str, list[str]]:
    extras = project["optional-dependencies"]
    base = project["dependencies"]
    assert isinstance(extras, dict)
    assert isinstance(base, list)
    return {**extras, "base": base}


def test_no_file_sends_to_the_index() -> None:
    """Nothing that is read or run asks an index for this project, whose name there may be a stranger's."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout.splitlines()
    paths = [path for path in listed if (PROJECT / path).is_file() and path != "tests/test_distribution.py"]
    assert "docs/deploy.md" in paths
    told = {path: list(told_to_install((PROJECT / path).read_text("utf-8", "replace"))) for path in paths}
    assert {path: words for path, words in told.items() if words} == {}
    requirements = [path for path in paths if re.fullmatch(r".*requirements.*\.(?:txt|in|lock)", path)]
    lines = [line for path in requirements for line in (PROJECT / path).read_text("utf-8").splitlines()]
    assert [line for line in lines if _BARE_NAME.fullmatch(line.strip())] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("pip install sitegen", ["sitegen"]),
        ("`pip install 'sitegen-digest[local]>=1'`", ["sitegen-digest[local]>=1"]),
        ("python -m pip install -q Sitegen_Digest && x", ["Sitegen_Digest"]),
        ("uvx sitegen; pipx run sitegen-digest", ["sitegen", "sitegen-digest"]),
        ("pip install ./vendor/sitegen_digest-*.whl && (sitegen build || [ $? -eq 4 ])", []),
        ("pip install . && (sitegen build || [ $? -eq 4 ])", []),
        ('pip install "WHEEL[local]"', []),
    ],
)
def test_bare_names_are_found(text: str, words: list[str]) -> None:
    """A name without a path is what an index is asked for; a file or a folder is none."""
    assert list(told_to_install(text)) == words
