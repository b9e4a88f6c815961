"""websub.json in the cache <-> what each hub was told of, for each address that was published from here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from publisher.errors import Problem, Severity
from publisher.file import replace_whole
from publisher.output.trouble import told as told_trouble
from publisher.websub.debt import Told

FILE_NAME = "websub.json"
_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What the hubs of one site were told of, and whatever else stands in the file."""

    file: Path
    address: str
    """Of the site: several may be published from one folder."""
    sites: Mapping[str, Told]
    problems: tuple[Problem, ...] = ()

    @property
    def told(self) -> Told:
        return self.sites.get(self.address, {})

    def keep(self, told: Told) -> Tally:
        """Remember this instead: it is on the disk, whole, when this returns."""
        kept = replace(self, sites={**self.sites, self.address: told})
        with told_trouble(self.file):
            replace_whole(self.file, _form(kept.sites))
        return kept


def read_tally(file: Path, address: str) -> Tally:
    """What was remembered: nothing where there is no file, nor where it is damaged, which is told."""
    with told_trouble(file, "be read"):
        try:
            content = file.read_bytes()
        except FileNotFoundError:
            return Tally(file=file, address=address, sites={})
    try:
        return Tally(file=file, address=address, sites=_parse(content))
    except (ValueError, RecursionError):
        message = "is damaged, and begun anew: what hubs were still to be told of is forgotten"
        problem = Problem(file=str(file), message=message, severity=Severity.NOTICE)
        return Tally(file=file, address=address, sites={}, problems=(problem,))


def _form(sites: Mapping[str, Told]) -> bytes:
    content = {"version": _VERSION, "sites": sites}
    return (json.dumps(content, ensure_ascii=False, indent=0, sort_keys=True) + "\n").encode()


def _parse(content: bytes) -> Mapping[str, Told]:
    match json.loads(content):
        case {"version": int(version), "sites": dict(sites)} if version == _VERSION and _is_sound(sites, depth=3):
            return sites
    raise ValueError("expected a version, and hashes by site, hub and topic")


def _is_sound(value: object, depth: int) -> bool:
    if not depth:
        return isinstance(value, str)
    return isinstance(value, dict) and all(_is_sound(inner, depth - 1) for inner in value.values())
