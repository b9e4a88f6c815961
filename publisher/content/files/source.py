"""The bytes of a file -> text that every format can rely on: UTF-8, newlines, no control characters."""

from __future__ import annotations

import codecs
import hashlib
import re
import unicodedata
from dataclasses import dataclass
from posixpath import basename, splitext

from publisher.errors import Problem, Severity

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SURROGATES = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text file of content/."""

    file: str
    """Path below content/, with slashes, NFC."""
    lines: tuple[str, ...]
    """Without newlines; NFC is left to tags and keys."""
    hash: str
    """SHA-256 of the file's bytes, in hexadecimal."""

    @property
    def stem(self) -> str:
        """The file's name without its ending: `241213 Apollo`."""
        return splitext(basename(self.file))[0]


def decode(file: str, content: bytes) -> tuple[Source | None, tuple[Problem, ...]]:
    """Turn bytes into a source, or say why they are no text. A BOM, CRLF and control characters are taken off."""
    try:
        text, without_surrogates = _text(content)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return None, (Problem(file=file, line=line, message="expected text in UTF-8, got other bytes"),)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = []
    if without_surrogates:
        problems.append(_removed(file, without_surrogates, "unpaired surrogates"))
    # U+2028 and U+2029 are no newlines to an editor: lines keep the numbers that it shows.
    lines = text.replace("\u2028", " ").replace("\u2029", " ").split("\n")
    if not all(map(str.isprintable, lines)) and (found := _FORBIDDEN.search(text)):
        problems.append(_removed(file, text.count("\n", 0, found.start()) + 1, "control characters"))
        lines = [clean(line) for line in lines]
    return Source(file=file, lines=tuple(lines), hash=hashlib.sha256(content).hexdigest()), tuple(problems)


def clean(text: str) -> str:
    """Take off what XML 1.0 (section 2.2) forbids or discourages."""
    return _FORBIDDEN.sub("", text)


def nfc(path: str) -> str:
    return unicodedata.normalize("NFC", path)


def _text(content: bytes) -> tuple[str, int]:
    """The text, and the line of the first unpaired surrogate that was dropped, or 0."""
    if content.startswith(_UTF16):
        return content.decode("utf-16"), 0
    try:
        return content.decode("utf-8-sig"), 0
    except UnicodeDecodeError:
        found = _SURROGATES.search(content)
        line = content.count(b"\n", 0, found.start()) + 1 if found else 0
        return _SURROGATES.sub(b"", content).decode("utf-8-sig"), line


def _removed(file: str, line: int, what: str) -> Problem:
    return Problem(
        file=file,
        line=line,
        message=f"{what} taken out, from here on",
        severity=Severity.NOTICE,
    )
