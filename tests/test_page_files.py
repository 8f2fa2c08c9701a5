"""Pictures and files beside texts: published with the page that refers to them, and with no other."""

from __future__ import annotations

import os
import re
import struct
from io import BytesIO

import pytest
from PIL import Image

from tests.command_line import NOW, sitegen
from tests.site_under_test import SiteUnderTest, story

PAGE = "news/2024/02/21/chips/"
BODY = """
![A chart](chart.png) and ![Down](img/deep.jpg "t"), <img src="chart.png" alt="again">.

[The paper](paper.pdf#page=2), <a href="data.csv">data</a>, [notes](../notes.txt), ![Film](clip.mp4), ![](tone.mp3).

![Site](/images/site.png) ![Root](/pictures/root.png) [Guide](/guide.pdf) ![Drawn](drawn.svg)
"""


def picture(width: int = 40, height: int = 30, form: str = "PNG", **options: object) -> bytes:
    """Return the bytes of a picture of one colour."""
    out = BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, form, **options)
    return out.getvalue()


@pytest.fixture
def digest(site: SiteUnderTest) -> SiteUnderTest:
    """A site with one story in a folder of its own, and files of all kinds beside it."""
    folder = "content/news/2024-02-21-chips"
    site.write(f"{folder}/index.md", story("Chips", "2024-02-21", BODY, images="\n  - url: cover.webp"))
    site.write(f"{folder}/chart.png", picture())
    site.write(f"{folder}/img/deep.jpg", picture(64, 48, "JPEG"))
    site.write(f"{folder}/cover.webp", picture(80, 45, "WEBP"))
    site.write(f"{folder}/unused.png", picture())
    site.write(
        f"{folder}/drawn.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 12"><path d="M0 0"/></svg>'
    )
    for name in ("paper.pdf", "data.csv", "clip.mp4", "tone.mp3", "unused.pdf"):
        site.write(f"{folder}/{name}", f"bytes of {name}")
    site.write("content/news/notes.txt", "Some figures that are no story.\n")
    site.write("static/images/site.png", picture(20, 15))
    site.write("content/pictures/root.png", picture(10, 10))
    site.write("content/guide.pdf", "guide")
    return site


def test_files_are_published_beside_their_page(digest: SiteUnderTest) -> None:
    """What a text shows or links to stands beside its page with its size, what it does not refer to stands nowhere."""
    report = digest.build()
    assert report.problems == ()
    page = digest.text(f"{PAGE}index.html")
    for shown in (
        f'src="/{PAGE}chart.png" alt="A chart"',
        'width="40" height="30"',
        f'src="/{PAGE}img/deep.jpg"',
        'width="64" height="48"',
        f'href="/{PAGE}paper.pdf#page=2"',
        f'href="/{PAGE}data.csv"',
        f'href="/{PAGE}notes.txt"',
        f'<video controls preload="metadata" src="/{PAGE}clip.mp4"><a href="/{PAGE}clip.mp4">Film</a></video>',
        f'<audio controls preload="metadata" src="/{PAGE}tone.mp3"><a href="/{PAGE}tone.mp3">tone.mp3</a></audio>',
        'src="/images/site.png"',
        'width="20" height="15"',
        'src="/pictures/root.png"',
        'href="/guide.pdf"',
        f'src="/{PAGE}drawn.svg" alt="Drawn"',
        'width="24" height="12"',
        f'<img src="/{PAGE}cover.webp" alt="" width="80" height="45"',
    ):
        assert shown in page, shown
    names = {path.removeprefix(PAGE) for path in digest.outputs() if path.startswith(PAGE)}
    assert names == {
        "index.html", "chart.png", "img/deep.jpg", "cover.webp", "drawn.svg", "paper.pdf", "data.csv", "clip.mp4",
        "tone.mp3", "notes.txt",
    }  # fmt: skip
    assert digest.has("pictures/root.png") and digest.has("guide.pdf")
    assert 'src="/news/2024/02/21/chips/cover.webp"' in digest.text("index.html")
    assert "file:" not in "".join(digest.text(path) for path in digest.outputs() if path.endswith((".html", ".xml")))
    assert digest.verify() == ()


def test_an_incremental_build_follows_files(digest: SiteUnderTest) -> None:
    """An edited picture is published anew, its new size reaches pages and lists, and what is no longer wanted goes."""
    folder = "content/news/2024-02-21-chips"
    digest.write("content/news/2024-03-01-other.md", story("Other", "2024-03-01"))
    digest.settle()
    digest.write(f"{folder}/chart.png", picture(40, 31))
    report = digest.build()
    assert {f"{PAGE}chart.png", f"{PAGE}index.html"} <= {one.path for one in report.rendered}
    assert 'height="31"' in digest.text(f"{PAGE}index.html")
    digest.write(f"{folder}/paper.pdf", "other bytes")
    assert [one.path for one in digest.build().rendered] == [f"{PAGE}paper.pdf"]
    digest.write(f"{folder}/cover.webp", picture(90, 45, "WEBP"))
    digest.build()
    assert 'width="90"' in digest.text("index.html")
    assert digest.verify() == ()
    digest.edit(f"{folder}/index.md", "![A chart](chart.png) and", "")
    digest.edit(f"{folder}/index.md", '<img src="chart.png" alt="again">', "")
    assert digest.build().deleted == (f"{PAGE}chart.png",)
    digest.delete(f"{folder}/cover.webp")
    (problem,) = digest.build().problems
    assert problem.message.startswith(f"{folder}/cover.webp is missing")
    assert "cover.webp" not in digest.text("index.html")
    assert digest.verify() == ()
    digest.edit(f"{folder}/index.md", "category:", "draft: true\ncategory:")
    digest.build()
    assert [path for path in digest.outputs() if path.startswith((PAGE, "pictures/", "guide"))] == []
    assert digest.verify() == ()


