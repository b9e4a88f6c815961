"""`note.ko.md` and `note.en.md`: one note in two files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from publisher.content.files.siblings import split_language
from publisher.errors import Severity
from tests.content.reading import ENGLISH, KOREAN, commentary, languages, read_folder, told, write

FRONT = "---\ntitle: {}\ndate: 2024-12-13\ntags: [{}]\n---\n{}\n"


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("a/note.ko.md", ("a/note", "ko")),
        ("note.EN.md", ("note", "en")),
        ("note.pt-br.md", ("note", "pt-BR")),
        ("note.fr.md", ("note.fr", "")),
        ("note.md", ("note", "")),
        ("2024-12-13.ko.txt", ("2024-12-13.ko", "")),
    ],
)
def test_a_file_s_name_says_its_language(file: str, expected: tuple[str, str]) -> None:
    assert split_language(file, ("ko", "en", "pt-BR")) == expected


def test_translations_are_one_note_with_their_own_titles(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "note.en.md": FRONT.format("Bytes", "llm, agent", ENGLISH),
            "note.ko.md": FRONT.format("바이트", "llm", KOREAN),
        },
    )

    (note,) = read_folder(tmp_path).notes

    assert [(edition.language, edition.title) for edition in note.editions] == [("ko", "바이트"), ("en", "Bytes")]
    assert [edition.commentary for edition in note.editions] == [KOREAN, ENGLISH]
    assert (note.title, note.date, note.tags) == ("바이트", date(2024, 12, 13), ("llm", "agent"))
    assert note.file == "note.ko.md"


def test_a_translation_joins_a_file_that_names_no_language(tmp_path: Path) -> None:
    write(tmp_path, {"241213 Bytes.md": KOREAN, "241213 Bytes.en.md": ENGLISH})

    (piece,) = read_folder(tmp_path).pieces

    assert languages(piece) == ("ko", "en")
    assert piece.file == "241213 Bytes.md"


def test_one_file_alone_is_in_the_language_of_its_name(tmp_path: Path) -> None:
    (piece,) = read_folder(write(tmp_path, {"241213 Bytes.en.md": f"{ENGLISH}\n"})).pieces

    assert (languages(piece), piece.title, piece.date) == (("en",), "Bytes", date(2024, 12, 13))


def test_a_language_in_a_file_s_name_is_no_part_of_the_title(tmp_path: Path) -> None:
    front = f"---\ntags: [llm]\n---\n{KOREAN}"

    (note,) = read_folder(write(tmp_path, {"241213 Bytes.ko.md": front})).notes

    assert (note.title, note.date) == ("Bytes", date(2024, 12, 13))


def test_files_in_different_folders_are_no_translations(tmp_path: Path) -> None:
    write(tmp_path, {"a/241213 Bytes.ko.md": KOREAN, "b/241213 Bytes.en.md": ENGLISH})

    assert len(read_folder(tmp_path).pieces) == 2


def test_a_date_that_disagrees_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"241213 a.ko.md": KOREAN, "241213 a.en.md": f"---\ndate: 2024-12-14\n---\n{ENGLISH}"})

    assert told(read_folder(tmp_path), Severity.MISTAKE) == [
        "241213 a.en.md:1: expected the date of 241213 a.ko.md, 2024-12-13, got 2024-12-14"
    ]


def test_a_second_text_in_one_language_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"241213 a.md": f"{KOREAN}\n\n{ENGLISH}", "241213 a.en.md": "Another text."})

    reading = read_folder(tmp_path)

    assert told(reading, Severity.MISTAKE) == ["241213 a.en.md:1: expected one text in 'en', 241213 a.md has one too"]
    assert commentary(reading.pieces[0], "en") == ENGLISH


def test_a_translation_that_is_a_draft_waits_and_the_other_is_published(tmp_path: Path) -> None:
    draft = f"---\ndraft: true\n---\n{ENGLISH}"
    write(tmp_path, {"241213 a.ko.md": KOREAN, "241213 a.en.md": draft})

    reading = read_folder(tmp_path)

    assert [note.languages for note in reading.notes] == [("ko",)]
    assert told(reading, Severity.LEFT_OUT) == ["241213 a.en.md: left out: a draft"]


def test_day_pages_with_a_language_in_their_names_lose_no_note(tmp_path: Path) -> None:
    page = "2024-12-13\nA\n(Ada Lovelace, Alan Turing)\n{0}\n#llm\nB\n(Ada Lovelace, Alan Turing)\n{0}\n#llm\n"
    write(tmp_path, {"page.ko.md": page.format(KOREAN), "page.en.md": page.format(f"{ENGLISH}\n{ENGLISH}")})

    assert [(piece.file, piece.title) for piece in read_folder(tmp_path).pieces] == [
        ("page.ko.md", "A"),
        ("page.ko.md", "B"),
        ("page.en.md", "A"),
        ("page.en.md", "B"),
    ]
