"""What holds for the register whatever notes there are, and whatever happens to them."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from publisher.content.note import Note
from publisher.register.admit import Admission
from publisher.register.line import Line, Register, RegisteredEdition, form, parse
from publisher.register.match import match
from publisher.register.merge import merge
from tests.builders import NOW
from tests.register.publication import build, ids, line_of, paper, sourced

FEW = st.sampled_from(["", "A", "B", "C"])


@st.composite
def notes(draw: st.DrawFn) -> tuple[Note, ...]:
    """Notes that are as like each other as can be, each in its own place."""
    places = draw(st.lists(st.tuples(st.sampled_from(["a.txt", "a 1.txt", "b.md"]), st.integers(1, 9)), unique=True))
    return tuple(
        sourced(
            paper(
                file=file,
                line=line,
                title=draw(FEW),
                authors=tuple(draw(st.lists(FEW, max_size=2))),
                addresses=tuple(draw(st.lists(st.sampled_from(["x", "y"]), max_size=2, unique=True))),
                abstract=draw(FEW),
                commentary=draw(FEW),
                languages=draw(st.sampled_from([("ko",), ("en",), ("ko", "en")])),
                date=draw(st.sampled_from([date(2024, 12, 12), date(2024, 12, 16), date(2024, 3, 1)])),
            )
        )
        for file, line in places
    )


def build_anyway(register: Register, *several: Note) -> Admission:
    return build(register, *several, allow_empty=True, allow_gone=True, publish_late=True)


@given(notes())
def test_every_note_has_exactly_one_line(several: tuple[Note, ...]) -> None:
    found = build(Register(), *several)

    assert [item.note for item in found.stamped] == list(several)
    assert len(set(ids(found))) == len(several) == len(found.register.lines)


@given(notes(), notes())
def test_each_line_is_at_most_one_notes_and_no_line_is_lost(before: tuple[Note, ...], after: tuple[Note, ...]) -> None:
    register = build(Register(), *before).register

    found = build_anyway(register, *after)

    assert len(set(ids(found))) == len(after)
    assert {line.id for line in register.lines} <= {line.id for line in found.register.lines}
    assert {line.id for line in found.register.lines if not line.gone} == set(ids(found))


@given(notes(), notes(), st.randoms(use_true_random=False))
def test_the_order_in_which_files_are_read_changes_nothing(
    before: tuple[Note, ...], after: tuple[Note, ...], chance: random.Random
) -> None:
    register = build(Register(), *before).register
    shuffled = chance.sample(after, len(after))

    assert build_anyway(register, *after).register == build_anyway(register, *shuffled).register


@given(notes(), notes())
def test_building_twice_changes_no_byte(before: tuple[Note, ...], after: tuple[Note, ...]) -> None:
    once = build_anyway(build(Register(), *before).register, *after)

    again = build(once.register, *after, now=NOW + timedelta(hours=5))

    assert form(again.register.lines) == form(once.register.lines)
    assert (again.news.newcomers, again.news.edited, again.news.returned, again.news.gone) == (0, 0, 0, 0)


@given(notes(), notes())
def test_nothing_is_updated_before_it_is_published_and_no_published_moves(
    before: tuple[Note, ...], after: tuple[Note, ...]
) -> None:
    first = build(Register(), *before).register
    second = build_anyway(first, *after).register

    dates = {(line.id, edition.language): edition for line in second.lines for edition in line.editions}
    assert all(edition.updated >= edition.published for edition in dates.values())
    assert all(
        dates[line.id, edition.language].published == edition.published
        for line in first.lines
        for edition in line.editions
    )


@given(notes())
def test_a_line_is_read_as_it_was_written(several: tuple[Note, ...]) -> None:
    lines = build(Register(), *several).register.lines

    assert tuple(map(parse, form(lines).splitlines())) == lines


@given(notes(), notes())
def test_signs_are_compared_and_not_places(before: tuple[Note, ...], after: tuple[Note, ...]) -> None:
    lines = build(Register(), *before).register.lines

    found = match(lines, after)

    taken = [item.line.id for item in found if item.line]
    assert len(set(taken)) == len(taken)


MOMENTS = st.integers(0, 3).map(lambda hours: NOW + timedelta(hours=hours))


@st.composite
def versions(draw: st.DrawFn) -> Line:
    """A line of one and the same note, as one of several branches may have left it."""
    editions = []
    for language in draw(st.sampled_from([("ko",), ("en",), ("en", "ko")])):
        published = draw(MOMENTS)
        updated = max(published, draw(MOMENTS))
        editions.append(RegisteredEdition(language=language, published=published, updated=updated, text=draw(FEW)))
    line = line_of(build(None, paper(1)))
    return replace(line, gone=draw(st.booleans()), keys=replace(line.keys, file=draw(FEW)), editions=tuple(editions))


@given(st.lists(versions(), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_a_merge_does_not_depend_on_the_order_of_lines(lines: list[Line], chance: random.Random) -> None:
    assert merge(chance.sample(lines, len(lines))) == merge(lines)


@given(versions(), versions(), versions())
def test_a_merge_of_merges_is_the_merge_of_all(one: Line, two: Line, three: Line) -> None:
    assert merge([merge([one, two]), three]) == merge([one, two, three])


@given(versions())
def test_a_line_merged_with_itself_is_itself(line: Line) -> None:
    assert merge([line, line]) == line


@given(st.lists(st.tuples(st.sampled_from(["retitle", "move", "edit", "delete", "restore"]), st.integers(0, 7))))
def test_notes_keep_their_ids_through_any_history(history: list[tuple[str, int]]) -> None:
    """Half of the notes have an address; of the others one thing changes at a time, as a person would do it."""
    here = {number: paper(number, **({} if number % 2 else {"addresses": ()})) for number in range(8)}
    away: dict[int, Note] = {}
    built = build(None, *here.values())
    promised = dict(zip(here, ids(built), strict=True))

    for step, (action, number) in enumerate(history):
        if action == "restore" and number in away:
            here[number] = away.pop(number)
        elif action == "delete" and number in here and len(here) > 1:
            away[number] = here.pop(number)
        elif number in here:
            here[number] = _changed(here[number], action, step)
        built = build(built.register, *here.values(), now=NOW + timedelta(hours=step), allow_gone=True)

        assert dict(zip(here, ids(built), strict=True)) == {number: promised[number] for number in here}
        assert built.news.newcomers == 0


def _changed(note: Note, action: str, step: int) -> Note:
    if action == "move":
        return replace(note, file=f"{step}/{note.file}")
    if action == "edit":
        return sourced(note, f"edit {step}")
    if action == "retitle":
        title = f"Title {step}"
        return sourced(
            replace(note, title=title, editions=tuple(replace(edition, title=title) for edition in note.editions))
        )
    return note
