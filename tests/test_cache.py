"""The cache: whatever happens to its file, nobody is given other bytes than were kept."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.cache import FILE_NAME, recalling, remembering
from publisher.memory import key_of

KEY, OTHER = key_of("a"), key_of("b")


def kept(folder: Path, key: bytes = KEY, *, program: str = "p") -> bytes | None:
    with recalling(folder, program=program) as memory:
        return memory.recall(key)


def keep(folder: Path, *contents: tuple[bytes, bytes], program: str = "p") -> None:
    with remembering(folder, program=program) as memory:
        for key, content in contents:
            memory.keep(key, content)


def test_what_is_kept_is_recalled_by_later_builds(tmp_path: Path) -> None:
    keep(tmp_path, (KEY, b"content"))

    with remembering(tmp_path, program="p") as memory:
        assert memory.recall(KEY) == b"content"
    assert kept(tmp_path) == b"content"
    assert kept(tmp_path, OTHER) is None


def test_what_one_program_made_is_none_of_anothers(tmp_path: Path) -> None:
    keep(tmp_path, (KEY, b"content"), program="old")

    assert kept(tmp_path, program="new") is None


def test_what_a_build_has_no_use_for_is_dropped(tmp_path: Path) -> None:
    keep(tmp_path, (KEY, b"one"), (OTHER, b"two"))

    with remembering(tmp_path, program="p") as memory:
        memory.recall(KEY)

    assert (kept(tmp_path), kept(tmp_path, OTHER)) == (b"one", None)


def test_a_build_that_fails_drops_nothing_and_loses_nothing_that_it_made(tmp_path: Path) -> None:
    keep(tmp_path, (KEY, b"one"))

    with suppress(ZeroDivisionError), remembering(tmp_path, program="p") as memory:
        memory.keep(OTHER, b"two")
        raise ZeroDivisionError

    assert (kept(tmp_path), kept(tmp_path, OTHER)) == (b"one", b"two")


def test_a_file_that_is_no_cache_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"no database at all" * 1_000)

    keep(tmp_path, (KEY, b"content"))

    assert kept(tmp_path) == b"content"


def test_a_folder_in_its_place_is_let_be(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()

    keep(tmp_path, (KEY, b"content"))

    assert kept(tmp_path) is None
    assert (tmp_path / FILE_NAME).is_dir()


def test_a_file_in_the_place_of_its_folder_is_let_be(tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"mine")

    keep(tmp_path / "cache", (KEY, b"content"))

    assert (tmp_path / "cache").read_bytes() == b"mine"


def test_a_build_beside_another_makes_everything_anew(tmp_path: Path) -> None:
    keep(tmp_path, (KEY, b"one"))

    with remembering(tmp_path, program="p") as first, remembering(tmp_path, program="p") as second:
        second.keep(OTHER, b"two")
        assert first.recall(KEY) == b"one"
        assert second.recall(KEY) is None

    assert (kept(tmp_path), kept(tmp_path, OTHER)) == (b"one", None)


def test_whoever_only_recalls_makes_no_file(tmp_path: Path) -> None:
    with recalling(tmp_path, program="p") as memory:
        memory.keep(KEY, b"content")
        assert memory.recall(KEY) is None

    assert not list(tmp_path.iterdir())


def test_a_content_that_was_changed_is_not_given(tmp_path: Path) -> None:
    keep(tmp_path, (KEY, b"content"))
    with sqlite3.connect(tmp_path / FILE_NAME) as database:
        database.execute("UPDATE kept SET content = CAST(substr(content, 1, 12) || 'xyz' AS BLOB)")
    database.close()

    assert kept(tmp_path) is None


@given(damage=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=40))
def test_however_its_bytes_are_damaged_no_other_content_is_given(
    tmp_path_factory: pytest.TempPathFactory, damage: list[tuple[float, int]]
) -> None:
    folder = tmp_path_factory.mktemp("cache")
    contents = {key_of(str(number)): bytes([number]) * 700 for number in range(30)}
    keep(folder, *contents.items())
    damaged = bytearray((folder / FILE_NAME).read_bytes())
    for place, byte in damage:
        damaged[int(place * len(damaged))] = byte
    (folder / FILE_NAME).write_bytes(damaged)

    with remembering(folder, program="p") as memory:
        found = {key: memory.recall(key) for key in contents}
        for key, content in contents.items():
            memory.keep(key, content)

    assert all(content in (None, contents[key]) for key, content in found.items())


@given(st.lists(st.text(max_size=3) | st.binary(max_size=3), max_size=4), st.lists(st.text(max_size=3), max_size=4))
def test_only_the_same_parts_have_the_same_key(first: list[str | bytes], second: list[str]) -> None:
    as_bytes = [part.encode() if isinstance(part, str) else part for part in first]

    assert (key_of(*first) == key_of(*second)) == (as_bytes == [part.encode() for part in second])


def test_what_is_held_is_not_dropped(tmp_path: Path) -> None:
    keep(tmp_path, (KEY, b"one"), (OTHER, b"two"))

    with remembering(tmp_path, program="p") as memory:
        memory.hold(KEY)
        memory.hold(key_of("c"))

    assert (kept(tmp_path), kept(tmp_path, OTHER)) == (b"one", None)
