"""A clerk -> a thread that calls on it: at once when a mail is owed, and by the clock for what was put off."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from publisher.errors import PublisherError
from publisher.notices.clerk import Clerk, Delivered

_LOG = logging.getLogger(__name__)
_EVERY = 30.0
"""Seconds between two rounds when nobody calls."""


@contextmanager
def rounds(clerk: Clerk, clock: Callable[[], datetime], *, every: float = _EVERY) -> Iterator[Callable[[], None]]:
    """Let mails leave for as long as the block runs; what is yielded calls for a round now."""
    bell, is_over = threading.Event(), threading.Event()

    def go() -> None:
        while not is_over.is_set():
            bell.clear()
            _round(clerk, clock)
            bell.wait(every)

    thread = threading.Thread(target=go, name="notices", daemon=True)
    thread.start()
    try:
        yield bell.set
    finally:
        is_over.set()
        bell.set()
        thread.join()


def _round(clerk: Clerk, clock: Callable[[], datetime]) -> None:
    """All that is due; whatever goes wrong is logged, and the next round tries again."""
    try:
        while clerk.deliver(now=clock()) != Delivered():
            pass
    except PublisherError as error:
        _LOG.warning("no mail leaves now: %s", error)
    except Exception:  # noqa: BLE001  # a mistake of the program must not end all mail
        _LOG.exception("no mail leaves now")
