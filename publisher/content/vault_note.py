"""A vault note -> a piece: address, `*Title* (Authors)`, `> abstract`, commentaries, #tags, in one file."""

from __future__ import annotations

from publisher.content.blocks import split_blocks
from publisher.content.body import read_body
from publisher.content.dates import split_file_name
from publisher.content.edition import editions, title_of
from publisher.content.head import read_head
from publisher.content.language import Tongues
from publisher.content.piece import Piece
from publisher.content.source import Source


def read_vault_note(source: Source, tongues: Tongues) -> Piece:
    """Read a whole file as one note, however many papers it speaks of. Its date is its name's."""
    day, name = split_file_name(source.stem)
    blocks, marks = split_blocks(source.lines, tongues, file=source.file)
    head, rest = read_head(blocks, name=name)
    body = read_body(
        rest, tongues=tongues, file=source.file, has_abstract=bool(head.abstract)
    )
    title = title_of(head.title) or title_of(name) or title_of(source.stem)
    return Piece(
        file=source.file,
        date=day,
        title=title,
        authors=head.authors,
        addresses=tuple(dict.fromkeys((*head.addresses, *body.addresses))),
        editions=editions(
            body.commentaries,
            title=title,
            abstract=head.abstract or body.abstract,
            tongues=tongues,
        ),
        tags=body.tags,
        related=body.related,
        source_hash=source.hash,
        problems=(*marks, *body.problems),
    )
