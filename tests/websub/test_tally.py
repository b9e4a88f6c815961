"""What hubs were told, on the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.errors import PublisherError, Severity
from publisher.websub.tally import FILE_NAME, read_tally

SITE = "https://notes.example/"
TOLD = {"https://hub.example/": {"https://notes.example/ko/tags/%EA%B0%80/atom.xml": "0" * 64}}


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    kept = read_tally(tmp_path / FILE_NAME, SITE).keep(TOLD)

    again = read_tally(tmp_path / FILE_NAME, SITE)

    assert kept.told == again.told == TOLD
    assert again.problems == ()


def test_sites_of_one_folder_do_not_forget_each_other(tmp_path: Path) -> None:
    read_tally(tmp_path / FILE_NAME, SITE).keep(TOLD)

    read_tally(tmp_path / FILE_NAME, "https://other.example/").keep({})

    assert read_tally(tmp_path / FILE_NAME, SITE).told == TOLD


def test_the_same_is_kept_in_the_same_bytes(tmp_path: Path) -> None:
    hashes = {"a": "1", "b": "2"}
    read_tally(tmp_path / "one", SITE).keep({"hub": hashes})

    read_tally(tmp_path / "two", SITE).keep({"hub": dict(reversed(hashes.items()))})

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"[" * 100_000,
        b'{"version": 2, "sites": {}}',
        b'{"version": 1}',
        b'{"version": 1, "sites": []}',
        b'{"version": 1, "sites": {"https://notes.example/": {"hub": ["topic"]}}}',
        b'{"version": 1, "sites": {"https://notes.example/": {"hub": {"topic": 1}}}}',
    ],
)
def test_what_is_damaged_is_told_and_begun_anew(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / FILE_NAME
    file.write_bytes(content)

    tally = read_tally(file, SITE)

    (problem,) = tally.problems
    assert str(problem).startswith(f"{file}: is damaged, and begun anew")
    assert problem.severity is Severity.NOTICE
    assert tally.told == {}
    assert read_tally(file, SITE).keep(TOLD).told == TOLD


def test_a_place_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()

    with pytest.raises(PublisherError, match=r"websub.json: cannot be read: Is a directory"):
        read_tally(tmp_path / FILE_NAME, SITE)
