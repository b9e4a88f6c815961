"""The elements of a mail -> how each is shown: colours, size, weight, or not at all; in light, and in dark."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from cssselect import SelectorError
from cssselect import parse as parse_selector
from lxml.cssselect import CSSSelector

from publisher.lint.mail.colour import BLACK, CLEAR, WHITE, Colour, colour, colour_in
from publisher.lint.mail.css import Declaration, declarations
from publisher.lint.mail.mail import Element, Mail

_DARK = re.compile(r"@media[^,]*\(\s*prefers-color-scheme\s*:\s*dark\s*\)")
_LENGTH = re.compile(r"(\d+\.?\d*|\.\d+)(px|pt|em|rem|%)", re.ASCII)
_KEYWORDS = {"xx-small": 9, "x-small": 10, "small": 13, "medium": 16, "large": 18, "x-large": 24, "xx-large": 32}
_USUAL = {"h1": 2.0, "h2": 1.5, "h3": 1.17, "h4": 1.0, "h5": 0.83, "h6": 0.67, "small": 0.83, "big": 1.2}
"""How much larger mail programs show an element than what is around it, where no style says otherwise."""
_BOLD = {"h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "th"}
_LINK = {False: Colour(0, 0, 238), True: Colour(158, 158, 255)}

_Weighed = tuple[bool, tuple[int, int, int, int], int, Declaration]
"""A declaration with what decides between it and others: importance, specificity, order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """How an element is shown."""

    colour: Colour | None
    """None where it cannot be told, as for an unknown name."""
    background: Colour | None
    """What lies below its text; None where it cannot be told, as for an image."""
    size: float
    """Of its type, in CSS pixels."""
    is_bold: bool
    is_hidden: bool


def has_dark(mail: Mail) -> bool:
    """Whether a mail says how it looks in the dark; where it does not, programs decide by themselves."""
    return any(_DARK.search(rule.condition) for rule in mail.styles)


def shown(mail: Mail, *, dark: bool = False) -> Mapping[Element, Shown]:
    """How each element of the body is shown, on a screen that is wide."""
    weighed = _weighed(mail, dark=dark)
    root = Shown(
        colour=WHITE if dark else BLACK, background=BLACK if dark else WHITE, size=16, is_bold=False, is_hidden=False
    )
    found: dict[Element, Shown] = {}
    for element in mail.body:
        around = found.get(element.getparent(), root)
        found[element] = _shown(element, around, _decided(element, weighed[element]), dark=dark)
    return found


def visible_texts(mail: Mail, looks: Mapping[Element, Shown]) -> Iterator[tuple[Element, str]]:
    """Each piece of text that is seen, with the element whose it is."""
    for element in mail.body:
        if looks[element].is_hidden:
            continue
        pieces = (element.text, *(child.tail for child in element))
        yield from ((element, piece.strip()) for piece in pieces if piece and piece.strip())


def _weighed(mail: Mail, *, dark: bool) -> defaultdict[Element, list[_Weighed]]:
    weighed: defaultdict[Element, list[_Weighed]] = defaultdict(list)
    for order, rule in enumerate(mail.styles):
        if rule.condition and not (dark and _DARK.fullmatch(rule.condition)):
            continue
        for specificity, element in _matches(rule.selector, mail):
            weighed[element] += [(one.is_important, specificity, order, one) for one in rule.declarations]
    return weighed


def _matches(selector: str, mail: Mail) -> Iterator[tuple[tuple[int, int, int, int], Element]]:
    if selector.startswith("@") or not mail.elements:
        return
    try:
        for one in parse_selector(selector):
            find: Any = CSSSelector(one.canonical(), translator="html")  # its type says that it may find numbers
            yield from (((0, *one.specificity()), element) for element in find(mail.elements[0]))
    except SelectorError:  # of a kind that mail programs do not know either
        return


def _decided(element: Element, weighed: Iterable[_Weighed]) -> dict[str, str]:
    """Property -> the value that wins; what stands on the element wins over what the head says without emphasis."""
    inline = [(one.is_important, (1, 0, 0, 0), 0, one) for one in declarations(element.get("style") or "")]
    style: dict[str, str] = {}
    for *_, one in sorted((*weighed, *inline), key=lambda one: one[:3]):
        names = ("background-color", "background-image") if one.name == "background" else (one.name,)
        style.update(dict.fromkeys(names, one.value))
    return style


def _shown(element: Element, around: Shown, style: Mapping[str, str], *, dark: bool) -> Shown:
    usual = replace(
        around,
        size=around.size * _USUAL.get(element.tag, 1.0),
        is_bold=around.is_bold or element.tag in _BOLD,
        colour=_LINK[dark] if element.tag == "a" and element.get("href") else around.colour,
    )
    size = _size(style.get("font-size", ""), around.size, usual.size)
    return Shown(
        colour=_colour(element, style, around, usual),
        background=_seen(_background(element, style), around.background),
        size=size,
        is_bold=_is_bold(style.get("font-weight", ""), usual=usual.is_bold),
        is_hidden=around.is_hidden or _is_hidden(element, style, size),
    )


def _colour(element: Element, style: Mapping[str, str], around: Shown, usual: Shown) -> Colour | None:
    value = style.get("color") or (element.get("color") or "").lower()
    if not value:
        return usual.colour
    return around.colour if value in {"inherit", "currentcolor"} else colour(value)


def _background(element: Element, style: Mapping[str, str]) -> Colour | None:
    value = style.get("background-color") or (element.get("bgcolor") or "").lower()
    image = style.get("background-image", "")
    if "url(" in image or "gradient(" in image:
        return None
    return CLEAR if value in {"", "none", "inherit", "initial", "unset"} else colour_in(value)


def _seen(background: Colour | None, below: Colour | None) -> Colour | None:
    if background is None or (below is None and background.cover < 1):
        return None
    return background.over(below) if below else background


def _size(value: str, around: float, usual: float) -> float:
    found = _LENGTH.fullmatch(value)
    if not found:
        return 0.0 if value == "0" else _KEYWORDS.get(value, usual)
    unit = {"px": 1.0, "pt": 4 / 3, "em": around, "rem": 16.0, "%": around / 100}[found[2]]
    return float(found[1]) * unit


def _is_bold(value: str, *, usual: bool) -> bool:
    if value.isdigit():
        return int(value) >= 700
    return {"bold": True, "bolder": True, "normal": False, "lighter": False}.get(value, usual)


def _is_hidden(element: Element, style: Mapping[str, str], size: float) -> bool:
    return (
        element.get("hidden") is not None
        or style.get("display") == "none"
        or style.get("visibility") == "hidden"
        or style.get("mso-hide") == "all"
        or style.get("opacity") == "0"
        or (style.get("max-height", "").removesuffix("px") == "0" and style.get("overflow") == "hidden")
        or size == 0
    )
