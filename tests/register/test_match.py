"""A note keeps its id and its date, whatever is done to it; each line is at most one note's."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

from publisher.register.match import match
from tests.register.publication import LATER, LONG_AGO, bare, build, ids, line_of, paper, published, sourced

OTHERS = (paper(7), paper(8), paper(9))


def test_a_retitled_note_is_found_by_its_address() -> None:
    before = build(None, paper(1), *OTHERS)

    after = build(before.register, paper(1, title="A better title", file="moved.md"), *OTHERS, now=LATER)

    assert ids(after) == ids(before)
    assert published(after) == published(before)
    assert after.news.newcomers == 0


def test_an_address_alone_is_enough() -> None:
    before = build(None, paper(1), *OTHERS)

    after = build(before.register, paper(1, title="New", file="moved.md", authors=(), abstract="New."), *OTHERS)

    assert ids(after) == ids(before)


def test_file_and_title_are_enough() -> None:
    before = build(None, bare(1), bare(2), *OTHERS)

    after = build(
        before.register,
        bare(2, line=1, authors=("Another",), abstract=""),
        bare(1, line=9, authors=("Another",), abstract=""),
        *OTHERS,
    )

    assert ids(after)[:2] == ids(before)[1::-1]


def test_a_note_that_names_another_version_of_its_paper_is_the_same() -> None:
    before = build(None, paper(1, addresses=("https://arxiv.org/abs/2412.00001v1",)), *OTHERS)

    after = build(before.register, paper(1, addresses=("http://arxiv.org/pdf/2412.00001v4",), title="New"), *OTHERS)

    assert ids(after) == ids(before)


def test_a_note_moved_to_another_folder_is_the_same() -> None:
    before = build(None, paper(1), bare(2), *OTHERS)

    after = build(before.register, paper(1, file="2024/12/a.md"), bare(2, file="2024/b.md"), *OTHERS, now=LATER)

    assert ids(after) == ids(before)
    assert published(after) == published(before)
    assert after.news.edited == after.news.newcomers == after.news.gone == 0


def test_a_moved_note_is_found_by_its_title_where_it_names_neither_address_nor_authors() -> None:
    before = build(None, bare(1, authors=(), abstract=""), *OTHERS)

    after = build(before.register, bare(1, authors=(), abstract="", file="moved.md"), *OTHERS)

    assert ids(after) == ids(before)


def test_a_common_title_alone_does_not_make_a_new_note_of_another_day_an_old_one() -> None:
    links = bare(1, title="Links", authors=(), abstract="", file="a.md", date=LONG_AGO)
    before = build(None, links, *OTHERS)

    after = build(before.register, sourced(replace(links, file="b.md", date=date(2024, 12, 16))), *OTHERS)

    assert after.news.newcomers == 1
    assert ids(after)[0] != ids(before)[0]


def test_a_copy_is_a_newcomer_and_the_original_keeps_its_line() -> None:
    before = build(None, paper(1), *OTHERS)

    after = build(before.register, paper(1, file="0000 copy.md"), paper(1), *OTHERS)

    assert ids(after)[1:] == ids(before)
    assert after.news.newcomers == 1


def test_an_original_that_is_edited_keeps_its_line_beside_a_copy() -> None:
    before = build(None, paper(1), *OTHERS)

    after = build(before.register, paper(1, file="0000 copy.md", commentary="x"), paper(1, commentary="y"), *OTHERS)

    assert ids(after)[1:] == ids(before)


def test_an_edited_note_is_the_same() -> None:
    before = build(None, paper(1), bare(2), *OTHERS)

    after = build(before.register, paper(1, commentary="New"), bare(2, commentary="New"), *OTHERS)

    assert ids(after) == ids(before)


def test_a_note_that_was_deleted_and_is_back_finds_its_line() -> None:
    before = build(None, paper(1), *OTHERS)
    without = build(before.register, *OTHERS)

    back = build(without.register, paper(1), *OTHERS, now=LATER)

    assert without.news.gone == 1
    assert len(without.register.lines) == 4
    assert ids(back) == ids(before)
    assert published(back) == published(before)
    assert (back.news.returned, back.news.newcomers, back.news.gone) == (1, 0, 0)
    assert back.register == before.register


def test_a_note_is_gone_only_once() -> None:
    without = build(build(None, paper(1), *OTHERS).register, *OTHERS)

    again = build(without.register, *OTHERS)

    assert again.news.gone == 0
    assert again.register == without.register


def test_two_notes_with_one_address_keep_apart() -> None:
    one, other = paper(1, title="One"), paper(1, title="Other", file="other.md")
    before = build(None, one, other, *OTHERS)

    swapped = build(before.register, replace(other, file="0000.md"), replace(one, file="zzzz.md"), *OTHERS)

    assert ids(swapped) == [ids(before)[1], ids(before)[0], *ids(before)[2:]]


def test_of_two_notes_with_one_address_the_retitled_one_is_told_by_its_file() -> None:
    one, other = paper(1, title="One"), paper(1, title="Other", file="other.md")
    before = build(None, one, other, *OTHERS)

    after = build(before.register, paper(1, title="Uno"), paper(1, title="Otro", file="other.md"), *OTHERS)

    assert ids(after) == ids(before)


def test_two_notes_with_one_address_on_one_page_are_told_by_their_titles() -> None:
    one, other = paper(1, title="One", file="a.txt"), paper(1, title="Other", file="a.txt", line=9)
    before = build(None, one, other, *OTHERS)

    swapped = build(
        before.register,
        paper(1, title="Other", file="a.txt", commentary="x"),
        paper(1, title="One", file="a.txt", line=9, commentary="x"),
        *OTHERS,
    )

    assert ids(swapped)[:2] == ids(before)[1::-1]


def test_two_notes_with_one_address_that_are_retitled_together_are_told_by_the_order_of_the_page() -> None:
    before = build(None, paper(1, title="One", file="a.txt"), paper(1, title="Other", file="a.txt", line=9), *OTHERS)

    after = build(
        before.register, paper(1, title="Uno", file="a.txt"), paper(1, title="Otro", file="a.txt", line=9), *OTHERS
    )

    assert ids(after) == ids(before)


def test_two_copies_that_move_together_are_told_by_their_source() -> None:
    one, other = paper(1), paper(1, file="other.md", commentary="Long")
    before = build(None, one, other, *OTHERS)

    after = build(before.register, replace(one, file="x/b.md"), replace(other, file="x/a.md"), *OTHERS)

    assert ids(after) == ids(before)
    assert after.news.edited == 0


def test_two_copies_that_move_and_change_together_are_told_by_the_order_of_their_paths() -> None:
    before = build(None, paper(1, file="a.md"), paper(1, file="b.md", commentary="Long"), *OTHERS)

    after = build(
        before.register, paper(1, file="y/b.md", commentary="2"), paper(1, file="y/a.md", commentary="1"), *OTHERS
    )

    assert ids(after) == [ids(before)[1], ids(before)[0], *ids(before)[2:]]


def test_a_corrected_title_on_a_day_page_keeps_its_id() -> None:
    page = (bare(1), bare(2, abstract="", authors=()), bare(3))
    before = build(None, *page)

    after = build(before.register, bare(1), bare(2, title="Corrected", abstract="", authors=()), bare(3), now=LATER)

    assert ids(after) == ids(before)
    assert published(after) == published(before)


def test_two_corrected_titles_on_a_day_page_are_told_by_their_abstracts() -> None:
    before = build(None, bare(1), bare(2), *OTHERS)

    after = build(
        before.register,
        bare(1, title="Uno", authors=(), abstract="We number  papers,\nand this is 1."),
        bare(2, title="Dos", authors=(), abstract="We number papers, and this is\n2."),
        *OTHERS,
    )

    assert ids(after) == ids(before)


def test_two_notes_left_over_in_one_file_are_not_guessed_at() -> None:
    before = build(None, bare(1, abstract="", authors=()), bare(2, abstract="", authors=()), *OTHERS)

    after = build(
        before.register,
        bare(1, title="Uno", abstract="", authors=()),
        bare(2, title="Dos", abstract="", authors=()),
        *OTHERS,
        allow_gone=True,
    )

    assert after.news.newcomers == 2


def test_a_new_note_does_not_take_the_line_of_one_long_gone_from_its_page() -> None:
    before = build(None, bare(1), bare(2), *OTHERS)
    without = build(before.register, bare(2), *OTHERS)

    after = build(without.register, bare(2), bare(5), *OTHERS)

    assert after.news.newcomers == 1
    assert ids(after)[1] not in ids(before)


def test_a_stronger_sign_wins_over_a_file() -> None:
    before = build(None, paper(1), paper(2), *OTHERS)

    swapped = build(before.register, paper(1, file="0002.md"), paper(2, file="0001.md"), *OTHERS)

    assert ids(swapped) == ids(before)
    assert line_of(swapped).keys.file == "0002.md"


def test_a_line_knows_its_note_by_what_the_note_last_looked_like() -> None:
    first = build(None, paper(1), *OTHERS)
    second = build(first.register, paper(1, addresses=("https://example.org/a",)), *OTHERS)

    third = build(second.register, paper(1, title="B", file="b.md", addresses=("https://example.org/a/",)), *OTHERS)

    assert ids(third) == ids(first)


def test_titles_are_compared_by_their_letters_and_digits() -> None:
    before = build(None, bare(1, title="CAFÉ – Models 2"), *OTHERS)

    after = build(before.register, bare(1, title="cafe\u0301 models-2", file="moved.md"), *OTHERS)

    assert ids(after) == ids(before)


def test_ten_thousand_notes_are_matched_in_well_under_a_second() -> None:
    notes = [bare(number) if number % 3 else paper(number) for number in range(10_000)]
    lines = build(None, *notes).register.lines
    moved = [sourced(replace(note, file=f"2024/{number}.md"), "moved") for number, note in enumerate(notes)]

    began = time.process_time()
    found = match(lines, moved)

    assert all(item.line for item in found)
    assert time.process_time() - began < 30  # a quadratic search takes minutes


def test_a_file_with_the_very_same_bytes_is_the_same_note_whatever_its_name() -> None:
    unnamed = paper(1, title="241213 A naem", authors=(), addresses=(), abstract="", file="241213 A naem.md")
    before = build(None, unnamed, *OTHERS)

    after = build(before.register, replace(unnamed, title="241213 A name", file="x/241213 A name.md"), *OTHERS)

    assert ids(after) == ids(before)


def test_of_two_files_with_the_very_same_bytes_each_keeps_its_own_id() -> None:
    one = paper(1, title="A", authors=(), addresses=(), abstract="", file="a.md", source_hash="1" * 64)
    other = replace(one, title="B", file="b.md")
    before = build(None, one, other, *OTHERS)

    after = build(before.register, replace(one, file="z.md"), other, *OTHERS)

    assert ids(after) == ids(before)
