"""The head of a note -> addresses, title, authors, abstract; what comes after it is the body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from publisher.content.addresses import addresses_of
from publisher.content.blocks import Block, Kind
from publisher.content.people import opening, split_authors

_LONGEST_TITLE = 400
_MOST_TITLE_LINES = 6
_SENTENCE_END = (".", "。", "!", "…")
_SENTENCES = re.compile(r"\w{3,}[.?!。]\s")
_VERBS = tuple("다요죠음함듯네까지")
"""What Korean sentences end with when their full stop is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A title with its authors, as one paragraph holds them."""

    title: str
    authors: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands above the commentary."""

    title: str
    """As in the source; empty when the note has none."""
    authors: tuple[str, ...]
    addresses: tuple[str, ...]
    abstract: str


def read_head(blocks: Sequence[Block], *, name: str, titled: bool = False) -> tuple[Head, tuple[Block, ...]]:
    """Take the head off a note; `name` is what the file is called without its date.

    Where front matter has `titled` the note, `name` is that title, and only a paragraph that repeats it is taken.
    """
    addresses: list[str] = []
    headings: list[Heading] = []
    abstract: list[str] = []
    position = 0
    for position, block in enumerate((*blocks, None)):
        following = blocks[position + 1] if position + 1 < len(blocks) else None
        if block is None or block.language:
            break
        if block.kind is Kind.ADDRESS:
            addresses.extend(addresses_of(block.text))
        elif block.kind is Kind.QUOTE:
            abstract.append(block.text)
        elif not abstract and (heading := _title(block, following, name, first=not headings)):
            if titled and _letters(heading.title) != _letters(name):
                break
            headings.append(heading)
        else:
            break
    title = _choose(headings, name)
    authors = next((h.authors for h in (title, *headings) if h and h.authors), ())
    head = Head(
        title=title.title if title else "",
        authors=authors,
        addresses=tuple(dict.fromkeys(addresses)),
        abstract="\n\n".join(abstract),
    )
    return head, tuple(blocks[position:])


def paper_heading(block: Block) -> Heading | None:
    """Read `*Title* (Authors)`, the title perhaps wrapped over lines or without asterisks; None for other text."""
    text = " ".join(block.text.split())
    if block.kind is not Kind.TEXT or block.text.count("\n") >= _MOST_TITLE_LINES:
        return None
    title, authors = _split_authors(text)
    marked = title[:1] in "*_" and title[-1:] in "*_" and len(title) > 2 and title[1] != " "
    if not title or len(title) > _LONGEST_TITLE or not (marked or names_people(title, authors)):
        return None
    return Heading(
        title=title.strip("*_ ") if marked else title,
        authors=split_authors(authors),
        line=block.line,
    )


def names_people(title: str, authors: str) -> bool:
    """Whether the parentheses after an unmarked title hold names, and not an aside."""
    if not authors or "http" in authors or title.endswith(_SENTENCE_END):
        return False
    names = [part.strip() for part in authors[1:-1].split(",")]
    likely = [name for name in names if name[:1] and not name[:1].islower() and not name[:1].isdigit()]
    if len(names) == 1:
        return len(names[0].split()) in range(2, 6) and not _SENTENCES.search(f"{title} {names[0]} ")
    return len(likely) >= 0.8 * len(names) and not _SENTENCES.search(f"{names[-1]} ") and not title.endswith(_VERBS)


def _title(block: Block, following: Block | None, name: str, *, first: bool) -> Heading | None:
    if block.kind is Kind.HEADING:
        level, _, title = block.text.partition(" ")
        return Heading(title=title.strip(), authors=(), line=block.line) if first and level == "#" else None
    if block.kind is not Kind.TEXT:
        return None
    heading = paper_heading(block)
    text = " ".join(block.text.split())
    if heading or len(text) > _LONGEST_TITLE or text.endswith(_SENTENCE_END):
        return heading
    above_abstract = first and following is not None and following.kind is Kind.QUOTE
    if above_abstract or (first and _begins_like(text, name)):
        return Heading(title=text.strip("*_ "), authors=(), line=block.line)
    return None


def _split_authors(text: str) -> tuple[str, str]:
    """`Title (A, B)` -> `Title`, `(A, B)`; the second is empty where the text ends otherwise."""
    if text.endswith((")", "）")) and (start := opening(text)) >= 0:
        return text[:start].strip(), text[start:]
    marked = re.fullmatch(r"([*_]{1,2}.+[*_]{1,2})\s*(\(.*)", text)
    return (marked[1], marked[2]) if marked else (text, "")


def _choose(headings: Sequence[Heading], name: str) -> Heading | None:
    """Of an old title and a new one, the one that the file is named after, else the lower."""
    named = [heading for heading in headings if _begins_like(heading.title, name)]
    return (named or headings)[-1] if headings else None


def _begins_like(text: str, name: str) -> bool:
    bare = _letters(name)
    return len(bare) >= 3 and _letters(text).startswith(bare)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
