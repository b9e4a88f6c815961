"""What tests of the loader share: a folder of files, and what is read from it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from publisher.content.files.source import Source, decode
from publisher.content.formats.markdown_note import read_markdown
from publisher.content.loader import LoadRules, Reading, load
from publisher.content.note import Edition
from publisher.content.piece import Piece
from publisher.content.words.language import tongues
from publisher.errors import Severity

KOREAN_AND_ENGLISH = tongues(("ko", "en"))
SEOUL = ZoneInfo("Asia/Seoul")
ADDRESS = "https://arxiv.org/abs/2412.00001"
TITLE = "*Bytes: A Study of Patches* (Ada Lovelace, Alan Turing)"
SHARED = Path(__file__).parents[2].parent / "shared"

KOREAN = "바이트를 묶는 방식이 재미있습니다."
ENGLISH = "The way bytes are grouped is interesting."
ABSTRACT = "> We group bytes by how hard they are to predict."


def a_source(text: str, file: str = "241213 Bytes.md") -> Source:
    source, problems = decode(file, text.encode())
    assert source
    assert not problems
    return source


def a_vault_note(*paragraphs: str, file: str = "241213 Bytes.md") -> Piece:
    """What is read from paragraphs, apart by blank lines, in a file of the vault."""
    return read_markdown(a_source("\n\n".join(paragraphs), file), KOREAN_AND_ENGLISH)


def commentary(piece: Piece, language: str) -> str:
    """The commentary in a language; empty when the piece has none."""
    return next((edition.commentary for edition in piece.editions if edition.language == language), "")


def languages(piece: Piece) -> tuple[str, ...]:
    return tuple(edition.language for edition in piece.editions)


def edition(piece: Piece, language: str) -> Edition:
    return next(edition for edition in piece.editions if edition.language == language)


def read_folder(folder: Path, *, rules: LoadRules | None = None, site: tuple[str, ...] = ("ko", "en")) -> Reading:
    return load(folder, languages=site, zone=SEOUL, rules=rules or LoadRules())


def told(reading: Reading, severity: Severity) -> list[str]:
    return [str(problem) for problem in reading.problems if problem.severity is severity]


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder
