"""Every request is answered from the output folder, and from nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.serve.answers import Answer, OutputFolder


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "public"
    texts = {
        "index.html": "home",
        "404.html": "nothing here",
        "feed.xml": "<rss/>",
        "atom.xml": "<feed/>",
        "feed.json": "{}",
        "assets/style.css": "a{}",
        "news/2024/index.html": "year",
        "news/中文/index.html": "chinese",
        "empty/x.txt": "x",
        "_redirects": (
            "/old/ /news/2024/ 301\n/旧/ /news/2024/ 301\n/%E9%82%AE/ /news/2024/ 301\n/gone/ /404.html 410\n"
            "/index.html /news/2024/ 302\n/news/2024/ /forced/ 302!\n"
        ),
        "_headers": (
            "/*\n  X-Frame-Options: DENY\n  Cache-Control: max-age=600\n  access-control-allow-origin: *\n"
            "  Timing-Allow-Origin: *\n  Cross-Origin-Resource-Policy: cross-origin\n  Set-Cookie: a=b\n"
            "  Access-Control-Allow-Credentials: true\n  Clear-Site-Data: *\n  Refresh: 0; url=https://evil.example/\n"
        ),
    }
    for path, text in texts.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "up").symlink_to(tmp_path)
    return folder


def body_of(answer: Answer) -> str:
    return (answer.file.path.read_bytes() if answer.file else answer.body).decode()


def get(output: Path, target: str, base_path: str = "/", **headers: str) -> tuple[int, str]:
    answer = OutputFolder(output, base_path).answer(
        target, {key.replace("_", "-").lower(): value for key, value in headers.items()}
    )
    return answer.status, body_of(answer)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/", (200, "home")),
        ("/?utm=1", (200, "home")),
        ("/index.html", (200, "home")),
        ("/assets/style.css", (200, "a{}")),
        ("/news/%E4%B8%AD%E6%96%87/", (200, "chinese")),
        ("/empty/", (404, "nothing here")),
        ("/nope", (404, "nothing here")),
        ("/_headers", (404, "nothing here")),
        ("/_redirects", (404, "nothing here")),
    ],
)
def test_a_path_shows_its_file(output: Path, target: str, expected: tuple[int, str]) -> None:
    """A file, or the `index.html` of a folder, is shown; the rest is the site's own 404 page, never a listing."""
    assert get(output, target) == expected


@pytest.mark.parametrize(
    "target",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/assets/../../secret.txt",
        "/link.txt",
        "/up/secret.txt",
        "/..\\secret.txt",
        "/%00",
        "//secret.txt",
        "/%ff",
        "secret.txt",
        "http://x/",
        "*",
        "",
        "/" + "a/" * 5000,
    ],
)
def test_nothing_outside_the_folder_is_shown(output: Path, target: str) -> None:
    """Dots, encoded dots, symbolic links and odd targets end at the 404 page."""
    assert get(output, target) == (404, "nothing here")


def test_a_folder_without_its_slash_moves_there(output: Path) -> None:
    """A folder's address without the last slash leads to the one with it, and the query stays."""
    answer = OutputFolder(output, "/").answer("/news/%E4%B8%AD%E6%96%87?a=1", {})
    assert (answer.status, answer.headers["Location"]) == (302, "/news/%E4%B8%AD%E6%96%87/?a=1")


def test_redirects_come_after_files_unless_forced(output: Path) -> None:
    """A file wins over a redirect of its name, and a forced redirect over the file."""
    folder = OutputFolder(output, "/")
    assert folder.answer("/old/", {}).headers["Location"] == "/news/2024/"
    assert folder.answer("/news/2024/", {}).headers["Location"] == "/forced/"
    assert get(output, "/index.html") == (200, "home")


@pytest.mark.parametrize("target", ["/%E6%97%A7/", "/%e6%97%a7", "/%E9%82%AE/", "/%e9%82%ae"])
def test_a_redirect_is_found_however_it_is_written(output: Path, target: str) -> None:
    """An old address in other letters is found, whether `_redirects` has the letters or their encoding."""
    assert OutputFolder(output, "/").answer(target, {}).headers["Location"] == "/news/2024/"


def test_what_is_gone_says_so(output: Path) -> None:
    """A 410 in `_redirects` shows its page with that status."""
    assert get(output, "/gone/") == (410, "nothing here")


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("feed.xml", "application/rss+xml; charset=utf-8"),
        ("atom.xml", "application/atom+xml; charset=utf-8"),
        ("feed.json", "application/feed+json; charset=utf-8"),
        ("index.html", "text/html; charset=utf-8"),
        ("assets/style.css", "text/css; charset=utf-8"),
        ("assets/site.js", "text/javascript; charset=utf-8"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("search/newest.json", "application/json; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("feeds.opml", "text/x-opml; charset=utf-8"),
        ("index.md", "text/markdown; charset=utf-8"),
        ("site.webmanifest", "application/manifest+json; charset=utf-8"),
        ("icon.svg", "image/svg+xml; charset=utf-8"),
        ("icon.PNG", "image/png"),
        ("a.jpg", "image/jpeg"),
        ("a.webp", "image/webp"),
        ("a.avif", "image/avif"),
        ("a.woff2", "font/woff2"),
        ("a.unknown", "application/octet-stream"),
        ("none", "application/octet-stream"),
    ],
)
def test_content_types_do_not_depend_on_the_machine(output: Path, name: str, content_type: str) -> None:
    """Every file is told as what it is, texts in UTF-8, and is not to be taken for anything else."""
    (output / name).parent.mkdir(parents=True, exist_ok=True)
    (output / name).write_text("x", "utf-8")
    answer = OutputFolder(output, "/").answer("/" + name, {})
    body_of(answer)
    assert answer.headers["Content-Type"] == content_type
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_headers_are_the_hosts_but_never_cached(output: Path) -> None:
    """What `_headers` says reaches the answer, except how long to keep it: a preview is always the newest."""
    answer = OutputFolder(output, "/").answer("/", {})
    body_of(answer)
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Cache-Control"] == "no-cache"


def test_no_other_page_may_look_into_a_preview(output: Path) -> None:
    """Whatever `_headers` allows to others, a preview allows nothing, in no kind of answer: it shows drafts."""
    folder = OutputFolder(output, "/")
    first = folder.answer("/feed.json", {})
    answers = [first, folder.answer("/feed.json", {"if-none-match": first.headers["ETag"]})]
    answers += [folder.answer(path, {"origin": "https://evil.example"}) for path in ("/old/", "/gone/", "/news", "/x")]
    assert [answer.status for answer in answers] == [200, 304, 301, 410, 302, 404]
    for answer in answers:
        body_of(answer)
        assert not [name for name in answer.headers if "allow" in name.lower() or "cross-origin" in name.lower()]
        assert not {"Set-Cookie", "Clear-Site-Data", "Refresh"} & answer.headers.keys()


def test_a_known_version_is_not_sent_again(output: Path) -> None:
    """The ETag, alone or in a list, or the time of the last change gives 304 without a body, until the file changes."""
    folder = OutputFolder(output, "/")
    first = folder.answer("/feed.xml", {})
    body_of(first)
    etag, modified = first.headers["ETag"], first.headers["Last-Modified"]
    known = [
        {"if-none-match": etag},
        {"if-none-match": f'"x", W/{etag}'},
        {"if-none-match": "*"},
        {"if-modified-since": modified},
    ]
    for headers in known:
        answer = folder.answer("/feed.xml", headers)
        assert (answer.status, answer.file, answer.body) == (304, None, b"")
    unknown = [
        {"if-none-match": '"x"', "if-modified-since": modified},
        {"if-modified-since": "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"if-modified-since": "soon"},
    ]
    (output / "feed.xml").write_text("<rss></rss>", "utf-8")
    for headers in [{"if-none-match": etag}, *unknown]:
        answer = folder.answer("/feed.xml", headers)
        assert (answer.status, body_of(answer)) == (200, "<rss></rss>")


def test_a_site_below_a_path_is_served_below_it(output: Path) -> None:
    """With a base path everything lies below it, and the root leads there."""
    assert get(output, "/digest/", "/digest/") == (200, "home")
    assert get(output, "/digest/assets/style.css", "/digest/") == (200, "a{}")
    assert get(output, "/assets/style.css", "/digest/") == (404, "nothing here")
    for target in ("/", "/digest"):
        answer = OutputFolder(output, "/digest/").answer(target, {})
        assert (answer.status, answer.headers["Location"]) == (302, "/digest/")


def test_an_empty_folder_still_answers(tmp_path: Path) -> None:
    """Before there is any output, the answer is a page that says so."""
    status, text = get(tmp_path / "none", "/")
    assert status == 404
    assert "<p>Not found, and this site has no 404.html yet.</p>" in text
