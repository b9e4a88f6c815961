"""A folder as a way out: each message becomes an .eml file, for looking at before anything is sent for real."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from publisher.errors import PublisherError
from publisher.file import replace_whole
from publisher.outbox.parcel import Fate, Outcome, Parcel
from publisher.outbox.transport import Leaving

_MODE = 0o600
"""They hold addresses, and links that confirm and leave."""
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """Writes `{key}.eml`; the same parcel twice is one file."""

    path: Path

    @property
    def name(self) -> str:
        return str(self.path)

    @contextmanager
    def session(self) -> Iterator[Folder]:
        try:
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise PublisherError(f"{self.path}: no folder for mail can be made: {error.strerror}") from error
        yield self

    def deliver(self, parcels: Iterable[Parcel], leaving: Leaving) -> Iterator[tuple[Parcel, Outcome]]:
        for parcel in parcels:
            if leaving((parcel,)):
                yield parcel, self._written(parcel)

    def _written(self, parcel: Parcel) -> Outcome:
        target = self.path / f"{_file_name(parcel.key)}.eml"
        try:
            replace_whole(target, parcel.message, mode=_MODE)
        except OSError as error:
            return Outcome(fate=Fate.DEFERRED, reply=f"{target}: {error.strerror or error}")
        return Outcome(fate=Fate.ACCEPTED, reference=target.name)


def _file_name(key: str) -> str:
    """The key, if any file system takes it, else what is left of it and a hash of the whole."""
    readable = _UNSAFE.sub("-", key)[:100].lstrip(".")
    return readable if readable and readable == key else f"{readable or 'key'}-{sha256(key.encode()).hexdigest()[:16]}"
