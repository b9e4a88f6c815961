"""Files -> a web root that holds just them, and whatever else was there that is not ours."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from publisher.file import File, LateFile
from publisher.memory import FORGETFUL, Memory
from publisher.output import manifest
from publisher.output.changes import Changes
from publisher.output.lock import alone_in
from publisher.output.plan import Plan, plan
from publisher.output.staging import Staging, make_folder, prune, remove
from publisher.output.trouble import standing

HALFWAY = (
    "The build ended halfway: every file is whole, some are new and some as before. "
    "Build again when the trouble is over, and all of them are new."
)
_FINAL = f"{manifest.FILE_NAME}-final"


def write(
    files: Iterable[File | LateFile],
    folder: Path,
    *,
    memory: Memory = FORGETFUL,
    once_ready: Callable[[], object] = lambda: None,
) -> Changes:
    """Bring the folder up to date: write what differs, remove what we wrote before and do not write now.

    Nothing changes until every file that `memory` does not know has been made and may be put where it belongs;
    PublisherError says what is in the way of which. Then `once_ready` does what has to be done before readers see
    anything new, and may still stop it all. Files are replaced one by one, each whole.
    """
    make_folder(folder)
    with alone_in(folder):
        staging = Staging(folder)
        staging.clear()
        try:
            owned = manifest.read(folder)
            planned = plan(files, folder, owned, lambda file: staging.keep(file.path, file.content), memory)
            _stage_manifests(planned, owned, staging)
            once_ready()
            with standing(HALFWAY):
                _carry_out(planned, folder, staging)
        finally:
            staging.clear()
    return planned.changes


def compare(files: Iterable[File | LateFile], folder: Path) -> Changes:
    """What `write` would do, without doing it."""
    return plan(files, folder, manifest.read(folder), lambda _: None, FORGETFUL).changes


def _stage_manifests(planned: Plan, owned: dict[str, str], staging: Staging) -> None:
    """Keep what will be recorded, so that no disk can be too full for it later.

    While files come and go the manifest names old and new: killed at any moment, none is left without an owner.
    """
    old_and_new = {**owned, **planned.hashes}
    if old_and_new != owned:
        staging.keep(manifest.FILE_NAME, manifest.form(old_and_new))
    if planned.hashes != old_and_new:
        staging.keep(_FINAL, manifest.form(planned.hashes))


def _carry_out(planned: Plan, folder: Path, staging: Staging) -> None:
    staging.place(manifest.FILE_NAME)
    for path in planned.changes.written:
        staging.place(path)
    for path in planned.changes.removed:
        remove(folder, path)
    for path in planned.deserted:
        prune(folder, path)
    staging.place(_FINAL, at=manifest.FILE_NAME)
