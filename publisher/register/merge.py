"""Lines of one id, as a git merge by union leaves them -> one line. The order of the lines changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from publisher.register.line import Line, RegisteredEdition


def merge(lines: Sequence[Line]) -> Line:
    """Keep the earliest published, the latest updated, and all else of the line that was updated last."""
    if len(lines) == 1:
        return lines[0]
    newest = max(lines, key=lambda line: (line.updated, repr(line.keys)))
    by_language: dict[str, list[RegisteredEdition]] = defaultdict(list)
    for line in lines:
        for edition in line.editions:
            by_language[edition.language].append(edition)
    return replace(
        newest,
        gone=all(line.gone for line in lines),
        editions=tuple(_merge_editions(by_language[language]) for language in sorted(by_language)),
    )


def _merge_editions(editions: Iterable[RegisteredEdition]) -> RegisteredEdition:
    several = tuple(editions)
    newest = max(several, key=lambda edition: (edition.updated, edition.text))
    return replace(newest, published=min(edition.published for edition in several))
