"""A colour of CSS -> red, green and blue, and how far two of them are apart for the eye (WCAG 2.2, section 1.4.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAMES = {
    "black": "#000000", "silver": "#c0c0c0", "gray": "#808080", "grey": "#808080", "white": "#ffffff",
    "maroon": "#800000", "red": "#ff0000", "purple": "#800080", "fuchsia": "#ff00ff", "green": "#008000",
    "lime": "#00ff00", "olive": "#808000", "yellow": "#ffff00", "navy": "#000080", "blue": "#0000ff",
    "teal": "#008080", "aqua": "#00ffff", "orange": "#ffa500", "lightgray": "#d3d3d3", "lightgrey": "#d3d3d3",
    "darkgray": "#a9a9a9", "darkgrey": "#a9a9a9", "dimgray": "#696969", "dimgrey": "#696969",
}  # fmt: skip
_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{4}|[0-9a-f]{6}|[0-9a-f]{8})")
_NUMBER = r"(\d+\.?\d*|\.\d+)"
_RGB = re.compile(rf"rgba?\(\s*{_NUMBER}[\s,]+{_NUMBER}[\s,]+{_NUMBER}(?:[\s,/]+{_NUMBER}(%?))?\s*\)", re.ASCII)
_TOKEN = re.compile(r"rgba?\([^)]*\)|#[0-9a-f]+|[a-z]+")


@dataclass(frozen=True, slots=True)
class Colour:
    """Red, green and blue from 0 to 255, and how much of them covers what lies below, from 0 to 1."""

    red: float
    green: float
    blue: float
    cover: float = 1.0

    def over(self, below: Colour) -> Colour:
        """What is seen of it above another that covers all."""
        return Colour(
            self.red * self.cover + below.red * (1 - self.cover),
            self.green * self.cover + below.green * (1 - self.cover),
            self.blue * self.cover + below.blue * (1 - self.cover),
        )

    @property
    def luminance(self) -> float:
        red, green, blue = (_linear(part / 255) for part in (self.red, self.green, self.blue))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def __str__(self) -> str:
        return f"#{round(self.red):02x}{round(self.green):02x}{round(self.blue):02x}"


WHITE = Colour(255, 255, 255)
BLACK = Colour(0, 0, 0)
CLEAR = Colour(0, 0, 0, 0)


def contrast(one: Colour, other: Colour) -> float:
    """From 1, the same, to 21, black on white."""
    lighter, darker = sorted((one.luminance, other.luminance), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def colour(value: str) -> Colour | None:
    """The colour that a value in lower case is; None where it is none that is known here."""
    value = _NAMES.get(value, value).strip()
    if value == "transparent":
        return CLEAR
    if found := _HEX.fullmatch(value):
        digits = found[1] if len(found[1]) > 4 else "".join(digit * 2 for digit in found[1])
        red, green, blue, opacity = (int(digits[at : at + 2] or "ff", 16) for at in range(0, 8, 2))
        return Colour(red, green, blue, opacity / 255)
    if found := _RGB.fullmatch(value):
        cover = float(found[4]) / (100 if found[5] else 1) if found[4] else 1.0
        return Colour(float(found[1]), float(found[2]), float(found[3]), cover=min(cover, 1.0))
    return None


def colour_in(value: str) -> Colour | None:
    """The first colour among the words of a shorthand, such as `background`."""
    return next((found for word in _TOKEN.findall(value) if (found := colour(word))), None)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
