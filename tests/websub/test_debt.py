"""What hubs are owed follows from what they were told and from the feeds as they are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from publisher.websub.debt import begun, owed, settled

HASHES = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("123"))


def test_a_feed_that_changed_is_owed() -> None:
    assert owed({"a": "1", "b": "1"}, {"a": "1", "b": "2"}) == ("b",)


def test_a_new_feed_is_owed() -> None:
    assert owed({}, {"a": "1"}) == ("a",)


def test_a_feed_that_is_gone_is_not() -> None:
    assert owed({"a": "1"}, {}) == ()


def test_a_hub_that_is_new_is_owed_nothing_of_what_stood_before() -> None:
    told = begun({"old": {"a": "1"}}, ["old", "new"], {"a": "2", "b": "2"})

    assert told == {"old": {"a": "1"}, "new": {"a": "2", "b": "2"}}


def test_a_hub_that_is_no_longer_named_is_forgotten() -> None:
    assert begun({"old": {"a": "1"}}, [], {}) == {}


def test_a_feed_that_returns_is_owed_again() -> None:
    told = settled({"a": "1"}, {}, ())

    assert owed(told, {"a": "1"}) == ("a",)


@given(HASHES, HASHES, st.sets(st.sampled_from("abcdefgh")))
def test_what_is_not_done_stays_owed_and_nothing_else(
    told: dict[str, str], current: dict[str, str], tried: set[str]
) -> None:
    debt = owed(told, current)
    done = tried & set(debt)

    after = owed(settled(told, current, done), current)

    assert set(after) == set(debt) - done


def test_what_changed_back_before_it_was_told_is_not_owed() -> None:
    told = settled({"a": "1"}, {"a": "2"}, ())

    assert owed(told, {"a": "1"}) == ()
