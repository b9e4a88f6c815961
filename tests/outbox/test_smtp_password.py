"""A password that is read when it is needed, and shown to nobody."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from publisher.errors import PublisherError
from publisher.outbox.transports.smtp import Password


def written(folder: Path, content: bytes, mode: int = 0o600) -> Path:
    file = folder / "password"
    file.write_bytes(content)
    file.chmod(mode)
    return file


def refusal(password: Password) -> str:
    with pytest.raises(PublisherError) as caught:
        password.read()
    return caught.value.message


def test_the_environment_comes_before_the_file(tmp_path: Path) -> None:
    file = written(tmp_path, b"of the file\n")

    assert Password(text="of the environment", file=file).read() == "of the environment"
    assert Password(file=file).read() == "of the file"


def test_it_is_in_no_words_about_it() -> None:
    assert "secret" not in repr(Password(text="secret"))


def test_without_any_both_places_are_named() -> None:
    assert refusal(Password()) == (
        "smtp.username: expected a password in PUBLISHER_SMTP_PASSWORD, or in the file of smtp.password_file"
    )


@pytest.mark.parametrize("mode", [0o604, 0o644, 0o602, 0o666])
def test_a_file_that_others_can_read_or_write_is_refused(tmp_path: Path, mode: int) -> None:
    file = written(tmp_path, b"secret", mode)

    told = refusal(Password(file=file))

    assert told == f"{file}: expected a password that others cannot read: chmod 600 {file}"


def test_a_file_of_a_group_will_do(tmp_path: Path) -> None:
    assert Password(file=written(tmp_path, b"secret\r\n", 0o640)).read() == "secret"


@pytest.mark.parametrize("content", [b"", b"\n", b"a\nb", "비밀".encode(), b"\xff", b"a\x00b"], ids=range(6))
def test_what_cannot_be_said_in_smtp_is_refused(tmp_path: Path, content: bytes) -> None:
    file = written(tmp_path, content)

    assert refusal(Password(file=file)) == f"{file}: expected a password on one line, of printable ASCII"


def test_what_cannot_be_said_is_not_shown() -> None:
    assert refusal(Password(text="비밀")) == (
        "PUBLISHER_SMTP_PASSWORD: expected a password on one line, of printable ASCII"
    )


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    file = tmp_path / "absent"

    assert refusal(Password(file=file)) == f"{file}: the password cannot be read: {os.strerror(2)}"
