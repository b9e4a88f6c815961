"""A database -> the newest shape of its tables, within the transaction of the caller."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from publisher.store.revisions import Revisions


def upgrade(connection: Connection, revisions: Revisions) -> None:
    """Run the scripts that are missing. Killed or failed at any moment, the database is as it was."""
    config = Config()
    config.set_main_option("script_location", str(revisions.scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
