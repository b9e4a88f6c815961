"""The web root's .publisher.json <-> which files are ours: path -> SHA-256 in hexadecimal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from publisher.errors import Problem, PublisherError
from publisher.output.path import RESERVED, mistake

FILE_NAME = f"{RESERVED}.json"
_VERSION = 1
_DAMAGED = (
    "is damaged: {}. Restore it from version control; or, where nothing in this folder is your own, "
    "delete the folder and build again"
)


def read(folder: Path) -> dict[str, str]:
    """What `publisher` wrote into the folder; nothing where there is no manifest."""
    place = folder / FILE_NAME
    if place.is_symlink() or (place.exists() and not place.is_file()):
        raise _error(place, "expected a regular file")
    try:
        return _parse(place.read_bytes())
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise _error(place, f"cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise _error(place, str(error)) from error


def form(hashes: Mapping[str, str]) -> bytes:
    """The manifest's bytes: a path a line in the order of the alphabet, so that versions compare well."""
    content = {"version": _VERSION, "files": dict(sorted(hashes.items()))}
    return (json.dumps(content, ensure_ascii=False, indent=0) + "\n").encode()


def _parse(content: bytes) -> dict[str, str]:
    try:
        match json.loads(content):
            case {"version": int(version)} if version > _VERSION:
                raise ValueError(f"was written by a newer publisher (format {version}, known is {_VERSION}): update")
            case {"version": int(version), "files": dict(files)} if version == _VERSION and _is_sound(files):
                return files
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise ValueError(_DAMAGED.format(error)) from error
    raise ValueError(_DAMAGED.format("expected a version and the files with their hashes"))


def _is_sound(files: Mapping[str, object]) -> bool:
    return all(isinstance(value, str) and not mistake(path) for path, value in files.items())


def _error(place: Path, message: str) -> PublisherError:
    return PublisherError([Problem(file=str(place), message=message)])
