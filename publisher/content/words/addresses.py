"""http(s) addresses in a text."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"https?://\w[^\s<>]*")
_WORD = re.compile(r"<?https?://\w[^\s<>]*>?,?|,")
_LINK = re.compile(r"\[[^\[\]]*\]\(https?://\w[^\s()<>]*\)")
_BULLETS = ("-", "*", "+")


def is_address_line(line: str) -> bool:
    """Whether a line holds addresses and nothing else: bare, in angle brackets, or one Markdown link."""
    if "://" not in line:
        return False
    words = line.split()
    if words[0] in _BULLETS:
        words = words[1:]
    return all(map(_WORD.fullmatch, words)) or _LINK.fullmatch(" ".join(words)) is not None


def addresses_of(text: str) -> tuple[str, ...]:
    """The addresses in a text, without the punctuation after them."""
    return tuple(map(_without_punctuation, _ADDRESS.findall(text)))


def _without_punctuation(address: str) -> str:
    end, surplus = len(address), address.count(")") - address.count("(")
    while address[end - 1] in ".,;:!?'\"*]}" or (address[end - 1] == ")" and surplus > 0):
        surplus -= address[end - 1] == ")"
        end -= 1
    return address[:end]
