"""One build at a time: a lock on the web root itself, which leaves no file and goes with the process."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from publisher.errors import PublisherError
from publisher.output.trouble import told


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold a folder against other builds; PublisherError when one is at work there."""
    with told(folder, "be locked"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _lock(descriptor, folder)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, folder: Path) -> None:
    with told(folder, "be locked"):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise PublisherError(f"{folder}: another build is at work here; try again when it is done") from error
