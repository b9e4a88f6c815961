"""A folder of sources -> every note in it, and a line for whatever is not published."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher.content.loader import LoadRules
from publisher.errors import PublisherError, Severity
from tests.content.reading import ENGLISH, KOREAN, SHARED, languages, read_folder, told, write

EXPECTED = "expected a date in its name (241213 Title.md), its first line or its front matter"
VAULT_NOTE = (
    f"https://arxiv.org/abs/2412.00001\n\n*Bytes* (Ada Lovelace, Alan Turing)\n\n> We group.\n\n{KOREAN}\n\n#llm\n"
)
DAY_PAGE = f"2024년 12월 13일\nBytes\n(Ada Lovelace, Alan Turing)\nWe group.\n{KOREAN}\n{ENGLISH}\n#llm\n"
FRONT_MATTER = f"---\ntitle: Bytes\ndate: 2024-12-13\ntags: [llm]\n---\n{KOREAN}\n"


@pytest.mark.parametrize("file", ["241213 Bytes.md", "241213 Bytes.txt", "a/b/241213 Bytes.markdown"])
@pytest.mark.parametrize("text", [VAULT_NOTE, DAY_PAGE, FRONT_MATTER])
def test_a_format_is_told_by_content_not_by_name_or_folder(tmp_path: Path, file: str, text: str) -> None:
    (note,) = read_folder(write(tmp_path, {file: text})).notes

    assert (note.file, note.title, note.date, note.tags) == (file, "Bytes", date(2024, 12, 13), ("llm",))


@pytest.mark.parametrize("text", [VAULT_NOTE, DAY_PAGE, FRONT_MATTER])
def test_a_mark_at_the_start_and_newlines_of_windows_change_nothing(tmp_path: Path, text: str) -> None:
    plain = read_folder(write(tmp_path / "plain", {"241213 Bytes.md": text}))
    windows = read_folder(write(tmp_path / "windows", {"241213 Bytes.md": "\ufeff" + text.replace("\n", "\r\n")}))

    assert [note.editions for note in plain.notes] == [note.editions for note in windows.notes]
    assert not windows.problems


def test_a_name_in_nfd_dates_and_names_a_note(tmp_path: Path) -> None:
    (note,) = read_folder(write(tmp_path, {unicodedata.normalize("NFD", "241213 강화학습.md"): KOREAN})).notes

    assert (note.title, note.date) == ("강화학습", date(2024, 12, 13))


def test_copies_are_notes_of_their_own(tmp_path: Path) -> None:
    reading = read_folder(write(tmp_path, {"241213 Bytes.md": VAULT_NOTE, "241213 Bytes 1.md": VAULT_NOTE}))

    assert [note.file for note in reading.notes] == ["241213 Bytes 1.md", "241213 Bytes.md"]
    assert {note.title for note in reading.notes} == {"Bytes"}


def test_what_is_not_published_is_told_with_its_reason(tmp_path: Path) -> None:
    files = {
        "241213 empty.md": "",
        "241213 blank.md": " \n\n",
        "2024-12-14.txt": "2024-12-14\n",
        "241213 idea.md": "# An idea",
        "241213 quoted.md": "> We study bytes.",
        "words.md": "bytes",
        "241213 waiting.md": "*Bytes* (Ada Lovelace, Alan Turing)\n\n> We group.\n\n#llm",
        "241213 draft.md": f"---\ndraft: true\n---\n{KOREAN}",
        "undated.md": KOREAN,
        "private/241213 a.md": KOREAN,
        "241213 good.md": KOREAN,
    }

    reading = read_folder(write(tmp_path, files), rules=LoadRules(drafts=("private/*",)))

    assert [note.file for note in reading.notes] == ["241213 good.md"]
    assert len(reading.pieces) == len(files)
    assert told(reading, Severity.LEFT_OUT) == [
        "2024-12-14.txt:1: left out: empty",
        "241213 blank.md:1: left out: empty",
        "241213 draft.md:1: left out: a draft",
        "241213 empty.md:1: left out: empty",
        '241213 idea.md:1: left out: no commentary yet: "An idea"',
        '241213 quoted.md:1: left out: no commentary yet: "quoted"',
        '241213 waiting.md:1: left out: no commentary yet: "Bytes"',
        "private/241213 a.md:1: left out: a draft",
        "undated.md:1: left out: undated: " + EXPECTED,
        "words.md:1: left out: undated: " + EXPECTED,
    ]


def test_a_mistake_in_one_note_leaves_the_others_alone(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"a.md": "---\ndate: soon\n---\nx", "b.md": b"\xff", "241213 c.md": KOREAN}

    reading = read_folder(write(tmp_path, files))

    assert [note.file for note in reading.notes] == ["241213 c.md"]
    assert told(reading, Severity.MISTAKE) == [
        "b.md:1: expected text in UTF-8, got other bytes",
        'a.md:2: date: expected a date such as 2024-12-13 or 2024년 12월 13일, got "soon"',
    ]
    assert not told(reading, Severity.LEFT_OUT)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(PublisherError, match="expected a folder of notes"):
        read_folder(tmp_path / "content")


def test_an_empty_folder_holds_nothing(tmp_path: Path) -> None:
    reading = read_folder(tmp_path)

    assert (reading.pieces, reading.notes, reading.problems) == ((), (), ())


def test_a_title_of_five_thousand_letters_is_cut_and_told(tmp_path: Path) -> None:
    (note,) = (
        reading := read_folder(write(tmp_path, {"a.md": f"---\ntitle: {'t' * 5000}\ndate: 2024-12-13\n---\n{KOREAN}"}))
    ).notes

    assert len(note.title) == 500
    assert [len(edition.title) for edition in note.editions] == [500]
    assert told(reading, Severity.MISTAKE) == ["a.md:1: title of 5000 characters cut: expected at most 500"]


@pytest.mark.parametrize("title", ['""', '"*"', '" "', '"# "'])
def test_a_title_is_never_empty(tmp_path: Path, title: str) -> None:
    (note,) = read_folder(write(tmp_path, {"___.md": f"---\ntitle: {title}\ndate: 2024-12-13\n---\n{KOREAN}"})).notes

    assert note.title.strip()


@pytest.mark.parametrize(("code", "text"), [("ko", KOREAN), ("en", ENGLISH)])
def test_a_site_of_one_language_shows_nothing_of_another(tmp_path: Path, code: str, text: str) -> None:
    files = {
        "241213 both.md": f"{VAULT_NOTE}\n<english>\n{ENGLISH}\n</english>",
        "241213 page.md": DAY_PAGE,
        "241213 korean.md": KOREAN,
        "241213 english.md": ENGLISH,
    }

    reading = read_folder(write(tmp_path, files), site=(code,))

    assert len(reading.pieces) == 4
    assert [note.languages for note in reading.notes] == [(code,)] * 3
    assert {edition.commentary for note in reading.notes for edition in note.editions} == {text}
    assert len(told(reading, Severity.LEFT_OUT)) == 1


def test_ten_thousand_tags_are_counted_and_the_first_hundred_published(tmp_path: Path) -> None:
    tags = " ".join(f"#tag{number}" for number in range(10_000))

    reading = read_folder(write(tmp_path, {"241213 a.md": f"{KOREAN}\n\n{tags}"}))

    assert len(reading.pieces[0].tags) == 10_000
    assert reading.notes[0].tags == tuple(f"tag{number}" for number in range(100))
    assert told(reading, Severity.MISTAKE) == [
        "241213 a.md:1: 10000 tags: expected at most 100, the first of them are published"
    ]


def test_tags_that_are_too_long_or_nothing_are_told(tmp_path: Path) -> None:
    front = f"---\ntags: [llm, {'x' * 101}, ../.., '--']\ndate: 2024-12-13\n---\n{KOREAN}"

    reading = read_folder(write(tmp_path, {"a.md": front}))

    assert reading.notes[0].tags == ("llm",)
    assert told(reading, Severity.MISTAKE) == [
        f'a.md:1: tag "{"x" * 40}" not published: expected letters or digits, 100 at most (3 such tags)'
    ]


def test_the_170_notes_of_the_vault_are_read_without_a_mistake() -> None:
    folder = SHARED / "input" / "vault"
    if not folder.is_dir():
        pytest.skip("../shared is absent")

    reading = read_folder(folder)

    assert len(reading.pieces) == 170
    assert not told(reading, Severity.MISTAKE)
    assert len(told(reading, Severity.LEFT_OUT)) == 6
    assert all(languages(piece) for piece in reading.pieces if piece.file not in {p.file for p in reading.problems})


def test_an_image_beside_a_note_is_told(tmp_path: Path) -> None:
    images = "![차트](fig.png) ![표](https://example.org/x.png)"
    write(tmp_path, {"241213 a.md": f"{KOREAN}\n\n그림은 {images} 입니다.\n"})

    reading = read_folder(tmp_path)

    assert len(reading.problems) == 1
    assert str(reading.problems[0]).startswith("241213 a.md:1: image 'fig.png' is shown by its words only: expected ")
    assert reading.problems[0].severity is Severity.NOTICE


_TEXT = st.lists(
    st.sampled_from(
        (
            "\n",
            "\n\n",
            "*Bytes* (Ada Lovelace, Alan Turing)",
            "> We group.",
            KOREAN,
            ENGLISH,
            "#llm #agent",
            "<english>",
            "</english>",
            "<englsih>",
            "https://arxiv.org/abs/2412.00001",
            "2024-12-13",
            "# Links",
            "[[a]]",
            "---",
            "```",
            "title: a",
            "date: 2024-12-13",
            "tags: [",
            "$x$",
            "(",
            ")",
            "`",
            "2024년 13월 1일",
            "\x00",
            "\u2028",
            "\ufeff",
        )
    ),
    max_size=30,
).map("".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary() | (_TEXT | st.text()).map(lambda text: text.encode(errors="surrogatepass")))
@pytest.mark.parametrize("file", ["241213 a.md", "2024-12-13.txt", "a.ko.md"])
def test_any_bytes_are_notes_or_told_within_the_file(tmp_path: Path, file: str, content: bytes) -> None:
    write(tmp_path, {file: content})

    reading = read_folder(tmp_path)

    last = content.count(b"\n") + content.count(b"\r") + 1
    assert reading.notes or reading.problems
    assert all(problem.file == file and 0 <= problem.line <= last for problem in reading.problems)
    assert all(1 <= note.line <= last and note.title and note.editions for note in reading.notes)
