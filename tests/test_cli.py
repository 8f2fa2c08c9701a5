"""The command line keeps its promises: words, JSON, exit codes, and a quick start."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tomllib
from http.client import HTTPConnection
from pathlib import Path

import click
import pytest

import sitegen as package
from sitegen.cli.lazy_group import load
from sitegen.cli.main import COMMANDS, program
from tests.command_line import LONGEST_WAIT_SECONDS, NOW, PROJECT, environment, python, running, sitegen, timeless
from tests.site_under_test import SiteUnderTest, story

JSON_KEYS = [
    "sources", "published", "withheld", "outputs", "rendered", "written", "unchanged", "deleted", "problems", "seconds",
    "next_change",
]  # fmt: skip
SLOW_MODULES = ("jinja2", "yaml", "feedgen", "markdown_it", "rich", "msgspec", "lxml", "sqlite3", "pygments")


def test_build_json_is_one_object_with_the_promised_keys(digest: SiteUnderTest) -> None:
    """`build --json` prints the object of the design, its keys in order, and nothing else on standard output."""
    digest.write("content/news/2024-02-22-draft.md", story("Two", published="false"))
    digest.write("content/news/2024-02-23-later.md", story("Three", date="2024-07-01T09:00:00Z"))
    ran = sitegen(digest.root, "build", "--json", "--now", NOW)
    report = json.loads(ran.out)
    assert (ran.code, ran.err, list(report)) == (0, "", JSON_KEYS)
    assert (report["sources"], report["published"], report["deleted"], report["problems"]) == (3, 1, 0, [])
    assert report["outputs"] == report["rendered"] == report["written"] > 5
    assert report["withheld"] == [
        {"path": "content/news/2024-02-22-draft.md", "reason": "published: false"},
        {"path": "content/news/2024-02-23-later.md", "reason": "until 2024-07-01 17:00"},
    ]
    assert report["next_change"] == "2024-07-01T17:00:00+08:00"
    assert list(report["seconds"])[-1] == "total"


def test_json_problems_have_the_promised_keys(digest: SiteUnderTest) -> None:
    """A problem in JSON has level, path, line, column, field, message and hint, in `build` and in `check`."""
    digest.write("content/news/2024-02-22-bad.md", story("Bad", date="2024-02-30"))
    for command, code in (("build", 4), ("check", 1)):
        ran = sitegen(digest.root, command, "--json")
        (problem,) = json.loads(ran.out)["problems"]
        assert ran.code == code
        assert list(problem) == ["level", "path", "line", "column", "field", "message", "hint"]
        assert (problem["level"], problem["path"], problem["line"]) == ("error", "content/news/2024-02-22-bad.md", 5)


def test_json_is_printed_also_when_the_settings_are_wrong(digest: SiteUnderTest) -> None:
    """With a wrong `site.yaml` the JSON object still comes, with the problem in it, and the exit code is 2."""
    digest.write("site.yaml", "titel: x\nbase_url: https://digest.test/\n")
    ran = sitegen(digest.root, "build", "--json")
    report = json.loads(ran.out)
    assert (ran.code, list(report)) == (2, JSON_KEYS)
    assert [problem["field"] for problem in report["problems"]] == ["titel"]


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize("limit", [0, 20_000], ids=["nothing can be written", "large files cannot be written"])
def test_json_is_printed_also_when_the_machine_stops_it(digest: SiteUnderTest, command: str, limit: int) -> None:
    """When the machine stops a command, or its folder is not ours, the JSON object says so and the exit code is 1."""
    digest.write("static/large.bin", "x" * 30_000)
    tight = f"import resource as r, sitegen.cli.main as c\nr.setrlimit(r.RLIMIT_FSIZE, ({limit}, {limit}))\nc.main()"
    ran = python(digest.root, tight, command, "--json")
    (problem,) = json.loads(ran.out)["problems"]
    assert ran.code == 1
    assert (problem["level"], problem["message"] in ran.err) == ("error", True)


def test_json_names_a_machine_s_trouble(digest: SiteUnderTest) -> None:
    """A path that the machine cannot have stops `build` and `check` with the same words in JSON as on the terminal."""
    for command, keys in (("build", JSON_KEYS), ("check", ["problems"])):
        ran = sitegen(digest.root, command, "--json", "--output", "long" * 80)
        report = json.loads(ran.out)
        assert (ran.code, list(report)) == (1, keys)
        assert f"sitegen: {report['problems'][0]['message']}" == ran.err.strip()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--frobnicate"],
        ["build", "--jobs", "many"],
        ["build", "a", "b"],
        ["bild"],
        ["new", "story"],
        ["serve", "--port", "99999"],
    ],
)
def test_a_wrong_command_line_is_exit_code_2(tmp_path: Path, arguments: list[str]) -> None:
    """Options and arguments that do not exist or do not fit end with 2 and how the command is used."""
    ran = sitegen(tmp_path, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Usage: sitegen" in ran.err


def test_no_site_is_exit_code_2(tmp_path: Path) -> None:
    """Every command that needs a site says when there is none."""
    for arguments in (
        ["build"],
        ["check"],
        ["clean"],
        ["serve"],
        ["why", "x"],
        ["new", "story", "A"],
        ["new", "page", "A"],
    ):
        ran = sitegen(tmp_path, *arguments)
        assert (ran.code, ran.err.splitlines()[0]) == (2, "sitegen: no site here"), arguments


def test_an_error_is_exit_code_4_and_strict_counts_warnings(digest: SiteUnderTest) -> None:
    """An error of a story is exit code 4, or 1 where nothing is published; a warning is 0, and 1 with `--strict`."""
    digest.write("content/news/2024-02-22-typo.md", story("Typo", publishd="true"))
    assert sitegen(digest.root, "build").code == 0
    assert sitegen(digest.root, "build", "--strict").code == 1
    digest.write("content/news/2024-02-22-typo.md", story("Typo", date="yesterday"))
    assert sitegen(digest.root, "build").code == 4
    assert sitegen(digest.root, "build", "--strict").code == 1
    assert sitegen(digest.root, "check").code == 1


def test_all_or_nothing_insists_on_every_story(digest: SiteUnderTest) -> None:
    """With `--all-or-nothing` an error of one story publishes nothing; `--keep-going` rules it out."""
    digest.write("content/news/2024-02-22-bad.md", story("Bad", date="2024-02-30"))
    assert sitegen(digest.root, "build", "--all-or-nothing").code == 1
    assert not digest.has("index.html")
    ran = sitegen(digest.root, "build", "--keep-going")
    assert (ran.code, digest.has("news/2024/02/22/one/index.html")) == (4, True)
    both = sitegen(digest.root, "build", "--keep-going", "--all-or-nothing")
    assert (both.code, "rule each other out" in both.err) == (2, True)


def test_a_bug_is_exit_code_3_and_one_sentence(digest: SiteUnderTest, tmp_path: Path) -> None:
    """What nobody foresaw is told in one line that names the log, which has the versions and the traceback."""
    broken = (
        "import sitegen.cli.main as c, sitegen.cli.commands.build as m\n"
        "def fail(*_): 1 / 0\nm.build_site = fail\nc.main()"
    )
    ran = python(digest.root, broken, "build", TMPDIR=str(tmp_path))
    assert (ran.code, len(ran.err.splitlines()), "Traceback" in ran.err) == (3, 1, False)
    log = Path(ran.err.strip().rpartition(" ")[2])
    text = log.read_text("utf-8")
    assert f"sitegen {package.__version__}, Python {sys.version.split()[0]}" in text
    assert "Traceback (most recent call last)" in text
    (digest.root / ".sitegen").mkdir()
    again = python(tmp_path, broken, "build", "site")
    assert again.err.strip().endswith(os.path.join("site", ".sitegen", "bug.log"))


def test_a_broken_installation_is_told_like_a_bug(digest: SiteUnderTest, tmp_path: Path) -> None:
    """When a dependency cannot be loaded, that too is one line and a log."""
    broken = "import sys\nsys.modules['jinja2'] = None\nimport sitegen.cli.main as c\nc.main()"
    ran = python(digest.root, broken, "build", TMPDIR=str(tmp_path))
    assert (ran.code, len(ran.err.splitlines()), "ModuleNotFoundError" in ran.err) == (3, 1, True)


def test_quiet_prints_errors_only(digest: SiteUnderTest) -> None:
    """`-q` says nothing of a good build or a warning, and tells errors."""
    digest.write("content/news/2024-02-22-typo.md", story("Typo", publishd="true"))
    assert sitegen(digest.root, "build", "-q") == (0, "", "")
    digest.write("content/news/2024-02-23-bad.md", story("Bad", date="2024-02-30"))
    ran = sitegen(digest.root, "build", "-q")
    assert (ran.code, ran.out, "publishd" in ran.err, "2024-02-30" in ran.err) == (4, "", False, True)


def test_quiet_never_hides_why_a_command_fails(digest: SiteUnderTest) -> None:
    """With `-q`, a command says nothing when its exit code is 0, and says why when it is not, in words or in JSON."""
    digest.write("content/news/2024-02-22-typo.md", story("Typo", publishd="true"))
    digest.write("public-file", "a file")
    for arguments, code, told in (
        (["build", "--strict"], 1, "publishd"),
        (["check", "--strict"], 1, "publishd"),
        (["build", "--strict", "--keep-going"], 1, "publishd"),
        (["check"], 0, ""),
        (["build"], 0, ""),
        (["build", "--verify"], 0, ""),
        (["clean"], 0, ""),
        (["build", "--output", "public-file"], 1, "is a file"),
        (["clean", "nowhere"], 2, "nowhere"),
        (["serve", "nowhere"], 2, "nowhere"),
        (["build", "--now", "x"], 2, "is not a time"),
    ):
        ran = sitegen(digest.root, *arguments, "-q")
        assert (ran.code, ran.out) == (code, ""), arguments
        assert told in ran.err if told else ran.err == "", arguments
    ran = sitegen(digest.root, "build", "--strict", "-q", "--json")
    assert ["publishd" in problem["message"] + problem["field"] for problem in json.loads(ran.out)["problems"]] == [
        True
    ]


def test_verbose_tells_stages_and_the_slowest_files(digest: SiteUnderTest) -> None:
    """`-v` adds the seconds of each stage, the slowest files with template and reason, and what is withheld."""
    digest.write("content/news/2024-02-22-draft.md", story("Two", draft="true"))
    out = sitegen(digest.root, "build", "-v").out
    assert "content/news/2024-02-22-draft.md: draft" in out
    assert " s  render\n" in out
    assert " s  total\n" in out
    assert "(home.html, new)" in out


def test_verify_says_that_it_is_true(digest: SiteUnderTest) -> None:
    """`--verify` says when the output is a clean build's, and names the files that are not."""
    assert "removed, 0.0 s\nVerified: every file of the site is byte for byte" in timeless(
        sitegen(digest.root, "build", "--verify").out
    )


