"""How long a hub is waited for, and when it is tried again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

_FIRST_PAUSE = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Time and chance, which only the command line knows."""

    clock: Callable[[], float]
    """Seconds since some moment, never going back."""
    sleep: Callable[[float], None]
    chance: Callable[[], float]
    """A number from 0 to 1, another one each time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """What a hub is allowed. What it has not heard by then it hears the next time."""

    answer: float = 10.0
    """Seconds for a connection, and again for each answer."""
    total: float = 60.0
    """Seconds for everything, pauses too."""
    rounds: int = 3
    """So many fruitless tries in a row and no more."""


def pause(fruitless: int, asked: float, chance: float) -> float:
    """Seconds before the next try: twice as many after each fruitless one, scattered, and what the hub asked for."""
    backoff: float = _FIRST_PAUSE * 2 ** max(fruitless - 1, 0) * (0.5 + chance)
    return max(backoff, asked)
