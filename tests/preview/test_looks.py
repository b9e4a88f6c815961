"""A letter as it looks elsewhere; tests in a browser see the colours themselves."""

from __future__ import annotations

import pytest

from publisher.preview.looks import Look, seen

LETTER = """<html><head><meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<style>@media (prefers-color-scheme: dark) and (max-width: 480px) { a { color: red } }
@media ( Prefers-Color-Scheme:light ) { b { color: blue } }</style></head>
<body style="color: black"><p>(prefers-color-scheme: dark) is <code>&lt;style&gt;</code></p></body></html>"""
DARK, LIGHT = Look(scheme="dark"), Look(scheme="light")


def test_by_night_the_rules_for_the_night_hold_and_no_others() -> None:
    shown = seen(LETTER, DARK)

    assert "@media (min-width: 0) and (max-width: 480px) { a" in shown
    assert "@media (max-width: 0) { b" in shown
    assert shown.count('content="dark"') == 2


def test_by_day_the_rules_for_the_day_hold_and_no_others() -> None:
    shown = seen(LETTER, LIGHT)

    assert "@media (max-width: 0) and (max-width: 480px) { a" in shown
    assert "@media (min-width: 0) { b" in shown
    assert shown.count('content="light"') == 2


@pytest.mark.parametrize("look", [DARK, LIGHT, Look(styles=False)])
def test_what_a_letter_says_stays(look: Look) -> None:
    shown = seen(LETTER, look)

    assert "<p>(prefers-color-scheme: dark) is <code>&lt;style&gt;</code></p>" in shown
    assert 'style="color: black"' in shown


def test_without_a_stylesheet_a_letter_is_light() -> None:
    shown = seen(LETTER, Look(scheme="dark", styles=False))

    assert "@media" not in shown
    assert shown.count('content="light"') == 2


def test_links_open_in_a_window_of_their_own() -> None:
    assert '<head><base target="_blank">' in seen(LETTER, LIGHT)


def test_without_pictures_none_is_asked_for() -> None:
    assert "img-src 'none'" in Look(images=False).policy
    assert "img-src http: https: data:" in Look().policy
