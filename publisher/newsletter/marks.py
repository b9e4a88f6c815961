"""Templates with marks in them -> the parts of a page, each with the condition under which a letter holds it.

A mark is a comment that begins a part; the part ends where the next mark stands. What differs from letter to letter
stands in a page as a slot, which each letter fills. Both carry a token that no note can hold: it is made of all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from publisher.newsletter.issue import Issue

if TYPE_CHECKING:
    from markupsafe import Markup

ALWAYS = ""
"""The condition of what every letter holds."""
KINDS = frozenset({ALWAYS, "between", "choose", "group", "more", "narrowed", "note", "tag"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of a page."""

    condition: str
    text: str
    """With slots in it."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What marks one page and finds the marks again."""

    token: str

    @classmethod
    def of(cls, issue: Issue) -> Marks:
        """Marks that stand in no text of this issue."""
        return cls("cut" + sha256(repr(issue).encode("utf-8", "surrogatepass")).hexdigest()[:24])

    def part(self, kind: str = ALWAYS, number: int | None = None) -> Markup:
        """The mark that begins a part; ValueError where no letter could ever hold it."""
        from markupsafe import Markup

        if kind not in KINDS:
            raise ValueError(f"expected part() of one of {', '.join(sorted(filter(None, KINDS)))}, got {kind!r}")
        return Markup("<!--{} {}-->").format(self.token, condition(kind, number))

    def slot(self, name: str) -> str:
        """What stands where each letter says something of its own."""
        return f"{self.token}.{name}."

    def cut(self, page: str) -> tuple[Part, ...]:
        """The parts of a page, in order; the marks and the ends of their lines are gone."""
        first, *rest = re.split(rf"<!--{self.token} ([a-z]*(?: \d+)?)-->\n?", page)
        pairs = ((ALWAYS, first), *zip(rest[::2], rest[1::2], strict=True))
        return tuple(Part(condition=when, text=text) for when, text in pairs if text)

    def split(self, text: str) -> tuple[str, ...]:
        """Text, the name of a slot, text, and so on: what is at odd places is a slot."""
        return tuple(re.split(rf"{self.token}\.([a-z]+)\.", text))


@lru_cache(maxsize=1 << 12)  # asked for by every letter, for each of its notes
def condition(kind: str, number: int | None = None) -> str:
    """`note 3`, `more`, and nothing for what stands in every letter."""
    return kind if number is None else f"{kind} {number}"
