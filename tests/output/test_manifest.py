"""The manifest: what `publisher` wrote, in bytes that depend on nothing else."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from publisher.errors import PublisherError
from publisher.output import write
from publisher.output.manifest import FILE_NAME
from tests.output.builders import files, texts


def test_the_manifest_names_every_file_with_its_hash_in_order(tmp_path: Path) -> None:
    write(files(ko__b="two", ko__a="one"), tmp_path)

    content = json.loads((tmp_path / FILE_NAME).read_text())

    expected = {"ko/a": hashlib.sha256(b"one").hexdigest(), "ko/b": hashlib.sha256(b"two").hexdigest()}
    assert content == {"version": 1, "files": expected}
    assert list(content["files"]) == ["ko/a", "ko/b"]


def test_the_manifest_depends_on_the_files_alone(tmp_path: Path) -> None:
    write(files(a="1", b="2"), tmp_path / "one")
    write(files(z="0", b="1"), tmp_path / "other")
    write(files(b="2", a="1"), tmp_path / "other")

    assert (tmp_path / "one" / FILE_NAME).read_bytes() == (tmp_path / "other" / FILE_NAME).read_bytes()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is damaged"),
        (b"<<<<<<< HEAD\n{}", "is damaged"),
        (b"\xff\xfe", "is damaged"),
        (b"[" * 100_000, "is damaged"),
        (b'{"version": 1}', "is damaged: expected a version and the files with their hashes"),
        (b'{"version": 0, "files": {}}', "is damaged: expected a version and the files with their hashes"),
        (b'{"version": 1, "files": {"../../etc/passwd": "00"}}', "is damaged"),
        (b'{"version": 1, "files": {"a": 3}}', "is damaged"),
        (b'{"version": 2, "files": {}}', "was written by a newer publisher"),
    ],
)
def test_a_manifest_that_cannot_be_trusted_stops_the_build(tmp_path: Path, content: bytes, message: str) -> None:
    write(files(a="old"), tmp_path)
    (tmp_path / FILE_NAME).write_bytes(content)

    with pytest.raises(PublisherError, match=message) as caught:
        write(files(b="new"), tmp_path)

    assert len(caught.value.message.splitlines()) == 1
    assert texts(tmp_path) == {"a": "old"}


def test_a_manifest_that_is_no_regular_file_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).symlink_to("/dev/zero")

    with pytest.raises(PublisherError, match="expected a regular file"):
        write(files(a="x"), tmp_path)
