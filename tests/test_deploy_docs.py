"""What the pages about deploying say is tried: their commands are run, and what they promise is looked at."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from sitegen.hosts.host import Host
from sitegen.hosts.hosts import BY_NAME
from sitegen.settings import HOSTS
from tests.command_line import PROJECT, sitegen
from tests.site_under_test import SITE_YAML, SiteUnderTest, bytes_below, story
from tests.test_starter_deploys import BuildHost, git, host

__all__ = ["host"]

DOCS = PROJECT / "docs"
PAGES = sorted((*PROJECT.glob("*.md"), *DOCS.rglob("*.md"), PROJECT / "themes" / "README.md"))
_SCRIPT = re.compile(r"^```sh\n(.*?)^```", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\((?!https?:)([^)\s]+)\)")
_CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.DOTALL | re.MULTILINE)


def test_the_commands_of_deploying_run(host: BuildHost, tmp_path: Path) -> None:
    """The commands of docs/deploy.md, one after the other, lead from nothing to a pushed and built site."""
    origin = tmp_path / "me" / "my-digest.git"
    origin.parent.mkdir()
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch", "main", str(origin))
    (host.folder / "gitconfig").write_text(
        "[user]\n\tname = Me\n\temail = me@mine.example\n"
        f'[url "{tmp_path}/me/"]\n\tinsteadOf = https://github.com/me/\n'
    )
    # At first the person's own sitegen is asked; then the one that the site brought along is installed.
    own = host.folder / "tools" / "sitegen"
    own.write_text(f'#!/bin/sh\nPYTHONPATH={PROJECT} exec {sys.executable} -m sitegen "$@"\n')
    own.chmod(0o755)
    scripts = _SCRIPT.findall((DOCS / "deploy.md").read_text("utf-8"))
    assert len(scripts) == 4
    ran = host.run(tmp_path, "\n".join(scripts))
    assert ran.code == 0, ran
    assert ran.out.count("Last good build") == 1
    assert "vendor/SHA256SUMS" in git(origin, "ls-tree", "-r", "--name-only", "main")
    assert (tmp_path / "my-digest/changes.json").is_file()


needs_upload_tools = pytest.mark.skipif(not (shutil.which("jq") and shutil.which("rsync")), reason="needs jq and rsync")


@needs_upload_tools
def test_the_lines_that_upload_what_changed(host: BuildHost, tmp_path: Path) -> None:
    """After each build the two lines make a folder elsewhere the same as the output, whatever files are called."""
    (host.folder / "tools/ssh").write_text(
        '#!/bin/sh\nshift\nexec sh -c "$*"\n'
    )  # the machine that it names is this one
    (host.folder / "tools/ssh").chmod(0o755)
    there = tmp_path / "there"
    there.mkdir()
    lines = re.findall(r"^    (jq .*)$", (DOCS / "deploy.md").read_text("utf-8"), re.MULTILINE)
    assert len(lines) == 2
    upload = "\n".join(lines).replace("/srv/digest", str(there))
    site = SiteUnderTest(tmp_path / "site", f"{SITE_YAML}host: server\nsearch: off\n")

    def build_and_upload() -> None:
        assert sitegen(site.root, "build", "--no-frozen", "--changes", "changes.json").code == 0
        ran = host.run(site.root, upload)
        assert (ran.code, ran.err) == (0, "")
        assert bytes_below(there) == bytes_below(site.root / "public")

    for name in ("one", "two", "旧 path"):
        site.write(f"content/news/{name}.md", story(name.title()))
    for name in ("#hash;.txt", "-dash.txt", "it's a 'quote'.txt"):
        site.write(f"static/{name}", name)
    build_and_upload()
    site.delete("content/news/two.md")
    site.delete("static/-dash.txt")
    site.edit("content/news/one.md", "title: One", "title: One\nslug: uno")
    build_and_upload()
    build_and_upload()


@pytest.mark.parametrize("host", BY_NAME.values(), ids=BY_NAME)
def test_each_host_is_in_the_docs(host: Host) -> None:
    """A host has a row in docs/deploy.md and a place in the tables of docs/hosts.md; who chooses one reads its name."""
    rows = (DOCS / "deploy.md").read_text("utf-8")
    assert f"](hosts/{host.name}.md) | `{host.name}` |" in rows
    kind = host.title.removeprefix("a ")
    assert kind in (DOCS / "hosts.md").read_text("utf-8").partition("## Limits")[0]
    assert f"\n| {host.title} |" in (DOCS / "hosts.md").read_text("utf-8")
    settings = next(line for line in (DOCS / "settings.md").read_text("utf-8").splitlines() if "| `host` |" in line)
    assert f"`{host.name}`" in settings
    chosen = (PROJECT / "sitegen/starter_site/site.yaml").read_text("utf-8")
    assert re.search(rf"Where it is published: .*\b{host.name}\b", chosen)


@pytest.mark.parametrize("name", HOSTS)
def test_the_page_of_a_host_begins_with_its_command(name: str, tmp_path: Path) -> None:
    """The line makes a site that names the files which the page explains."""
    text = (DOCS / "hosts" / f"{name}.md").read_text("utf-8")
    (line,) = re.findall(r"^    (sitegen new site .*)$", text, re.MULTILINE)
    made = sitegen(tmp_path, *shlex.split(line)[1:])
    assert made.code == 0, made.err
    named = {"netlify.toml", ".github/workflows/site.yml", "publish.sh", "nginx.conf"}
    for path in named:
        assert (path in text) == (tmp_path / "my-digest" / path).is_file() or name == "netlify", path


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings."""
    lines = page.read_text("utf-8").splitlines()
    titles = [line.lstrip("#").strip().lower() for line in lines if line.startswith("#")]
    return {re.sub(r"[^\w\- ]", "", title).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(PROJECT).as_posix())