def test_now_decides_what_is_published(digest: SiteUnderTest) -> None:
    """`--now` is read in the site's zone, comes before SOURCE_DATE_EPOCH, and that before the clock."""
    digest.write("content/news/2024-02-21-one.md", story("One", date="2024-03-01T00:00:00Z"))

    def published(*arguments: str, **more: str) -> int:
        ran = sitegen(digest.root, "build", "--json", *arguments, **more)
        return int(json.loads(ran.out)["published"])

    assert published("--now", "2024-03-01 07:59") == 0
    assert published("--now", "2024-03-01 08:00") == 1
    assert published("--now", "2024-03-01T00:00Z") == 1
    assert published("--now", "2024-02-29", SOURCE_DATE_EPOCH="2000000000") == 0
    assert published(SOURCE_DATE_EPOCH="1709251199") == 0
    assert published() == 1


@pytest.mark.parametrize(
    ("more", "arguments"),
    [
        ({"SOURCE_DATE_EPOCH": "soon"}, []),
        ({}, ["--now", "soon"]),
        ({}, ["--now", "9999-99-99"]),
        ({"SOURCE_DATE_EPOCH": "9" * 30}, []),
    ],
)
def test_a_time_that_is_none_is_exit_code_2(digest: SiteUnderTest, more: dict[str, str], arguments: list[str]) -> None:
    """A wrong `--now` or SOURCE_DATE_EPOCH is told, not guessed."""
    ran = sitegen(digest.root, "build", *arguments, **more)
    assert ran.code == 2
    assert "is not a time" in ran.err


