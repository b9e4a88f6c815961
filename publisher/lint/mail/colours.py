"""Whether text stands out from what lies below it, in light and in the dark (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.errors import Severity
from publisher.lint.finding import Rule, Spot
from publisher.lint.mail.colour import contrast
from publisher.lint.mail.computed import Shown, has_dark, shown, visible_texts
from publisher.lint.mail.mail import Mail

_LARGE, _LARGE_BOLD = 24, 18.66
"""CSS pixels, which are 18 points and 14: type from here on counts as large."""


def _faint(mail: Mail) -> Iterator[Spot]:
    return _too_low(mail, dark=False)


def _faint_in_the_dark(mail: Mail) -> Iterator[Spot]:
    return _too_low(mail, dark=True) if has_dark(mail) else iter(())


def _too_low(mail: Mail, *, dark: bool) -> Iterator[Spot]:
    looks = shown(mail, dark=dark)
    for element, _ in visible_texts(mail, looks):
        look = looks[element]
        if look.colour is None or look.background is None:
            continue
        text, least = look.colour.over(look.background), _least(look)
        if (ratio := contrast(text, look.background)) < least:
            yield mail.at(
                element, f"text of {text} on {look.background} has a contrast of {_cut(ratio)}: expected {least:g}"
            )


def _least(look: Shown) -> float:
    return 3.0 if look.size >= (_LARGE_BOLD if look.is_bold else _LARGE) else 4.5


def _cut(ratio: float) -> str:
    # Cut, not rounded: 4.46 is told as 4.4, never as the 4.5 that it lacks.
    return f"{int(ratio * 10) / 10}"


RULES: tuple[Rule[Mail, Spot], ...] = (
    Rule(
        code="mail/contrast",
        severity=Severity.MISTAKE,
        reason="text that stands out less than WCAG's level AA asks cannot be read by many, nor by anyone in the sun",
        advice="Make the text darker, or what lies below it lighter: 4.5 to 1, or 3 to 1 from 24 pixels on.",
        find=_faint,
    ),
    Rule(
        code="mail/contrast-dark",
        severity=Severity.MISTAKE,
        reason="the rules for the dark change some colours, and what they leave as it was may vanish",
        advice="Give each colour of text a lighter one under @media (prefers-color-scheme: dark), and each surface.",
        find=_faint_in_the_dark,
    ),
)
