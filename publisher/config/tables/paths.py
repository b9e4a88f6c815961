"""[paths] of publisher.toml and the command line -> where everything lies, or why it cannot lie there."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from publisher.config.tables.file_path import FilePath
from publisher.config.tables.table import Table

CACHE = ".publisher"
"""Folder beside publisher.toml."""


class PathsTable(Table):
    """Where things lie, from the folder of publisher.toml."""

    content: FilePath = "content"
    output: FilePath = "feeds"
    templates: FilePath = "templates"
    """A site's own templates: a file here stands for ours of the same name."""
    newsletters: FilePath = "newsletters"
    register_: Annotated[FilePath, Field(alias="register")] = "register.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """Where things lie, absolute."""

    content: Path
    output: Path
    templates: Path
    newsletters: Path
    register: Path
    cache: Path
    """What may be deleted at any time: beside the configuration."""


def place(table: PathsTable, folder: Path, chosen: Mapping[str, Path | None]) -> Paths:
    """Paths of the table start at its folder, those that the command line chose at the current one."""
    named = {
        "content": table.content,
        "output": table.output,
        "templates": table.templates,
        "newsletters": table.newsletters,
        "register": table.register_,
    }
    placed = {name: (chosen.get(name) or folder / path).absolute() for name, path in named.items()}
    return Paths(**placed, cache=(folder / CACHE).absolute())


def is_served(file: Path | None, paths: Paths) -> bool:
    """Whether a file would lie in the web root, where everyone may read it."""
    return file is not None and Path(os.path.realpath(file)).is_relative_to(os.path.realpath(paths.output))


def misplaced(paths: Paths, table: PathsTable) -> Iterator[tuple[str, str]]:
    """Key and message of each path that stands where it must not."""
    if os.path.realpath(paths.output) == os.path.realpath(paths.content):
        yield "output", f"expected another folder than that of the notes, got {paths.output}"
    if os.path.realpath(paths.newsletters) == os.path.realpath(paths.content):
        yield "newsletters", f"expected another folder than that of the notes, got {paths.newsletters}"
    if Path(os.path.realpath(paths.register.parent)).is_relative_to(os.path.realpath(paths.output)):
        yield "register", f"expected a place outside the web root, got {paths.register}"
    meant = "templates" in table.model_fields_set or paths.templates.exists()
    if meant and not paths.templates.is_dir():
        yield "templates", f"expected a folder, got {paths.templates}"
