"""Of this machine: who may read what holds addresses and passwords, where is room, is the store of our shape."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from publisher.doctor.finding import Finding, Speaker
from publisher.doctor.patient import Patient
from publisher.store.opening import stored_revision
from publisher.store.revisions import REVISIONS

_FILES = Speaker("permissions")
_ROOM = Speaker("disk")
_STORE = Speaker("store")
_OTHERS = stat.S_IRWXO
_LITTLE = 500 * 1024 * 1024


def examine_permissions(patient: Patient) -> Iterator[Finding]:
    """What holds addresses, a password or a key is its owner's; what is published can be written."""
    settings = patient.settings
    relay, hooks = settings.mail.relay, settings.hooks
    secrets = (
        *((relay.password,) if relay else ()),
        *(provider.key for provider in settings.mail.providers.values()),
        *(hook.secret for hook in hooks),
    )
    private = (settings.store.file, settings.mail.folder, *(secret.file for secret in secrets))
    for path in filter(None, private):
        if path.exists():
            yield _private(path)
    output = settings.paths.output
    nearest = next((folder for folder in (output, *output.parents) if folder.exists()), output)
    if os.access(nearest, os.W_OK | os.X_OK):
        yield _FILES.ok(f"{output} can be written")
    else:
        yield _FILES.fail(
            f"{output} cannot be written", f"let whoever builds write there: chown or chmod u+w {nearest}"
        )


def _private(path: Path) -> Finding:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & _OTHERS:
        wanted = "700" if path.is_dir() else "600"
        return _FILES.fail(f"{path} is open to others ({mode:03o})", f"chmod {wanted} {path}")
    return _FILES.ok(f"{path} is closed to others")


def examine_disk(patient: Patient) -> Iterator[Finding]:
    """A full disk loses what is written last."""
    folder = patient.settings.file.absolute().parent
    free = shutil.disk_usage(folder).free
    words = f"{free / 1024**3:.1f} GB are free at {folder}"
    yield _ROOM.warn(words, "make room: the store and feeds/ grow") if free < _LITTLE else _ROOM.ok(words)


def examine_store(patient: Patient) -> Iterator[Finding]:
    """Asked without making or upgrading one."""
    address = patient.settings.store
    if not address.is_there:
        yield _STORE.ok(f"{address} is made when the first subscriber is")
        return
    found = stored_revision(address)
    if found == REVISIONS.newest:
        yield _STORE.ok(f"{address} is up to date ({found})")
    elif found is None or found in REVISIONS.names:
        yield _STORE.warn(f"{address} is of an older shape ({found})", "publisher db upgrade")
    else:
        yield _STORE.fail(f"{address} is newer than this program ({found})", "install the publisher that made it")
