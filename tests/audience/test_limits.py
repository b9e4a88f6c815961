"""How often one may ask, over both databases: by network, by all together, for an hour each."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.audience.limits import Limits
from publisher.audience.tally import count, network_of
from publisher.store.store import Store
from publisher.store.tables import tallies
from tests.audience.builders import how_many
from tests.builders import NOW


def asked(store: Store, remote: str, limits: Limits, now: datetime = NOW) -> datetime | None:
    with store.deciding() as connection:
        return count(connection, limits, remote, keyring=store.keyring, now=now)


@pytest.mark.parametrize(
    ("remote", "network"),
    [
        ("203.0.113.7", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.0/24"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("a socket", "a socket"),
    ],
)
def test_a_network_is_what_one_person_may_have(remote: str, network: str) -> None:
    assert network_of(remote) == network


@given(st.ip_addresses())
def test_every_address_has_a_network(address: object) -> None:
    assert "/" in network_of(str(address))


def test_a_network_is_stopped_and_others_are_not(store: Store) -> None:
    limits = Limits(network=2)

    answers = [asked(store, f"203.0.113.{number}", limits) for number in (1, 2, 3)]

    assert answers == [None, None, NOW + timedelta(hours=1)]
    assert asked(store, "198.51.100.1", limits) is None


def test_all_together_are_stopped(store: Store) -> None:
    limits = Limits(total=2)

    answers = [asked(store, f"203.0.{number}.1", limits) for number in (1, 2, 3)]

    assert answers == [None, None, NOW + timedelta(hours=1)]


def test_an_hour_later_counting_begins_anew_and_nothing_is_left(store: Store) -> None:
    limits, later = Limits(network=1, total=5), NOW + timedelta(hours=1)
    asked(store, "203.0.113.1", limits)
    assert asked(store, "203.0.113.1", limits)

    again = asked(store, "203.0.113.1", limits, later)

    assert again is None
    assert how_many(store, tallies) == 2


def test_what_is_refused_is_not_counted(store: Store) -> None:
    asked(store, "203.0.113.1", Limits(network=1, total=2))
    for _ in range(5):
        asked(store, "203.0.113.1", Limits(network=1, total=2))

    assert asked(store, "198.51.100.1", Limits(network=1, total=2)) is None


def test_without_limits_nothing_is_counted(store: Store) -> None:
    assert asked(store, "203.0.113.1", Limits()) is None
    assert how_many(store, tallies) == 0
