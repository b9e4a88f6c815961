"""The body of a note -> its commentary in each language, its tags, its links to other notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from publisher.content.formats.blocks import Block, Kind
from publisher.content.formats.heading import paper_heading
from publisher.content.formats.links import split_links
from publisher.content.words.addresses import addresses_of
from publisher.content.words.hashtags import tags_in_text, tags_of_line, without_trailing_tags
from publisher.content.words.language import Tongues
from publisher.errors import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What stands below the head."""

    commentaries: Mapping[str, str] = field(default_factory=dict)
    """Language -> Markdown; only languages in which something is said."""
    abstract: str = ""
    """An abstract that no `>` marks: text before the commentary, in a language that is not the commentary's."""
    tags: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    """Of the further papers."""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spoken:
    """A block and the language that it is in by itself."""

    block: Block
    language: str
    """By its marker, else by its script; "" where neither tells."""
    of_paper: bool = False
    """Whether it is the head of a further paper, which every edition shows."""


def read_body(
    blocks: Sequence[Block], *, tongues: Tongues, file: str, has_abstract: bool, is_paper: bool = False
) -> Body:
    """Sort a note's blocks by language. `is_paper`: it has authors, so that an abstract is to be expected."""
    kept, related = split_links(blocks)
    heads = _heads(kept)
    tags = [tag for position, block in enumerate(kept) if position not in heads for tag in _tags(block)]
    spoken = [
        _spoken(stripped, tongues, of_paper=position in heads)
        for position, block in enumerate(kept)
        if block.kind is not Kind.TAGS and (stripped := block if position in heads else _stripped(block))
    ]
    told = _languages(spoken, tongues)
    start = 0 if has_abstract else _end_of_abstract(spoken, told, tongues, is_paper=is_paper)
    return Body(
        commentaries=_commentaries(spoken[start:], told[start:], tongues),
        abstract="\n\n".join(item.block.text for item in spoken[:start]),
        tags=tuple(dict.fromkeys(tags)),
        related=related,
        addresses=tuple(
            address
            for item in spoken
            if item.of_paper and item.block.kind is Kind.ADDRESS
            for address in addresses_of(item.block.text)
        ),
        problems=_untold(spoken, tongues, file),
    )


def _heads(blocks: Sequence[Block]) -> frozenset[int]:
    """Where the heads of further papers stand: addresses, a title with authors or above an abstract, the abstract."""
    heads: set[int] = set()
    for position, block in enumerate(blocks):
        following = blocks[position + 1].kind if position + 1 < len(blocks) else None
        if block.kind is Kind.QUOTE and position - 1 in heads:
            heads.add(position)
        elif block.language or not (heading := paper_heading(block)):
            continue
        elif heading.authors or following is Kind.QUOTE:
            heads.add(position)
            if position and blocks[position - 1].kind is Kind.ADDRESS:
                heads.add(position - 1)
    return frozenset(heads)


def _tags(block: Block) -> tuple[str, ...]:
    if block.kind is Kind.TAGS:
        return tuple(tag for line in block.text.split("\n") for tag in tags_of_line(line))
    return tags_in_text(block.text) if block.kind is Kind.TEXT else ()


def _stripped(block: Block) -> Block | None:
    if block.kind is not Kind.TEXT or "#" not in block.text:
        return block
    text = without_trailing_tags(block.text)
    return replace(block, text=text) if text.strip() else None


def _spoken(block: Block, tongues: Tongues, *, of_paper: bool) -> _Spoken:
    by_script = block.kind is Kind.TEXT and not block.language and not of_paper
    language = tongues.of_script(block.text) if by_script else block.language
    return _Spoken(block=block, language="" if of_paper else language, of_paper=of_paper)


def _languages(spoken: Sequence[_Spoken], tongues: Tongues) -> list[str]:
    """The language of each block: its own, else that of its neighbours; a heading belongs to what follows."""
    told = [item.language for item in spoken]
    _keep_quotations(spoken, told, tongues)
    before, after = _last_told(told), _last_told(told[::-1])[::-1]
    for position, item in enumerate(spoken):
        if not told[position]:
            first, second = (after, before) if item.block.kind is Kind.HEADING else (before, after)
            told[position] = first[position] or second[position]
    return told


def _last_told(told: Sequence[str]) -> list[str]:
    """For each position the last language that is told up to it."""
    last, found = "", []
    for code in told:
        last = code or last
        found.append(last)
    return found


def _keep_quotations(spoken: Sequence[_Spoken], told: list[str], tongues: Tongues) -> None:
    """Leave bare Latin paragraphs between two of another language to it, unless more of them follow: a quotation."""
    latin = tongues.scripts.get("Latn", ())
    for start, end in _papers(spoken):
        bare = [place for place in range(start, end) if told[place] in latin and not spoken[place].block.language]
        others = [place for place in range(start, end) if told[place] and told[place] not in latin]
        if others and all(others[0] < place < others[-1] for place in bare):
            for place in bare:
                told[place] = told[others[0]]


def _papers(spoken: Sequence[_Spoken]) -> Iterator[tuple[int, int]]:
    """The stretches between the heads of further papers."""
    start = 0
    for position, item in enumerate(spoken):
        if item.of_paper:
            yield start, position
            start = position + 1
    yield start, len(spoken)


def _end_of_abstract(spoken: Sequence[_Spoken], told: Sequence[str], tongues: Tongues, *, is_paper: bool) -> int:
    """Where an abstract that no `>` marks ends: Latin script above text in another, if a paper or if more follows."""
    latin = tongues.scripts.get("Latn", ())
    end = next((place for place, code in enumerate(told) if code and code not in latin), len(told))
    unmarked = not any(item.block.language or item.of_paper for item in spoken[:end])
    first = next(filter(None, told[:end]), "")
    return end if first and end < len(told) and unmarked and (is_paper or first in told[end:]) else 0


def _commentaries(spoken: Sequence[_Spoken], told: Sequence[str], tongues: Tongues) -> dict[str, str]:
    said = {
        item.language for item in spoken if item.block.kind is Kind.TEXT and any(map(str.isalnum, item.block.text))
    } & set(told)
    return {
        language: "\n\n".join(
            _markdown(item.block) for item, code in zip(spoken, told, strict=True) if item.of_paper or code == language
        )
        for language in tongues.codes
        if language in said
    }


def _markdown(block: Block) -> str:
    if block.kind is not Kind.QUOTE:
        return block.text
    return "\n".join(f"> {line}".rstrip() for line in block.text.split("\n"))


def _untold(spoken: Sequence[_Spoken], tongues: Tongues, file: str) -> tuple[Problem, ...]:
    """Paragraphs whose languages share a script and that no marker tells apart."""
    return tuple(
        Problem(
            file=file,
            line=item.block.line,
            message=f"cannot tell {' from '.join(codes)} by its script: expected a marker such as <{codes[0]}>",
        )
        for item in spoken
        if item.block.kind is Kind.TEXT and not item.language and not item.of_paper
        if len(codes := tongues.of_text(item.block.text)) > 1
    )
