"""What a site may choose of its theme: options, colours, fonts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from sitegen.plan.appearance import STYLESHEET
from sitegen.render.theme.theme import ThemeFolder, theme_folders
from sitegen.render.theme.theme_options import choose_options, missing_files
from sitegen.settings import Settings

SHIPPED = theme_folders(Path("no-such-site"), "default")
MINE = ThemeFolder("mine", Path("mine"), "themes/mine", {"edition": "Evening"}, {"accent": "#123"}, {"mono": "Menlo"})


def settings(**options: Any) -> Settings:
    return Settings(theme_options=options, positions={"theme_options.accent": (3, 11, 6)})


def test_the_nearest_says_what_an_option_is() -> None:
    """What the site chose stands over the theme's own, and that over the theme that it extends."""
    chosen = choose_options((MINE, *SHIPPED), settings(footer="By hand", ground="#fff #000"))
    assert (chosen.options["edition"], chosen.options["footer"], chosen.options["logo"]) == ("Evening", "By hand", "")
    assert chosen.appearance.colours["accent"] == ("#112233", "#112233")
    assert chosen.appearance.colours["ground"] == ("#ffffff", "#000000")
    assert chosen.appearance.colours["paper"] == ("#fbf8f1", "#171512")
    assert chosen.problems == ()


def test_colours_and_fonts_are_no_part_of_the_frame() -> None:
    """They are custom properties at the end of the stylesheet, so that no page is made again for one."""
    chosen = choose_options(SHIPPED, settings(accent="#0B5C4B, #7fd6c2", mono="Fira Code, 'JetBrains Mono'"))
    assert chosen.options == choose_options(SHIPPED, settings()).options
    assert "--accent: #0b5c4b; }" in chosen.appearance.style
    assert "--accent: light-dark(#0b5c4b, #7fd6c2);" in chosen.appearance.style
    assert '--mono: "Fira Code", "JetBrains Mono", ui-monospace' in chosen.appearance.style
    assert choose_options(SHIPPED, settings()).appearance.style == ""


def test_a_theme_that_extends_another_has_its_own_colours() -> None:
    """What a theme says of colours and fonts is written after the stylesheet of the theme that it extends."""
    style = choose_options((MINE, *SHIPPED), settings(ground="#fff #000")).appearance.style
    assert "--mono: Menlo; }" in style
    assert "--accent: light-dark(#112233, #112233); --ground: light-dark(#ffffff, #000000); }" in style
    assert "--paper" not in style
    assert (
        "--accent: light-dark(#445566, #445566); }"
        in choose_options((MINE, *SHIPPED), settings(accent="#456")).appearance.style
    )


def test_a_file_that_is_not_there() -> None:
    """A logo or a stylesheet that the site does not have is told with its place; a slash before it is no matter."""
    chosen = settings(logo="/assets/logo.svg", stylesheet="assets/mine.css", footer="By hand")
    options = choose_options(SHIPPED, chosen).options
    assert [problem.field for problem in missing_files(options, chosen, ())] == [
        "theme_options.logo",
        "theme_options.stylesheet",
    ]
    assert not list(missing_files(options, chosen, ("assets/logo.svg", "assets/mine.css")))
    assert not list(missing_files(choose_options(SHIPPED, settings()).options, settings(), ()))


@pytest.mark.parametrize(
    ("options", "message", "hint"),
    [
        ({"acent": "#fff"}, "the theme has no option acent", "did you mean `accent`?"),
        ({"zzz": "1"}, "the theme has no option zzz", "It has: accent, footer"),
        ({"accent": "teal"}, '"teal" is not a colour', 'Write it in quotes, as "#0b5c4b"'),
        ({"accent": "#12345"}, '"#12345" is not a colour', "Write it in quotes"),
        ({"accent": "#fff #000 #111"}, '"#fff #000 #111" is not a colour', "Write it in quotes"),
        ({"accent": ""}, "has no value; what follows a # is a comment", "Write it in quotes"),
        ({"accent": ["#fff"]}, "a list or mapping is not a colour", "Write it in quotes"),
        (
            {"mono": "a; } body { display: none"},
            '"a; } body { display: none" is not a list of',
            "Write names with commas",
        ),
        (
            {"serifs": "url(https://evil.example/)"},
            '"url(https://evil.example/)" is not a list',
            "Write names with comm",
        ),
        ({"logo": ["a"]}, "must be one value, not a list or mapping", "Write it on one line after the colon."),
        ({"mono": ""}, '"" is not a list of fonts', "Write names with commas"),
    ],
)
def test_a_wrong_option_is_told(options: dict[str, Any], message: str, hint: str) -> None:
    """An option that the theme has not, or that is no colour or font, is an error with its place and the way out."""
    (problem,) = choose_options(SHIPPED, settings(**options)).problems
    assert (problem.level, problem.path) == ("error", "site.yaml")
    assert problem.field == f"theme_options.{next(iter(options))}"
    assert problem.message.startswith(message)
    assert problem.hint.startswith(hint)
    assert (problem.line, problem.column) == ((3, 11) if "accent" in options else (0, 0))


def test_the_options_are_what_the_stylesheet_has() -> None:
    """Every colour and font of the shipped theme is a custom property of its stylesheet, with the same value."""
    css = re.sub(r"\s+", " ", (SHIPPED[0].static / STYLESHEET).read_text("utf-8"))
    for name, (light, dark) in choose_options(SHIPPED, settings()).appearance.colours.items():
        assert f"--{name}: light-dark({light}, {dark});" in css
    for name, families in SHIPPED[0].fonts.items():
        assert f"--{name}: {families};" in css
