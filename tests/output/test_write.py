"""What a build changes in the web root, and what it leaves alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from publisher.errors import PublisherError
from publisher.file import File
from publisher.output import Changes, compare, write
from publisher.output.staging import FOLDER_NAME
from tests.output.builders import build_apart, files, texts


def test_every_file_lands_where_it_belongs(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "feeds"

    changes = write(files(index="front", ko__tags__강화학습__atom="<feed/>"), folder)

    assert texts(folder) == {"index": "front", "ko__tags__강화학습__atom": "<feed/>"}
    assert changes == Changes(written=("index", "ko/tags/강화학습/atom"))


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    write(files(ko__a="one", ko__b="two"), tmp_path)
    before = {path: path.stat() for path in tmp_path.rglob("*")}

    changes = write(files(ko__a="one", ko__b="TWO"), tmp_path)

    after = {path.name for path in tmp_path.rglob("*") if path.is_file() and path.stat() != before[path]}
    assert after == {"b", ".publisher.json"}
    assert changes == Changes(written=("ko/b",), unchanged=("ko/a",))


def test_building_twice_changes_nothing_not_even_a_time(tmp_path: Path) -> None:
    write(files(ko__a="one", ko__b="two"), tmp_path)
    before = {path: path.stat() for path in (tmp_path, *tmp_path.rglob("*"))}

    changes = write(files(ko__b="two", ko__a="one"), tmp_path)

    after = {path: path.stat() for path in (tmp_path, *tmp_path.rglob("*"))}
    assert [stat[:7] + stat[8:] for stat in after.values()] == [stat[:7] + stat[8:] for stat in before.values()]
    assert after.keys() == before.keys()
    assert changes == Changes(unchanged=("ko/a", "ko/b"))


def test_what_no_longer_belongs_is_removed_with_the_folders_left_empty(tmp_path: Path) -> None:
    write(files(ko__tags__old__atom="x", ko__tags__old__rss="x", ko__index="x"), tmp_path)

    changes = write(files(ko__index="x"), tmp_path)

    assert [path.name for path in (tmp_path / "ko").iterdir()] == ["index"]
    assert changes == Changes(unchanged=("ko/index",), removed=("ko/tags/old/atom", "ko/tags/old/rss"))


def test_a_foreign_file_survives_and_keeps_its_folder(tmp_path: Path) -> None:
    write(files(ko__tags__old__atom="x"), tmp_path)
    (tmp_path / "CNAME").write_text("notes.example")
    (tmp_path / "ko" / "tags" / "old" / "mine.txt").write_text("mine")
    (tmp_path / "empty").mkdir()

    write(files(index="x"), tmp_path)

    assert texts(tmp_path) == {"CNAME": "notes.example", "index": "x", "ko__tags__old__mine.txt": "mine"}
    assert (tmp_path / "empty").is_dir()


def test_foreign_files_in_the_way_are_all_named_before_anything_is_written(tmp_path: Path) -> None:
    write(files(ours="old"), tmp_path)
    (tmp_path / "a").write_text("mine")
    (tmp_path / "b").mkdir()
    (tmp_path / "c").write_text("a file")

    with pytest.raises(PublisherError) as caught:
        write(files(ours="new", a="theirs", b="theirs", c__d="theirs"), tmp_path)

    assert [problem.file for problem in caught.value.problems] == [f"{tmp_path}/{path}" for path in ("a", "b", "c/d")]
    assert texts(tmp_path) == {"a": "mine", "c": "a file", "ours": "old"}


def test_a_foreign_file_with_the_same_bytes_is_adopted(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("same")

    adopted = write(files(a="same"), tmp_path)
    write(files(b="x"), tmp_path)

    assert adopted == Changes(unchanged=("a",))
    assert texts(tmp_path) == {"b": "x"}


def test_our_own_file_changed_by_hand_is_brought_back(tmp_path: Path) -> None:
    write(files(a="ours", b="ours"), tmp_path)
    (tmp_path / "a").write_text("OURS")
    (tmp_path / "b").write_text("ours, and more")

    changes = write(files(a="ours", b="ours"), tmp_path)

    assert texts(tmp_path) == {"a": "ours", "b": "ours"}
    assert changes.written == ("a", "b")


def test_our_own_file_removed_by_hand_comes_back(tmp_path: Path) -> None:
    write(files(ko__a="ours"), tmp_path)
    (tmp_path / "ko" / "a").unlink()
    (tmp_path / "ko").rmdir()

    write(files(ko__a="ours"), tmp_path)

    assert texts(tmp_path) == {"ko__a": "ours"}


def test_a_symbolic_link_in_place_of_a_file_is_refused_and_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("precious")
    folder = tmp_path / "feeds"
    write(files(a="ours"), folder)
    (folder / "a").unlink()
    (folder / "a").symlink_to(outside)

    with pytest.raises(PublisherError, match="a: is a symbolic link"):
        write(files(a="new"), folder)
    write(files(b="new"), folder)

    assert outside.read_text() == "precious"
    assert (folder / "a").is_symlink()


def test_a_folder_that_is_a_symbolic_link_is_neither_written_through_nor_emptied(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    folder = tmp_path / "feeds"
    write(files(ko__a="ours"), folder)
    (folder / "ko").rename(outside)
    (folder / "ko").symlink_to(outside)

    with pytest.raises(PublisherError, match="ko/a: ko is a symbolic link"):
        write(files(ko__a="new"), folder)
    write(files(index="new"), folder)

    assert (outside / "a").read_text() == "ours"


def test_the_web_root_itself_may_be_a_symbolic_link(tmp_path: Path) -> None:
    (tmp_path / "srv").mkdir()
    (tmp_path / "feeds").symlink_to(tmp_path / "srv")

    write(files(a="x"), tmp_path / "feeds")

    assert texts(tmp_path / "srv") == {"a": "x"}


def test_a_named_pipe_in_the_way_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a")

    with pytest.raises(PublisherError, match="a: expected a file or nothing"):
        write(files(a="x"), tmp_path)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "../x",
        "ko/../../x",
        "ko//x",
        "./x",
        "ko/",
        "a\nb",
        "a\0b",
        "\ud800",
        "e\u0301",
        ".publisher.json",
    ],
)
def test_a_path_that_leads_elsewhere_is_refused(tmp_path: Path, path: str) -> None:
    folder = tmp_path / "feeds"

    with pytest.raises(PublisherError, match="expected") as caught:
        write([File(path="good", content=b""), File(path=path, content=b"")], folder)

    assert len(caught.value.message.splitlines()) == 1
    assert texts(tmp_path) == {}


def test_one_path_cannot_be_a_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(PublisherError, match="ko: is to be a file and a folder at once"):
        write(files(ko__a="x", ko="x"), tmp_path)


def test_one_path_cannot_be_written_twice(tmp_path: Path) -> None:
    with pytest.raises(PublisherError, match="a: is to be written twice"):
        write([*files(a="x"), *files(a="y")], tmp_path)


def test_a_failure_while_files_are_made_changes_nothing(tmp_path: Path) -> None:
    write(files(a="old", b="old"), tmp_path)

    def failing() -> Iterator[File]:
        yield from files(a="new", c="new")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write(failing(), tmp_path)

    assert texts(tmp_path) == {"a": "old", "b": "old"}
    assert not (tmp_path / FOLDER_NAME).exists()


def test_a_second_build_stops_while_the_first_is_at_work(tmp_path: Path) -> None:
    def meeting_another() -> Iterator[File]:
        yield from files(a="first")
        with pytest.raises(PublisherError, match="another build is at work here"):
            write(files(a="second"), tmp_path)

    write(meeting_another(), tmp_path)

    assert texts(tmp_path) == {"a": "first"}


def test_comparing_says_what_a_build_would_change_and_changes_nothing(tmp_path: Path) -> None:
    write(files(a="x", b="x", c="x"), tmp_path)

    changes = compare(files(a="x", b="y", d="x"), tmp_path)

    assert changes == Changes(written=("b", "d"), unchanged=("a",), removed=("c",))
    assert texts(tmp_path) == {"a": "x", "b": "x", "c": "x"}


def test_comparing_with_a_folder_that_is_not_there_makes_none(tmp_path: Path) -> None:
    changes = compare(files(a="x"), tmp_path / "feeds")

    assert changes == Changes(written=("a",))
    assert not (tmp_path / "feeds").exists()


@pytest.mark.parametrize("mask", ["0o000", "0o022", "0o077", "0o777"])
def test_everybody_may_read_what_is_published_whatever_the_umask(tmp_path: Path, mask: str) -> None:
    script = f"as_nobody(); os.umask({mask}); write(files(ko__tags__a='x', index='x'), Path('out/feeds'))"

    done = build_apart(script, tmp_path)

    assert done.stderr == ""
    modes = {path.stat().st_mode & 0o7777 for path in tmp_path.rglob("*") if path.is_dir()}
    assert modes == {0o755}
    assert {path.stat().st_mode & 0o7777 for path in tmp_path.rglob("*") if path.is_file()} == {0o644}