def test_netlify_says_where_the_site_will_live(digest: SiteUnderTest) -> None:
    """On Netlify `URL` stands in for a base URL that nobody set; a preview stands at its own address."""
    digest.edit("site.yaml", "base_url: https://digest.test/\n", "")
    digest.write("content/news/2024-02-22-draft.md", story("Two", published="false"))
    netlify = {"NETLIFY": "true", "URL": "https://live.example", "DEPLOY_PRIME_URL": "https://preview--live.example"}
    cases = [
        ("production", [], "https://live.example/", 1),
        ("deploy-preview", [], "https://preview--live.example/", 2),
        ("branch-deploy", [], "https://preview--live.example/", 1),
        ("dev", [], "https://preview--live.example/", 1),
        ("deploy-preview", ["--base-url", "https://mine.example/x"], "https://mine.example/x/", 1),
    ]
    for context, arguments, base_url, published in cases:
        ran = sitegen(digest.root, "build", "--json", *arguments, CONTEXT=context, **netlify)
        assert json.loads(ran.out)["published"] == published, context
        assert f"<loc>{base_url}" in digest.text("sitemap.xml"), context
    digest.write("site.yaml", "base_url: https://digest.test/\n")
    assert sitegen(digest.root, "build", CONTEXT="production", **netlify).code == 0
    assert "<loc>https://digest.test/" in digest.text("sitemap.xml")


