"""Sources that are others in another language, and the texts of sections, as their names say."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.name_languages import languages_by_name
from tests.site_under_test import SiteUnderTest


@pytest.mark.parametrize(
    ("paths", "languages"),
    [
        (("a/x.md", "a/x.fr.md"), {"a/x.fr.md": "fr"}),
        (("a/x.md", "b/x.fr.md"), {}),
        (("a/node.js.md", "a/node.md", "b/crates.io.md", "v1.0.md", ".fr.md"), {}),
        (
            ("a/index.fr.md", "_index.ZH_hant-tw.markdown"),
            {"a/index.fr.md": "fr", "_index.ZH_hant-tw.markdown": "zh-Hant-TW"},
        ),
        (("x.en.md", "x.pt-br.txt"), {"x.en.md": "en", "x.pt-br.txt": "pt-BR"}),
        (("x.en.md",), {}),
    ],
)
def test_names_say_which_language(paths: tuple[str, ...], languages: dict[str, str]) -> None:
    """A name ends in a language where the same name without it, or with another one, stands beside it."""
    assert languages_by_name(paths) == languages


def story(title: str) -> str:
    return f"---\ntitle: {title}\ndate: 2023-03-01\n---\nText of {title}.\n"


def test_a_translation_says_its_language_and_has_its_address(tmp_path: Path) -> None:
    """`x.fr.md` beside `x.md`, and `index.fr.md`, are in French; without its neighbour a name is only a name."""
    site = SiteUnderTest(tmp_path)
    site.write("content/news/tide.md", story("Tide"))
    site.write("content/news/tide.fr.md", story("Maree"))
    site.write("content/news/boat/index.md", story("Boat"))
    site.write("content/news/boat/index.de.md", story("Boot"))
    site.write("content/news/crates.io.md", story("Crates"))
    report = site.build(jobs=1)
    assert (report.problems, report.published) == ((), 5)
    assert site.has("news/2023/03/01/crates-io/index.html")
    for path, title, language in (
        ("fr/news/2023/03/01/tide", "Maree", "fr"),
        ("de/news/2023/03/01/boat", "Boot", "de"),
    ):
        page = site.text(f"{path}/index.html")
        assert f'<h1 lang="{language}">{title}</h1>' in page
    day = site.text("news/2023/03/01/index.html")
    assert 'href="/fr/news/2023/03/01/tide/"' in day
    site.delete("content/news/tide.md")
    site.build(jobs=1)
    assert site.has("news/2023/03/01/tide-fr/index.html")
    site.write("content/news/tide.md", story("Tide"))
    site.build(jobs=1)
    assert '<h1 lang="fr">Maree</h1>' in site.text("fr/news/2023/03/01/tide/index.html")


def test_the_text_of_a_section_stands_on_its_page(tmp_path: Path) -> None:
    """`_index.md` gives the page of its section a title and a text beside its stories; deeper ones are pages."""
    site = SiteUnderTest(tmp_path)
    site.write("content/news/_index.md", "---\ntitle: All the news\ndate: 2023-01-01\n---\nWhat [happens](tide.md).\n")
    site.write("content/news/old/_index.md", "---\ntitle: Older\n---\nLong ago.\n")
    site.write("content/notes/_index.md", "---\ntitle: My notes\n---\n")
    site.write("content/news/tide.md", story("Tide"))
    report = site.build(jobs=1)
    assert (report.problems, report.published) == ((), 4)
    section = site.text("news/index.html")
    assert "<h1>All the news</h1>" in section
    assert 'What <a href="/news/2023/03/01/tide/">happens</a>.' in section
    assert section.count("Text of Tide") == 1
    assert "<h1>Older</h1>" in site.text("news/old/index.html")
    assert "<h1>My notes</h1>" in site.text("notes/index.html")
    site.edit("content/news/_index.md", "What", "Whatever")
    assert {one.path for one in site.build(jobs=1).rendered} & {"news/index.html"}
    assert "Whatever" in site.text("news/index.html")
