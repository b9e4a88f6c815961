"""A folder -> a new publication that builds at once: configuration, a note of each format, a README for its author."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from publisher import theme
from publisher.errors import Problem, PublisherError
from publisher.file import File
from publisher.output.loose import write_each
from publisher.week import Week


def scaffold(folder: Path, *, today: date) -> tuple[Path, ...]:
    """Write the files of a new publication; PublisherError names those that are there already."""
    files = _files(today)
    standing = [folder / file.path for file in files if (folder / file.path).exists()]
    if standing:
        raise PublisherError(
            Problem(file=str(path), message="stands there already: expected a folder without a publication")
            for path in standing
        )
    return write_each(files, folder)


def _files(today: date) -> tuple[File, ...]:
    """The notes are dated in the newest week whose newsletter has closed, so that there is one to look at."""
    monday = Week.of(today - timedelta(days=8)).monday
    dates = {"day_page": monday, "vault": monday + timedelta(days=2), "article": monday + timedelta(days=4)}
    return tuple(
        File(path=path, content=_render(template, dates))
        for path, template in {
            "publisher.toml": "publisher.toml",
            ".gitignore": "gitignore",
            ".gitattributes": "gitattributes",
            "README.md": "README.md",
            f"content/{dates['day_page']}.txt": "content/day-page.txt",
            f"content/vault/{dates['vault']:%y%m%d} Subword Units.md": "content/vault/note.md",
            "content/articles/distillation.md": "content/articles/note.md",
        }.items()
    )


def _render(template: str, dates: Mapping[str, date]) -> bytes:
    return theme.environment().get_template(f"init/{template}").render(dates).encode()