@pytest.mark.parametrize("line", ["", "base_url:\n", "base_url: ''\n", "base_url:  # https://digest.example/\n"])
def test_nothing_is_published_without_an_address(line: str, digest: SiteUnderTest) -> None:
    """Who publishes or compares what is public is told which line to write; no deploy's own address stands in."""
    digest.write("site.yaml", f"title: T\n{line}")
    own = {"NETLIFY": "true", "DEPLOY_URL": "https://1--x.example", "DEPLOY_PRIME_URL": "https://2--x.example"}
    for command, more in (
        (["build"], {}),
        (["build"], {"URL": "https://live.example"}),
        (["build"], {**own, "CONTEXT": "production"}),
        (["build", "--drafts"], {**own, "CONTEXT": "deploy-preview"}),
        (["check"], {}),
        (["why", "index.html"], {}),
    ):
        ran = sitegen(digest.root, *command, **more)
        assert (ran.code, "base_url: is not set" in ran.err, digest.has("index.html")) == (2, True, False), command
        assert "Write the site's address: `base_url: https://digest.example/`." in ran.err
    assert sitegen(digest.root, "new", "story", "One more").code == 0
    assert sitegen(digest.root, "clean").code == 0
    assert sitegen(digest.root, "build", "--base-url", "https://mine.example/").code == 0
    assert sitegen(digest.root, "build", NETLIFY="true", CONTEXT="production", URL="x y").code == 2


def test_who_names_the_stories_is_told_once(digest: SiteUnderTest) -> None:
    """Without `feed_authority` each build says once which line keeps the identities, and with that line it is quiet."""
    digest.write("content/news/2024-02-23-two.md", story("Two", date="2024-02-23T16:21:00Z"))
    digest.write("site.yaml", "base_url: https://Digest.test:8080/news/\n")
    for arguments in (["build"], ["build"], ["check"]):
        ran = sitegen(digest.root, *arguments)
        assert (ran.code, ran.err.count("feed_authority: is not set")) == (0, 1), ran.err
    guids = digest.text("feed.xml").count("tag:digest.test,2025:")
    line = ran.err.partition("for ever: `")[2].partition("`")[0]
    digest.write("site.yaml", f"base_url: https://elsewhere.test/\n{line}\n")
    assert (line, sitegen(digest.root, "build", "--strict").err) == ("feed_authority: digest.test,2025", "")
    assert (digest.text("feed.xml").count("tag:digest.test,2025:"), guids > 0) == (guids, True)
    for quiet in ("feed_formats: []\n", "feed_authority: a.test,2025\n"):
        digest.write("site.yaml", f"base_url: https://digest.test/\n{quiet}")
        assert sitegen(digest.root, "build").err == "", quiet
    digest.write("site.yaml", "base_url: https://digest.test/\n")
    assert "feed_authority" not in sitegen(digest.root, "build", "--drafts").err


