"""An issue of the ledger, sent by a provider: once, whatever the provider does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from publisher.errors import PublisherError
from publisher.outbox.ledger.standing import Standing
from publisher.store.store import Store
from tests.outbox.carrying import a_real_freight, sent, tally_of
from tests.outbox.ledger import planned, readers, subscribed
from tests.outbox.providers.apis import Api, running, take_and_hang_up
from tests.outbox.providers.builders import KINDS, Kind, a_key, transport


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    return KINDS[request.param]


@pytest.fixture
def api(kind: Kind) -> Iterator[Api]:
    with running(kind.api()) as api:
        yield api


def test_every_reader_gets_one_letter(store: Store, kind: Kind, api: Api) -> None:
    subscribed(store, readers(7))

    done = sent(store, planned(store, a_real_freight()), transport(kind.provider(address=api.address)))

    assert done.is_finished
    assert tally_of(store) == {Standing.SENT: 7}
    assert sorted(taken.recipient for taken in api.taken) == sorted(email for email, _ in readers(7))


def test_what_a_broken_call_leaves_in_doubt_is_listed_and_not_sent_again(store: Store, kind: Kind, api: Api) -> None:
    subscribed(store, readers(7))
    issue, provider = planned(store, a_real_freight()), kind.provider(address=api.address)
    api.steps.append(take_and_hang_up)

    for _ in range(2):
        sent(store, issue, transport(provider))

    doubt = 0 if provider.is_repeatable else kind.batch
    assert {**tally_of(store), **({} if doubt else {Standing.DOUBT: 0})} == {
        Standing.SENT: 7 - doubt,
        Standing.DOUBT: doubt,
    }
    assert len(api.taken) == len({taken.recipient for taken in api.taken}) == 7


def test_a_wrong_key_loses_no_letter(store: Store, kind: Kind, api: Api) -> None:
    subscribed(store, readers(7))
    issue = planned(store, a_real_freight())

    with pytest.raises(PublisherError, match="401"):
        sent(store, issue, transport(kind.provider(address=api.address, key=a_key("another-key"))))

    assert api.taken == []
    assert tally_of(store) == {Standing.DEFERRED: kind.batch, Standing.PLANNED: 7 - kind.batch}
