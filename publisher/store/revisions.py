"""Which shapes the tables had, one after another: a name for each, and the folder of the scripts that lead there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, inspect, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Revisions:
    """Every shape that this program knows, oldest first."""

    names: tuple[str, ...]
    scripts: Path

    @property
    def newest(self) -> str:
        return self.names[-1]


REVISIONS = Revisions(names=("0001", "0002", "0003", "0004"), scripts=Path(__file__).parent / "migrations")
"""Named here as well, because opening a store that is up to date should not cost the import of Alembic."""


def revision_of(connection: Connection) -> str | None:
    """The name of the shape that a database has; None where it holds none of ours."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
