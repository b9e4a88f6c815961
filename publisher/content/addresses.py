"""http(s) addresses in a text."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"https?://[^\s<>]+")
_LINE = re.compile(r"(?:[-*]\s+)?<?https?://[^\s<>]+>?(?:[\s,]+<?https?://[^\s<>]+>?)*")


def is_address_line(line: str) -> bool:
    """Whether a line holds addresses and nothing else."""
    return _LINE.fullmatch(line.strip()) is not None


def addresses_of(text: str) -> tuple[str, ...]:
    """The addresses in a text, without the punctuation after them."""
    return tuple(_without_punctuation(found) for found in _ADDRESS.findall(text))


def _without_punctuation(address: str) -> str:
    while address[-1] in ".,;:!?'\"*]}" or (address[-1] == ")" and address.count(")") > address.count("(")):
        address = address[:-1]
    return address
