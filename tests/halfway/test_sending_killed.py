"""Senders that are killed again and again: every letter leaves once, or is in doubt and listed, one a connection."""

from __future__ import annotations

import secrets
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from publisher.outbox.ledger.counting import listed, sendings
from publisher.outbox.ledger.standing import Standing
from publisher.store.address import StoreAddress
from publisher.store.opening import open_store, upgrade_store
from tests.house.checkout import ROOT
from tests.outbox.carrying import a_real_freight
from tests.outbox.ledger import planned, readers, subscribed

_LETTERS = 300
_KILLS = 4
_FURTHER = 20
"""Letters that leave at most between the one at which a sender is to be killed and the last before it is."""


@pytest.mark.parametrize("connections", [1, 3])
def test_whatever_dies_nothing_is_lost_and_nothing_comes_twice(
    address: StoreAddress, connections: int, tmp_path: Path
) -> None:
    upgrade_store(address, chance=secrets.token_bytes)
    with open_store(address, chance=secrets.token_bytes) as store:
        subscribed(store, readers(_LETTERS))
        issue = planned(store, a_real_freight())
    sink, chance = tmp_path / "sink", Random(connections)  # noqa: S311  # nothing is protected by it
    sink.touch()
    url = address.url or f"sqlite:///{address.file}"
    command = [sys.executable, "-m", "tests.halfway.sending", url, str(sink), str(connections)]

    killed = 0
    for kill in range(_KILLS):
        goal = _LETTERS * (kill + 1) // (_KILLS + 1) + chance.randrange(20)
        child = subprocess.Popen([*command, str(goal + _FURTHER)], cwd=ROOT)
        while len(_left(sink)) < goal and child.poll() is None:
            time.sleep(0.001)
        child.send_signal(signal.SIGKILL)
        killed += child.wait() == -signal.SIGKILL
    subprocess.run([*command, str(_LETTERS)], cwd=ROOT, check=True)

    left = Counter(_left(sink))
    with open_store(address, chance=secrets.token_bytes) as store, store.reading() as connection:
        (found,) = sendings(connection)
        in_doubt = {one.email for one in listed(connection, issue)}
    assert killed == _KILLS
    assert max(left.values()) == 1
    assert {email for email, _ in readers(_LETTERS)} == left.keys() | in_doubt
    assert len(in_doubt) <= killed * connections
    assert found.tally == {Standing.SENT: _LETTERS - len(in_doubt)} | (
        {Standing.DOUBT: len(in_doubt)} if in_doubt else {}
    )


def _left(sink: Path) -> list[str]:
    return sink.read_text().split("\n")[:-1]
