"""A new site builds where its host builds it: the steps of its workflow, its script and its `netlify.toml` are run."""

from __future__ import annotations

import fcntl
import json
import os
import re
import subprocess
import sysconfig
import tomllib
import venv
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from sitegen import __version__
from sitegen.cli.new_site.own_wheel import wheel_bytes
from sitegen.settings import HOSTS
from tests.command_line import LONGEST_WAIT_SECONDS, Ran, environment, sitegen
from tests.site_under_test import bytes_below

WHEEL = f"vendor/sitegen_digest-{__version__}-py3-none-any.whl"
WORKFLOW = ".github/workflows/site.yml"
URL = "https://mine.example/"
_GH = """\
echo "$@" >> "$RUNNER_TEMP/gh.txt"
if [ -e "$RUNNER_TEMP/no-issues" ]; then exit 1; fi
case "$2" in
list) if [ -e "$RUNNER_TEMP/open" ]; then echo 7; fi ;;
create) touch "$RUNNER_TEMP/open" ;;
close) rm "$RUNNER_TEMP/open" ;;
esac"""
"""The client of GitHub, in a repository that has at most one issue."""


class BuildHost:
    """A machine that has a Python of its own, in which this program is not installed, and a clone of the site."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.python = folder / "python"
        self.temporary = folder / "temporary"
        self.temporary.mkdir(parents=True)
        venv.create(self.python, with_pip=False, symlinks=True)
        self._needed = folder / "needed"
        self._needed.mkdir()
        # What the program needs comes from an index, which no test asks: it is what the tests have, and pip with it.
        for entry in Path(sysconfig.get_path("purelib")).iterdir():
            if "sitegen" not in entry.name and entry.suffix != ".pth":
                (self._needed / entry.name).symlink_to(entry)
        tools = folder / "tools"
        tools.mkdir()
        for name, script in {"gh": _GH, "sleep": "exit 0"}.items():
            (tools / name).write_text(f"#!/bin/sh\n{script}\n")
            (tools / name).chmod(0o755)

    def run(self, site: Path, script: str, **more: str) -> Ran:
        """Run a script as the host does."""
        path = f"{self.python / 'bin'}:{self.folder / 'tools'}:{os.environ['PATH']}"
        known = {"PYTHONPATH": str(self._needed), "PATH": path, "RUNNER_TEMP": str(self.temporary)}
        known |= {
            "PIP_NO_INDEX": "1",
            "PIP_NO_DEPS": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "HOME": str(self.folder),
        }
        known |= {"GIT_CONFIG_GLOBAL": str(self.folder / "gitconfig")}
        done = subprocess.run(
            ["bash", "-e", "-c", script],
            cwd=site,
            env={**environment(), **known, **more},
            capture_output=True,
            encoding="utf-8",
            timeout=LONGEST_WAIT_SECONDS,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def host(tmp_path: Path) -> BuildHost:
    """A machine that builds."""
    return BuildHost(tmp_path / "host")


def new_site(folder: Path, host: str, *options: str) -> Path:
    """Make a site with one command."""
    made = sitegen(folder, "new", "site", "mine", "--host", host, "--url", URL, *options)
    assert made.code == 0, made.err
    return folder / "mine"


def git(site: Path, *arguments: str) -> str:
    """Run git, as somebody."""
    who = ("-c", "user.name=One", "-c", "user.email=one@mine.example")
    done = subprocess.run(["git", *who, *arguments], cwd=site, check=True, capture_output=True, encoding="utf-8")
    return done.stdout


def pushed(site: Path) -> Path:
    """Push a site to a new repository, and return that."""
    origin = site.with_name("origin.git")
    git(site.parent, "init", "--quiet", "--bare", "--initial-branch", "main", str(origin))
    git(site, "init", "--quiet", "--initial-branch", "main")
    git(site, "add", "--all")
    git(site, "commit", "--quiet", "--message", "The first")
    git(site, "remote", "add", "origin", str(origin))
    git(site, "push", "--quiet", "--set-upstream", "origin", "main")
    return origin


@pytest.mark.parametrize("host", HOSTS)
def test_a_new_site_is_whole(host: str, tmp_path: Path) -> None:
    """One command makes a site that builds without a problem, says its host, and has this version with its sum."""
    site = new_site(tmp_path, host, "--title", 'News: "now" $title', "--language", "zh-cn")
    built = sitegen(site, "build", "--strict")
    assert (built.code, built.err) == (0, "")
    home = (site / "public/index.html").read_text("utf-8")
    assert '<html lang="zh-CN"' in home
    assert "News: &#34;now&#34; $title" in home
    assert f"\nhost: {host}\n" in (site / "site.yaml").read_text("utf-8")
    assert (
        subprocess.run(["sha256sum", "--check", "--quiet", "vendor/SHA256SUMS"], cwd=site, check=False).returncode == 0
    )
    names = {path for path in bytes_below(site) if not path.startswith(("public/", ".sitegen"))}
    own = {
        "netlify": {"netlify.toml", WORKFLOW},
        "cloudflare": {WORKFLOW},
        "github": {WORKFLOW},
        "server": {"publish.sh", "nginx.conf"},
    }
    special = {"netlify.toml", WORKFLOW, "publish.sh", "nginx.conf"}
    assert names & special == own[host]
    texts = {path: (site / path).read_bytes() for path in names if not path.endswith(".whl")}
    assert [
        path for path, text in texts.items() if re.search(rb"\$(install|host|deploy|root|server|base)\b", text)
    ] == []


def test_the_host_is_known_by_the_address(tmp_path: Path) -> None:
    """An address that only one host gives says which it is; another one leaves it open."""
    for url, host in {
        "https://one.netlify.app": "host: netlify",
        "https://one.pages.dev/": "host: cloudflare",
        "https://one.github.io/digest": "host: github",
        "https://one.example": "# host: netlify",
    }.items():
        sitegen(tmp_path, "new", "site", host, "--url", url)
        assert f"\n{host}\n" in (tmp_path / host / "site.yaml").read_text("utf-8")


def test_a_site_inside_of_a_repository_is_told(tmp_path: Path) -> None:
    """No host reads a workflow below the top of a repository, so that is said where a site is made in one."""
    git(tmp_path, "init", "--quiet")
    assert "is a repository" in sitegen(tmp_path, "new", "site", "mine", "--host", "github").out
    (tmp_path / "own").mkdir()
    git(tmp_path / "own", "init", "--quiet")
    assert "is a repository" not in sitegen(tmp_path, "new", "site", "own", "--host", "github").out


@pytest.mark.parametrize(
    ("option", "value"),
    [("--host", "nowhere"), ("--url", "mine"), ("--title", "a\u0000b"), ("--language", "english please")],
)
def test_what_cannot_be_used_makes_nothing(option: str, value: str, tmp_path: Path) -> None:
    """A wrong value ends with exit code 2 and names its option, before a file is made."""
    made = sitegen(tmp_path, "new", "site", "mine", option, value)
    assert (made.code, option in made.err, list(tmp_path.iterdir())) == (2, True, [])


def test_the_vendored_wheel_is_this_program(tmp_path: Path) -> None:
    """It has the files that `make dist` packs, the same bytes each time, and replaces other versions alone."""
    site = new_site(tmp_path, "github")
    with zipfile.ZipFile(site / WHEEL) as wheel:
        names = wheel.namelist()
        assert wheel.testzip() is None
    assert {"sitegen/__main__.py", "sitegen/themes/default/theme.yaml", "sitegen/starter_site/site.yaml"} <= set(names)
    assert not [name for name in names if "__pycache__" in name or name.startswith("tests")]
    assert (site / WHEEL).read_bytes() == wheel_bytes()
    (site / "vendor/sitegen_digest-0.0.1-py3-none-any.whl").write_bytes(b"old")
    (site / "vendor/other-1.whl").write_bytes(b"mine")
    again = sitegen(tmp_path, "vendor", "mine")
    assert (again.code, again.out.splitlines()[-1]) == (0, "Next: git -C mine add vendor")
    assert sorted(path.name for path in (site / "vendor").iterdir()) == ["SHA256SUMS", "other-1.whl", Path(WHEEL).name]
    assert sitegen(tmp_path, "vendor", "nowhere").code == 2


def test_netlify_installs_what_the_site_brings_along(host: BuildHost, tmp_path: Path) -> None:
    """The command of netlify.toml installs the wheel and builds; a story with an error is no failed build."""
    site = new_site(tmp_path, "netlify")
    build = tomllib.loads((site / "netlify.toml").read_text("utf-8"))["build"]
    (site / "content/news/2024-01-01-bad.md").write_text("---\ntitle: [\n---\n")
    built = host.run(site, build["command"], NETLIFY="true", CONTEXT="production", URL=URL)
    assert built.code == 0, built.err
    assert "1 source is withheld" in built.err
    assert (site / build["publish"] / "index.html").is_file()
    (site / WHEEL).write_bytes(wheel_bytes() + b"x")
    assert host.run(site, build["command"], NETLIFY="true", CONTEXT="production", URL=URL).code != 0


def steps(site: Path, job: str) -> list[dict[str, Any]]:
    """Return the steps of a job of the workflow."""
    found: list[dict[str, Any]] = yaml.safe_load((site / WORKFLOW).read_text("utf-8"))["jobs"][job]["steps"]
    return found


class Job(NamedTuple):
    """What a run of the job that builds did."""

    status: str
    code: str
    """Of the build."""
    failed: str
    """The step that failed; empty for none."""


def run_job(host: BuildHost, site: Path, *, is_installed: bool = False) -> Job:
    """Run the steps of the job that builds as GitHub does: after one that failed only those that say so."""
    outputs = host.temporary / "outputs"
    outputs.write_text("")
    (host.temporary / "words.txt").unlink(missing_ok=True)
    failed, outcomes = "", dict[str, str]()
    for step in steps(site, "site"):
        is_left_out = "run" not in step or (is_installed and step["name"] == "Install sitegen")
        if is_left_out or (failed and "!cancelled()" not in step.get("if", "")):
            continue
        code = dict(line.split("=", 1) for line in outputs.read_text().splitlines()).get("code", "")
        known = {
            "${{ job.status }}": "failure" if failed else "success",
            "${{ steps.build.outputs.code }}": code,
            "${{ steps.lock.outcome }}": outcomes.get("lock", ""),
        }
        values = {name: known.get(value, "x") for name, value in step.get("env", {}).items()}
        values |= {"GITHUB_OUTPUT": str(outputs), "GITHUB_STEP_SUMMARY": str(host.temporary / "summary"), "CI": "true"}
        ran = host.run(site, step["run"], GITHUB_REPOSITORY="me/mine", GITHUB_ACTIONS="true", **values)
        outcomes[step.get("id", "")] = "success" if ran.code == 0 else "failure"
        failed = failed or (step["name"] if ran.code else "")
    return Job("failure" if failed else "success", code, failed)


def cloned(origin: Path) -> Path:
    """Return a clone, as the host makes it."""
    site = origin.with_name("clone")
    git(origin.parent, "clone", "--quiet", str(origin), str(site))
    return site


def test_the_steps_of_the_workflow(host: BuildHost, tmp_path: Path) -> None:
    """In order, on a clone: installed, built, the lock committed back, and what the build says kept for the timer."""
    mine = new_site(tmp_path, "github")
    site = cloned(pushed(mine))
    assert run_job(host, site) == ("success", "0", "")
    assert (site / "public/index.html").is_file()
    git(mine, "pull", "--quiet")
    assert (mine / "addresses.lock").is_file()
    assert json.loads((site / ".sitegen-status/status.json").read_text())["next_change"] is None
    assert git(site, "status", "--porcelain", "--untracked-files=no") == ""


def test_one_notice_is_opened_updated_and_closed(host: BuildHost, tmp_path: Path) -> None:
    """A run with stories held back, or that fails, opens an issue or brings it up to date; a good one closes it."""
    site = cloned(pushed(new_site(tmp_path, "github")))
    bad, settings = site / "content/news/2024-01-01-bad.md", site / "site.yaml"
    bad.write_text("---\ntitle: [\n---\n")
    assert run_job(host, site) == ("success", "4", "")
    notice = (host.temporary / "notice.md").read_text()
    assert notice.startswith("**Published, but for stories with an error.**")
    assert "2024-01-01-bad.md:" in notice
    assert "\n::" not in notice  # what GitHub makes annotations of is not for people
    right = settings.read_text()
    settings.write_text("title: [\n")
    assert run_job(host, site, is_installed=True) == ("failure", "2", "Build")
    notice = (host.temporary / "notice.md").read_text()
    assert notice.startswith("**Failed: what is public stays as it was.**")
    assert "site.yaml:2:1" in notice
    settings.write_text(right)
    bad.unlink()
    assert run_job(host, site, is_installed=True) == ("success", "0", "")
    asked = (host.temporary / "gh.txt").read_text().splitlines()
    assert [line.split()[1] for line in asked if " list " not in line] == ["create", "edit", "close"]
    (host.temporary / "no-issues").touch()
    assert run_job(host, site, is_installed=True) == ("success", "0", "")


def test_a_lock_that_is_pushed_at_the_same_time(host: BuildHost, tmp_path: Path) -> None:
    """A push that is refused, or comes after another one, is repeated; one that is never taken is told as such."""
    mine = new_site(tmp_path, "github")
    origin = pushed(mine)
    site = cloned(origin)
    (mine / "content/about.md").write_text("---\ntitle: About us\n---\n")
    git(mine, "commit", "--quiet", "--all", "--message", "Meanwhile")
    git(mine, "push", "--quiet")
    hook = origin / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\ntest -e asked || { touch asked; exit 1; }\n")
    hook.chmod(0o755)
    assert run_job(host, site) == ("success", "0", "")
    assert git(origin, "log", "--format=%s", "main").splitlines()[:2] == [
        "addresses.lock of this build [skip ci]",
        "Meanwhile",
    ]
    hook.write_text("#!/bin/sh\nexit 1\n")
    (site / "content/about.md").write_text("---\ntitle: About\nslug: who\n---\n")
    assert run_job(host, site, is_installed=True) == ("failure", "0", "Commit addresses.lock")
    assert (host.temporary / "notice.md").read_text().startswith("**Published, but addresses.lock was not committed")


def test_a_timer_with_nothing_to_do_keeps_no_push_waiting(tmp_path: Path) -> None:
    """Only the job that builds waits for another one: of two that wait GitHub drops the older."""
    workflow = yaml.safe_load((new_site(tmp_path, "github") / WORKFLOW).read_text("utf-8"))
    assert "concurrency" not in workflow
    assert "concurrency" not in workflow["jobs"]["due"]
    assert workflow["jobs"]["site"]["concurrency"] == {"group": "site"}


def test_the_timer_ends_at_once_when_nothing_is_due(host: BuildHost, tmp_path: Path) -> None:
    """A run of the timer goes on only when a story has fallen due since the last build, or nothing is known of one."""
    site = new_site(tmp_path, "github")
    (look,) = (step["run"] for step in steps(site, "due") if "run" in step)
    outputs, status = host.temporary / "outputs", site / ".sitegen-status/status.json"

    def is_due(event: str) -> str:
        outputs.write_text("")
        ran = host.run(site, look, GITHUB_EVENT_NAME=event, GITHUB_OUTPUT=str(outputs))
        assert ran.code == 0, ran.err
        return outputs.read_text()

    assert is_due("schedule") == "due=true\n"
    status.parent.mkdir()
    for damaged in ("", "{}", '{"next_change": "soon"}'):
        status.write_text(damaged)
        assert is_due("schedule") == "due=true\n"
    hour = timedelta(hours=1)
    for moment, answer in ((None, "false"), (datetime.now(UTC) + hour, "false"), (datetime.now(UTC) - hour, "true")):
        status.write_text(json.dumps({"next_change": moment.isoformat() if moment else None}))
        assert is_due("schedule") == f"due={answer}\n"
        assert is_due("push") == "due=true\n"


@pytest.mark.long
def test_the_script_for_a_server(host: BuildHost, tmp_path: Path) -> None:
    """publish.sh installs once, builds, commits and pushes the lock on a machine on which git knows nobody."""
    site = new_site(tmp_path, "server")
    origin = pushed(site)
    for _ in range(2):
        assert host.run(site, "./publish.sh") == (0, "", "")  # from a timer it says nothing
    assert "addresses.lock" in git(origin, "ls-tree", "--name-only", "main")
    assert git(origin, "log", "--format=%s %an", "main").count("addresses.lock of this build sitegen") == 1
    (site / "content/news/2024-01-01-bad.md").write_text("---\ntitle: [\n---\n")
    told = host.run(site, "./publish.sh")
    assert (told.code, "2024-01-01-bad.md" in told.err) == (0, True)
    assert host.run(site, "./publish.sh") == (0, "", "")  # the same words are said once
    (site / "site.yaml").write_text("title: [\n")
    assert host.run(site, "./publish.sh").code == 2
    with (site / ".sitegen-status/running").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert host.run(site, "./publish.sh") == (0, "", "")  # another run is at it


@pytest.mark.long
def test_the_script_without_its_repository(host: BuildHost, tmp_path: Path) -> None:
    """What cannot be pulled or pushed keeps nothing from being published; a later run pushes it."""
    site = new_site(tmp_path, "server")
    origin = pushed(site)
    origin.rename(tmp_path / "away")
    told = host.run(site, "./publish.sh")
    assert (told.code, "git pull failed" in told.err, "was not committed and pushed" in told.err) == (0, True, True)
    assert (site / "public/index.html").is_file()
    (tmp_path / "away").rename(origin)
    assert host.run(site, "./publish.sh").code == 0
    assert "addresses.lock" in git(origin, "ls-tree", "--name-only", "main")


def test_a_workflow_is_what_github_reads(tmp_path: Path) -> None:
    """Each workflow is YAML with the jobs in their order; only GitHub Pages asks for the right to publish there."""
    for host in ("netlify", "cloudflare", "github"):
        (tmp_path / host).mkdir()
        site = new_site(tmp_path / host, host)
        workflow = yaml.safe_load((site / WORKFLOW).read_text("utf-8"))
        assert list(workflow["jobs"]) == ["due", "site"]
        assert ("pages" in workflow["permissions"]) == ("environment" in workflow["jobs"]["site"]) == (host == "github")
        names = [step.get("name", step.get("uses", "")) for step in steps(site, "site")]
        publishes = {"netlify": "Let Netlify", "cloudflare": "Publish on", "github": "actions/deploy-pages"}[host]
        assert sorted(names, key=names.index) == names
        at = next(number for number, name in enumerate(names) if name.startswith(publishes))
        assert names.index("Build") < at < names.index("Commit addresses.lock")
