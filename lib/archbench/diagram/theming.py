"""One drawing for both themes: what is drawn once gets its colours when somebody looks.

A renderer wants plain colours and would need a run for each theme. So a drawing is rendered with a
stand-in for each pair of a light and a dark colour, and the stand-ins are replaced: by the colours
of one theme for a file, by custom properties of a page for one that follows its reader.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache

from archbench.diagram.palette import DARK, LIGHT, Palette
from archbench.patterns import regex

_STAND_IN = "#0d{:02x}0d"
"""A colour no theme has; a test reads both."""

_FOUND = regex(r' (fill|stroke)="#0d([0-9a-f]{2})0d"')
_COLOR = regex(r"#[0-9a-f]{6}")


@cache
def stand_ins() -> Palette:
    """The palette to render with: in place of each colour its stand-in."""
    numbers = {pair: number for number, pair in enumerate(_pairs())}
    mixed = _mixed(LIGHT, DARK, numbers)
    assert isinstance(mixed, Palette)  # noqa: S101 - what _mixed makes of two palettes
    return mixed


def chosen(rendered: str, theme: str) -> str:
    """What was rendered with stand-ins in the colours of "light" or "dark"."""
    at = ("light", "dark").index(theme)
    pairs = _pairs()
    return _FOUND.sub(
        lambda found: f' {found[1]}="{pairs[int(found[2], 16)][at] or "none"}"', rendered
    )


def following(rendered: str) -> str:
    """What was rendered with stand-ins in custom properties of the page, light where it has none.

    `dark_properties` are what a dark page sets.
    """
    pairs = _pairs()

    def named(found: re.Match[str]) -> str:
        number = int(found[2], 16)
        return f' {found[1]}="var(--drawn-{number}, {pairs[number][0] or "none"})"'

    return _FOUND.sub(named, rendered)


def dark_properties() -> str:
    """The custom properties of a dark page, as CSS declarations."""
    return " ".join(f"--drawn-{number}: {dark};" for number, (_, dark) in enumerate(_pairs()))


@cache
def _pairs() -> tuple[tuple[str, str], ...]:
    """Each pair of a light and a dark colour for the same thing, once."""
    return tuple(dict.fromkeys(_colors(LIGHT, DARK)))


def _colors(light: object, dark: object) -> Iterator[tuple[str, str]]:
    """The colours of two values of one shape, side by side; "" is a colour in one theme alone."""
    if isinstance(light, str) and isinstance(dark, str):
        if _COLOR.fullmatch(light or dark):
            yield light, dark
    elif isinstance(light, Mapping) and isinstance(dark, Mapping):
        for name in light:
            yield from _colors(light[name], dark[name])
    elif isinstance(light, tuple) and isinstance(dark, tuple):
        for one, other in zip(light, dark, strict=True):
            yield from _colors(one, other)
    elif is_dataclass(light):
        for item in fields(light):
            yield from _colors(getattr(light, item.name), getattr(dark, item.name))


def _mixed(light: object, dark: object, numbers: Mapping[tuple[str, str], int]) -> object:
    """The light value with a stand-in for each colour."""
    if isinstance(light, str) and isinstance(dark, str):
        number = numbers.get((light, dark))
        return light if number is None else _STAND_IN.format(number)
    if isinstance(light, Mapping) and isinstance(dark, Mapping):
        return {name: _mixed(light[name], dark[name], numbers) for name in light}
    if isinstance(light, tuple) and isinstance(dark, tuple):
        return tuple(_mixed(one, other, numbers) for one, other in zip(light, dark, strict=True))
    if is_dataclass(light) and not isinstance(light, type):
        return type(light)(
            **{
                item.name: _mixed(getattr(light, item.name), getattr(dark, item.name), numbers)
                for item in fields(light)
            }
        )
    return light
