"""A Markdown file -> a piece: address, `*Title* (Authors)`, `> abstract`, commentaries, #tags, in one note."""

from __future__ import annotations

from collections.abc import Sequence

from publisher.content.files.source import Source
from publisher.content.formats.blocks import split_blocks
from publisher.content.formats.body import read_body
from publisher.content.formats.edition import editions, title_of
from publisher.content.formats.head import read_head
from publisher.content.piece import Piece
from publisher.content.words.dates import split_file_name
from publisher.content.words.language import Tongues


def read_markdown(
    source: Source,
    tongues: Tongues,
    *,
    stem: str = "",
    first: int = 1,
    title: str = "",
    abstract: str = "",
    only: Sequence[str] = (),
) -> Piece:
    """Read a whole file as one note, however many papers it speaks of: a vault note, or what follows front matter.

    `stem` is the file's name without its ending and language; the date is in it, and the title where nothing else
    says it. `first` is the line that the note begins at. `title` and `abstract` are those that front matter gives.
    `only` names the languages that the text may be in; one alone needs no telling.
    """
    stem = stem or source.stem
    day, name = split_file_name(stem)
    spoken = tongues.only(only) if only else tongues
    blocks, marks = split_blocks(source.lines[first - 1 :], tongues, file=source.file, first=first)
    head, rest = read_head(blocks, name=title or name, tongues=tongues, titled=bool(title))
    quoted = abstract or head.abstract
    body = read_body(rest, tongues=spoken, file=source.file, has_abstract=bool(quoted), is_paper=bool(head.authors))
    named = title or title_of(head.title) or title_of(name) or stem
    return Piece(
        file=source.file,
        line=first,
        date=day,
        title=named,
        authors=head.authors,
        addresses=tuple(dict.fromkeys((*head.addresses, *body.addresses))),
        editions=editions(
            body.commentaries,
            title=named,
            abstract=quoted or body.abstract,
            tongues=tongues,
        ),
        tags=body.tags,
        related=body.related,
        source_hash=source.hash,
        problems=(*marks, *body.problems),
    )
