"""Vault notes: one Markdown file a note, with every irregularity that years of daily writing bring."""

from __future__ import annotations

from datetime import date

import pytest

from tests.content.reading import (
    ABSTRACT,
    ADDRESS,
    ENGLISH,
    KOREAN,
    TITLE,
    a_vault_note,
    commentary,
    edition,
    languages,
)


def test_a_regular_note_gives_every_part() -> None:
    note = a_vault_note(ADDRESS, TITLE, ABSTRACT, KOREAN, f"<english>\n{ENGLISH}\n</english>", "#llm #byte-model ")

    assert note.date == date(2024, 12, 13)
    assert note.title == "Bytes: A Study of Patches"
    assert note.authors == ("Ada Lovelace", "Alan Turing")
    assert note.addresses == (ADDRESS,)
    assert note.tags == ("llm", "byte-model")
    assert commentary(note, "ko") == KOREAN
    assert commentary(note, "en") == ENGLISH
    assert {item.abstract for item in note.editions} == {ABSTRACT.removeprefix("> ")}
    assert {item.abstract_language for item in note.editions} == {"en"}
    assert not note.problems


def test_a_note_without_an_address_has_none() -> None:
    note = a_vault_note(TITLE, ABSTRACT, KOREAN)

    assert note.addresses == ()
    assert note.title == "Bytes: A Study of Patches"


def test_all_addresses_above_the_title_are_kept_in_order() -> None:
    other = "https://example.org/a_(b)"

    note = a_vault_note(f"{ADDRESS}\n{other}", f"<{ADDRESS}v2>", TITLE, KOREAN)

    assert note.addresses == (ADDRESS, other, f"{ADDRESS}v2")


def test_a_note_without_a_title_is_called_by_its_file() -> None:
    note = a_vault_note(ADDRESS, KOREAN, "#llm", file="241213 Bytes and More.md")

    assert note.title == "Bytes and More"
    assert note.authors == ()
    assert commentary(note, "ko") == KOREAN


@pytest.mark.parametrize(
    "title",
    [
        "Bytes: A Study of Patches (Ada Lovelace, Alan Turing)",
        "*Bytes: A Study\nof\n  Patches*\n(Ada Lovelace, Alan Turing)",
        "Bytes: A\n  Study of\n  Patches (Ada Lovelace,\n  Alan Turing)",
        "**Bytes: A Study of Patches** (Ada Lovelace, Alan Turing)",
        "*Bytes: A Study of Patches (Ada Lovelace, Alan Turing)",
        "Bytes: A Study of Patches* (Ada Lovelace, Alan Turing)",
        "*Bytes: A Study of Patches* (Ada Lovelace, Alan Turing",
        "*Bytes: A Study of Patches* (Ada Lovelace, Alan Turing))",
        "*Bytes: A Study of Patches*\n\n(Ada Lovelace, Alan Turing)",
        "# Bytes: A Study of Patches (Ada Lovelace, Alan Turing)",
    ],
)
def test_a_title_is_read_however_it_is_set(title: str) -> None:
    note = a_vault_note(ADDRESS, title, ABSTRACT, KOREAN)

    assert note.title == "Bytes: A Study of Patches"
    assert note.authors == ("Ada Lovelace", "Alan Turing")
    assert commentary(note, "ko") == KOREAN
    assert languages(note) == ("ko",)


def test_an_old_title_gives_way_to_the_one_that_the_file_is_named_after() -> None:
    old, new = "Old Words (Ada Lovelace, Alan Turing)", "Bytes: New Words (Ada Lovelace, Alan Turing)"

    assert a_vault_note(old, new, KOREAN, file="241213 Bytes.md").title == "Bytes: New Words"
    assert a_vault_note(new, old, KOREAN, file="241213 Bytes.md").title == "Bytes: New Words"
    assert a_vault_note(new, old, KOREAN, file="241213 Other.md").title == "Old Words"


def test_a_copy_of_a_file_knows_its_title() -> None:
    note = a_vault_note("Bytes are all", KOREAN, file="241213 Bytes 1.md")

    assert note.title == "Bytes are all"


def test_a_title_without_authors_stands_above_the_abstract_or_the_text() -> None:
    assert a_vault_note("Quite another name", ABSTRACT, KOREAN).title == "Quite another name"
    assert a_vault_note("Quite another name", KOREAN).title == "Quite another name"
    assert languages(a_vault_note("Quite another name", KOREAN)) == ("ko",)


@pytest.mark.parametrize(
    "remark",
    [
        "속도를 개선 (FPN, HTC, DCN)",
        "*중요한 결과* (참고)",
        "*강조한 문장.*",
        "흥미로운 방법 (구글 연구)",
        "좋은 결과였음 (Ada Lovelace, Alan Turing)",
    ],
)
def test_a_korean_remark_is_no_title(remark: str) -> None:
    note = a_vault_note(ADDRESS, remark)

    assert note.title == "Bytes"
    assert commentary(note, "ko") == remark


def test_authors_may_hold_nested_parentheses_in_two_thousand_letters() -> None:
    names = [f"Author{chr(97 + number % 26)} Name (Lab (Unit {number}), City)" for number in range(60)]

    note = a_vault_note(ADDRESS, f"*Bytes* ({', '.join(names)})", ABSTRACT, KOREAN)

    assert note.title == "Bytes"
    assert note.authors == tuple(names)


