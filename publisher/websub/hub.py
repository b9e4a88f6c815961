"""Topics -> one hub: told of each over a few connections, in rounds, as far as it will have it."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager

from publisher.http.crew import together
from publisher.websub.answer import TOLD, Answer, Verdict
from publisher.websub.patience import Pace, Patience, pause

Ping = Callable[[str], Answer]
Connect = Callable[[], AbstractContextManager[Ping]]
"""Opens a connection to the hub, over which it can be told of one topic after another."""

_CONNECTIONS = 8


def tell(topics: Iterable[str], *, connect: Connect, patience: Patience, pace: Pace) -> Iterator[tuple[str, Answer]]:
    """Tell of every topic; each is yielded once, with the answer that it is left with.

    A connection rests when a topic is to be tried again: a hub in trouble wants no more pings, and one topic that fails
    holds up no other. Then comes a pause, and another round. Fruitless rounds are limited, and so is the time; what is
    left then stays owed.
    """
    ends = pace.clock() + patience.total
    left = dict.fromkeys(topics)
    trouble = Answer(verdict=Verdict.OWED, reason=f"took more than {patience.total:g} seconds in all", wait=math.inf)
    fruitless = 0
    while left:
        fruitless += 1
        failures = []
        for topic, answer in _round(left, connect, lambda: ends - pace.clock()):
            del left[topic]
            if answer.verdict is Verdict.OWED:
                left[topic] = None  # at the end of the line, lest one topic hold up the others
                failures.append(answer)
            else:
                fruitless = 0
                yield topic, answer
        trouble = max(failures, key=lambda answer: answer.wait, default=trouble)
        rest = pause(fruitless, trouble.wait, pace.chance())
        if not left or fruitless >= patience.rounds or rest >= ends - pace.clock():
            break
        pace.sleep(rest)
    yield from ((topic, trouble) for topic in left)


def _round(topics: Iterable[str], connect: Connect, remaining: Callable[[], float]) -> Iterator[tuple[str, Answer]]:
    """Ping over each connection until a topic is to be tried again, or none is left, or no seconds remain."""
    waiting = deque(topics)

    def work() -> Iterator[tuple[str, Answer]]:
        with connect() as ping:
            answer = TOLD
            while answer.verdict is not Verdict.OWED:
                try:
                    topic = waiting.popleft()
                except IndexError:
                    return
                answer = ping(topic)
                yield topic, answer

    try:
        yield from together([work() for _ in range(min(_CONNECTIONS, len(waiting)))], remaining)
    finally:
        waiting.clear()  # for those that are abandoned
