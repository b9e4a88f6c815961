"""No host is asked more than it can bear, whoever asks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from publisher.lint.web.ask import Asker
from publisher.lint.web.check import answers
from publisher.lint.web.pace import Manners, Pace
from tests.lint.web.server import Web, served


@pytest.fixture
def web() -> Iterator[Web]:
    with served(Web()) as web:
        yield web


def an_asker(manners: Manners) -> Asker:
    return Asker(agent="publisher", manners=manners, pace=Pace(manners=manners))


def test_one_request_at_a_time_reaches_a_host(web: Web) -> None:
    paths = [f"/{number}" for number in range(12)]
    web.pages, web.slowness = dict.fromkeys(paths, 200), 0.02

    found = list(answers({web.url(path): () for path in paths}, an_asker(Manners(delay=0.0, hosts_at_once=8))))

    assert {answer.status for answer in found} == {200}
    assert len(web.asked) == 12
    assert web.most_at_once == 1


def test_two_hosts_do_not_wait_for_each_other(web: Web) -> None:
    """A host that is slow is waited for, and another is asked meanwhile."""
    with served(Web(pages={"/": 200})) as other:
        web.pages = dict.fromkeys(("/1", "/2", "/3", "/4"), 200)
        web.released.clear()
        addresses = [*(web.url(path) for path in web.pages), other.url("/")]

        found = iter(answers(dict.fromkeys(addresses, ()), an_asker(Manners(delay=0.0))))
        first = next(found)
        web.released.set()
        rest = list(found)

    assert first.address == other.url("/")
    assert sorted(answer.address for answer in rest) == sorted(addresses[:-1])


def test_requests_to_one_host_begin_apart() -> None:
    now = [0.0]
    began = []
    manners = Manners(delay=1.0)
    pace = Pace(manners=manners, clock=lambda: now[0], sleep=lambda wait: now.__setitem__(0, now[0] + wait))

    for host in ("a.example", "a.example", "b.example", "a.example"):
        with pace.turn(host):
            began.append((host, now[0]))

    assert began == [("a.example", 0.0), ("a.example", 1.0), ("b.example", 1.0), ("a.example", 2.0)]


def test_a_host_that_is_held_waits_and_no_other() -> None:
    now = [0.0]
    manners = Manners(delay=0.0)
    pace = Pace(manners=manners, clock=lambda: now[0], sleep=lambda wait: now.__setitem__(0, now[0] + wait))

    pace.hold("a.example", 30)
    with pace.turn("b.example"):
        other = now[0]
    with pace.turn("a.example"):
        held = now[0]

    assert (other, held) == (0.0, 30.0)


def test_each_address_is_answered_once(web: Web) -> None:
    addresses = {web.url(f"/{number}"): () for number in range(5)}

    found = answers(addresses, an_asker(Manners(delay=0.0, hosts_at_once=3)))

    assert sorted(answer.address for answer in found) == sorted(addresses)


def test_nothing_to_ask_is_no_answer() -> None:
    assert list(answers({}, an_asker(Manners()))) == []
