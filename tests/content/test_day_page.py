"""Day pages: a date line, then notes one under another."""

from __future__ import annotations

from datetime import date

import pytest

from publisher.content.formats.day_page import read_day_page
from publisher.content.piece import Piece
from tests.content.reading import (
    ENGLISH,
    KOREAN,
    KOREAN_AND_ENGLISH,
    SHARED,
    a_source,
    commentary,
    edition,
    languages,
    read_folder,
)

TITLE, AUTHORS = "Bytes: A Study", "(Ada Lovelace, Alan Turing)"
ABSTRACT = "We group bytes. They are many."
NOTE = (TITLE, AUTHORS, ABSTRACT, KOREAN, ENGLISH, "#llm #byte-model")
OTHER = (
    "Patches",
    "(The Patch team, Kurt Gödel)",
    "We study patches.",
    "패치를 봅니다.",
    "We look at patches.",
    "#patch",
)


def a_page(*lines: str, file: str = "page.txt") -> tuple[Piece, ...]:
    return read_day_page(a_source("\n".join(lines), file), KOREAN_AND_ENGLISH)


def test_a_page_without_blank_lines_is_cut_into_its_notes() -> None:
    first, second = a_page("2024년 12월 13일", *NOTE, *OTHER)

    assert (first.date, first.title, first.line) == (date(2024, 12, 13), TITLE, 2)
    assert first.authors == ("Ada Lovelace", "Alan Turing")
    assert first.tags == ("llm", "byte-model")
    assert edition(first, "ko").abstract == ABSTRACT
    assert edition(first, "ko").abstract_language == "en"
    assert commentary(first, "ko") == KOREAN
    assert commentary(first, "en") == ENGLISH
    assert (second.title, second.line) == ("Patches", 8)
    assert second.authors == ("The Patch team", "Kurt Gödel")


@pytest.mark.parametrize("heading", ["December 13, 2024", "13 December 2024", "2024-12-13", "2024. 12. 13."])
def test_any_date_line_heads_a_page(heading: str) -> None:
    assert a_page(heading, *NOTE)[0].date == date(2024, 12, 13)


def test_blank_lines_between_paragraphs_change_nothing() -> None:
    dense, wide = (
        a_page("2024-12-13", *NOTE, *OTHER),
        a_page("2024-12-13", "", *"\n\n".join((*NOTE, *OTHER)).split("\n")),
    )

    assert [(note.title, note.editions, note.tags) for note in dense] == [
        (note.title, note.editions, note.tags) for note in wide
    ]


@pytest.mark.parametrize("rule", ["---", "***", "* * *", "=" * 40, "___", "~~~~", "· · ·", "────"])
def test_lines_may_be_drawn_under_a_date_and_between_notes(rule: str) -> None:
    bare = a_page("2024-12-13", *NOTE, "", *OTHER, "", "2024-12-14", *NOTE)

    drawn = a_page("2024-12-13", rule, "", *NOTE, rule, *OTHER, "", rule, "2024-12-14", rule, *NOTE, rule)

    assert [(note.date, note.title, note.authors, note.tags, note.editions) for note in drawn] == [
        (note.date, note.title, note.authors, note.tags, note.editions) for note in bare
    ]
    assert [note.line for note in drawn] == [4, 11, 21]


def test_a_line_may_be_drawn_where_no_tags_end_a_note() -> None:
    untagged = NOTE[:-1]

    first, second = a_page("2024-12-13", *untagged, "", "---", "", *OTHER)

    assert (first.title, second.title) == (TITLE, "Patches")
    assert first.editions == a_page("2024-12-13", *untagged)[0].editions


def test_a_line_that_is_drawn_within_a_note_stays() -> None:
    (note,) = a_page("2024-12-13", *NOTE[:4], "***", KOREAN, *NOTE[4:])

    assert commentary(note, "ko") == f"{KOREAN}\n\n***\n\n{KOREAN}"


def test_a_page_of_a_date_and_a_line_below_it_is_empty() -> None:
    (page,) = a_page("2024-12-13", "==========")

    assert page.empty


