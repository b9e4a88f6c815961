"""What may lie in content/ and is no note: each is named, nothing waits for it, and the rest is published."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.conftest import Site, a_vault_note, expect_sound


def a_pipe(folder: Path) -> None:
    os.mkfifo(folder / "241214 X.md")


def a_socket(folder: Path) -> None:
    here = Path.cwd()
    os.chdir(folder)  # the address of a socket is short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("241214 X.md")
    os.chdir(here)


def a_link_to_a_device(folder: Path) -> None:
    (folder / "241214 X.md").symlink_to("/dev/zero")


def a_link_that_leads_out(folder: Path) -> None:
    (folder / "241214 X.md").symlink_to("/etc/passwd")


def a_link_to_itself(folder: Path) -> None:
    (folder / "241214 X.md").symlink_to("241214 X.md")


def a_folder_that_holds_itself(folder: Path) -> None:
    (folder / "241214 X.md").symlink_to(".")


def a_sparse_file_of_8_gigabytes(folder: Path) -> None:
    with (folder / "241214 X.md").open("wb") as file:
        file.truncate(8 * 1024**3)


def an_empty_file(folder: Path) -> None:
    (folder / "241214 X.md").touch()


def a_file_of_zeros(folder: Path) -> None:
    (folder / "241214 X.md").write_bytes(bytes(900_000))


def random_bytes(folder: Path) -> None:
    (folder / "241214 X.md").write_bytes(bytes(range(255, 0, -1)) * 100)


def korean_of_another_age(folder: Path) -> None:
    (folder / "241214 X.md").write_bytes("한국어".encode("euc-kr"))


@pytest.mark.parametrize(
    "make",
    [
        a_pipe,
        a_socket,
        a_link_to_a_device,
        a_link_that_leads_out,
        a_link_to_itself,
        a_folder_that_holds_itself,
        a_sparse_file_of_8_gigabytes,
        an_empty_file,
        a_file_of_zeros,
        random_bytes,
        korean_of_another_age,
    ],
)
def test_it_is_named_and_the_rest_is_published(site: Site, make: Callable[[Path], None]) -> None:
    make(site.folder / "content")

    result = site.run("build")

    assert result.exit_code == 0
    assert "content/241214 X.md" in result.stderr
    assert site.titles() == {"A good paper"}
    expect_sound(site.files())


@pytest.mark.parametrize("name", ["a\nb", "\x1b[31m", "b\x7f"])
def test_a_name_that_would_act_on_a_terminal_is_told_without_doing_so(site: Site, name: str) -> None:
    site.write(f"content/241214 {name}.md", a_vault_note())

    result = site.run("build")

    assert result.stderr.count("\n") == 1
    assert name not in result.stderr
    assert site.titles() == {"A good paper"}


@pytest.mark.parametrize("name", ["q\"'`$x", "<b>&", "%s {x}", "\\", "😀", "\u1112\u1161\u11ab", "x" * 240])
def test_an_odd_name_is_as_good_as_any(site: Site, name: str) -> None:
    site.write(f"content/241214 {name}.md", a_vault_note())

    result = site.run("build", "--strict")

    assert (result.exit_code, result.stderr) == (0, "")
    assert site.titles() == {"A good paper", "A title"}
    expect_sound(site.files())


def test_a_folder_may_be_named_like_a_note(site: Site) -> None:
    site.write("content/241214 A.md/241215 B.md", a_vault_note())

    site.run("build")

    assert site.titles() == {"A good paper", "A title"}


def test_folders_within_each_other_end_somewhere(site: Site) -> None:
    site.write(f"content/{'d/' * 200}241214 A.md", a_vault_note())

    result = site.run("build")

    assert "left out" in result.stderr
    assert site.titles() == {"A good paper"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_text(site: Site, encoding: str) -> None:
    site.write("content/241214 A.md", a_vault_note().encode(encoding))

    site.run("build", "--strict")

    assert site.titles() == {"A good paper", "A title"}


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_end_as_they_like(site: Site, end: str) -> None:
    site.write("content/241214 A.md", a_vault_note().replace("\n", end))

    site.run("build", "--strict")

    assert site.titles() == {"A good paper", "A title"}
