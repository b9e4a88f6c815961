"""What the styles ask for that mail programs drop, fetch, misread, or make too small."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.errors import Severity
from publisher.lint.finding import Part, Place, Rule, Spot
from publisher.lint.mail.computed import shown, visible_texts
from publisher.lint.mail.css import Declaration, declarations
from publisher.lint.mail.mail import Mail
from publisher.lint.mail.support import BEARABLE, dropped

_FUNCTION = re.compile(r"\b([a-z-]+)\(")
_UNIT = re.compile(r"\d([a-z]+)\b")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'|url\([^)]*\)")
_LAYOUT = {"position", "float"}
_DISPLAYS = re.compile(r"(?:inline-)?(?:flex|grid)")
_REMOTE = re.compile(r"url\(\s*['\"]?\s*(?!data:|cid:|#)", re.IGNORECASE)
_CROWDED = re.compile(r"\S!\s*important", re.IGNORECASE)
_SMALLEST = 12  # CSS pixels
_USUAL = {("position", "static"), ("position", "relative"), ("float", "none")}


def _unsupported(mail: Mail) -> Iterator[Spot]:
    for spot, one in _declared(mail):
        for kind, name in _features(one):
            if programs := dropped().get((kind, name)):
                yield _told(spot, f"{_named(kind, name)} is dropped by {_listed(programs)}")
    for rule in mail.styles:
        name = rule.selector.partition(" ")[0].partition("(")[0].lower()
        if name not in {"@import", "@media"} and (programs := dropped().get(("at-rule", name))):
            yield _told(_line(rule.line), f"{name} is dropped by {_listed(programs)}")
    for element in mail.body:
        # Whatever a mail may not hold at all is told by another rule, and bodies become something else everywhere.
        if element.tag in {"bdi", "wbr", "svg", "picture", "ruby", "rt", "meter", "progress", "marquee"} and (
            programs := dropped().get(("element", element.tag))
        ):
            yield mail.at(element, f"{element.tag} element is dropped by {_listed(programs)}")


def _placed_by_styles(mail: Mail) -> Iterator[Spot]:
    for spot, one in _declared(mail):
        if _is_layout(one):
            key = ("property", one.name) if one.name in _LAYOUT else ("value", f"display:{one.value}")
            programs = dropped().get(key) or dropped()["value", "display:flex"]
            yield _told(spot, f"{one.name}: {one.value} is dropped by {_listed(programs)}")


def _remote(mail: Mail) -> Iterator[Spot]:
    for rule in mail.styles:
        if rule.selector.lower().startswith("@import"):
            yield _told(_line(rule.line), f"{rule.selector[:80]!r} loads a stylesheet")
    for spot, one in _declared(mail, within_conditions=True):
        if _REMOTE.search(one.source):
            yield _told(spot, f"{one.source[:80]!r} loads a file")


def _crowded(mail: Mail) -> Iterator[Spot]:
    for spot, one in _declared(mail, within_conditions=True):
        if one.is_important and _CROWDED.search(one.source):
            yield _told(spot, f"{one.source[:80]!r}: expected a space before !important")


def _too_small(mail: Mail) -> Iterator[Spot]:
    looks = shown(mail)
    for element, _ in visible_texts(mail, looks):
        if (size := looks[element].size) < _SMALLEST:
            yield mail.at(element, f"text of {size:.3g} pixels: expected at least {_SMALLEST}")
    for element in mail.body:
        look = looks[element]
        if look.is_hidden and look.size < _SMALLEST and (element.text or "").strip():
            yield mail.at(element, f"hidden text of {look.size:.3g} pixels: expected it hidden by display alone")


def _declared(mail: Mail, *, within_conditions: bool = False) -> Iterator[tuple[Spot, Declaration]]:
    """Each declaration and where it stands; those within @media only if asked: who knows @media knows more."""
    for rule in mail.styles:
        if within_conditions or not rule.condition:
            yield from ((_line(rule.line), one) for one in rule.declarations)
    for element in mail.elements:
        if style := element.get("style"):
            spot = mail.at(element, "")
            yield from ((spot, one) for one in declarations(style))


def _features(one: Declaration) -> Iterator[tuple[str, str]]:
    """What of a declaration a program may drop, but for what does no harm, and what has a rule of its own."""
    if one.name in BEARABLE or one.name in _LAYOUT or one.name.startswith(("-", "mso-")) or _is_layout(one):
        return
    value = _QUOTED.sub(" ", one.value)
    yield "property", one.name
    yield "value", f"{one.name}:{value}"
    yield from (("function", name) for name in _FUNCTION.findall(value))
    yield from (("unit", name) for name in _UNIT.findall(value))


def _is_layout(one: Declaration) -> bool:
    if (one.name, one.value) in _USUAL:
        return False
    return one.name in _LAYOUT or (one.name == "display" and _DISPLAYS.fullmatch(one.value) is not None)


def _named(kind: str, name: str) -> str:
    return {"function": f"{name}()", "unit": f"unit {name}"}.get(kind, name)


def _listed(programs: tuple[str, ...]) -> str:
    *most, last = programs
    return f"{', '.join(most)} and {last}" if most else last


def _line(number: int) -> Spot:
    return Spot(place=Place(part=Part.HTML, line=number), message="")


def _told(spot: Spot, message: str) -> Spot:
    return Spot(place=spot.place, message=message)


RULES: tuple[Rule[Mail, Spot], ...] = (
    Rule(
        code="mail/css-support",
        severity=Severity.NOTICE,
        reason="a mail program that is widely used does not show it, by the tests of caniemail.com",
        advice=(
            "See that the mail can be read without it, or say the same in another way. Styles whose loss does no harm, "
            "and those within @media, are not told."
        ),
        find=_unsupported,
    ),
    Rule(
        code="mail/css-layout",
        severity=Severity.NOTICE,
        reason="whoever drops position, float, flex or grid shows one thing above another, or none of it",
        advice="Place things by tables and their padding.",
        find=_placed_by_styles,
    ),
    Rule(
        code="mail/css-remote",
        severity=Severity.MISTAKE,
        reason="what a style loads tells a host who opened the mail and when, and most programs do not load it",
        advice="Name a colour instead of an image, a font that readers have instead of one that is fetched.",
        find=_remote,
    ),
    Rule(
        code="mail/css-important",
        severity=Severity.NOTICE,
        reason="Gmail and Outlook.com read !important only after a space, and drop the declaration without one",
        advice="Write `color: red !important`.",
        find=_crowded,
    ),
    Rule(
        code="mail/text-small",
        severity=Severity.NOTICE,
        reason="type below 12 pixels cannot be read on a phone, and filters take it for hidden words",
        advice="Make it 13 pixels or larger; what is to be hidden, hide by display.",
        find=_too_small,
    ),
)
