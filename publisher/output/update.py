"""Files -> a web root that holds just them, and whatever else was there that is not ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from publisher.file import File
from publisher.output import manifest
from publisher.output.changes import Changes
from publisher.output.lock import alone_in
from publisher.output.plan import Plan, plan
from publisher.output.staging import Staging, make_folder, prune, remove


def write(files: Iterable[File], folder: Path) -> Changes:
    """Bring the folder up to date: write what differs, remove what we wrote before and do not write now.

    Nothing changes until every file has been made and may be put where it belongs; PublisherError says what is in
    the way of which. Files are replaced one by one, each whole.
    """
    make_folder(folder)
    with alone_in(folder):
        staging = Staging(folder)
        staging.clear()
        try:
            owned = manifest.read(folder)
            planned = plan(files, folder, owned, lambda file: staging.keep(file.path, file.content))
            _carry_out(planned, folder, owned, staging)
        finally:
            staging.clear()
    return planned.changes


def compare(files: Iterable[File], folder: Path) -> Changes:
    """What `write` would do, without doing it."""
    return plan(files, folder, manifest.read(folder), lambda _: None).changes


def _carry_out(planned: Plan, folder: Path, owned: dict[str, str], staging: Staging) -> None:
    # While files come and go the manifest names old and new: killed at any moment, none is left without an owner.
    old_and_new = {**owned, **planned.hashes}
    _record(old_and_new, owned, staging)
    for path in planned.changes.written:
        staging.place(path)
    for path in planned.changes.removed:
        remove(folder, path)
    for path in planned.deserted:
        prune(folder, path)
    _record(planned.hashes, old_and_new, staging)


def _record(hashes: Mapping[str, str], known: Mapping[str, str], staging: Staging) -> None:
    if hashes != known:
        staging.keep(manifest.FILE_NAME, manifest.form(hashes))
        staging.place(manifest.FILE_NAME)