@pytest.mark.parametrize("mark", ["#", "##", "######"])
@pytest.mark.parametrize("tags", [("#llm",), ()])
def test_titles_may_be_headings(mark: str, tags: tuple[str, ...]) -> None:
    first, second = a_page("2024-12-13", f"{mark} {TITLE}", *NOTE[1:5], *tags, f"{mark} {OTHER[0]}", *OTHER[1:])

    assert [(note.title, note.authors) for note in (first, second)] == [
        (TITLE, ("Ada Lovelace", "Alan Turing")),
        ("Patches", ("The Patch team", "Kurt Gödel")),
    ]
    assert (first.tags, second.tags) == (("llm",) if tags else (), ("patch",))


def test_a_heading_within_a_note_begins_no_other() -> None:
    (note,) = a_page("2024-12-13", *NOTE[:3], "## 요약", *NOTE[3:])

    assert note.title == TITLE


@pytest.mark.parametrize("title", ["**", "*", "_ _", "$ $"])
def test_a_title_of_signs_alone_is_shown_as_it_is(title: str) -> None:
    """A link of no words could not be followed."""
    assert a_page("2024-12-13", title, *NOTE[1:])[0].title == title


def test_a_commentary_may_have_many_paragraphs() -> None:
    (note,) = a_page("2024-12-13", TITLE, AUTHORS, ABSTRACT, KOREAN, "둘째 문단.", ENGLISH, "A second one.", "#llm")

    assert commentary(note, "ko") == f"{KOREAN}\n\n둘째 문단."
    assert commentary(note, "en") == f"{ENGLISH}\n\nA second one."


def test_an_abstract_may_have_many_paragraphs() -> None:
    (note,) = a_page("2024-12-13", TITLE, AUTHORS, ABSTRACT, "More of it.", KOREAN, "#llm")

    assert edition(note, "ko").abstract == f"{ABSTRACT}\n\nMore of it."
    assert languages(note) == ("ko",)


def test_authors_may_go_on_over_lines_and_hold_parentheses() -> None:
    (note,) = a_page("2024-12-13", TITLE, "(Ada Lovelace (MIT, Boston),", "Alan Turing)", ABSTRACT, KOREAN)

    assert note.authors == ("Ada Lovelace (MIT, Boston)", "Alan Turing")
    assert edition(note, "ko").abstract == ABSTRACT


def test_a_note_without_tags_ends_where_the_next_begins() -> None:
    first, second = a_page("2024-12-13", *NOTE[:-1], *OTHER)

    assert first.tags == ()
    assert commentary(first, "en") == ENGLISH
    assert second.title == "Patches"


def test_a_note_without_authors_is_read() -> None:
    first, second = a_page("2024-12-13", TITLE, ABSTRACT, KOREAN, ENGLISH, "#llm", *OTHER)

    assert (first.title, first.authors) == (TITLE, ())
    assert edition(first, "ko").abstract == ABSTRACT
    assert languages(first) == ("ko", "en")
    assert second.title == "Patches"


def test_a_note_without_an_abstract_is_read() -> None:
    (note,) = a_page("2024-12-13", TITLE, AUTHORS, KOREAN, ENGLISH, "#llm")

    assert edition(note, "ko").abstract == ""
    assert (commentary(note, "ko"), commentary(note, "en")) == (KOREAN, ENGLISH)


def test_a_note_in_one_language_is_read() -> None:
    (korean,) = a_page("2024-12-13", TITLE, AUTHORS, ABSTRACT, KOREAN, "#llm")
    (english,) = a_page("2024-12-13", TITLE, AUTHORS, ABSTRACT, ENGLISH, "#llm")

    assert languages(korean) == ("ko",)
    assert languages(english) == ("en",)
    assert commentary(english, "en") == ENGLISH
    assert edition(english, "en").abstract == ABSTRACT


def test_a_sentence_with_a_remark_below_it_begins_no_note() -> None:
    notes = a_page("2024-12-13", TITLE, AUTHORS, ABSTRACT, "속도가 빨라졌네요.", "(FPN, HTC, DCN)", "#llm")

    assert len(notes) == 1


def test_the_address_of_a_note_stands_above_or_below_its_title() -> None:
    above = a_page("2024-12-13", "https://arxiv.org/abs/2412.00001", *NOTE, "https://arxiv.org/abs/2412.00002", *OTHER)
    below = a_page("2024-12-13", TITLE, AUTHORS, "https://arxiv.org/abs/2412.00001", *NOTE[2:])

    assert [note.addresses for note in above] == [
        ("https://arxiv.org/abs/2412.00001",),
        ("https://arxiv.org/abs/2412.00002",),
    ]
    assert [note.title for note in above] == [TITLE, "Patches"]
    assert below[0].addresses == ("https://arxiv.org/abs/2412.00001",)