def test_several_quotations_are_one_abstract_in_paragraphs() -> None:
    note = a_vault_note(TITLE, "> First part.\n>\n> Second part.", "> Third part.", KOREAN)

    assert edition(note, "ko").abstract == "First part.\n\nSecond part.\n\nThird part."
    assert commentary(note, "ko") == KOREAN


def test_a_line_below_a_quotation_goes_on_with_it_only_in_its_language() -> None:
    lazy = a_vault_note(TITLE, "> We group bytes,\nand a > b holds.", KOREAN)
    close = a_vault_note(TITLE, f"{ABSTRACT}\n{KOREAN}")

    assert edition(lazy, "ko").abstract == "We group bytes,\nand a > b holds."
    assert edition(close, "ko").abstract == ABSTRACT.removeprefix("> ")
    assert commentary(close, "ko") == KOREAN


def test_an_abstract_that_nothing_marks_is_no_commentary() -> None:
    alone = a_vault_note(TITLE, "We group bytes. They are many.", KOREAN)
    with_english = a_vault_note(TITLE, "We group bytes. They are many.", KOREAN, ENGLISH)

    assert languages(alone) == ("ko",)
    assert edition(alone, "ko").abstract == "We group bytes. They are many."
    assert commentary(with_english, "en") == ENGLISH


def test_tags_are_gathered_from_lines_and_sentences_each_once() -> None:
    note = a_vault_note(
        TITLE, ABSTRACT, f"{KOREAN} #object_detection #gan", f"{ENGLISH} A #word of it.", "#gan #object-detection"
    )

    assert note.tags == ("object_detection", "gan", "word", "object-detection")
    assert commentary(note, "ko") == KOREAN
    assert commentary(note, "en") == f"{ENGLISH} A #word of it."


def test_several_papers_in_one_file_are_one_note() -> None:
    second = ("https://arxiv.org/abs/2412.00002", "*A Second Paper* (Kurt Gödel, Emmy Noether)", "> Another abstract.")
    note = a_vault_note(
        *(ADDRESS, TITLE, ABSTRACT, KOREAN),
        *(*second, "두 번째 논문입니다."),
        *(f"<english>\n{ENGLISH}\n</english>", "#llm"),
    )

    assert note.title == "Bytes: A Study of Patches"
    assert note.addresses == (ADDRESS, "https://arxiv.org/abs/2412.00002")
    assert "Another abstract." not in edition(note, "ko").abstract
    for language, own in (("ko", "두 번째 논문입니다."), ("en", ENGLISH)):
        assert "*A Second Paper* (Kurt Gödel, Emmy Noether)" in commentary(note, language)
        assert "> Another abstract." in commentary(note, language)
        assert own in commentary(note, language)


def test_latex_becomes_text_in_titles_and_names_and_stays_in_the_commentary() -> None:
    note = a_vault_note(r"*Bytes and $x^2$* (Andr\'e Foo, Ada Lovelace)", ABSTRACT, f"$x^2$에 대한 {KOREAN}")

    assert note.title == "Bytes and x²"
    assert note.authors[0] == "André Foo"
    assert "$x^2$" in commentary(note, "ko")


def test_a_pre_that_is_meant_as_text_is_no_marker() -> None:
    note = a_vault_note(TITLE, ABSTRACT, f"<pre> 토큰에 대한 {KOREAN}")

    assert commentary(note, "ko") == f"<pre> 토큰에 대한 {KOREAN}"
    assert not note.problems


def test_links_to_other_notes_are_taken_off_the_text() -> None:
    note = a_vault_note(TITLE, ABSTRACT, KOREAN, "#llm", "# Links", "[[200319 GIQA.md]]\n[[folder/240116 GATS|GATS]]")

    assert note.related == ("200319 GIQA", "240116 GATS")
    assert commentary(note, "ko") == KOREAN


def test_a_wiki_link_inside_a_sentence_is_a_part_of_it() -> None:
    sentence = "이 글은 [[200319 GIQA]] 이후의 연구입니다."

    note = a_vault_note(TITLE, ABSTRACT, sentence)

    assert commentary(note, "ko") == sentence
    assert note.related == ()


def test_code_in_a_fence_keeps_its_markers_and_tags() -> None:
    note = a_vault_note(TITLE, ABSTRACT, f"{KOREAN}\n\n```\n<english>\n\n#include\n```", ENGLISH)

    assert "<english>\n\n#include" in commentary(note, "ko")
    assert note.tags == ()
    assert commentary(note, "en") == ENGLISH


def test_a_fence_that_is_never_closed_swallows_nothing() -> None:
    note = a_vault_note(TITLE, ABSTRACT, KOREAN, "```", f"<english>\n{ENGLISH}\n</english>", "#llm")

    assert note.tags == ("llm",)
    assert commentary(note, "en") == ENGLISH


def test_a_note_without_commentary_has_no_edition() -> None:
    note = a_vault_note(ADDRESS, TITLE, ABSTRACT, "#llm")

    assert note.editions == ()
    assert note.tags == ("llm",)


def test_the_text_of_a_note_keeps_its_order_and_its_line_breaks() -> None:
    note = a_vault_note(TITLE, ABSTRACT, "- 첫째\n- 둘째", KOREAN, "#llm")

    assert commentary(note, "ko") == f"- 첫째\n- 둘째\n\n{KOREAN}"
