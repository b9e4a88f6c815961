"""The head of a note -> addresses, title, authors, abstract; what comes after it is the body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from publisher.content.formats.blocks import Block, Kind
from publisher.content.formats.heading import (
    LONGEST_TITLE,
    Heading,
    are_authors,
    ends_sentence,
    paper_heading,
    plain_heading,
)
from publisher.content.formats.links import is_links_heading
from publisher.content.words.addresses import addresses_of
from publisher.content.words.language import Tongues
from publisher.content.words.people import split_authors

_COPY = re.compile(r" \d{1,2}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands above the commentary."""

    title: str
    """As in the source; empty when the note has none."""
    authors: tuple[str, ...]
    addresses: tuple[str, ...]
    abstract: str


def read_head(
    blocks: Sequence[Block], *, name: str, tongues: Tongues, titled: bool = False
) -> tuple[Head, tuple[Block, ...]]:
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
        elif abstract:
            break
        elif are_authors(block) and not any(heading.authors for heading in headings):
            above = headings.pop() if headings else Heading(title="", authors=())
            headings.append(replace(above, authors=split_authors(block.text)))
        elif heading := _heading(block, following, name, tongues, first=not headings):
            if titled and _letters(heading.title) != _letters(name):
                break
            headings.append(heading)
        else:
            break
    chosen = _choose(headings, name)
    head = Head(
        title=chosen.title,
        authors=next((heading.authors for heading in (chosen, *headings) if heading.authors), ()),
        addresses=tuple(dict.fromkeys(addresses)),
        abstract="\n\n".join(abstract),
    )
    return head, tuple(blocks[position:])


def _heading(block: Block, following: Block | None, name: str, tongues: Tongues, *, first: bool) -> Heading | None:
    """A title, with authors or without: the paragraph above an abstract, or that the file is named after, is one."""
    if block.kind is Kind.HEADING:
        return plain_heading(block) if first and block.text.startswith("# ") and not is_links_heading(block) else None
    if block.kind is not Kind.TEXT:
        return None
    if heading := paper_heading(block):
        return heading
    text = " ".join(block.text.split())
    if not first or len(text) > LONGEST_TITLE or ends_sentence(text):
        return None
    above_abstract = following is not None and following.kind is Kind.QUOTE
    if above_abstract or _begins_like(text, name) or _above_other_script(block, following, tongues):
        return Heading(title=text.strip("*_ "), authors=())
    return None


def _above_other_script(block: Block, following: Block | None, tongues: Tongues) -> bool:
    """Whether one line of Latin script stands above text in another: the title of a note that has no abstract."""
    if following is None or following.kind is not Kind.TEXT or "\n" in block.text or not block.text.isascii():
        return False
    codes = tongues.of_text(following.text)
    return bool(codes) and codes != tongues.scripts.get("Latn", ())


def _choose(headings: Sequence[Heading], name: str) -> Heading:
    """Of an old title and a new one, the one that the file is named after, else the lower."""
    named = [heading for heading in headings if _begins_like(heading.title, name)]
    return (*headings, *named)[-1] if headings else Heading(title="", authors=())


def _begins_like(text: str, name: str) -> bool:
    """Whether a title begins as its file is called; `X 1` is a copy of `X`."""
    names = (_letters(name), _letters(_COPY.sub("", name)))
    return any(len(bare) >= 3 and _letters(text).startswith(bare) for bare in names)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
