"""A folder, whatever lies in it: what is read, and what is told."""

from __future__ import annotations

import os
import socket
import unicodedata
from pathlib import Path

import pytest

from publisher.content.files.walk import Found, read, walk
from publisher.errors import Problem, Severity
from tests.content.reading import write

MEGABYTE = 1024 * 1024


def names(folder: Path) -> list[str]:
    listed = [found for found in walk(folder) if isinstance(found, Found)]
    return [found.file for found in listed if isinstance(read(found, largest=MEGABYTE), bytes)]


def left_out(folder: Path, largest: int = MEGABYTE) -> list[Problem]:
    """What is told of a folder: of its files' names and kinds, and when they are read."""
    listed = (read(found, largest=largest) if isinstance(found, Found) else found for found in walk(folder))
    return [found for found in listed if isinstance(found, Problem)]


def problems(folder: Path) -> dict[str, str]:
    return {found.file: found.message for found in left_out(folder)}


def test_notes_are_read_in_the_order_of_their_paths(tmp_path: Path) -> None:
    write(tmp_path, {"b/2.md": "x", "b/1.MD": "x", "c.txt": "x", "a.markdown": "x"})

    assert names(tmp_path) == ["a.markdown", "b/1.MD", "b/2.md", "c.txt"]


def test_pictures_are_found_attachments_let_be_and_other_files_told(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "x", "figure.PNG": b"", "b.svg": b"", "table.xlsx": b"", "Makefile": ""})

    found = [found for found in walk(tmp_path) if isinstance(found, Found)]

    assert [(one.file, one.is_picture) for one in found] == [("a.md", False), ("figure.PNG", True)]
    assert sorted(problems(tmp_path)) == ["Makefile", "table.xlsx"]


def test_a_name_in_nfd_is_a_name_in_nfc(tmp_path: Path) -> None:
    write(tmp_path, {unicodedata.normalize("NFD", "모델/241213 강화학습.md"): "x"})

    assert names(tmp_path) == [unicodedata.normalize("NFC", "모델/241213 강화학습.md")]


def test_hidden_files_and_folders_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, {".obsidian/a.md": "x", ".hidden.md": "x", "a.md": "x"})

    assert names(tmp_path) == ["a.md"]
    assert problems(tmp_path) == {".obsidian": "left out: hidden", ".hidden.md": "left out: hidden"}


def test_a_named_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")

    assert problems(tmp_path) == {"pipe.md": "left out: not a regular file"}


def test_a_socket_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path has to be short
    with socket.socket(socket.AF_UNIX) as unix:
        unix.bind("socket.md")

        assert problems(tmp_path) == {"socket.md": "left out: not a regular file"}


def test_symlinks_are_left_out_wherever_they_lead(tmp_path: Path) -> None:
    content = write(tmp_path, {"content/a.md": "x", "secret.md": "x"}) / "content"
    (content / "outside.md").symlink_to("../secret.md")
    (content / "up").symlink_to("..")
    (content / "absolute.md").symlink_to("/etc/passwd")
    (content / "inside.md").symlink_to("a.md")
    (content / "loop").symlink_to("loop")
    (content / "ring").symlink_to(".")
    (content / "broken.md").symlink_to("nowhere.md")
    (content / "device.md").symlink_to("/dev/zero")

    assert names(content) == ["a.md"]
    assert problems(content) == {
        "absolute.md": "left out: a symlink that leads outside",
        "broken.md": "left out: a symlink that leads nowhere",
        "device.md": "left out: a symlink that leads outside",
        "inside.md": "left out: a symlink to what is read in its own place",
        "loop": "left out: a symlink that leads nowhere",
        "outside.md": "left out: a symlink that leads outside",
        "ring": "left out: a symlink to what is read in its own place",
        "up": "left out: a symlink that leads outside",
    }


def test_the_folder_itself_may_be_a_symlink(tmp_path: Path) -> None:
    write(tmp_path, {"real/a.md": "x"})
    (tmp_path / "content").symlink_to("real")

    assert names(tmp_path / "content") == ["a.md"]


def test_an_enormous_file_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "sparse.md").open("wb") as stream:
        stream.truncate(8 * 1024**3)
    write(tmp_path, {"full.md": b"x" * MEGABYTE, "over.md": b"x" * (MEGABYTE + 1)})

    assert names(tmp_path) == ["full.md"]
    assert problems(tmp_path) == {
        "over.md": f"left out: {MEGABYTE + 1} bytes: expected at most {MEGABYTE}",
        "sparse.md": f"left out: {8 * 1024**3} bytes: expected at most {MEGABYTE}",
    }


def test_folders_within_folders_within_folders_end(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 60)
    write(deep, {"a.md": "x"})

    assert names(tmp_path) == []
    assert problems(tmp_path) == {"/".join(["d"] * 51): "left out: expected at most 50 folders within each other"}


def test_names_that_cannot_be_shown_are_told(tmp_path: Path) -> None:
    for name in (b"\xff.md", b"a\nb.md", b"\x1b[31m.md"):
        Path(os.fsdecode(bytes(tmp_path) + b"/" + name)).write_text("x")

    found = list(walk(tmp_path))

    assert [(problem.file, problem.message) for problem in found if isinstance(problem, Problem)] == [
        ("\ufffd[31m.md", "left out: control characters in its name"),
        ("a\ufffdb.md", "left out: control characters in its name"),
        ("\ufffd.md", "left out: its name is not UTF-8"),
    ]


def test_what_is_left_out_is_told_as_that(tmp_path: Path) -> None:
    write(tmp_path, {".a": "", "b.bin": "", "c.md": "x"})

    assert {found.severity for found in left_out(tmp_path, largest=0)} == {Severity.LEFT_OUT}
