"""A text of a table -> one line of words."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator


def _line(value: str) -> str:
    """One line: a title goes into headers and headings."""
    return " ".join(value.split())


def _words(value: str) -> str:
    if not _line(value):
        raise ValueError(f'expected some words, got "{value}"')
    return _line(value)


Line = Annotated[str, AfterValidator(_line)]
Words = Annotated[str, AfterValidator(_words)]
