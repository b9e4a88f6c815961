"""The invented notes: the same everywhere, and in what they hold like real ones."""

from __future__ import annotations

from collections import Counter
from itertools import islice, pairwise

from bench.notes import notes
from bench.vocabulary import TAGS


def test_a_seed_always_makes_the_same_notes() -> None:
    assert list(notes(20, seed=1)) == list(notes(20, seed=1))
    assert list(notes(20, seed=1)) != list(notes(20, seed=2))


def test_more_notes_add_older_ones_and_change_none() -> None:
    assert list(islice(notes(1_000), 20)) == list(notes(20))
    assert all(earlier.moment > later.moment for earlier, later in pairwise(notes(1_000)))


def test_tags_follow_zipfs_law() -> None:
    counts = Counter(tag for note in notes(5_000) for tag in note.tags)

    assert len(set(TAGS)) == 200
    assert counts.keys() == set(TAGS)
    # A note has each tag once, which takes from the commonest what the law gives them.
    for rank in (10, 20, 50, 100):
        assert rank / 2 < counts[TAGS[0]] / counts[TAGS[rank - 1]] < rank * 1.5, rank


def test_notes_are_of_the_sizes_that_real_ones_have() -> None:
    made = list(notes(1_000))

    assert {len(note.authors) for note in made} == set(range(1, 13))
    assert {len(note.tags) for note in made} == {2, 3, 4}
    assert 900 < sum(len(note.abstract) for note in made) / 1_000 < 1_100
    assert 150 < sum("$" in note.korean for note in made) < 250
    assert len({note.address for note in made}) == 1_000


def test_markdown_of_every_kind_is_there_in_both_languages() -> None:
    made = list(notes(500))

    for mark in ("**", "`", "](https://", "(https://", "\n- ", "\n> ", "$"):
        held = [(mark in note.korean, mark in note.english) for note in made]
        assert (True, True) in held, mark
    assert any(")과" in note.korean for note in made)
