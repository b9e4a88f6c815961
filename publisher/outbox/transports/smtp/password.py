"""A password from the environment or a file of its own, shown to nobody."""

from __future__ import annotations

import base64
import stat
from dataclasses import dataclass, field
from pathlib import Path

from publisher.errors import PublisherError

VARIABLE = "PUBLISHER_SMTP_PASSWORD"
"""The environment's word for the password, which comes before the file."""

_OTHERS = stat.S_IROTH | stat.S_IWOTH
_LONGEST = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Password:
    """Where the password is; it is read when it is needed, so that a build wants none."""

    text: str = field(default="", repr=False)
    file: Path | None = None

    def read(self) -> str:
        """The password itself; PublisherError says what is wrong with it, without a letter of it."""
        if self.text:
            return _sound(self.text, VARIABLE)
        if self.file:
            return _sound(_content(self.file), str(self.file))
        raise PublisherError(f"smtp.username: expected a password in {VARIABLE}, or in the file of smtp.password_file")


def hidden(words: str, username: str, password: str) -> str:
    """What a relay said, without the password, should it have repeated what it was told."""
    told = (password, f"\0{username}\0{password}")
    for secret in (password, *(base64.b64encode(text.encode()).decode() for text in told)):
        words = words.replace(secret, "…") if password else words
    return words


def _content(file: Path) -> str:
    try:
        if file.stat().st_mode & _OTHERS:
            raise PublisherError(f"{file}: expected a password that others cannot read: chmod 600 {file}")
        with file.open("rb") as opened:
            return opened.read(_LONGEST).decode("utf-8", "replace").rstrip("\r\n")
    except OSError as error:
        raise PublisherError(f"{file}: the password cannot be read: {error.strerror}") from error


def _sound(text: str, place: str) -> str:
    if not text or not text.isascii() or not text.isprintable():  # what smtplib can say
        raise PublisherError(f"{place}: expected a password on one line, of printable ASCII")
    return text
