"""`updated` moves exactly when the text that readers see did."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from publisher.content.note import Note
from publisher.register.admit import Admission
from tests.builders import NOW
from tests.register.publication import LATER, bare, build, ids, line_of, local, paper, published, sourced, updated

SECOND = timedelta(seconds=1)
BEFORE = local(2024, 12, 13, 1)


def after_change(note: Note, **fields: Any) -> Admission:
    first = build(None, note)
    return build(first.register, sourced(replace(note, **fields)), now=LATER)


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "Another"},
        {"authors": ("Ada Lovelace",)},
        {"addresses": ("https://arxiv.org/pdf/2412.00001",)},
        {"via": "https://news.example/1"},
        {"abstract": "Another."},
        {"commentary": "Another."},
    ],
)
def test_a_change_of_what_readers_see_moves_updated(fields: dict[str, Any]) -> None:
    first = build(None, paper(1))

    after = build(first.register, paper(1, **fields), now=LATER)

    assert [stamp.updated for stamp in after.stamped[0].stamps] == [LATER, LATER]
    assert line_of(after).updated == LATER
    assert published(after) == published(first)
    assert after.news.edited == 1


@pytest.mark.parametrize("fields", [{"tags": ("llm", "embedding")}, {"related": ("Other note",)}])
def test_a_change_of_tags_or_links_moves_nothing(fields: dict[str, Any]) -> None:
    after = after_change(paper(1), **fields)

    assert updated(after) == [BEFORE]
    assert after.news.edited == 0


def test_a_move_moves_no_date() -> None:
    note = paper(1)
    first = build(None, note)

    after = build(first.register, replace(note, file="2024/moved.md", line=9), now=LATER)

    assert updated(after) == [BEFORE]
    assert line_of(after).keys.file == "2024/moved.md"


def test_a_text_that_a_better_loader_reads_otherwise_moves_nothing_and_is_remembered() -> None:
    note = paper(1)
    first = build(None, note)
    better = paper(1, commentary="Better read", source_hash=note.source_hash)

    read_better = build(first.register, better, now=LATER)
    tagged = build(read_better.register, sourced(replace(better, tags=("llm",))), now=LATER)

    assert updated(read_better) == updated(tagged) == [BEFORE]
    assert (read_better.news.edited, tagged.news.edited) == (0, 0)


def test_only_the_edition_that_was_edited_is_updated() -> None:
    note = paper(1)
    korean, english = note.editions

    after = after_change(note, editions=(replace(korean, commentary="새 글"), english))

    assert [(stamp.language, stamp.updated) for stamp in after.stamped[0].stamps] == [("ko", LATER), ("en", BEFORE)]
    assert line_of(after).updated == LATER


def test_notes_edited_at_once_differ_by_a_second_and_the_first_is_the_newest() -> None:
    first = build(None, bare(1), bare(2), bare(3), bare(4))

    after = build(
        first.register,
        bare(1, commentary="x"),
        bare(2),
        bare(3, commentary="x"),
        bare(4, commentary="x"),
        now=LATER.replace(microsecond=9),
    )

    assert updated(after) == [LATER, updated(first)[1], LATER - SECOND, LATER - 2 * SECOND]
    assert after.news.edited == 3


def test_nothing_is_updated_before_it_is_published() -> None:
    register = build(build(None, paper(9)).register, paper(9), bare(1), bare(2)).register

    after = build(register, paper(9), bare(1, commentary="x"), bare(2, commentary="x"))

    assert published(after)[1:] == [NOW + SECOND, NOW]
    assert updated(after)[1:] == [NOW + SECOND, NOW]


def test_updated_in_front_matter_wins() -> None:
    told = local(2024, 12, 14, 9)

    first = build(None, paper(1, updated=told))
    after = build(first.register, paper(1, updated=told, commentary="Edited"), now=LATER)

    assert updated(first) == updated(after) == [told]


def test_updated_in_front_matter_does_not_lie_before_the_publication() -> None:
    found = build(None, paper(1, updated=local(2024, 12, 1)))

    assert updated(found) == published(found) == [BEFORE]


def test_a_note_that_returns_unchanged_keeps_its_updated() -> None:
    others = (paper(7), paper(8))
    first = build(None, paper(1), *others)
    without = build(first.register, *others)

    assert updated(build(without.register, paper(1), *others, now=LATER)) == updated(first)


def test_a_note_that_returns_edited_is_updated() -> None:
    others = (paper(7), paper(8))
    without = build(build(None, paper(1), *others).register, *others)

    back = build(without.register, paper(1, commentary="x"), *others, now=LATER)

    assert updated(back)[0] == LATER
    assert (back.news.returned, back.news.edited) == (1, 1)


def test_a_paper_that_stands_in_two_files_is_two_notes_and_told() -> None:
    found = build(None, paper(1), paper(1, file="again.md", line=4, addresses=("arxiv.org/pdf/2412.00001v2",)), bare(2))

    assert len(set(ids(found))) == 3
    assert [str(problem) for problem in found.problems] == [
        "again.md:4: speaks of the same paper as 0001.md:1; both are published"
    ]


def test_a_paper_is_the_same_by_its_title_and_authors_where_one_note_has_no_address() -> None:
    found = build(None, paper(1), paper(1, file="again.txt", addresses=()))

    assert [problem.file for problem in found.problems] == ["again.txt"]


def test_two_notes_on_one_paper_in_one_file_are_not_told() -> None:
    assert build(None, bare(1, title="Same", authors=("A",)), bare(2, title="Same", authors=("A",))).problems == ()


def test_notes_come_back_in_the_order_they_were_given_in() -> None:
    notes = (paper(3), bare(2), paper(1))

    assert [item.note for item in build(None, *notes).stamped] == list(notes)
