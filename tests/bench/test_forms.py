"""Both forms of the invented notes, read by publisher."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.forms import FORMS, rewrite, siblings, write
from bench.notes import notes
from publisher.content.loader import LoadRules, Reading, load
from tests.builders import SEOUL

COUNT = 300


def read(folder: Path) -> Reading:
    return load(folder, languages=("ko", "en"), zone=SEOUL, rules=LoadRules())


@pytest.mark.parametrize("form", FORMS)
def test_publisher_reads_what_the_notes_say(form: str, tmp_path: Path) -> None:
    made = list(notes(COUNT))
    write(made, tmp_path, FORMS[form])

    reading = read(tmp_path)

    assert reading.problems == ()
    found = {note.addresses[0]: note for note in reading.notes}
    assert len(reading.notes) == COUNT
    for note in made:
        other = found[note.address]
        assert (other.title, other.authors, other.date) == (note.title, note.authors, note.moment.date())
        assert sorted(other.tags) == sorted(note.tags)
        assert [(edition.language, edition.abstract, edition.commentary) for edition in other.editions] == [
            ("ko", note.abstract, note.korean),
            ("en", note.abstract, note.english),
        ]


def test_only_files_that_say_something_else_are_written_again(tmp_path: Path) -> None:
    (note,) = notes(1)
    write([note], tmp_path, siblings)
    paths = [path for path, _ in siblings(note)]
    before = [(tmp_path / path).stat().st_mtime_ns for path in paths]

    rewrite(note, tmp_path, siblings)

    assert [(tmp_path / path).stat().st_mtime_ns for path in paths] == before
