"""Vault notes in two languages: which text is which, however it is marked."""

from __future__ import annotations

import pytest

from publisher.content.formats.markdown_note import read_markdown
from tests.content.reading import (
    ABSTRACT,
    ADDRESS,
    ENGLISH,
    KOREAN,
    KOREAN_AND_ENGLISH,
    TITLE,
    a_source,
    a_vault_note,
    commentary,
    languages,
)


@pytest.mark.parametrize(
    "english",
    [
        f"<english>\n{ENGLISH}\n</english>",
        f"<english>{ENGLISH}</english>",
        f"<english>\n\n{ENGLISH}\n\n</english>",
        f"<English>\n{ENGLISH}\n</English>",
        f"<en>\n{ENGLISH}\n</en>",
        f"< english >\n{ENGLISH}\n</ english >",
        f"<english>\n{ENGLISH}",
        f"<englsih>\n{ENGLISH}\n</english>",
        f"<english>\n{ENGLISH}\n</enlgish>",
        f"<english>\n{ENGLISH}\n<english>",
        f"<english/>\n{ENGLISH}",
        f"<english/>\n{ENGLISH}\n<english/>",
        f"</english>\n{ENGLISH}\n</english>",
        f"<english\n{ENGLISH}\n</english>",
        f"<english>\n{ENGLISH}\n/english>",
        f"{ENGLISH}\n</english>",
        ENGLISH,
    ],
)
@pytest.mark.parametrize("tags", ["before", "after", "none"])
def test_english_is_found_however_it_is_marked(english: str, tags: str) -> None:
    parts = {"before": ("#llm", english), "after": (english, "#llm"), "none": (english,)}[tags]

    note = a_vault_note(ADDRESS, TITLE, ABSTRACT, KOREAN, *parts)

    assert commentary(note, "ko") == KOREAN
    assert commentary(note, "en") == ENGLISH
    assert note.tags == (() if tags == "none" else ("llm",))


@pytest.mark.parametrize(
    ("english", "words"),
    [
        ("<englsih>\ntext of it\n</english>", "read <englsih> as a marker"),
        ("<english>\ntext of it", "<english> is never closed"),
        ("text of it\n</english>", "</english> closes nothing"),
    ],
)
def test_a_marker_that_is_not_right_is_told_at_its_line(english: str, words: str) -> None:
    note = a_vault_note(TITLE, ABSTRACT, KOREAN, english)

    assert [words in problem.message for problem in note.problems] == [True]
    assert note.problems[0].line == (8 if english.startswith("text") else 7)


def test_markers_on_one_line_with_the_korean_are_found() -> None:
    note = a_vault_note(TITLE, ABSTRACT, f"{KOREAN} <english> {ENGLISH} </english>", "#llm")

    assert commentary(note, "ko") == KOREAN
    assert commentary(note, "en") == ENGLISH


def test_a_paragraph_that_begins_behind_its_marker_stays_whole() -> None:
    note = a_vault_note(TITLE, ABSTRACT, KOREAN, "<english>One line\nand the next.\n\nA second.</english>")

    assert commentary(note, "en") == "One line\nand the next.\n\nA second."


def test_a_marker_never_closed_leaves_korean_below_it_alone() -> None:
    note = a_vault_note(TITLE, ABSTRACT, f"<english>\n\n{ENGLISH}", KOREAN, "#llm")

    assert commentary(note, "ko") == KOREAN
    assert commentary(note, "en") == ENGLISH


def test_korean_may_be_marked_too() -> None:
    note = a_vault_note(TITLE, ABSTRACT, f"<english>\n{ENGLISH}\n<korean>\n{KOREAN}\n</korean>")

    assert commentary(note, "ko") == KOREAN
    assert commentary(note, "en") == ENGLISH


def test_empty_markers_make_no_edition() -> None:
    assert languages(a_vault_note(TITLE, ABSTRACT, KOREAN, "<english>\n\n</english>")) == ("ko",)


def test_english_alone_is_an_english_note() -> None:
    assert languages(a_vault_note(ADDRESS, TITLE, ABSTRACT, "Automatic compiler.", "#llm")) == ("en",)


def test_an_english_quotation_between_korean_paragraphs_stays_where_it_is() -> None:
    bare = a_vault_note(TITLE, ABSTRACT, KOREAN, "They say that it works.", KOREAN)
    marked = a_vault_note(
        TITLE, ABSTRACT, KOREAN, "They say that it works.", KOREAN, f"<english>\n{ENGLISH}\n</english>"
    )

    assert languages(bare) == ("ko",)
    assert commentary(marked, "ko") == f"{KOREAN}\n\nThey say that it works.\n\n{KOREAN}"
    assert commentary(marked, "en") == ENGLISH


def test_what_has_no_words_belongs_to_the_text_above_it() -> None:
    note = a_vault_note(TITLE, ABSTRACT, KOREAN, "$x = y$", "https://example.org/code", ENGLISH, "`f(x)`", "#llm")

    assert commentary(note, "ko") == f"{KOREAN}\n\n$x = y$\n\nhttps://example.org/code"
    assert commentary(note, "en") == f"{ENGLISH}\n\n`f(x)`"


def test_english_below_the_links_is_found() -> None:
    note = a_vault_note(TITLE, ABSTRACT, KOREAN, "# Links", "[[200319 GIQA]]", ENGLISH)

    assert commentary(note, "en") == ENGLISH
    assert note.related == ("200319 GIQA",)


def test_languages_of_one_script_ask_for_markers() -> None:
    from publisher.content.words.language import tongues

    source = a_source(f"{TITLE}\n\n{ABSTRACT}\n\nEin Satz auf Deutsch.\n\n<english>\n{ENGLISH}\n</english>")

    note = read_markdown(source, tongues(("de", "en")))

    assert languages(note) == ("en",)
    assert [(problem.line, "cannot tell de from en" in problem.message) for problem in note.problems] == [(5, True)]


def test_the_commentary_of_a_note_is_read_in_its_own_language_only() -> None:
    read = read_markdown(a_source(f"{KOREAN}\n\n{ENGLISH}"), KOREAN_AND_ENGLISH, only=("ko",))

    assert languages(read) == ("ko",)
