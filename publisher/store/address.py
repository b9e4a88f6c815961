"""Text -> which database holds the store, and how it is named without its password. Nothing is opened here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

FILE_NAME = "publisher.db"

_EXPECTED = "expected sqlite:///publisher.db, or postgresql://user@host/database"
_POSTGRESQL = re.compile(r"postgres(?:ql)?(?:\+psycopg)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreAddress:
    """A file, or the URL of a PostgreSQL database; neither is a store in memory, gone when it is closed."""

    file: Path | None = None
    url: str = field(default="", repr=False)
    """May hold a password: shown to nobody."""

    def __str__(self) -> str:
        """What a person may read: a path, or a URL without its password."""
        if not self.url:
            return str(self.file or "the store in memory")
        parts = urlsplit(self.url)
        user, at, host = parts.netloc.rpartition("@")
        return urlunsplit((parts.scheme, user.partition(":")[0] + at + host, parts.path, "", ""))

    @property
    def is_there(self) -> bool:
        """Whether something may be kept there already; a database of a server may."""
        return bool(self.url) or bool(self.file and self.file.exists())


def parse_address(text: str, folder: Path) -> StoreAddress:
    """Read a URL; a relative file starts at the folder. ValueError says what was expected, without the password."""
    scheme, separator, rest = text.partition("://")
    if separator and scheme == "sqlite" and rest.startswith("/") and rest.strip("/"):
        return StoreAddress(file=(folder / unquote(rest[1:])).absolute())
    if separator and _POSTGRESQL.fullmatch(scheme) and _names_database(f"postgresql://{rest}"):
        return StoreAddress(url=f"postgresql://{rest}")
    raise ValueError(_EXPECTED)


def has_password(text: str) -> bool:
    """Whether a URL holds a secret that belongs into no file that is committed."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return bool(parts.password) or "password=" in parts.query


def _names_database(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.path.strip("/")) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
