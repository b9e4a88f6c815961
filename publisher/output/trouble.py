"""What the operating system refuses -> one line for a person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from publisher.errors import Problem, PublisherError


class told:  # noqa: N801  # reads as the verb of a `with`; a generator would cost three times as much for each file
    """Name the place and the reason: a full disk, a missing permission, a file where a folder should be."""

    __slots__ = ("_place", "_wish")

    def __init__(self, place: Path | str, wish: str = "be written") -> None:
        self._place = place
        self._wish = wish

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if isinstance(error, OSError):
            message = f"cannot {self._wish}: {error.strerror or error}"
            raise PublisherError([Problem(file=str(self._place), message=message)]) from error


@contextmanager
def standing(note: str) -> Iterator[None]:
    """Add to whatever ends the work within, a signal too, how things stand now; the innermost place knows best."""
    try:
        yield
    except BaseException as error:
        if not hasattr(error, "__notes__"):
            error.add_note(note)
        raise
