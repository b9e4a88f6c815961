"""Colours and what wins of them: against the figures of WCAG, and the order of CSS."""

from __future__ import annotations

import pytest

from publisher.lint.mail.colour import BLACK, WHITE, Colour, colour, contrast
from publisher.lint.mail.computed import shown
from publisher.lint.mail.mail import Mail
from tests.lint.mail.builders import a_mail, a_page


@pytest.mark.parametrize(
    ("text", "below", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#767676", "#fff", 4.54), ("red", "white", 4.0)],
)
def test_contrast_is_that_of_wcag(text: str, below: str, ratio: float) -> None:
    one, other = colour(text), colour(below)

    assert one
    assert other
    assert round(contrast(one, other), 2) == ratio
    assert contrast(one, other) == contrast(other, one)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("#1c2128", Colour(28, 33, 40)),
        ("#fff8", Colour(255, 255, 255, 136 / 255)),
        ("rgb(1, 2, 3)", Colour(1, 2, 3)),
        ("rgb(1 2 3 / 50%)", Colour(1, 2, 3, 0.5)),
        ("rgba(1,2,3,.5)", Colour(1, 2, 3, 0.5)),
        ("transparent", Colour(0, 0, 0, 0)),
        ("rebeccapurple", None),
        ("#12345", None),
        ("var(--a)", None),
    ],
)
def test_a_colour_is_read_or_is_not_known(value: str, expected: Colour | None) -> None:
    assert colour(value) == expected


def test_half_of_black_on_white_is_gray() -> None:
    assert str(Colour(0, 0, 0, 0.5).over(WHITE)) == "#808080"
    assert Colour(1, 2, 3, 0).over(BLACK) == BLACK


@pytest.mark.parametrize(
    ("css", "style", "expected"),
    [
        ("", "color: #111111", "#111111"),
        ("p { color: #222222 }", "", "#222222"),
        ("p { color: #222222 }", "color: #111111", "#111111"),
        ("p { color: #222222 !important }", "color: #111111", "#222222"),
        (".a { color: #222222 } p { color: #333333 }", "", "#222222"),
        ("p { color: #222222 } p { color: #333333 }", "", "#333333"),
        ("div p, h1 { color: #222222 } p { color: #333333 }", "", "#222222"),
        ("@media print { p { color: #222222 } }", "", "#000000"),
        ("p::first-line { color: #222222 } p:hover { color: #333333 }", "", "#000000"),
        ("div { color: #222222 }", "", "#222222"),
        ("div { color: #222222 }", "color: inherit", "#222222"),
    ],
)
def test_the_colour_that_wins_is_that_of_css(css: str, style: str, expected: str) -> None:
    source = a_mail(a_page(f'<div><p class="a" style="{style}">A</p></div>', head=f"<style>{css}</style>"))
    mail = Mail(source=source)

    (paragraph,) = mail.of("p")

    assert str(shown(mail)[paragraph].colour) == expected


def test_in_the_dark_the_rules_for_the_dark_hold_too() -> None:
    css = "p { background-color: #eeeeee } @media (prefers-color-scheme: dark) { p { background: #101010 !important } }"
    mail = Mail(source=a_mail(a_page("<p>A</p>", head=f"<style>{css}</style>")))

    (paragraph,) = mail.of("p")

    assert str(shown(mail)[paragraph].background) == "#eeeeee"
    assert str(shown(mail, dark=True)[paragraph].background) == "#101010"


def test_a_size_is_counted_from_that_around_it() -> None:
    mail = Mail(source=a_mail(a_page('<div style="font-size:20px"><p style="font-size:120%">A<b>B</b></p></div>')))

    (bold,) = mail.of("b")

    assert (shown(mail)[bold].size, shown(mail)[bold].is_bold) == (24, True)
