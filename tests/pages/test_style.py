"""The stylesheet: colours that can be read, in light and in dark."""

from __future__ import annotations

import re

import pytest

from publisher import theme

_DECLARATION = re.compile(r"--(paper|tint|ink|quiet|seal|seen): #([0-9a-f]{6});")


def palettes() -> list[dict[str, str]]:
    """The light and the dark palette, in the order of the stylesheet."""
    found = _DECLARATION.findall((theme.shipped() / "pages" / "style.css").read_text("utf-8"))
    return [dict(found[:6]), dict(found[6:12])]


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("palette", palettes(), ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "quiet", "seal", "seen"])
@pytest.mark.parametrize("paper", ["paper", "tint"])
def test_text_is_told_from_its_ground(palette: dict[str, str], ink: str, paper: str) -> None:
    assert contrast(palette[ink], palette[paper]) >= 4.5  # WCAG 2.2, success criterion 1.4.3, level AA


def test_nothing_moves() -> None:
    source = (theme.shipped() / "pages" / "style.css").read_text("utf-8")

    assert re.findall(r"animation|transition|scroll-behavior|@keyframes", source) == []
