"""Where mail that came back lies: read as far as it is worth, marked, never deleted, and shared with other programs."""

from __future__ import annotations

import fcntl
from io import BytesIO
from pathlib import Path

import pytest

from publisher.errors import PublisherError
from publisher.outbox.bounces.mailbox import Item, from_path, from_stream
from publisher.outbox.bounces.message import LARGEST


def test_a_stream_is_taken_to_its_end_and_kept_in_part() -> None:
    stream = BytesIO(b"a" * (3 * LARGEST))

    (item,) = from_stream(stream)

    assert len(item.content) == LARGEST
    assert stream.read() == b""
    item.mark(is_for_a_person=True)  # nothing is there to be marked


@pytest.fixture
def maildir(tmp_path: Path) -> Path:
    for name in ("new/2", "new/1", "new/.hidden", "cur/3:2,", "cur/4:2,S"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    return tmp_path


def test_what_nobody_has_seen_is_read_in_order(maildir: Path) -> None:
    assert [item.content for item in from_path(maildir)] == [b"new/1", b"new/2", b"cur/3:2,"]


def test_what_another_program_took_meanwhile_is_passed_over(maildir: Path) -> None:
    items = from_path(maildir)
    first = next(items)
    (maildir / "new" / "2").unlink()

    assert [item.content for item in (first, *items)] == [b"new/1", b"cur/3:2,"]


def test_marks_are_added_to_those_that_are_there(maildir: Path) -> None:
    for item in from_path(maildir):
        item.mark(is_for_a_person=item.content == b"new/1")

    assert sorted(file.name for file in (maildir / "cur").iterdir()) == ["1:2,FS", "2:2,S", "3:2,S", "4:2,S"]
    assert [file.name for file in (maildir / "new").iterdir()] == [".hidden"]


def test_what_another_program_took_after_it_was_read_is_theirs_to_mark(maildir: Path) -> None:
    items = list(from_path(maildir))
    (maildir / "new" / "1").rename(maildir / "cur" / "1:2,S")

    for item in items:
        item.mark(is_for_a_person=True)

    assert sorted(file.name for file in (maildir / "cur").iterdir()) == ["1:2,S", "2:2,FS", "3:2,FS", "4:2,S"]


def test_a_maildir_without_cur_gets_one(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "1").write_bytes(b"x")

    for item in from_path(tmp_path):
        item.mark(is_for_a_person=False)

    assert (tmp_path / "cur" / "1:2,S").exists()


def test_an_mbox_that_another_program_holds_is_left_alone(tmp_path: Path) -> None:
    box = tmp_path / "box"
    box.write_bytes(b"From a@b Mon Dec 16 03:00:00 2024\n\nHello\n")
    (tmp_path / "box.lock").touch()

    with pytest.raises(PublisherError, match="in use by another program"):
        list(from_path(box))

    (tmp_path / "box.lock").unlink()
    (item,) = from_path(box)
    assert item == Item(name=f"{box}:1", content=b"\nHello\n")
    with box.open("rb+") as file:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # free again
