"""`# Links` and the `[[wiki links]]` below it -> names of related notes; the other blocks are the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from publisher.content.formats.blocks import Block, Kind

_HEADING = re.compile(r"#{1,6}\s+(?:links?|related(?:\s+notes)?)\s*:?\s*#*", re.IGNORECASE)
_WIKI = re.compile(r"\[\[([^\[\]\n]*)\]\]")


def split_links(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Take off `# Links` and blocks of nothing but wiki links; return the names that they link to."""
    kept: list[Block] = []
    related: list[str] = []
    below = False
    for block in blocks:
        if is_links_heading(block):
            below = True
        elif _is_links(block) or (below and block.kind is Kind.ADDRESS):
            related.extend(_WIKI.findall(block.text))
        else:
            below = False
            kept.append(block)
    return tuple(kept), tuple(filter(None, dict.fromkeys(map(_note_name, related))))


def is_links_heading(block: Block) -> bool:
    return block.kind is Kind.HEADING and _HEADING.fullmatch(block.text) is not None


def _is_links(block: Block) -> bool:
    return "[[" in block.text and not _WIKI.sub("", block.text).strip(" \n-*,")


def _note_name(link: str) -> str:
    return link.partition("|")[0].partition("#")[0].strip().removesuffix(".md").rpartition("/")[2]
