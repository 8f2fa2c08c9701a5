"""What `theme_options` in `site.yaml` may change of a theme: options that templates read, colours, fonts.

Colours and fonts become custom properties at the end of the stylesheet, and no part of the frame: a new colour changes
one file, and no page.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sitegen.errors import Problem, near_miss
from sitegen.plan.appearance import Appearance
from sitegen.render.theme.theme import ThemeFolder
from sitegen.settings import Settings

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})\Z")
_FAMILY = re.compile(r"[^\W_][\w .+&-]{0,80}\Z|-apple-system\Z")
_GENERIC = frozenset(
    "serif sans-serif monospace cursive fantasy system-ui ui-serif ui-sans-serif ui-monospace ui-rounded math"
    " -apple-system".split()
)
_MOST_FAMILIES = 20
_FILES = ("logo", "stylesheet")
"""Options of the shipped theme that name a file below `static/`."""


class Chosen(NamedTuple):
    """What a theme's options are for one site."""

    options: dict[str, Any]
    """For templates: `frame.theme`."""
    appearance: Appearance
    problems: tuple[Problem, ...]


def choose_options(folders: Iterable[ThemeFolder], settings: Settings) -> Chosen:
    """Return what the site chose, over what the theme says, over what the themes say that it extends."""
    options: dict[str, Any] = {}
    colours: dict[str, str] = {}
    fonts: dict[str, str] = {}
    first: dict[str, Any] = {}
    for folder in reversed(tuple(folders)):
        options.update(folder.options)
        colours.update({name: str(value) for name, value in folder.colours.items()})
        fonts.update({name: str(value) for name, value in folder.fonts.items()})
        first = {**folder.colours, **folder.fonts, **first}
    shown = {name: pair for name, text in colours.items() if (pair := _colour(text))}
    # The stylesheet has what the theme says that is extended; what another theme or the site says is written after it.
    own_colours = {name: pair for name, pair in shown.items() if pair != _colour(first[name])}
    own_fonts = {name: families for name, families in fonts.items() if families != first[name]}
    problems: list[Problem] = []
    for name, value in settings.theme_options.items():
        if name in options and (isinstance(value, str) or not isinstance(options[name], str)):
            options[name] = value
        elif name in colours and (pair := _colour(value)):
            own_colours[name] = pair
        elif name in fonts and (families := _families(value)):
            own_fonts[name] = f"{families}, {fonts[name]}"
        else:
            problems.append(_problem(settings, name, (options, colours, fonts)))
    style = "".join(_style(own_colours, own_fonts))
    return Chosen(options, Appearance(colours=shown | own_colours, style=style), tuple(problems))


def _problem(settings: Settings, name: str, known: tuple[Mapping[str, Any], ...]) -> Problem:
    """Say what is wrong with an option: the theme has none of this name, or it is no colour or font."""
    value = settings.theme_options[name]
    shown = f'"{value[:60]}"' if isinstance(value, str) else "a list or mapping"
    _, colours, fonts = known
    if name in colours:
        hint = 'Write it in quotes, as "#0b5c4b", or for light and dark: "#0b5c4b #7fd6c2".'
        message = f"{shown} is not a colour" if value else "has no value; what follows a # is a comment"
    elif name in known[0]:
        message, hint = "must be one value, not a list or mapping", "Write it on one line after the colon."
    elif name in fonts:
        message = f"{shown} is not a list of fonts"
        hint = "Write names with commas between them: Charter, Noto Serif CJK SC."
    else:
        message, names = f"the theme has no option {name}", sorted(other for part in known for other in part)
        hint = near_miss(name, names, f"It has: {', '.join(names)}." if names else "It has none.")
    return settings.problem(f"theme_options.{name}", message, hint)


def missing_files(options: Mapping[str, Any], settings: Settings, assets: Collection[str]) -> Iterator[Problem]:
    """Warn of an option that names a file of the site that is not there: pages would ask for it in vain."""
    for name in _FILES:
        path = options.get(name)
        if name in settings.theme_options and isinstance(path, str) and path and path.lstrip("/") not in assets:
            hint = (
                "Put it into static/, and write its path from there: assets/logo.svg. Files elsewhere are not loaded."
            )
            yield settings.problem(f"theme_options.{name}", f'there is no file "{path[:60]}"', hint, "warning")


def _colour(text: Any) -> tuple[str, str] | None:
    """Return a colour for light and for dark, `#rrggbb`; one alone is for both. None: it is none."""
    words = text.replace(",", " ").split() if isinstance(text, str) else []
    if len(words) not in (1, 2) or not all(_HEX.match(word) for word in words):
        return None
    light, dark = (words * 2)[:2]
    return _six(light), _six(dark)


def _six(colour: str) -> str:
    digits = colour[1:].lower()
    return "#" + ("".join(digit * 2 for digit in digits) if len(digits) == 3 else digits)


def _families(text: Any) -> str:
    """Return a list of font families as CSS (CSS Fonts 4, section 2.1); empty when a name cannot be one."""
    names = [name.strip().strip("\"'").strip() for name in text.split(",")] if isinstance(text, str) else [""]
    if len(names) > _MOST_FAMILIES or not all(_FAMILY.match(name) for name in names):
        return ""
    return ", ".join(name if name in _GENERIC else f'"{name}"' for name in names)


def _style(colours: Mapping[str, tuple[str, str]], fonts: Mapping[str, str]) -> Iterator[str]:
    if fonts:
        yield ":root {" + "".join(f" --{name}: {families};" for name, families in fonts.items()) + " }\n"
    if colours:
        plain = "".join(f" --{name}: {light};" for name, (light, _) in colours.items())
        both = "".join(f" --{name}: light-dark({light}, {dark});" for name, (light, dark) in colours.items())
        # Whoever asks for more contrast gets the theme's own colours, which were chosen together.
        yield "@media not all and (prefers-contrast: more) {\n"
        yield f":root {{{plain} }}\n"
        yield f"@supports (color: light-dark(red, red)) {{ :root {{{both} }} }}\n}}\n"
