"""[content] -> what is read of a folder of notes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from publisher.config.tables.table import Table
from publisher.content.loader import LoadRules


class ContentTable(Table):
    """What is read."""

    drafts: list[str] = Field(default_factory=list)
    """Globs of paths below content/ that are not published yet; `*` crosses slashes."""
    largest_file: Annotated[int, Field(gt=0, le=64 * 1024 * 1024)] = 1024 * 1024
    """Bytes; a file is read whole."""
    largest_image: Annotated[int, Field(gt=0, le=64 * 1024 * 1024)] = 10 * 1024 * 1024
    """Bytes of a picture beside a note."""


def settle_content(table: ContentTable, *, apart: frozenset[Path]) -> LoadRules:
    """`apart` is what is no note, wherever it lies."""
    return LoadRules(
        drafts=tuple(table.drafts), largest=table.largest_file, largest_image=table.largest_image, apart=apart
    )