@pytest.mark.parametrize(
    "path",
    [
        "public/news/2024/",
        "./public/news/2024/index.html",
        "news/2024/index.html",
        "news/2024",
        "/news/2024/",
        "https://digest.test/news/2024/",
        "https://digest.test/news/2024",
        "http://127.0.0.1:8000/news/2024/?from=feed#top",
        "news%2F2024",
        "../site/public/news/2024/",
    ],
)
def test_why_takes_every_way_to_name_an_output(digest: SiteUnderTest, path: str) -> None:
    """`why` understands a path in the output folder, with it or without, and an address, with a slash or without."""
    sitegen(digest.root, "build")
    ran = sitegen(digest.root, "why", path)
    assert (ran.code, ran.out.splitlines()[0]) == (0, "public/news/2024/index.html is up to date")
    real = sitegen(digest.root.parent, "why", "--site", "site", str(digest.root / "public/news/2024"))
    assert real.out == ran.out


def test_why_knows_encoded_addresses_base_paths_and_sources(digest: SiteUnderTest) -> None:
    """`why` understands what a browser copies, an address below the site's path, and the file of a story."""
    digest.edit("site.yaml", "digest.test/", "digest.test/d/")
    digest.write("content/news/2024-02-22-新闻.md", story("新闻"))
    sitegen(digest.root, "build")
    file = "public/news/2024/02/22/新闻/index.html is up to date"
    for path in (
        "https://digest.test/d/news/2024/02/22/%E6%96%B0%E9%97%BB/",
        "/d/news/2024/02/22/%e6%96%b0%e9%97%bb",
        "news/2024/02/22/新闻/",
        "content/news/2024-02-22-新闻.md",
    ):
        assert sitegen(digest.root, "why", path).out.splitlines()[0] == file, path
    assert sitegen(digest.root, "why", "https://digest.test/d").out.startswith("public/index.html is")


def test_why_tells_a_reason_or_what_is_near(digest: SiteUnderTest) -> None:
    """`why` tells what changed; of what is no output it says so, and names what ends or is spelt nearly like it."""
    sitegen(digest.root, "build")
    digest.edit("content/news/2024-02-21-one.md", "title: One", "title: New")
    out = sitegen(digest.root, "why", "public/news/2024/02/22/one/").out
    assert "would be rendered: what it shows changed" in out
    for path, near in (
        ("one", "public/news/2024/02/22/one/index.html"),
        ("topics/aj/", "public/topics/ai/index.html"),
        ("public/feed.xnl", "public/feed.xml"),
    ):
        ran = sitegen(digest.root, "why", path)
        assert (ran.code, "is not an output" in ran.err, f"did you mean {near}" in ran.err) == (1, True, True), ran.err
    for path in ("public/entirely/else.pdf", "https://digest.test/%00", "", "%", "x" * 5000):
        assert sitegen(digest.root, "why", path).code in (0, 1), path


def test_why_plans_once(digest: SiteUnderTest) -> None:
    """`why` goes over the site a single time."""
    counting = (
        "import sys, sitegen.cli.main as c\n"
        "from sitegen.plan.output import plan_inputs_of as m\n"
        "seen = []\n"
        "sys.setprofile(lambda f, e, _: seen.append(1) if e == 'call' and f.f_code is m.__code__ else None)\n"
        "try: c.run(sys.argv[1:])\n"
        "finally: print(len(seen), 'planned')"
    )
    assert python(digest.root, counting, "why", "index.html").out.splitlines()[-1] == "1 planned"