def test_each_link_leads_somewhere(page: Path) -> None:
    """Each link between the pages leads to a file and a heading that are there."""
    for link in _LINK.findall(_CODE.sub("", page.read_text("utf-8"))):
        path, _, anchor = link.partition("#")
        target = page if not path else (page.parent / path).resolve()
        assert target.is_file(), link
        assert not anchor or anchor in anchors(target), link


def test_a_takedown(site: SiteUnderTest) -> None:
    """After the steps of the page no output and no line of the lock has a word of the story; its address is as said."""
    site.write("content/news/2024-02-22-secret-thing.md", story("Secretmatter", body="Hushhush.", slug="plainname"))
    site.write("content/news/2024-02-22-other.md", story("Other"))
    site.build(addresses="write", jobs=1)
    words = (b"Secretmatter", b"Hushhush", b"hushhush")
    assert any(word in data for data in site.outputs().values() for word in words)
    address = "/news/2024/02/22/plainname/"
    head = "removed: true\ntitle: Gone\nslug: plainname\npublishedDateTime: 2024-02-21T16:21:00Z"
    original = "originalUrl: https://news.example/Secretmatter"
    site.write("content/news/2024-02-22-secret-thing.md", f"---\n{head}\n{original}\n---\n")
    site.build(addresses="write", jobs=1)
    assert not any(word in data for data in site.outputs().values() for word in words)
    assert f"{address} /404.html 410" in site.text("_redirects")
    lock = site.root / "addresses.lock"
    assert not any(word in lock.read_bytes() for word in words)
    site.delete("content/news/2024-02-22-secret-thing.md")
    lines = lock.read_text("utf-8").splitlines(keepends=True)
    lock.write_text("".join(line for line in lines if address not in line))
    report = site.build(addresses="write", jobs=1)
    assert report.problems == ()
    assert "plainname" not in site.text("_redirects") + lock.read_text("utf-8")
    sitegen(site.root, "clean")
    assert not [
        file for file in (site.root / ".sitegen").rglob("*") if file.is_file() and b"Hushhush" in file.read_bytes()
    ]


def test_moving_to_another_domain(site: SiteUnderTest) -> None:
    """With feed_authority kept no identity changes, every address stays below the new one, and no build complains."""
    site.write("content/news/one.md", story("One"))
    site.build(addresses="write", jobs=1)
    before = (set(site.outputs()), re.findall(r"<id>([^<]+)", site.text("atom.xml")))
    site.write("site.yaml", SITE_YAML.replace("https://digest.test/", "https://new.example/"))
    report = site.build(addresses="write", jobs=1)
    assert (report.problems, report.deleted) == ((), ())
    assert (set(site.outputs()), re.findall(r"<id>([^<]+)", site.text("atom.xml"))) == before
    assert "https://new.example/" in site.text("atom.xml")


def test_each_exit_code_is_explained() -> None:
    """The page about builds that fail has a row for each exit code but those of success and of a mistake of its own."""
    rows = re.findall(r"^\| (\d+) \|", (DOCS / "operating.md").read_text("utf-8"), re.MULTILINE)
    assert rows == ["4", "1", "2", "3", "130"]
