"""Notes -> the files of a content folder, in one of two forms."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from bench.notes import Note

Form = Callable[[Note], Iterator[tuple[str, str]]]
"""A note -> path and text of each of its files."""


def siblings(note: Note) -> Iterator[tuple[str, str]]:
    """`2024/241213-0-title.ko.md` and `….en.md`, with YAML front matter: what Hugo reads too, byte for byte."""
    # Hugo keeps the key `url` for the address of its own page.
    head = "\n".join(
        (
            "---",
            f"title: {_quoted(note.title)}",
            f"date: {note.moment.isoformat()}",
            f"tags: [{', '.join(note.tags)}]",
            f"authors: [{', '.join(map(_quoted, note.authors))}]",
            f"link: {note.address}",
            f"abstract: {_quoted(note.abstract)}",
            "---",
        )
    )
    for code, text in (("ko", note.korean), ("en", note.english)):
        yield f"{note.moment:%Y/%y%m%d}-{note.slug}.{code}.md", f"{head}\n{text}\n"


def vault(note: Note) -> Iterator[tuple[str, str]]:
    """`2024/241213 Title.md`: one file a note, as people write them in a vault; for `publisher` alone."""
    name = note.title.partition(":")[0].rstrip("?")
    parts = (
        note.address,
        f"*{note.title}* ({', '.join(note.authors)})",
        f"> {note.abstract}",
        note.korean,
        f"<english>\n{note.english}\n</english>",
        " ".join(f"#{tag}" for tag in note.tags),
    )
    yield f"{note.moment:%Y/%y%m%d} {name}.md", "\n\n".join(parts) + "\n"


FORMS: dict[str, Form] = {"siblings": siblings, "vault": vault}


def write(notes: Iterable[Note], folder: Path, form: Form) -> None:
    """Write the files of notes; a name that two of them have is a mistake of ours."""
    for note in notes:
        for path, text in form(note):
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("x", encoding="utf-8") as stream:
                stream.write(text)


def rewrite(note: Note, folder: Path, form: Form) -> None:
    """Write the files of a note again: those that say what they said before are let be."""
    for path, text in form(note):
        if (folder / path).read_text("utf-8") != text:
            (folder / path).write_text(text, "utf-8")


def _quoted(text: str) -> str:
    """A string in YAML: a JSON string is one."""
    return json.dumps(text, ensure_ascii=False)