def test_clean_leaves_only_what_is_the_owners(digest: SiteUnderTest) -> None:
    """`clean` removes outputs and cache, and keeps a file that somebody put into the output folder."""
    sitegen(digest.root, "build")
    digest.write("public/mine.txt", "mine")
    ran = sitegen(digest.root, "clean")
    assert ran.code == 0
    assert list(digest.outputs()) == ["mine.txt"]
    assert not (digest.root / ".sitegen" / "cache.db").exists()


def test_a_new_site_builds_at_once(tmp_path: Path) -> None:
    """`new site` makes a site without a problem, whose first story is published; it never fills a used folder."""
    made = sitegen(tmp_path, "new", "site", "my digest", "--base-url", "https://Mine.example/digest")
    assert (made.code, made.out.splitlines()[-1]) == (0, "Next: cd 'my digest' && sitegen serve")
    root = tmp_path / "my digest"
    built = sitegen(root, "build", "--strict")
    assert (built.code, built.err, built.out.splitlines()[0]) == (0, "", "2 stories: 2 published, 0 withheld")
    assert "My digest" in (root / "public" / "index.html").read_text("utf-8")
    assert (root / ".gitignore").is_file()
    assert sitegen(tmp_path, "new", "site", "my digest").code == 2
    assert sitegen(tmp_path, "new", "site", "my digest/site.yaml").code == 2


def test_a_new_site_without_an_address_says_where_to_write_it(tmp_path: Path) -> None:
    """It can be looked at at once; to publish it, one line is filled in, and the next one is told."""
    made = sitegen(tmp_path, "new", "site", "mine")
    words = "Before you publish it, write its address into site.yaml: base_url: https://digest.example/"
    assert made.out.splitlines()[-1] == words
    settings = tmp_path / "mine" / "site.yaml"
    built = sitegen(tmp_path, "build", "mine")
    line = settings.read_text("utf-8").splitlines().index("base_url:  # https://digest.example/") + 1
    assert (built.code, f"site.yaml:{line}:" in built.err) == (2, True)
    settings.write_text(settings.read_text("utf-8").replace("base_url:  # https://digest", "base_url: https://mine"))
    built = sitegen(tmp_path, "build", "mine")
    assert (built.code, "`feed_authority: mine.example,2025`" in built.err) == (0, True)
    wrong = sitegen(tmp_path, "new", "site", "other", "--base-url", "mine.example")
    assert (wrong.code, (tmp_path / "other").exists()) == (2, False)


def test_a_new_story_is_a_draft_without_a_problem(digest: SiteUnderTest) -> None:
    """`new story` makes a draft that the build understands, in the section's folder, and never overwrites."""
    title = 'Grüße: "中文" & [more] # {{ 7*7 }}'
    made = sitegen(digest.root, "new", "story", title)
    file = digest.root / made.out.splitlines()[0]
    assert (made.code, file.parent.name) == (0, "news")
    assert "draft: true" in file.read_text("utf-8")
    assert sitegen(digest.root, "check", "--strict").code == 0
    report = json.loads(sitegen(digest.root, "build", "--json").out)
    assert [page["reason"] for page in report["withheld"]] == ["draft"]
    again = sitegen(digest.root, "new", "story", title)
    assert (again.code, "already exists" in again.err) == (2, True)


def test_a_new_page_is_a_draft_too(digest: SiteUnderTest) -> None:
    """`new page` makes a page below the content folder; control characters and empty titles are refused."""
    made = sitegen(digest.root, "new", "page", "About us")
    assert made.out.splitlines()[0] == "content/about-us.md"
    assert sitegen(digest.root, "check", "--strict").code == 0
    assert [sitegen(digest.root, "new", "page", title).code for title in ("", "  ", "a\x07b", "x" * 3000)] == [
        2,
        2,
        2,
        2,
    ]


def test_a_site_may_be_named(digest: SiteUnderTest, tmp_path: Path) -> None:
    """SITE is a folder elsewhere, and problems show its lines; `--output` counts from where one stands."""
    assert sitegen(tmp_path, "build", "site", "--output", "out").code == 0
    assert (tmp_path / "out" / "index.html").is_file()
    digest.write("site.yaml", "page_size: many\n")
    assert "    1 | page_size: many" in sitegen(tmp_path, "build", "site").err


