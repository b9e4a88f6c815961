"""Which file a note means by the name of a picture, and what is never one."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from publisher.content.files.picture import Picture
from publisher.content.files.walk import Found, walk
from publisher.content.gallery import Gallery
from publisher.errors import PublisherError
from tests.content.reading import write
from tests.drawings import AVIF, gif, jpeg, png, webp

NOWHERE = "expected a picture below content/"


def gallery(folder: Path, largest: int = 10_000) -> Gallery:
    found = (found for found in walk(folder) if isinstance(found, Found) and found.is_picture)
    return Gallery(found, largest=largest)


def meant(folder: Path, name: str, note: str = "notes/a.md") -> str:
    """The file that a name leads to, or what is wrong with it."""
    found = gallery(folder).find(note, name)
    return found.found.file if isinstance(found, Picture) else found


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("figure.png", "notes/figure.png"),
        ("./figure.png", "notes/figure.png"),
        ("../img/x.jpg", "img/x.jpg"),
        ("img/x.jpg", "img/x.jpg"),
        ("/img/x.jpg", "img/x.jpg"),
        ("그림 1.png", "notes/그림 1.png"),
        ("%EA%B7%B8%EB%A6%BC%201.png", "notes/그림 1.png"),
        (unicodedata.normalize("NFD", "그림 1.png"), "notes/그림 1.png"),
        ("100%25.png", "notes/100%.png"),
        ("100%.png", "notes/100%.png"),
        ("figure.png?raw=true", "notes/figure.png"),
        ("figure.png#w=300", "notes/figure.png"),
        ("alone.png", "far/away/alone.png"),
        ("b%20c.png", "far/b c.png"),
    ],
)
def test_a_name_leads_from_the_note_or_from_content_or_to_the_only_file_of_that_name(
    tmp_path: Path, name: str, file: str
) -> None:
    files = ("notes/figure.png", "notes/그림 1.png", "notes/100%.png", "far/away/alone.png", "far/b c.png")
    write(tmp_path, {**dict.fromkeys(files, png()), "figure.png": png(), "img/x.jpg": png()})

    assert meant(tmp_path, name) == file


def test_of_two_files_of_a_name_none_is_meant(tmp_path: Path) -> None:
    write(tmp_path, {"a/x.png": png(), "b/x.png": png()})

    assert meant(tmp_path, "x.png") == "2 files are called so"
    assert meant(tmp_path, "b/x.png") == "b/x.png"


@pytest.mark.parametrize(
    "name",
    [
        "../secret.png",
        "../../secret.png",
        "%2e%2e/%2e%2e/secret.png",
        "..%2f..%2fsecret.png",
        "notes/../../../secret.png",
        "/../secret.png",
        "//secret.png/../../secret.png",
        "file:///etc/passwd",
        "data:image/png;base64,iVBORw0KGgo=",
        "..",
        "/",
        "",
        "\0.png",
        "a" * 10_000,
    ],
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    content = write(tmp_path, {"secret.png": png(), "content/notes/a.md": "x"}) / "content"

    assert meant(content, name) == NOWHERE


def test_nothing_is_reached_through_a_symlink_or_in_a_hidden_folder(tmp_path: Path) -> None:
    write(tmp_path, {"secret/x.png": png(), "content/.git/y.png": png(), "content/notes/a.md": "x"})
    content = tmp_path / "content"
    (content / "folder").symlink_to("../secret")
    (content / "notes/link.png").symlink_to("../../secret/x.png")
    os.mkfifo(content / "notes/pipe.png")

    for name in ("/folder/x.png", "x.png", "link.png", "/.git/y.png", "y.png", "pipe.png"):
        assert meant(content, name) == NOWHERE


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.png", png(3, 2), ("png", "image/png", 3, 2)),
        ("a.png", jpeg(40, 30), ("jpg", "image/jpeg", 40, 30)),
        ("a.jpg", jpeg(40, 30, turned=True), ("jpg", "image/jpeg", 30, 40)),
        ("a.gif", gif(7, 5), ("gif", "image/gif", 7, 5)),
        ("a.webp", webp(640, 480), ("webp", "image/webp", 640, 480)),
        ("a.AVIF", AVIF, ("avif", "image/avif", 0, 0)),
    ],
)
def test_bytes_tell_what_a_picture_is_whatever_it_is_called(
    tmp_path: Path, name: str, content: bytes, expected: tuple[str, str, int, int]
) -> None:
    write(tmp_path, {name: content})

    found = gallery(tmp_path).find("a.md", name)

    assert isinstance(found, Picture)
    assert (found.path.rpartition(".")[2], found.media_type, found.width, found.height) == expected
    assert found.length == len(content)


@pytest.mark.parametrize("content", [b"", b"<svg/>", b"<!doctype html>", b"GIF", b"RIFF....WAVE", b"\x89PNG"])
def test_other_bytes_are_no_picture_whatever_their_name(tmp_path: Path, content: bytes) -> None:
    write(tmp_path, {"notes/a.png": content})

    assert meant(tmp_path, "a.png") == "expected the bytes of a PNG, JPEG, GIF, WebP or AVIF picture"


def test_a_picture_over_the_limit_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.png").open("wb") as stream:
        stream.truncate(8 * 1024**3)

    assert gallery(tmp_path, largest=9).find("a.md", "a.png") == f"{8 * 1024**3} bytes: expected at most 9"


def test_equal_pictures_have_one_path_and_others_another(tmp_path: Path) -> None:
    write(tmp_path, {"a.png": png(), "b.png": png(), "c.png": png(shade=1)})
    pictures = gallery(tmp_path)

    paths = [found.path for name in "abc" if isinstance(found := pictures.find("x.md", f"{name}.png"), Picture)]

    assert paths[0] == paths[1] != paths[2]


@pytest.mark.parametrize("content", [png(shade=9), None])
def test_a_picture_that_changes_during_a_build_stops_it(tmp_path: Path, content: bytes | None) -> None:
    write(tmp_path, {"a.png": png()})
    pictures = gallery(tmp_path)
    found = pictures.find("x.md", "a.png")
    assert isinstance(found, Picture)
    assert pictures.content(found) == png()
    (tmp_path / "a.png").write_bytes(content) if content else (tmp_path / "a.png").unlink()

    with pytest.raises(PublisherError) as caught:
        pictures.content(found)

    assert str(caught.value).startswith("a.png: ")
