"""A piece -> the names of the pictures in it that should lie beside it. What readers see is for a parser to say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.content.piece import Piece

_PICTURE = re.compile(
    r"""!\[[^\]\n]{0,500}\]\([ ]*(?:<(?P<quoted>[^<>\n]+)>|(?P<bare>(?:[^()\s<]|\([^()\s]*\))+))
      | !\[\[(?P<embedded>[^\[\]\n|\#]+?\.(?i:png|jpe?g|gif|webp|avif|svg))(?:\|[^\[\]\n]*)?\]\]""",
    re.VERBOSE,
)
_ELSEWHERE = re.compile(r"https?://", re.IGNORECASE)
_FENCE = re.compile("`+")


def mentioned(piece: Piece) -> tuple[str, ...]:
    """Names in the order of the piece, each once; addresses elsewhere and what stands in code are none."""
    found = (piece.image, *(name for edition in piece.editions for name in _names(edition.commentary)))
    return tuple(dict.fromkeys(name for name in found if name and not _ELSEWHERE.match(name)))


def _names(commentary: str) -> Iterator[str]:
    if "![" in commentary:
        for match in _PICTURE.finditer(_without_code(commentary)):
            yield match["quoted"] or match["bare"] or match["embedded"].strip()


def _without_code(text: str) -> str:
    """Cut what stands between two runs of as many backticks."""
    runs = list(_FENCE.finditer(text))
    latest = {len(run[0]): number for number, run in enumerate(runs)}
    kept, start, opened = [], 0, 0
    for number, run in enumerate(runs):
        if opened:
            if len(run[0]) == opened:
                start, opened = run.end(), 0
        elif latest[len(run[0])] > number:
            kept.append(text[start : run.start()])
            opened = len(run[0])
    return "".join([*kept, text[start:]])
