"""What counts as a change, and when it is over."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Event, Thread

import pytest

from publisher.preview.watching import Places, look, wait_for_change
from tests.preview.studio import PATIENCE


@pytest.fixture
def places(tmp_path: Path) -> Places:
    for path in ("notes/a.md", "notes/deep/b.md", "notes/feeds/index.html", "notes/.git/index", "publisher.toml"):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("words")
    watched = frozenset((tmp_path / "notes", tmp_path / "publisher.toml", tmp_path / "nothing"))
    return Places(watched=watched, apart=frozenset((tmp_path / "notes/feeds",)))


def test_what_is_looked_at(places: Places, tmp_path: Path) -> None:
    names = {str(Path(path).relative_to(tmp_path)) for path in look(places)}

    assert names == {"notes/a.md", "notes/deep/b.md", "publisher.toml"}


@pytest.mark.parametrize("change", ["edit", "same length", "replace", "add", "remove", "move", "empty"])
def test_whatever_an_editor_does_is_a_change(places: Places, tmp_path: Path, change: str) -> None:
    note = tmp_path / "notes/a.md"
    before, status = look(places), note.stat()

    match change:
        case "edit":
            note.write_text("other words")
        case "same length":
            note.write_text("werds")
            os.utime(note, ns=(status.st_atime_ns, status.st_mtime_ns + 1))
        case "replace":
            (tmp_path / "new").write_text("werds")
            os.utime(tmp_path / "new", ns=(status.st_atime_ns, status.st_mtime_ns))
            (tmp_path / "new").replace(note)
        case "add":
            (tmp_path / "notes/c.md").write_text("")
        case "remove":
            note.unlink()
        case "move":
            note.rename(tmp_path / "notes/deep/a.md")
        case _:
            note.write_text("")

    assert look(places) != before


def test_what_is_written_beside_the_notes_is_none(places: Places, tmp_path: Path) -> None:
    before = look(places)

    (tmp_path / "notes/feeds/index.html").write_text("more words")
    (tmp_path / "notes/.git/index").write_text("more words")
    (tmp_path / "notes/.a.md.swp").write_text("half a word")

    assert look(places) == before


def test_a_link_that_leads_nowhere_is_looked_at_as_a_link(places: Places, tmp_path: Path) -> None:
    (tmp_path / "notes/link.md").symlink_to("nowhere")

    assert str(tmp_path / "notes/link.md") in look(places)


def test_a_change_before_the_wait_is_noticed(places: Places, tmp_path: Path) -> None:
    before = look(places)
    (tmp_path / "notes/a.md").write_text("other words")

    assert wait_for_change(before, places, Event())


def test_a_wait_ends_when_it_is_told_to(places: Places) -> None:
    ended = Event()
    answers: list[bool] = []
    waiting = Thread(target=lambda: answers.append(wait_for_change(look(places), places, ended)))

    waiting.start()
    ended.set()
    waiting.join(PATIENCE)

    assert answers == [False]


def test_a_wait_for_the_end_of_changes_ends_when_it_is_told_to(places: Places, tmp_path: Path) -> None:
    before, ended = look(places), Event()
    (tmp_path / "notes/a.md").write_text("other words")
    ended.set()

    assert not wait_for_change(before, places, ended)


def test_changes_without_an_end_are_built_all_the_same(places: Places, tmp_path: Path) -> None:
    before, over = look(places), Event()

    def write() -> None:
        number = 0
        while not over.is_set():
            number += 1
            (tmp_path / "notes/a.md").write_text("words" * (number % 1000))

    writing = Thread(target=write)
    writing.start()
    try:
        assert wait_for_change(before, places, Event())
    finally:
        over.set()
        writing.join(PATIENCE)
