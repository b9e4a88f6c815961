"""The body of a note -> its commentary in each language, its tags, its links to other notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from publisher.content.addresses import addresses_of
from publisher.content.blocks import Block, Kind
from publisher.content.hashtags import tags_in_text, tags_of_line, without_trailing_tags
from publisher.content.head import paper_heading
from publisher.content.language import Tongues
from publisher.errors import Problem

_LINKS = re.compile(r"#{1,6}\s+(?:links?|related(?:\s+notes)?)\s*:?\s*#*", re.IGNORECASE)
_WIKI = re.compile(r"\[\[([^\n]*?)\]\]")
_SHARED = "*"
"""The language of blocks that every edition shows: the head of a further paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What stands below the head."""

    commentaries: Mapping[str, str] = field(default_factory=dict)
    """Language -> Markdown; only languages in which something is said."""
    abstract: str = ""
    """An abstract that no `>` marks: text before the commentary that the same language also follows."""
    tags: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    """Of the further papers."""
    problems: tuple[Problem, ...] = ()


def read_body(blocks: Sequence[Block], *, tongues: Tongues, file: str, has_abstract: bool) -> Body:
    """Sort a note's blocks by language."""
    kept, related = _without_links(blocks)
    tags = [tag for block in kept for tag in _tags(block)]
    texts = tuple(stripped for block in kept if block.kind is not Kind.TAGS and (stripped := _stripped(block)))
    told = _languages(texts, tongues)
    abstract, texts, told = _unmarked_abstract(texts, told, tongues) if not has_abstract else ("", texts, told)
    return Body(
        commentaries=_commentaries(texts, told, tongues),
        abstract=abstract,
        tags=tuple(dict.fromkeys(tags)),
        related=related,
        addresses=tuple(
            address
            for block, language in zip(texts, told, strict=True)
            if language == _SHARED and block.kind is Kind.ADDRESS
            for address in addresses_of(block.text)
        ),
        problems=_untold(texts, tongues, file),
    )


def _without_links(
    blocks: Sequence[Block],
) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Take off `# Links` and the wiki links below it; return the names that they link to."""
    kept: list[Block] = []
    related: list[str] = []
    below = False
    for block in blocks:
        if block.kind is Kind.HEADING and _LINKS.fullmatch(block.text):
            below = True
        elif _is_links(block) or (below and block.kind is Kind.ADDRESS):
            related.extend(_WIKI.findall(block.text))
        else:
            below = False
            kept.append(block)
    return tuple(kept), tuple(dict.fromkeys(_note_name(link) for link in related))


def _is_links(block: Block) -> bool:
    return "[[" in block.text and not _WIKI.sub("", block.text).strip(" \n-*,")


def _note_name(link: str) -> str:
    return link.partition("|")[0].partition("#")[0].strip().removesuffix(".md").rpartition("/")[2]


def _tags(block: Block) -> tuple[str, ...]:
    if block.kind is Kind.TAGS:
        return tuple(tag for line in block.text.split("\n") for tag in tags_of_line(line))
    if block.kind is Kind.TEXT and not paper_heading(block):
        return tags_in_text(block.text)
    return ()


def _stripped(block: Block) -> Block | None:
    if block.kind is not Kind.TEXT:
        return block
    text = without_trailing_tags(block.text)
    return replace(block, text=text) if text.strip() else None


def _languages(blocks: Sequence[Block], tongues: Tongues) -> list[str]:
    """The language of each block: its marker's, its script's, else that of its neighbours."""
    told = [_language(block, position, blocks, tongues) for position, block in enumerate(blocks)]
    _keep_quotations(blocks, told, tongues)
    for position, block in enumerate(blocks):
        if not told[position]:
            before = next(
                (code for code in reversed(told[:position]) if code not in {"", _SHARED}),
                "",
            )
            after = next((code for code in told[position + 1 :] if code not in {"", _SHARED}), "")
            told[position] = (after or before) if block.kind is Kind.HEADING else (before or after)
    return told


def _keep_quotations(blocks: Sequence[Block], told: list[str], tongues: Tongues) -> None:
    """Leave bare Latin paragraphs between two of another language to it, unless more of them follow: a quotation."""
    latin = tongues.scripts.get("Latn", ())
    for start, end in _papers(told):
        others = [place for place in range(start, end) if told[place] and told[place] not in latin]
        if others and not any(told[place] in latin for place in (*range(start, others[0]), *range(others[-1], end))):
            for place in range(others[0], others[-1]):
                if told[place] in latin and not blocks[place].language:
                    told[place] = told[others[0]]


def _papers(told: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The stretches between the heads of further papers."""
    start = 0
    for position, code in enumerate((*told, _SHARED)):
        if code == _SHARED:
            yield start, position
            start = position + 1


def _language(block: Block, position: int, blocks: Sequence[Block], tongues: Tongues) -> str:
    if block.language:
        return block.language
    following = blocks[position + 1] if position + 1 < len(blocks) else None
    before = blocks[position - 1] if position else None
    if paper_heading(block):
        return _SHARED
    if block.kind is Kind.ADDRESS and following and (following.kind is Kind.QUOTE or paper_heading(following)):
        return _SHARED
    if block.kind is Kind.QUOTE and before and paper_heading(before):
        return _SHARED
    return tongues.of_script(block.text) if block.kind is Kind.TEXT else ""


def _unmarked_abstract(
    blocks: tuple[Block, ...], told: list[str], tongues: Tongues
) -> tuple[str, tuple[Block, ...], list[str]]:
    """Where one language stands both before and after the others, what stands before is the abstract."""
    first = next((code for code in told if code not in {"", _SHARED}), "")
    run = next(
        (position for position, code in enumerate(told) if code not in {first, _SHARED, ""}),
        len(told),
    )
    again = first in told[run:]
    unmarked = all(not block.language for block in blocks[:run])
    if not (again and unmarked and len(tongues.codes) > 1 and first == tongues.codes[-1]):
        return "", blocks, told
    return "\n\n".join(block.text for block in blocks[:run]), blocks[run:], told[run:]


def _commentaries(blocks: Sequence[Block], told: Sequence[str], tongues: Tongues) -> dict[str, str]:
    said = {
        code
        for block, code in zip(blocks, told, strict=True)
        if block.kind is Kind.TEXT and (block.language or tongues.of_script(block.text)) == code
    }
    return {
        language: "\n\n".join(
            _markdown(block) for block, code in zip(blocks, told, strict=True) if code in {language, _SHARED}
        )
        for language in tongues.codes
        if language in said
    }


def _markdown(block: Block) -> str:
    if block.kind is not Kind.QUOTE:
        return block.text
    return "\n".join(f"> {line}".rstrip() for line in block.text.split("\n"))


def _untold(blocks: Sequence[Block], tongues: Tongues, file: str) -> tuple[Problem, ...]:
    """Paragraphs whose languages share a script and that no marker tells apart."""
    return tuple(
        Problem(
            file=file,
            line=block.line,
            message=f"cannot tell {' from '.join(codes)} by its script: expected a marker such as <{codes[0]}>",
        )
        for block in blocks
        if block.kind is Kind.TEXT and not block.language and not paper_heading(block)
        if len(codes := tongues.of_text(block.text)) > 1
    )
