"""A letter's HTML -> a copy that looks as it would elsewhere: by night, without pictures, without a stylesheet.

A mail program that knows `prefers-color-scheme` decides by its system, which this page cannot set. So the copy asks
something else in its place: each `(prefers-color-scheme: dark)` becomes a condition that is always true by night and
never by day, and the letter says that it knows this one scheme alone. Whatever the author's system, both are shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_ALWAYS, _NEVER = "(min-width: 0)", "(max-width: 0)"
_QUERY = re.compile(r"\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)", re.IGNORECASE)
_STYLE = re.compile(r"<style\b[^>]*>.*?</style\s*>", re.IGNORECASE | re.DOTALL)
_SCHEMES = re.compile(r"""(<meta\s+name=["'](?:supported-)?color-schemes?["']\s+content=["'])[^"']*""", re.IGNORECASE)
_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
_WINDOW = '<base target="_blank">'
"""A link leads out of the frame that shows the letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a mail program shows a letter."""

    scheme: Literal["light", "dark"] = "light"
    images: bool = True
    styles: bool = True
    """False where the program drops every style element, as Naver, Daum and at times Gmail do."""

    @property
    def policy(self) -> str:
        """The content security policy of a frame with such a letter: no script, and nothing but styles and pictures."""
        pictures = "http: https: data:" if self.images else "'none'"
        return (
            f"default-src 'none'; style-src 'unsafe-inline'; img-src {pictures}; frame-ancestors 'self'; "
            f"sandbox {FREEDOMS}"
        )


FREEDOMS = "allow-popups allow-popups-to-escape-sandbox"
"""All that a letter in a frame may do: its links open in a window of their own."""


def seen(html: str, look: Look) -> str:
    """The copy."""
    page = _HEAD.sub(lambda head: head[0] + _WINDOW, html, count=1)
    if not look.styles:
        # A program that drops the rules for the night has none, and is light.
        return _SCHEMES.sub(r"\g<1>light", _STYLE.sub("", page))
    page = _STYLE.sub(lambda style: _QUERY.sub(lambda query: _answer(query[1], look.scheme), style[0]), page)
    return _SCHEMES.sub(rf"\g<1>{look.scheme}", page)


def _answer(asked: str, scheme: str) -> str:
    return _ALWAYS if asked.lower() == scheme else _NEVER
