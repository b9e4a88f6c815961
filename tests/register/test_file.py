"""register.jsonl is read whole or not at all, merged where git left a line twice, and replaced whole."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from publisher.errors import PublisherError, Severity
from publisher.register.file import read, write
from publisher.register.line import Register, form
from tests.builders import NOW
from tests.register.publication import LATER, bare, build, paper


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "register.jsonl"


def a_register(*numbers: int) -> Register:
    return build(None, *(paper(number) for number in numbers or (1, 2)), bare(3, file="한글/노트.md")).register


def test_what_is_written_is_read_again(path: Path) -> None:
    write(path, a_register())

    assert read(path) == a_register()


def test_a_register_that_is_not_there_is_none(path: Path) -> None:
    assert read(path) is None


def test_an_empty_register_is_one_of_no_notes(path: Path) -> None:
    path.write_bytes(b"")

    assert read(path) == Register()


def test_a_line_is_json_in_a_fixed_order_with_letters_as_they_are(path: Path) -> None:
    write(path, a_register(1))

    lines = path.read_text("utf-8").splitlines()
    first = json.loads(lines[0])
    assert list(first) == ["version", "id", "gone", "keys", "editions"]
    assert first["editions"][0]["published"] == "2024-12-12T16:00:00Z"
    assert "한글/노트.md" in lines[1]


def test_lines_are_sorted_by_id(path: Path) -> None:
    register = a_register(5, 1, 9)

    write(path, replace(register, lines=register.lines[::-1]))

    found = [json.loads(line)["id"] for line in path.read_text("utf-8").splitlines()]
    assert found == sorted(found)


def test_an_unchanged_register_is_left_alone(path: Path) -> None:
    assert write(path, a_register())
    os.utime(path, (1, 1))

    assert not write(path, a_register())
    assert path.stat().st_mtime == 1


def test_the_file_has_the_same_mode_whatever_the_umask(path: Path) -> None:
    before = os.umask(0o077)
    try:
        write(path, a_register())
    finally:
        os.umask(before)

    assert path.stat().st_mode & 0o777 == 0o644


def test_nothing_but_the_register_is_left_in_its_folder(path: Path) -> None:
    write(path, a_register())
    write(path, a_register(4))

    assert [file.name for file in path.parent.iterdir()] == ["register.jsonl"]


def test_a_register_that_cannot_be_replaced_leaves_nothing_behind(path: Path) -> None:
    path.mkdir()

    with pytest.raises(PublisherError, match=r"register\.jsonl: cannot be written"):
        write(path, a_register())

    assert list(path.parent.iterdir()) == [path]


def test_a_folder_that_cannot_be_written_to_is_named(path: Path) -> None:
    with pytest.raises(PublisherError, match=r"register\.jsonl: cannot be written"):
        write(path.parent / "missing" / "register.jsonl", a_register())


def test_a_register_that_cannot_be_reached_is_named(path: Path) -> None:
    long_name = path.with_name("x" * 300)

    with pytest.raises(PublisherError, match="x: cannot be read"):
        read(long_name)


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_what_is_no_file_in_the_registers_place_is_named(path: Path, make: Callable[[Path], None]) -> None:
    make(path)

    with pytest.raises(PublisherError, match=r"register\.jsonl: expected a file"):
        read(path)


def test_a_register_behind_a_symbolic_link_stays_there(path: Path) -> None:
    real = path.with_name("real.jsonl")
    write(real, a_register())
    path.symlink_to(real)

    write(path, a_register(4))

    assert path.is_symlink()
    assert read(real) == a_register(4)


def test_line_ends_of_windows_blank_lines_and_a_byte_order_mark_change_nothing(path: Path) -> None:
    content = form(a_register().lines)

    path.write_bytes(b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n\r\n"))

    assert read(path) == a_register()


def test_a_merge_by_union_keeps_every_note_of_both_sides(path: Path) -> None:
    path.write_bytes(form(a_register(1, 2).lines) + form(a_register(2, 4).lines))

    found = read(path)

    assert found is not None
    assert [line.id for line in found.lines] == [line.id for line in a_register(1, 2, 4).lines]


def test_a_doubled_id_is_merged_to_the_earliest_published_and_the_latest_updated(path: Path) -> None:
    (ours,) = build(Register(), paper(1)).register.lines
    (edited,) = build(Register(lines=(ours,)), paper(1, commentary="x"), now=LATER).register.lines
    (theirs,) = build(Register(), paper(1), now=NOW + timedelta(hours=1)).register.lines
    path.write_bytes(form((theirs, edited)))

    found = read(path)

    assert found is not None
    assert [(line.published, line.updated) for line in found.lines] == [(NOW, LATER)]
    assert found.lines[0].editions[0].text == edited.editions[0].text


def test_a_merge_is_told_and_written_merged(path: Path) -> None:
    lines = a_register(1).lines
    path.write_bytes(form(lines) + form(lines))
    found = read(path)
    assert found is not None

    after = build(found, paper(1), bare(3, file="한글/노트.md"))
    write(path, after.register)

    assert [(problem.file, problem.line, problem.severity) for problem in after.problems] == [
        ("register.jsonl", 3, Severity.NOTICE),
        ("register.jsonl", 4, Severity.NOTICE),
    ]
    assert path.read_bytes() == form(lines)


def test_a_note_that_one_side_still_has_is_not_gone(path: Path) -> None:
    (line,) = build(Register(), paper(1)).register.lines
    path.write_bytes(form((line, replace(line, gone=True))))

    found = read(path)

    assert found is not None
    assert [line.gone for line in found.lines] == [False]


def test_both_languages_of_two_sides_are_kept(path: Path) -> None:
    korean = build(Register(), paper(1, languages=("ko",))).register.lines
    english = build(Register(), paper(1, languages=("en",))).register.lines
    path.write_bytes(form(korean) + form(english))

    found = read(path)

    assert found is not None
    assert found.lines[0].languages == ("en", "ko")


@pytest.mark.parametrize("marker", ["<<<<<<< ours", "||||||| base", "=======", ">>>>>>> theirs"])
def test_a_conflict_marker_of_git_is_named_by_its_line(path: Path, marker: str) -> None:
    content = form(a_register().lines).decode()
    path.write_text(content + marker + "\n", "utf-8")

    with pytest.raises(PublisherError, match=rf"register\.jsonl:{content.count(chr(10)) + 1}: .*conflict marker"):
        read(path)


def test_every_damaged_line_is_told_at_once(path: Path) -> None:
    good = form(a_register(1).lines).decode().splitlines()
    path.write_text("\n".join([good[0][:40], good[0], "[]", good[1].replace("Z", ""), "\x00"]), "utf-8")

    with pytest.raises(PublisherError) as refused:
        read(path)

    assert [(problem.file, problem.line) for problem in refused.value.problems] == [
        ("register.jsonl", number) for number in (1, 3, 4, 5)
    ]
    assert all(problem.message.startswith("expected") for problem in refused.value.problems)


def test_text_that_is_no_utf_8_is_damaged(path: Path) -> None:
    path.write_bytes(form(a_register().lines).replace("한".encode(), b"\xff\xfe"))

    with pytest.raises(PublisherError, match=r"register\.jsonl:\d: expected"):
        read(path)


def test_a_newer_version_is_refused_as_such(path: Path) -> None:
    path.write_bytes(form(a_register(1).lines).replace(b'"version":1', b'"version":2,"new":[]', 1))

    with pytest.raises(PublisherError, match=r"register\.jsonl:1: expected version 1, got 2: a newer publisher"):
        read(path)


def test_a_value_of_another_type_is_refused(path: Path) -> None:
    path.write_bytes(form(a_register(1).lines).replace(b'"gone":false', b'"gone":"no"', 1))

    with pytest.raises(PublisherError, match=r"register\.jsonl:1: expected .*gone"):
        read(path)


def test_an_unknown_key_is_refused(path: Path) -> None:
    path.write_bytes(form(a_register(1).lines).replace(b'"gone"', b'"lost"', 1))

    with pytest.raises(PublisherError, match=r"register\.jsonl:1: expected .*lost"):
        read(path)


def test_a_register_that_cannot_be_read_stays_as_it_is(path: Path) -> None:
    path.write_text("{damaged", "utf-8")

    with pytest.raises(PublisherError):
        read(path)

    assert path.read_text("utf-8") == "{damaged"