def test_a_further_date_line_begins_a_further_day() -> None:
    first, second = a_page("2024-12-13", *NOTE, "2024-12-14", *OTHER)

    assert (first.date, second.date) == (date(2024, 12, 13), date(2024, 12, 14))


def test_a_date_in_the_middle_of_a_note_is_text() -> None:
    notes = a_page("2024-12-13", TITLE, AUTHORS, ABSTRACT, KOREAN, "2024-12-12", "#llm")

    assert len(notes) == 1
    assert notes[0].date == date(2024, 12, 13)


def test_a_wrong_date_is_told_once_at_its_line_and_keeps_its_notes_back() -> None:
    notes = a_page("", "2024년 13월 1일", *NOTE, *OTHER, "2024-12-14", *NOTE)

    assert [note.refused for note in notes] == [True, True, False]
    assert [(problem.line, problem.message) for note in notes for problem in note.problems] == [
        (2, 'expected a date such as 2024-12-13 or 2024년 12월 13일, got "2024년 13월 1일"')
    ]


def test_a_page_may_be_dated_by_its_name_alone() -> None:
    (note,) = a_page(*NOTE, file="2024-12-13.txt")

    assert (note.date, note.title) == (date(2024, 12, 13), TITLE)


def test_a_page_of_a_date_and_nothing_else_is_one_empty_piece() -> None:
    (note,) = a_page("2024-12-13")

    assert (note.date, note.editions) == (date(2024, 12, 13), ())


def test_markers_and_title_lines_of_the_vault_are_read_on_a_page_too() -> None:
    (note,) = a_page(
        "2024-12-13", f"*{TITLE}* {AUTHORS}", f"> {ABSTRACT}", KOREAN, "<english>", ENGLISH, "</english>", "#llm"
    )

    assert note.title == TITLE
    assert note.authors == ("Ada Lovelace", "Alan Turing")
    assert edition(note, "en").abstract == ABSTRACT
    assert (commentary(note, "ko"), commentary(note, "en")) == (KOREAN, ENGLISH)


def test_the_seed_page_is_read_exactly() -> None:
    folder = SHARED / "input" / "day-page"
    if not folder.is_dir():
        pytest.skip("../shared is absent")

    reading = read_folder(folder)

    phi, bytes_, concepts = reading.notes
    assert not reading.problems
    assert {note.date for note in reading.notes} == {date(2024, 12, 13)}
    assert [note.title for note in reading.notes] == [
        "Phi-4 Technical Report",
        "Byte Latent Transformer: Patches Scale Better Than Tokens",
        "Large Concept Models: Language Modeling in a Sentence Representation Space",
    ]
    assert [(len(note.authors), note.authors[0], note.authors[-1]) for note in reading.notes] == [
        (27, "Marah Abdin", "Yi Zhang"),
        (14, "Artidoro Pagnoni", "Srinivasan Iyer"),
        (21, "The LCM team", "Holger Schwenk"),
    ]
    assert [note.tags for note in reading.notes] == [("llm", "synthetic-data"), ("tokenizer",), ("embedding", "llm")]
    assert [note.line for note in reading.notes] == [2, 8, 14]
    ends = {
        (note.title.split()[0], item.language): (item.commentary.split()[0], item.commentary.split()[-1])
        for note in (phi, bytes_, concepts)
        for item in note.editions
    }
    assert ends == {
        ("Phi-4", "ko"): ("Phi-4가", "하겠죠."),
        ("Phi-4", "en"): ("Phi-4", "data."),
        ("Byte", "ko"): ("바이트", "재미있네요."),
        ("Byte", "en"): ("Byte-level", "Interesting."),
        ("Large", "ko"): ("문장", "야기하겠지만요."),
        ("Large", "en"): ("This", "problems."),
    }
    abstracts = {item.abstract for note in reading.notes for item in note.editions}
    assert sorted(text.split()[0] + " … " + text.split()[-1] for text in abstracts) == [
        "LLMs … available.",
        "We … scheme.",
        "We … size.",
    ]
    assert {item.abstract_language for note in reading.notes for item in note.editions} == {"en"}
    assert not any(
        text[:60] in item.commentary for text in abstracts for note in reading.notes for item in note.editions
    )
