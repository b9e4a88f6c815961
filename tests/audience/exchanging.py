"""Files imported into a store and exported from it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from publisher.audience.crowd import Which, listed
from publisher.audience.exchange.exporting import export
from publisher.audience.exchange.importing import Imported, import_file
from publisher.audience.exchange.reading import Rules
from publisher.audience.subscriber import Subscriber
from publisher.content.tags import TagRules
from publisher.store.store import Store
from tests.audience.builders import a_roster
from tests.builders import NOW

CONSENT = "signed up at the fair"


def unwatched(items: Iterable[Any], _label: str, _length: int) -> Iterable[Any]:
    return items


class Files:
    """Files imported into a store."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.folder = folder
        self.store = store
        self.roster = a_roster(store)

    def take(self, content: str | bytes, *, rules: dict[str, Any] | None = None, **options: Any) -> Imported:
        path = self.folder / "people.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        reading = Rules(**{"languages": ("ko", "en"), "tags": TagRules(), "consent": CONSENT, **(rules or {})})
        return import_file(path, self.roster, reading, **{"now": NOW, "watch": unwatched, **options})

    def give(self, store: Store | None = None, **which: Any) -> str:
        with (store or self.store).reading() as connection:
            return "".join(export(connection, Which(**which), TagRules()))

    def people(self) -> dict[str, Subscriber]:
        with self.store.reading() as connection:
            return {one.email: one for page in listed(connection, Which(), TagRules()) for one in page}


def told(imported: Imported) -> list[tuple[int, str]]:
    return [(problem.line, problem.message) for problem in imported.problems]


BUTTONDOWN = """email_address,notes,tags,type,creation_date,metadata
ada@example.org,,"llm,VIP",regular,2023-01-02T03:04:05.678Z,{}
bob@example.org,,,unactivated,2023-01-02T03:04:05Z,{}
eve@example.org,,,unsubscribed,2023-01-02T03:04:05Z,{}
joe@example.org,,,undeliverable,2023-01-02T03:04:05Z,{}
sam@example.org,,,complained,2023-01-02T03:04:05Z,{}
"""
