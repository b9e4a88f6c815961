"""A CSV file -> rows of cells with their lines: any encoding and separator that spreadsheets write."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from publisher.errors import Problem, PublisherError

_CHUNK = 1 << 20
_SEPARATORS = ",;\t|"
_LONGEST_CELL = 100_000
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OTHERS = ("cp949", "cp1252")
"""What spreadsheets write that know no UTF-8: in Korea, elsewhere. The second reads anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """How a file is to be read."""

    path: Path
    encoding: str
    separator: str
    lines: int
    """Below the first: roughly as many as there are people, for a progress bar."""

    @property
    def is_guessed(self) -> bool:
        """Whether the encoding is one of several that it may be."""
        return self.encoding in _OTHERS


def survey(path: Path, encoding: str = "") -> Table:
    """Find out how a file is to be read; PublisherError where it is none that can be."""
    try:
        lines = _count(path)
        found = encoding or _encoding(path)
        with path.open(encoding=found, errors="replace", newline="") as stream:
            header = stream.readline(_LONGEST_CELL)
    except OSError as error:
        raise _refusal(path, f"cannot be read: {error.strerror}") from error
    except (LookupError, UnicodeError) as error:
        raise _refusal(path, f"cannot be read as {encoding}") from error
    if header.startswith("PK\x03\x04") or ("\0" in header):
        raise _refusal(path, "expected CSV: save the sheet as such")
    if not header.strip():
        raise _refusal(path, "expected a first line that names the columns, got nothing")
    separator = max(_SEPARATORS, key=header.count)
    return Table(path=path, encoding=found, separator=separator, lines=lines)


def rows(table: Table) -> Iterator[tuple[int, list[str] | str]]:
    """Each row with the line that it begins in: its cells, or why it cannot be read. Empty lines are left out."""
    with table.path.open(encoding=table.encoding, errors="replace", newline="") as stream:
        reader = csv.reader(stream, delimiter=table.separator)
        line = 1
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield line, f"expected cells of text: {error}"
            else:
                if any(map(str.strip, cells)):
                    yield line, cells
            line = reader.line_num + 1


def _count(path: Path) -> int:
    """Lines that end below the first, and the last one where it does not end."""
    ended, last = 0, b"\n"
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            ended += chunk.count(b"\n")
            last = chunk[-1:]
    return max(ended - (last == b"\n"), 0)


def _encoding(path: Path) -> str:
    with path.open("rb") as stream:
        if stream.read(2) in _UTF_16:
            return "utf-16"
    return next((name for name in ("utf-8-sig", *_OTHERS) if _reads(path, name)), _OTHERS[-1])


def _reads(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as stream:
            for chunk in iter(lambda: stream.read(_CHUNK), b""):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _refusal(path: Path, message: str) -> PublisherError:
    return PublisherError([Problem(file=str(path), message=message)])
