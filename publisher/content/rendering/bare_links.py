"""Bare addresses in a text -> links, cut where an author's own words go on: `(https://example.org)과`."""

from __future__ import annotations

import re

# No address is taken beyond a character of these: Hangul, Han, Kana and their punctuation, curly quotation marks,
# and the noncharacters that the renderer marks places with.
_BEYOND = (
    "\u1100-\u11ff\u2018-\u201f\u2026\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufdd0-\ufdef\ufe30-\ufe4f"
    "\uff00-\uffef\U00020000-\U0003ffff"
)
_BEGIN = r"http(?<![A-Za-z0-9]http)s?://\w"
ADDRESS = re.compile(rf"{_BEGIN}[^\s<>\"{_BEYOND}]*[^\s<>\"{_BEYOND}*_~.,:;!?)\]]")
"""A bare address in Markdown source, without the emphasis marks that may follow it."""

ABSOLUTE = re.compile(r"https?://|mailto:", re.IGNORECASE)
"""The beginning of an address that leads to the same place from wherever it is read."""

_IN_HTML = re.compile(rf"{_BEGIN}(?:[^\s<>\"&{_BEYOND}]|&amp;)+")
_PAIRS = {")": "(", "]": "[", "}": "{"}
_TRAILING = ".,:;!?&'*_~([{"


def linked(text: str) -> str:
    """Link each bare address in a piece of HTML that holds no tags."""
    return _IN_HTML.sub(_link, text) if "://" in text else text


def _link(match: re.Match[str]) -> str:
    found = match[0].replace("&amp;", "&")
    address = _balanced(found).rstrip(_TRAILING)
    target = address.replace("&", "&amp;")
    rest = found[len(address) :].replace("&", "&amp;")
    return f'<a href="{target}">{target}</a>{rest}'


def _balanced(address: str) -> str:
    """Cut at the first bracket that closes what the address did not open: `https://a.example/x_(y))` ends before it."""
    opened: list[str] = []
    for position, letter in enumerate(address):
        if letter in "([{":
            opened.append(letter)
        elif letter in _PAIRS and (not opened or opened.pop() != _PAIRS[letter]):
            return address[:position]
    return address
