"""`python -m bench.audience`: 100,000 people imported, 50,000 with 300 tags listed, counted and exported.

python -m bench.audience                                  SQLite, in a temporary folder
python -m bench.audience postgresql://me@/an_empty_one    a database that holds nothing yet
"""

from __future__ import annotations

import random
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from publisher.audience.crowd import Which, count, listed
from publisher.audience.exchange.exporting import export
from publisher.audience.exchange.importing import import_file
from publisher.audience.exchange.reading import Rules
from publisher.audience.roster import Roster
from publisher.audience.subscriber import State
from publisher.content.tags import TagRules
from publisher.store.address import StoreAddress, parse_address
from publisher.store.opening import open_store, upgrade_store

_TAGS = [f"tag-{number}" for number in range(300)]
_IMPORTED = 100_000
_LISTED = 50_000
_RULES = Rules(languages=("ko", "en"), tags=TagRules(aliases={"tag-1": "tag-2"}), known_tags=set(_TAGS))


def _unwatched(items: Iterable[Any], _label: str, _length: int) -> Iterable[Any]:
    return items


def _timed(label: str, work: Callable[[], object]) -> None:
    began = time.perf_counter()
    made = work()
    print(f"{label:<60} {time.perf_counter() - began:7.2f} s   {made}")  # noqa: T201  # what it is for


def _people(file: Path, number: int, *, left_every: int) -> Path:
    """A file of as many people; every so many of them have left."""
    chance = random.Random(1)  # the same people every time
    lines = ["state,email,language,tags,consent"]
    for one in range(number):
        state = "left" if one % left_every == 0 else "confirmed"
        tags = " ; ".join(chance.sample(_TAGS, chance.randint(1, 8)))
        lines.append(f"{state},reader{one}@example{one % 500}.org,{chance.choice(['ko', 'en'])},{tags},fair")
    file.write_text("\n".join(lines))
    return file


def _measure(address: StoreAddress, folder: Path, number: int, work: str) -> None:
    upgrade_store(address, chance=secrets.token_bytes)
    file = _people(folder / "people.csv", number, left_every=10)
    with open_store(address, chance=secrets.token_bytes) as store:
        roster = Roster(store=store, chance=secrets.token_bytes)

        def take() -> str:
            done = import_file(file, roster, _RULES, now=datetime.now(UTC), watch=_unwatched)
            return f"{sum(done.added.values()):,} added, {done.unchanged:,} here already, {done.refused:,} refused"

        def give() -> str:
            with store.reading() as connection:
                return f"{sum(map(len, export(connection, Which(), _RULES.tags))):,} bytes"

        def walk(which: Which) -> str:
            with store.reading() as connection:
                return f"{sum(map(len, listed(connection, which, _RULES.tags))):,} people"

        def tally() -> str:
            with store.reading() as connection:
                return f"{len(count(connection, _RULES.tags).choices):,} choices"

        _timed(f"{work}: import {number:,}", take)
        if number == _IMPORTED:
            _timed(f"{work}: import the same again", take)
            return
        _timed(f"{work}: list {number:,}", lambda: walk(Which()))
        _timed(f"{work}: list those who left", lambda: walk(Which(state=State.LEFT)))
        _timed(f"{work}: list those of one tag", lambda: walk(Which(tag="tag-2")))
        _timed(f"{work}: count everything", tally)
        _timed(f"{work}: export {number:,}", give)


def main() -> None:
    """Measure."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if url := "".join(sys.argv[1:2]):
            _measure(parse_address(url, folder), folder, _LISTED, "PostgreSQL")
            return
        _measure(StoreAddress(file=folder / "many.db"), folder, _IMPORTED, "SQLite")
        _measure(StoreAddress(file=folder / "some.db"), folder, _LISTED, "SQLite")


if __name__ == "__main__":
    main()
