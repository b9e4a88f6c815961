"""A password or a key, from the environment or a file of its own, shown to nobody."""

from __future__ import annotations

import stat
from dataclasses import dataclass, field
from pathlib import Path

from publisher.errors import PublisherError

_OTHERS = stat.S_IROTH | stat.S_IWOTH
_LONGEST = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """Where a secret is; it is read when it is needed, so that a build wants none."""

    name: str
    """`password`, `key`."""
    variable: str
    """The environment's word for it, which comes before the file."""
    setting: str
    """The key of publisher.toml that names its file: `smtp.password_file`."""
    wanted_by: str
    """The key of publisher.toml that makes it needed: `smtp.username`."""
    text: str = field(default="", repr=False)
    file: Path | None = None

    def __bool__(self) -> bool:
        """Whether it is said where it is."""
        return bool(self.text or self.file)

    def read(self) -> str:
        """The secret itself; PublisherError says what is wrong with it, without a letter of it."""
        if self.text:
            return self._sound(self.text, self.variable)
        if self.file:
            return self._sound(self._content(self.file), str(self.file))
        wanted = f"expected a {self.name} in {self.variable}, or in the file of {self.setting}"
        raise PublisherError(f"{self.wanted_by}: {wanted}")

    def _content(self, file: Path) -> str:
        try:
            if file.stat().st_mode & _OTHERS:
                raise PublisherError(f"{file}: expected a {self.name} that others cannot read: chmod 600 {file}")
            with file.open("rb") as opened:
                return opened.read(_LONGEST).decode("utf-8", "replace").rstrip("\r\n")
        except OSError as error:
            raise PublisherError(f"{file}: the {self.name} cannot be read: {error.strerror}") from error

    def _sound(self, text: str, place: str) -> str:
        if not text or not text.isascii() or not text.isprintable():  # what smtplib and HTTP headers can say
            raise PublisherError(f"{place}: expected a {self.name} on one line, of printable ASCII")
        return text