REFERENCES = """
![Gone](gone.png) ![Gone](gone.png) [Out](../../../site.yaml) ![Out](../../../../etc/shot.png) [Kind](data.zip)

![Linked](linked.png) ![Script](script.svg) ![Fake](fake.png) ![Root](/nowhere/x.png) [Left](/feed.xml)
![Up](%2e%2e/%2e%2e/%2e%2e/secret.png) ![Back](..\\..\\x.png) ![Draft](../hidden/.private.png) ![](file:chart.png)
"""


def test_what_cannot_be_published_is_told_once(site: SiteUnderTest) -> None:
    """Files that are missing, outside, linked, active, unreadable or of another kind are told once a kind."""
    folder = "content/news/2024-02-21-a"
    site.write(f"{folder}/index.md", story("A", "2024-02-21", REFERENCES))
    site.write(f"{folder}/data.zip", b"PK")
    site.write(f"{folder}/script.svg", '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    site.write(f"{folder}/fake.png", "no picture")
    site.write("content/news/hidden/.private.png", picture())
    site.write("secret.png", picture())
    site.write("content/news/real.png", picture())
    os.symlink("../real.png", site.root / folder / "linked.png")
    site.write("content/news/2024-02-22-b.md", story("B", "2024-02-22", "![No](none.jpg)"))
    report = site.build()
    told = {problem.message.partition(":")[0]: problem for problem in report.problems}
    assert {name: len(problem.each) for name, problem in told.items()} == {
        "5 files that texts refer to are missing": 5,
        "3 files that texts refer to lie outside the content folder": 3,
        f"{folder}/data.zip is of a kind that is not published beside a text": 0,
        "3 files that texts refer to may not be published": 3,
    }
    page = site.text("news/2024/02/21/a/index.html")
    assert re.findall(r"<img [^>]*>", page.partition('<div class="body"')[2].partition("</article>")[0]) == []
    assert "Gone Gone <a>Out</a> Out <a>Kind</a>" in page
    published = set(site.outputs()) - {"share.png"}
    assert {path for path in published if path.endswith((".svg", ".png", ".zip")) and "icon" not in path} == set()
    ran = sitegen(site.root, "check", "--now", NOW)
    assert ran.err.count("gone.png is missing") == 1 and "none.jpg is missing" in ran.err
    site.edit("site.yaml", "title:", "files: [.ZIP]\ntitle:")
    site.build()
    assert site.has("news/2024/02/21/a/data.zip")
    assert site.verify() == ()


def test_files_of_one_name_have_addresses_of_their_own(site: SiteUnderTest) -> None:
    """Two files of one name, in whatever case, or with a name of the site's own, stand side by side."""
    body = "![a](x.png) ![b](../other/X.PNG) ![c](../share.png) ![d](../third/x.png)"
    site.write("content/news/2024-02-21-a/index.md", story("A", "2024-02-21", body))
    for number, path in enumerate(("2024-02-21-a/x.png", "other/X.PNG", "share.png", "third/x.png"), 1):
        site.write(f"content/news/{path}", picture(number, number))
    site.write("site.yaml", (site.root / "site.yaml").read_text("utf-8") + "share_images: on\nmarkdown_copies: on\n")
    assert site.build().problems == ()
    names = sorted(path for path in site.outputs() if path.startswith("news/2024/02/21/a/") and "png" in path.lower())
    assert len({name.casefold() for name in names}) == 5
    assert len([name for name in names if re.search(r"/(?:x|X|share)-[0-9a-f]{8}\.(?:png|PNG)$", name)]) == 3
    assert site.verify() == ()


def test_a_photograph_loses_the_place_where_it_was_taken(site: SiteUnderTest) -> None:
    """The published bytes of a photograph say no place, and are the same otherwise; the source stays as it is."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (48.0, 8.0, 15.25)
    exif.get_ifd(0x8825)[1] = "N"
    body = " ".join(f"![x](a.{kind})" for kind in ("jpg", "png", "webp"))
    site.write("content/news/2024-02-21-a/index.md", story("A", "2024-02-21", body))
    for kind, form in (("jpg", "JPEG"), ("png", "PNG"), ("webp", "WEBP")):
        site.write(f"content/news/2024-02-21-a/a.{kind}", picture(40, 30, form, exif=exif))
    assert site.build().problems == ()
    for kind in ("jpg", "png", "webp"):
        before = (site.root / f"content/news/2024-02-21-a/a.{kind}").read_bytes()
        after = (site.root / f"public/news/2024/02/21/a/a.{kind}").read_bytes()
        assert len(after) == len(before)
        assert dict(Image.open(BytesIO(before)).getexif().get_ifd(0x8825)) != {}
        with Image.open(BytesIO(after)) as image:
            assert dict(image.getexif().get_ifd(0x8825)) == {}
            assert image.getexif()[0x0112] == 6
            image.load()
        assert struct.pack("<I", 48) in before or struct.pack(">I", 48) in before
    assert 'width="30" height="40"' in site.text("news/2024/02/21/a/index.html")
    assert site.verify() == ()
