"""The icons and the manifest of whole sites."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from io import BytesIO

import pytest
from PIL import Image

from tests.site_under_test import SiteUnderTest, story

DRAWN = {"favicon.ico", "icon.svg", "apple-touch-icon.png", "icon-192.png", "icon-512.png"}


def head_links(site: SiteUnderTest) -> dict[str, str]:
    """Return what the front page links to in its head, with how."""
    head = site.text("index.html").partition("</head>")[0]
    return {url: rel for rel, url in re.findall(r'<link rel="([a-z-]*icon|manifest)" href="([^"]*)"', head)}


def icons_of(site: SiteUnderTest) -> set[str]:
    return {path for path in site.outputs() if "icon" in path}


def picture(colour: str = "blue") -> bytes:
    out = BytesIO()
    Image.new("RGB", (512, 512), colour).save(out, "PNG")
    return out.getvalue()


def test_a_site_without_icons_gets_them(site: SiteUnderTest) -> None:
    """Tabs, home screens and the manifest have an icon each, and everything that is named exists."""
    site.edit("site.yaml", "https://digest.test/", "https://digest.test/below/")
    site.build()
    assert icons_of(site) == DRAWN
    assert head_links(site) == {
        "/below/favicon.ico": "icon",
        "/below/icon.svg": "icon",
        "/below/apple-touch-icon.png": "apple-touch-icon",
        "/below/site.webmanifest": "manifest",
    }
    manifest = json.loads(site.text("site.webmanifest"))
    assert (manifest["name"], manifest["start_url"], manifest["scope"]) == ("Test Digest", "/below/", "/below/")
    for icon in manifest["icons"]:
        assert site.has(icon["src"].removeprefix("/below/"))


@pytest.mark.parametrize(
    "own", [("favicon.ico",), ("icon.svg",), ("icon.svg", "apple-touch-icon.png"), ("icon-192.png",)]
)
def test_the_owners_icons_stand_alone(own: tuple[str, ...], site: SiteUnderTest) -> None:
    """Beside an icon of the owner none is drawn that looks otherwise."""
    for name in own:
        site.write(f"static/{name}", b"mine")
    site.build()
    assert icons_of(site) == set(own)
    assert all(site.outputs()[name] == b"mine" for name in own)
    assert set(head_links(site)) - {"/site.webmanifest"} <= {f"/{name}" for name in own}
    named = json.loads(site.text("site.webmanifest"))["icons"]
    assert {icon["src"] for icon in named} <= {f"/{name}" for name in own}
    assert not [icon for icon in named if "purpose" in icon], "nobody knows how close to its edges an own icon goes"


def test_all_sizes_are_made_of_one_picture(site: SiteUnderTest) -> None:
    """From static/icon.png come all sizes but the SVG; another picture makes them again, and no page."""
    site.write("static/icon.png", picture())
    site.build()
    assert icons_of(site) == (DRAWN - {"icon.svg"}) | {"icon.png"}
    assert head_links(site)["/icon-192.png"] == "icon"
    site.write("static/icon.png", picture("red"))
    assert {done.path for done in site.build().rendered} == icons_of(site)
    assert site.verify() == ()


def test_an_own_manifest_wins(site: SiteUnderTest) -> None:
    """A manifest in static/ is published as it is."""
    site.write("static/site.webmanifest", b"{}")
    site.build()
    assert site.text("site.webmanifest") == "{}"


def test_a_build_that_draws_nothing_does_not_load_what_draws(site: SiteUnderTest) -> None:
    """Pillow, which takes longer to load than a small change takes to build, is loaded only when something is drawn."""
    code = "import sys; from sitegen.cli.main import run; assert run(['build', '-q', '--jobs', '1']) == 0\n"
    code += "print('PIL' in sys.modules)"
    seen = []
    for name in ("one", "two"):
        site.write(f"content/news/{name}.md", story(name.title()))
        done = subprocess.run([sys.executable, "-c", code], cwd=site.root, capture_output=True, text=True, check=True)
        seen += done.stdout.split()
    assert seen == ["True", "False"]
    assert site.has("news/2024/02/22/two/index.html")