def test_serve_shows_the_site_and_ends_quietly(digest: SiteUnderTest) -> None:
    """`serve` builds into a folder of its own, answers, builds again after an edit, and ends with 0 at Ctrl-C."""
    command = [sys.executable, "-u", "-m", "sitegen", "serve", "--port", "0", "--drafts"]
    with running(command, digest.root) as server:
        assert server.stdout is not None
        lines = [server.stdout.readline() for _ in range(3)]
        port = int(lines[2].split(":")[3].partition("/")[0])
        client = HTTPConnection("127.0.0.1", port, timeout=LONGEST_WAIT_SECONDS)
        client.request("GET", "/news/2024/02/22/one/")
        assert b"One" in client.getresponse().read()
        digest.save("content/news/2024-02-21-one.md", story("Renamed"))
        assert "written" in server.stdout.readline()
        client.request("GET", "/news/2024/02/22/one/")
        assert b"Renamed" in client.getresponse().read()
        client.close()
        server.send_signal(signal.SIGINT)
        _, err = server.communicate()
    assert (server.returncode, err) == (0, "")
    assert not (digest.root / "public").exists()


def test_serve_goes_on_without_a_bad_story_and_without_an_address(digest: SiteUnderTest) -> None:
    """A site that has no `base_url` yet is shown, and a story with an error withholds itself alone, with one notice."""
    digest.write("site.yaml", "title: T\n")
    command = [sys.executable, "-u", "-m", "sitegen", "serve", "--port", "0"]
    with running(command, digest.root) as server:
        assert server.stdout is not None
        lines = [server.stdout.readline() for _ in range(3)]
        client = HTTPConnection(
            "127.0.0.1", int(lines[2].split(":")[3].partition("/")[0]), timeout=LONGEST_WAIT_SECONDS
        )
        digest.save("content/news/2024-02-22-bad.md", story("Bad", date="2024-02-30"))
        assert "written" in server.stdout.readline()
        digest.save("content/news/2024-02-21-one.md", story("One", body="Other words."))
        assert server.stdout.readline().endswith(" s; 1 error as before\n")
        client.request("GET", "/news/2024/02/21/one/")
        page = client.getresponse().read().decode()
        client.close()
        server.send_signal(signal.SIGINT)
        _, err = server.communicate()
    notice = "1 error. 1 source is withheld until it is corrected; the rest is shown."
    assert (server.returncode, notice in page, err.splitlines()[-1]) == (0, True, notice)
    assert err.count("2024-02-22-bad.md:") == 1


def test_serve_of_a_site_that_cannot_be_built_yet(digest: SiteUnderTest) -> None:
    """Where the first build publishes nothing, there is no preview that could be as it was."""
    digest.write("themes/default/templates/story.html", "{% if %}")
    with running([sys.executable, "-u", "-m", "sitegen", "serve", "--port", "0"], digest.root) as server:
        assert server.stderr is not None
        told = next((line for line in server.stderr if line.startswith("1 error.")), "")
    assert told == "1 error. Nothing can be shown yet.\n"


def test_ctrl_c_is_exit_code_130(digest: SiteUnderTest) -> None:
    """An interrupted build says so in a word."""
    endless = (
        "import sitegen.cli.main as c, sitegen.cli.commands.build as m\n"
        "def build_site(*_):\n print(1, flush=True)\n while True: pass\n"
    )
    command = [sys.executable, "-c", f"{endless}\nm.build_site = build_site\nc.main()", "build"]
    with running(command, digest.root) as build:
        assert build.stdout is not None
        build.stdout.readline()
        build.send_signal(signal.SIGINT)
        _, err = build.communicate()
    assert (build.returncode, err) == (130, "Interrupted.\n")


def test_a_reader_that_goes_away_is_no_news(digest: SiteUnderTest) -> None:
    """`sitegen build --json | head -c 0` prints no traceback."""
    with running([sys.executable, "-m", "sitegen", "build", "--json"], digest.root) as build:
        assert build.stdout is not None
        assert build.stderr is not None
        build.stdout.close()
        assert build.stderr.read() == ""
        assert build.wait() == 1


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams(digest: SiteUnderTest, closed: str) -> None:
    """A caller that closes the streams, as some schedulers do, gets the same site and the same exit codes."""
    for arguments, code in (("build", 0), ("build --nonsense", 2)):
        command = f"exec '{sys.executable}' -m sitegen {arguments} {closed}"
        ended = subprocess.run(["/bin/sh", "-c", command], cwd=digest.root, env=environment(), check=False)
        assert ended.returncode == code
    assert (digest.root / "public" / "news" / "index.html").is_file()


def test_words_survive_a_terminal_without_unicode(digest: SiteUnderTest) -> None:
    """Where the terminal knows only ASCII, other letters are escaped and nothing crashes."""
    digest.write("content/news/2024-02-22-bad.md", story("Bad", date="二月"))
    command = "import sitegen.cli.main as c; c.main()"
    ran = python(digest.root, command, "build", PYTHONUTF8="0", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert ran.code == 4
    assert "\\u4e8c\\u6708" in ran.err


@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_help_and_version_load_nothing_slow(argument: str) -> None:
    """`--version` and `--help` import neither templates nor YAML nor feeds nor the rest of the engine."""
    loaded = f"[name for name in {SLOW_MODULES!r} if name in sys.modules]"
    ran = python(PROJECT, f"import sys; from sitegen.cli.main import run; run(['{argument}']); print({loaded})")
    assert ran.out.splitlines()[-1] == "[]"


def test_a_build_loads_nothing_that_few_builds_need() -> None:
    """What `build` loads before it knows what there is to do makes no Markdown, colours no code and names no day."""
    names = ("markdown_it", "nh3", "pygments", "babel.localtime", "feedgen", "lxml", "PIL")
    loaded = f"[name for name in {names!r} if name in sys.modules]"
    ran = python(PROJECT, f"import sys, sitegen.cli.commands.build; print({loaded})")
    assert ran.out.splitlines()[-1] == "[]"


def test_the_version_is_the_packages() -> None:
    """What `--version` prints is the package's version; the distribution's is read from there too."""
    configured = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    assert configured["project"]["dynamic"] == ["version"]
    assert configured["tool"]["hatch"]["version"]["path"] == "sitegen/__init__.py"
    assert sitegen(PROJECT, "--version").out == f"sitegen {package.__version__}\n"


def test_every_command_explains_itself() -> None:
    """Every command and every option has a help text."""
    loaded = [load(entry) for entry in COMMANDS.values()]
    groups = [command for command in loaded if isinstance(command, click.Group)]
    commands = [*loaded, *(command for group in groups for command in group.commands.values())]
    for command in commands:
        assert command.help, command.name
        for parameter in command.params:
            assert not isinstance(parameter, click.Option) or parameter.help, (
                command.name,
                parameter.name,
            )


def test_the_list_of_commands_says_what_they_say() -> None:
    """`sitegen --help`, which loads no command, lists each by its name and the first sentence of its own help."""
    context = click.Context(program)
    for name, entry in COMMANDS.items():
        listed, command = program.get_command(context, name), load(entry)
        assert listed is not None, name
        assert (command.name, command.get_short_help_str(200)) == (name, listed.get_short_help_str(200))
    out = sitegen(PROJECT, "--help").out
    assert [line.split()[0] for line in out.partition("Commands:\n")[2].splitlines()] == sorted(COMMANDS)


@pytest.mark.parametrize("title", ["Index", "Archive", "Search", "Topics", "feeds"])
def test_new_page_makes_none_that_the_site_makes(digest: SiteUnderTest, title: str) -> None:
    """`new page` refuses a title whose page could never be published, and leaves no file behind."""
    ran = sitegen(digest.root, "new", "page", title)
    assert (ran.code, "the site itself makes the page /" in ran.err) == (2, True)
    assert sorted(path.name for path in (digest.root / "content").iterdir()) == ["news"]
